"""The form of the year's end: what became of one promise."""

from __future__ import annotations

from django import forms

from luoshi.district.results.outcomes import Outcome


class SettleForm(forms.Form):
    """One of four outcomes, and the reason where it is not the proposed one."""

    outcome = forms.ChoiceField(choices=[(each.value, each.value) for each in Outcome])
    reason = forms.CharField(required=False, max_length=1000)
