"""Forms of reporting: what a unit says of its promise, and why it is returned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.dues.models import Work
from luoshi.district.reasons import REASON_MAX

_CHINESE = {"lang": "zh-Hans"}


class UpdateForm(forms.Form):
    """How far the work has come, and three short texts, of which only the first is asked for."""

    work = forms.ChoiceField(label=_("工作状态"), choices=Work.choices, initial=Work.GOING_ON)
    progress = forms.CharField(label=_("进展"), widget=forms.Textarea(attrs={"rows": 4, **_CHINESE}))
    problems = forms.CharField(label=_("存在问题"), required=False, widget=forms.Textarea(attrs={"rows": 2, **_CHINESE}))
    next_steps = forms.CharField(label=_("下一步措施"), required=False, widget=forms.Textarea(attrs={"rows": 2, **_CHINESE}))

    def __init__(self, *, longest: int, **more: Any) -> None:
        super().__init__(**more)
        for name in ("progress", "problems", "next_steps"):
            field = self.fields[name]
            assert isinstance(field, forms.CharField)
            field.widget.attrs["maxlength"] = longest
        self.fields["progress"].help_text = _("只写本期的事，不超过 %(longest)s 字。") % {"longest": longest}
        self.fields["work"].help_text = _("“已完成”要有佐证；完成并签发以后，这一项不再要求报送。")
        for name in ("problems", "next_steps"):
            self.fields[name].help_text = _("没有的不用填。")


class SignForm(forms.Form):
    """Signed off, or returned with the reason; how many steps it had taken when it was looked at."""

    seen_steps = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(max_length=REASON_MAX, required=False)
