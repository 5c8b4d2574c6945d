"""Forms about lights: an exemption is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.lights.fail_if import BASIS_MAX, REASON_MAX

_CHINESE = {"lang": "zh-Hans"}


class ExemptionForm(forms.Form):
    """From when to when a commitment shall not be judged, why, and on what that rests."""

    first = forms.DateField(label=_("第一天"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("最后一天"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("理由"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3, **_CHINESE}))
    basis = forms.CharField(
        label=_("依据"), max_length=BASIS_MAX, widget=forms.TextInput(attrs=_CHINESE), help_text=_("文件、会议决定，或者不可抗力的证明。"),
    )  # fmt: skip
