"""Forms of the office: a model is named, saved with a reason, put in force from a day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH_MAX = 500
EXAMPLES_LENGTH_MAX = 200_000
RESERVED = {"new"}
"""Names that stand for something else in addresses."""
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHINESE = {"lang": "zh-Hans"}


class NameForm(forms.Form):
    """What a new model is called."""

    title = forms.CharField(label=_("名称"), max_length=200, widget=forms.TextInput(attrs=CHINESE))
    title_en = forms.CharField(label=_("英文名称"), max_length=200, required=False, widget=forms.TextInput(attrs={"lang": "en"}))
    slug = forms.SlugField(label=_("固定名称"), max_length=80, help_text=_("小写英文、数字和连字符，用在网址里，以后不能改。"))

    def clean_slug(self) -> str:
        """A name that no other address bears."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise forms.ValidationError(_("这个名称另有用途，请换一个。"))
        return slug.lower()


class SaveForm(forms.Form):
    """Why a version is saved, and which one its editor looked at."""

    reason = forms.CharField(
        label=_("改了什么，为什么"), max_length=REASON_LENGTH_MAX, required=False, widget=forms.TextInput(attrs=CHINESE),
        help_text=_("一句话，写明依据的文件；会记入版本历史。"),
    )  # fmt: skip
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    examples = forms.CharField(
        label=_("样例（YAML）"), max_length=EXAMPLES_LENGTH_MAX, required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code-text"}),
    )  # fmt: skip


class EnforcementForm(forms.Form):
    """From which day a version counts, to which, and why."""

    from_day = forms.DateField(label=_("自哪天起施行"), widget=DAY)
    to_day = forms.DateField(label=_("到哪天为止"), widget=DAY, required=False, help_text=_("含当天；不知道何时结束的，留空。"))
    reason = forms.CharField(
        label=_("理由"), max_length=REASON_LENGTH_MAX, widget=forms.TextInput(attrs=CHINESE), help_text=_("写明核对了什么、依据哪份文件。")
    )


class WithdrawForm(forms.Form):
    """From which day no version counts, and why."""

    from_day = forms.DateField(label=_("自哪天起停用"), widget=DAY)
    reason = forms.CharField(label=_("理由"), max_length=REASON_LENGTH_MAX, widget=forms.TextInput(attrs=CHINESE))
