"""Forms for everybody: a promise is followed, something is asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.story.models import TEXT_MAX, Sort

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ADDRESS_MAX = 200


def _mail(label: _StrPromise, help_text: _StrPromise, *, required: bool) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=ADDRESS_MAX, required=required, widget=widget)


class FollowForm(forms.Form):
    """Where somebody wants to be written to."""

    address = _mail(_("电子邮箱"), _("先发一封确认邮件；确认以后，有新进展才写信，每天最多一封。"), required=True)


class QuestionForm(forms.Form):
    """What somebody asks or objects to; ``key`` is drawn once, so that it is asked once."""

    sort = forms.ChoiceField(label=_("提问还是异议"), choices=Sort.choices, initial=Sort.QUESTION, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("要写的内容"), max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("请写清楚要问什么，或者哪里不对、依据是什么。请不要写姓名、电话、证件号码。"),
    )  # fmt: skip
    address = _mail(
        _("电子邮箱（可以不填）"), _("只用来告诉您已经答复，告诉以后就删除；不填的，请保存提交以后给您的链接。"), required=False
    )
    may_publish = forms.BooleanField(
        label=_("答复后可以公开这个问题"), required=False, help_text=_("公开前会遮去个人信息，由工作人员再看一遍。")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
