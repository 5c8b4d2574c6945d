"""The form by which the office chooses what stands on the leaders' page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.reasons import REASON_MAX

_CHINESE = {"lang": "zh-Hans"}


class HeadlinesForm(forms.Form):
    """The codes of the commitments, one to a line, and why these."""

    codes = forms.CharField(
        label=_("承诺的编号"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("每行一个，按显示的先后排列，最多 12 个。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.TextInput(attrs=_CHINESE))

    def read(self) -> list[str]:
        """The codes that were written."""
        written: str = self.cleaned_data["codes"]
        return written.split()
