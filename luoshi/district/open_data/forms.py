"""The form by which an office says under which licence its data may be used."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_CHINESE = {"lang": "zh-Hans"}
_ADDRESS = {"inputmode": "url", "spellcheck": "false"}


class LicenceForm(forms.Form):
    """What the licence is called, where it can be read, who decided it."""

    name = forms.CharField(label=_("许可名称"), max_length=200, widget=forms.TextInput(attrs=_CHINESE))
    address = forms.CharField(
        label=_("许可网址"), max_length=300, required=False, widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"})
    )
    basis = forms.CharField(label=_("决定依据"), max_length=300, widget=forms.TextInput(attrs=_CHINESE))
