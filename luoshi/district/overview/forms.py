"""The form by which the office chooses what stands on the leaders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.reasons import REASON_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.plan.queries import Commitment

_CHINESE = {"lang": "zh-Hans"}


class HeadlinesForm(forms.Form):
    """The codes of the commitments, one to a line, and why these."""

    codes = forms.CharField(
        label=_("承诺的编号"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("每行一个，照承诺页面上的写法，按显示的先后排列，最多 12 个。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.TextInput(attrs=_CHINESE))

    def read(self, commitments: Iterable[Commitment]) -> list[str]:
        """The codes of what was written as pages call it; what is no commitment stays as it was written."""
        written: str = self.cleaned_data["codes"]
        codes = {each.label: each.code for each in commitments}
        return [codes.get(each, each) for each in written.split()]
