"""Forms about lights: an exemption is asked for; a rule is chosen, and how far 左右 reaches is set."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.lights.fail_if import BASIS_MAX
from luoshi.district.reasons import REASON_MAX
from luoshi.engines.progress import Measure

_CHINESE = {"lang": "zh-Hans"}


class ExemptionForm(forms.Form):
    """From when to when a commitment shall not be judged, why, and on what that rests."""

    first = forms.DateField(label=_("第一天"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("最后一天"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3, **_CHINESE}))
    basis = forms.CharField(
        label=_("依据"), max_length=BASIS_MAX, widget=forms.TextInput(attrs=_CHINESE), help_text=_("文件、会议决定，或者不可抗力的证明。"),
    )  # fmt: skip


class RuleForm(forms.Form):
    """By which of the rules in force the promises of a plan are lit, and why."""

    pack = forms.ChoiceField(label=_("亮灯规则"))
    why = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.TextInput(attrs=_CHINESE))

    def __init__(self, offered: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["pack"].choices = list(offered)  # type: ignore[attr-defined]


class ToleranceForm(forms.Form):
    """How far below still counts as 左右 or 同步, for one measure, and on what that rests."""

    measure = forms.ChoiceField(
        label=_("对哪一类数"), choices=[(Measure.YOY, _("同比增速")), (Measure.SHARE, _("比率")), (Measure.PEGGED, _("挂钩指标"))]
    )
    number = forms.DecimalField(label=_("允许低多少个百分点"), min_value=Decimal(0), max_value=Decimal(100), max_digits=7, decimal_places=4)
    basis = forms.CharField(
        label=_("依据"), max_length=REASON_MAX, widget=forms.TextInput(attrs=_CHINESE),
        help_text=_("没有法定口径，请写明本区在哪里作的规定。"),
    )  # fmt: skip
