"""What is asked before a report card is made, besides the two documents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.plan.queries import reports
from luoshi.engines.progress import plain

if TYPE_CHECKING:
    from luoshi.district.plan.queries import ReportEntry
    from luoshi.district.report_cards.taking_over import Candidate

FIRST_YEAR, LAST_YEAR = 1990, 2100
CHINESE = {"lang": "zh-Hans"}


class CompareForm(forms.Form):
    """The plan whose promises are held against the bulletin, and how."""

    plan = forms.ChoiceField(
        label=_("本区的计划"), required=False, help_text=_("也可以不选，在下面交来另一份政府工作报告。"), widget=forms.Select(attrs=CHINESE)
    )
    tolerance = forms.DecimalField(
        label=_("“左右”允许差几个百分点"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        help_text=_("没有官方口径。不填时用所选计划自己的规定；计划也没有规定的，差一点的一律不判断。"),
    )
    year = forms.IntegerField(
        label=_("公报的年份"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=_("文中没有写明年份时才需要。")
    )

    def __init__(self, data: Any = None, *, held_by: str) -> None:
        super().__init__(data)
        entries: list[ReportEntry] = reports(held_by=held_by)
        self.fields["plan"].choices = [("", "—"), *((entry.report.slug, entry.report.title) for entry in entries)]  # type: ignore[attr-defined]


TITLE_LENGTH_MAX = 200
NUMBER_LENGTH_MAX = 100


class TakeOverForm(forms.Form):
    """Which figures of a bulletin become official values, and by which document they were issued. ``text`` is the bulletin itself."""

    chosen = forms.MultipleChoiceField(label=_("采用哪些数字"), widget=forms.CheckboxSelectMultiple(attrs=CHINESE), required=False)
    issuer = forms.ChoiceField(label=_("发布单位"), widget=forms.Select(attrs=CHINESE))
    title = forms.CharField(label=_("文件名称"), max_length=TITLE_LENGTH_MAX, widget=forms.TextInput(attrs=CHINESE))
    document_number = forms.CharField(label=_("文号"), max_length=NUMBER_LENGTH_MAX, required=False, widget=forms.TextInput(attrs=CHINESE))
    issued_on = forms.DateField(label=_("发布日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    year = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: list[Candidate], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.found = found
        issuers = dict.fromkeys(each.indicator.issuer for each in found)
        self.fields["issuer"].choices = [(issuer, issuer) for issuer in issuers]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [(each.key, _offered(each)) for each in found]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> list[Candidate]:
        """What was chosen, once the form is valid."""
        return [each for each in self.found if each.key in self.cleaned_data["chosen"]]


def _offered(each: Candidate) -> str:
    """What stands beside a box: 地区生产总值增速 · 2023年四季度 · 4.3% 「…」."""
    return f"{each.indicator.name} · {each.period.label.chinese} · {plain(each.number)}{each.indicator.unit} 「{each.observation.quote}」"
