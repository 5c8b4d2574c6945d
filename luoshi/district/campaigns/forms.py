"""Forms of campaigns: one is begun, decided, corrected; a benefit is confirmed, objected to, asked back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.campaigns.fail_if import BASIS_MAX, REASON_MAX
from luoshi.district.languages import said
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.campaigns.models import CampaignType
    from luoshi.district.offices.queries import Unit

_CHINESE = {"lang": "zh-Hans"}


def _text(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=_CHINESE), **options)


def _amount(**options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=_("金额（元）"), max_digits=18, decimal_places=2, **options)


class OpenForm(forms.Form):
    """Which campaign, for which period, in whose hands."""

    campaign = forms.ChoiceField(label=_("兑现事项"))
    period = forms.CharField(label=_("期间"), max_length=10, help_text=_("年写成 2023，季度写成 2023-Q2，半年写成 2023-H1。"))
    unit = forms.ChoiceField(label=_("承办单位"))

    def __init__(self, types: Iterable[CampaignType], units: Iterable[Unit], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["campaign"].choices = [(each.code, said(Words(each.name, each.name_en))) for each in types]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(each.code, said(Words(each.name, each.name_en or each.name))) for each in units]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a dry run is not approved."""

    reason = _text(_("理由"), REASON_MAX, required=False)


class CorrectForm(forms.Form):
    """Whom an objection that was upheld, or an application that was granted, puts on the list, takes off, or gives another amount."""

    case = _text(_("异议办件编号，或者申请编号"), 40)
    number = forms.IntegerField(label=_("名单序号"), required=False, min_value=1, help_text=_("补入提出异议或者申请的，不填。"))
    amount = _amount(required=False, help_text=_("移出名单的，不填。"))
    reason = _text(_("理由"), REASON_MAX)


class ResultsForm(forms.Form):
    """The bank's answer."""

    results = forms.FileField(label=_("银行回盘"), help_text=_("CSV 或 XLSX；表头：付款编号、结果、日期、原因、银行流水号。"))


class ClawBackForm(forms.Form):
    """What is asked back, and why."""

    reference = _text(_("付款编号"), 60)
    amount = _amount()
    reason = _text(_("理由"), REASON_MAX)
    basis = _text(_("依据"), BASIS_MAX)


class RepaymentForm(forms.Form):
    """What came back."""

    case = _text(_("追回办件编号"), 40)
    amount = _amount()
    on = forms.DateField(label=_("到账日期"), widget=forms.DateInput(attrs={"type": "date"}))
    reference = _text(_("凭证号"), 100)


class AccountForm(forms.Form):
    """Where a beneficiary is paid; nothing where the account that is known is right."""

    bank = _text(_("开户银行"), 100, required=False)
    number = forms.CharField(
        label=_("账号"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    holder = _text(_("账户名称"), 200, required=False)


MATTERS: Final = (
    ("left_out", _("应当在名单里")),
    ("wrongly_on", _("不应在名单里")),
    ("amount", _("金额不对")),
    ("data", _("依据的数据不对")),
)
"""What can be wrong with a list, as the case type of objections calls it."""


class ObjectionForm(forms.Form):
    """What is wrong with a list."""

    matter = forms.ChoiceField(label=_("哪种情况"), choices=MATTERS)
    number = forms.IntegerField(label=_("名单序号"), required=False, min_value=1, help_text=_("对名单里某一条有异议的才填。"))
    reason = forms.CharField(label=_("理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, **_CHINESE}))
