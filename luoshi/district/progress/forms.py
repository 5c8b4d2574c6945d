"""Forms of the workbench: what measures a commitment, and what is planned along the way."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.indicators.queries import indicators
from luoshi.district.progress.errors import TrajectoryRefused
from luoshi.district.progress.models import WHOLE
from luoshi.engines.progress import Period, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.plan.queries import Commitment

_CHINESE = {"lang": "zh-Hans"}


class LinkForm(forms.Form):
    """Which indicator measures which target, and why."""

    indicator = forms.ChoiceField(label=_("指标"), widget=forms.Select(attrs=_CHINESE))
    target = forms.TypedChoiceField(label=_("衡量哪一项"), coerce=int, widget=forms.Select(attrs=_CHINESE))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.TextInput(attrs=_CHINESE))

    def __init__(self, commitment: Commitment, data: Any = None) -> None:
        super().__init__(data)
        assert commitment.report.district is not None, "a plan in force is a district's"
        known = indicators(commitment.report.district)
        self.fields["indicator"].choices = [(each.code, f"{each.name}（{each.unit}）") for each in known]  # type: ignore[attr-defined]
        present = [each for each in commitment.targets.all() if not each.dropped]
        targets = [(each.number, f"{each.number}. {each.indicator}") for each in present] or [(WHOLE, str(_("整项")))]
        self.fields["target"].choices = targets  # type: ignore[attr-defined]


class TrajectoryForm(forms.Form):
    """The steps of a trajectory, one to a line, and why they are planned so."""

    steps = forms.CharField(
        label=_("各期累计应达到"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("每行一步，写成 2023-06: 4200，数是从年初累计到这一期末的。不必每期都写，两步之间不要求。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.TextInput(attrs=_CHINESE))

    def read(self) -> list[Step]:
        """What was filled in.

        Raises:
            TrajectoryRefused: a line is no period and number, or names a period again.
        """
        steps = list(_steps(self.cleaned_data["steps"]))
        periods = [each.period for each in steps]
        twice = next((each for each in periods if periods.count(each) > 1), None)
        if twice is not None:
            raise TrajectoryRefused.twice(twice)
        return steps


def _steps(text: str) -> Iterator[Step]:
    for line in text.replace("：", ":").splitlines():
        if line.strip():
            period, _colon, number = (part.strip() for part in line.partition(":"))
            try:
                yield Step(Period.parse(period), Decimal(number.replace(",", "")))
            except (ValueError, InvalidOperation) as problem:
                raise TrajectoryRefused.unreadable(line) from problem
