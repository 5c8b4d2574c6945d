"""The forms of the year's end: what became of one promise, and what its unit objects."""

from __future__ import annotations

from django import forms

from luoshi.district.results.outcomes import Outcome


class SettleForm(forms.Form):
    """One of four outcomes, and the reason where it is not the proposed one."""

    outcome = forms.ChoiceField(choices=[(each.value, each.value) for each in Outcome])
    reason = forms.CharField(required=False, max_length=1000)


class ObjectionForm(forms.Form):
    """Why a result is wrong, and what shows it."""

    reason = forms.CharField(required=False, max_length=1000)
    basis = forms.CharField(required=False, max_length=600)
