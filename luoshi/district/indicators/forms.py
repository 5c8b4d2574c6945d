"""Forms by which figures are reported, reviewed, brought and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.indicators.models import DECIMALS, DIGITS
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHINESE = {"lang": "zh-Hans", "autocomplete": "off"}
REASON_MAX = 500


class FigureForm(forms.Form):
    """A figure, and what is to be said with it."""

    number = forms.DecimalField(
        label=_("数值"),
        max_digits=DIGITS,
        decimal_places=DECIMALS,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    remark = forms.CharField(label=_("补充说明"), max_length=REASON_MAX, required=False, widget=forms.TextInput(attrs=CHINESE))

    def __init__(self, *, unit: str, corrects: bool, **more: Any) -> None:
        super().__init__(**more)
        self.fields["number"].help_text = _("单位：%(unit)s") % {"unit": unit}
        if corrects:
            self.fields["remark"].label, self.fields["remark"].required = _("更正的理由"), True


class ReviewForm(forms.Form):
    """Approved, or returned with the reason; how many steps it had taken when it was looked at."""

    seen_steps = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("退回的理由"), max_length=REASON_MAX, required=False, widget=forms.TextInput(attrs=CHINESE))


class ConfirmForm(forms.Form):
    """A counted figure is right, or why it is not."""

    seen = forms.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, widget=forms.HiddenInput)
    is_right = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda word: word == "1")
    reason = forms.CharField(label=_("哪里不对"), max_length=REASON_MAX, required=False, widget=forms.TextInput(attrs=CHINESE))


class ReleaseForm(forms.Form):
    """The document by which figures were issued."""

    issuer = forms.ChoiceField(label=_("发布单位"), widget=forms.Select(attrs={"lang": "zh-Hans"}))
    title = forms.CharField(label=_("文件名称"), max_length=200, widget=forms.TextInput(attrs=CHINESE))
    document_number = forms.CharField(label=_("文号"), max_length=100, required=False, widget=forms.TextInput(attrs=CHINESE))
    issued_on = forms.DateField(label=_("发布日期"), widget=DAY)

    def __init__(self, *, issuers: Sequence[str], on: date, **more: Any) -> None:
        super().__init__(**more)
        self.fields["issuer"].choices = [(name, name) for name in issuers]  # type: ignore[attr-defined]
        self._on = on

    def clean_issued_on(self) -> date:
        """What is not issued yet cannot be brought."""
        day: date = self.cleaned_data["issued_on"]
        if day > self._on:
            raise forms.ValidationError(_("发布日期还没有到。"))
        return day


class PeriodForm(forms.Form):
    """A period, as it is written."""

    period = forms.CharField(
        label=_("期别"),
        max_length=7,
        help_text=_("2023-09、2023-Q3、2023-H1 或 2023"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_period(self) -> Period:
        """The period that is written."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as problem:
            raise forms.ValidationError(_("请写成 2023-09、2023-Q3、2023-H1 或 2023。")) from problem


class ReopenForm(PeriodForm):
    """By which decision a period is opened again, and why."""

    decision = forms.CharField(
        label=_("凭什么决定"), max_length=200, help_text=_("会议名称和日期，或文号"), widget=forms.TextInput(attrs=CHINESE)
    )
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.TextInput(attrs=CHINESE))
