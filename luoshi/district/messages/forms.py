"""The form for one address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.messages.addresses import EXAMPLES
from luoshi.district.messages.models import Channel, Language


class ContactForm(forms.Form):
    """Where a person is reached by one channel, and in which language."""

    address = forms.CharField(label=_("地址"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("用哪种文字"), choices=Language.choices)

    def __init__(self, channel: Channel, *args: object, **kwargs: object) -> None:
        super().__init__(*args, prefix=channel.value, **kwargs)  # type: ignore[arg-type]
        self.channel = channel
        self.fields["address"].help_text = _("例如 %(example)s") % {"example": EXAMPLES[channel]}
