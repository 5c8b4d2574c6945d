"""The form by which an attachment loses its bytes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RemovalForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("删除的理由"), max_length=500, widget=forms.TextInput(attrs={"lang": "zh-Hans", "autocomplete": "off"}),
        help_text=_("例如：误传；含有无关人员的个人信息，依据个人信息保护法第四十七条。"),
    )  # fmt: skip
