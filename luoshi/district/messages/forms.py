"""The form for one address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.messages.addresses import EXAMPLES
from luoshi.district.messages.models import Channel, Language

if TYPE_CHECKING:
    from django.http import QueryDict


class ContactForm(forms.Form):
    """Where a person is reached by one channel, and in which language."""

    address = forms.CharField(label=_("地址"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("用哪种文字"), choices=Language.choices)

    def __init__(self, channel: Channel, data: QueryDict | None = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, prefix=channel.value, initial=initial)
        self.channel = channel
        self.fields["address"].help_text = _("例如 %(example)s") % {"example": EXAMPLES[channel]}
