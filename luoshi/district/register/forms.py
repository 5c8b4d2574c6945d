"""Forms of registers: one field for each field of the register, and what every change must say of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.district.languages import said
from luoshi.district.register.cells import TEXT_MAX
from luoshi.district.register.fields import Type
from luoshi.district.register.queries import shown_value
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from luoshi.district.register.cells import Problem
    from luoshi.district.register.fields import Field, Kind

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHINESE: Final = {"lang": "zh-Hans", "autocomplete": "off"}


class SourceForm(forms.Form):
    """From which day on, whence and why: asked of every change."""

    valid_from = forms.DateField(label=_("自哪天起"), widget=DAY)
    source = forms.CharField(
        label=_("来源"), max_length=200, help_text=_("依据哪份材料或哪个系统。"), widget=forms.TextInput(attrs=CHINESE)
    )
    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={**CHINESE, "rows": 2}))

    def __init__(self, *, on: date, data: Any = None, needs_reason: bool = True) -> None:
        super().__init__(data, initial={"valid_from": on}, prefix="by")
        self.fields["reason"].required = needs_reason


class EndForm(SourceForm):
    """When an entry ends."""

    field_order = ("valid_from", "source", "reason")

    def __init__(self, *, on: date, data: Any = None) -> None:
        super().__init__(on=on, data=data)
        self.fields["valid_from"].label = _("最后一天")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={**CHINESE, "rows": 2}))


class EntryForm(forms.Form):
    """The fields of an entry. Whether a value can be taken is decided where it is stored; here each refusal is shown beside its field."""

    def __init__(self, kind: Kind, *, values: Mapping[str, str] | None = None, data: Any = None) -> None:
        self.kind, self.present = kind, values or {}
        super().__init__(data, initial={field.code: self.present.get(field.code, "") for field in kind.fields if not field.personal})
        for field in kind.fields:
            if values is None or field.code not in kind.identified_by:
                self.fields[field.code] = _form_field(field, self.present.get(field.code, ""))

    def words(self) -> dict[str, str]:
        """What is said. A personal value is not shown, so an empty one leaves it as it is."""
        given = {code: self.cleaned_data.get(code, "") for code in self.fields}
        return {code: words for code, words in given.items() if words or not (self.kind.by_code[code].personal and self.present.get(code))}

    def tell(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong beside the fields."""
        for problem in problems:
            sentence = said(Words(problem.what.chinese + problem.remedy.chinese, f"{problem.what.english} {problem.remedy.english}"))
            self.add_error(problem.field if problem.field in self.fields else None, sentence)


def _form_field(field: Field, present: str) -> forms.Field:
    label: Any = field.label
    help_text: Any = field.help
    if field.choices:
        return forms.ChoiceField(label=label, choices=[("", "—"), *field.choices], required=False, help_text=help_text)
    if field.type is Type.DAY:
        return forms.CharField(label=label, required=False, help_text=help_text, widget=forms.TextInput(attrs={"type": "date"}))
    if field.type is Type.LONG_TEXT:
        widget: forms.Widget = forms.Textarea(attrs={**CHINESE, "rows": 3})
    else:
        widget = forms.TextInput(attrs=CHINESE)
    if field.personal and present:
        widget.attrs["placeholder"] = shown_value(field, present)
        help_text = _("现有内容已遮盖；留空表示不改。")
    return forms.CharField(label=label, required=False, max_length=max(TEXT_MAX.values()), help_text=help_text, widget=widget)


class FileForm(forms.Form):
    """A file that comes into a register: from which day on it counts, and whence it is."""

    valid_from = forms.DateField(label=_("自哪天起"), widget=DAY, help_text=_("表里的内容从这一天起算。"))
    source = forms.CharField(
        label=_("来源"), max_length=200, help_text=_("哪个单位、哪个系统导出的。"), widget=forms.TextInput(attrs=CHINESE)
    )

    def __init__(self, *, on: date, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": on})
