"""Forms of cases. What a step asks follows from its transition; the engine checks it, so a form only shows and keeps what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.district.casework.typed_days import typed_days
from luoshi.district.languages import said
from luoshi.engines.casework import FieldType, YearTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Unit
    from luoshi.engines.casework import CaseRefusal, Field

CHINESE: Final = {"lang": "zh-Hans"}


class StepForm(forms.Form):
    """What a transition asks. A file input stands apart: what was handed in is kept by the attachments."""

    def __init__(self, asked: Sequence[Field], units: Iterable[Unit], data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.asked = asked
        self.file_fields = [each for each in asked if each.type is FieldType.ATTACHMENTS]
        for each in asked:
            if each.type is not FieldType.ATTACHMENTS:
                self.fields[each.code] = _field(each, units)

    def values(self) -> dict[str, str]:
        """What was typed, by the codes of the fields."""
        return {code: self.data.get(code, "") for code in self.fields}

    def refuse(self, refusals: Iterable[CaseRefusal]) -> list[str]:
        """Let each refusal stand at its field; those of no field are returned."""
        self.full_clean()
        apart = []
        for refusal in refusals:
            if refusal.field in self.fields:
                self.add_error(refusal.field, said(refusal.words))
            else:
                apart.append(said(refusal.words))
        return apart


def _field(asked: Field, units: Iterable[Unit]) -> forms.Field:
    """The field as the browser shows it. Nothing is required of it here: the engine says what is missing, all at once."""
    field = forms.CharField(label=said(asked.name), help_text=said(asked.help), required=False, widget=_widget(asked, units))
    if asked.required:
        field.widget.attrs["required"] = True
    return field


def _widget(asked: Field, units: Iterable[Unit]) -> forms.Widget:
    if asked.type in {FieldType.CHOICE, FieldType.YES_NO, FieldType.UNIT}:
        attrs = CHINESE if asked.type is FieldType.UNIT else {}
        return forms.Select(choices=[("", "—"), *_choices(asked, units)], attrs=attrs)
    return {
        FieldType.LONG_TEXT: forms.Textarea(attrs={"rows": 5, **CHINESE}),
        FieldType.DATE: forms.DateInput(attrs={"type": "date"}),
        FieldType.NUMBER: forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    }.get(asked.type, forms.TextInput(attrs={"autocomplete": "off", **CHINESE}))


def _choices(asked: Field, units: Iterable[Unit]) -> list[tuple[str, str]]:
    if asked.type is FieldType.UNIT:
        return [(unit.code, unit.name) for unit in units]
    if asked.type is FieldType.YES_NO:
        return [("yes", gettext("是")), ("no", gettext("否"))]
    return [(each.code, said(each.name)) for each in asked.choices]


class OpeningForm(forms.Form):
    """What every case needs, whatever its type asks. The key goes with the form and comes back with it, also when it is sent twice."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    title = forms.CharField(
        label=_("标题"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, **CHINESE}), help_text=_("一句话写明要办什么。")
    )


class YearForm(forms.Form):
    """A year's notice of the State Council: 放假调休安排."""

    document = forms.CharField(
        label=_("文号"), max_length=60, widget=forms.TextInput(attrs=CHINESE), help_text=_("通知的文号，如“国办发明电〔2025〕7号”。")
    )
    issued_on = forms.DateField(label=_("成文日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    days_off = forms.CharField(
        label=_("放假的日子"), widget=forms.Textarea(attrs={"rows": 7, "class": "days-typed"}),
        help_text=_("一行一段，写“年-月-日”或“年-月-日 至 年-月-日”；周末包括在内也可以。"),
    )  # fmt: skip
    working_days = forms.CharField(
        label=_("调休上班的日子"), required=False, widget=forms.Textarea(attrs={"rows": 4, "class": "days-typed"}),
        help_text=_("一行一天，都是周六或周日；没有的留空。"),
    )  # fmt: skip

    def clean_days_off(self) -> frozenset[date]:
        """The days off that were typed."""
        return typed_days(self.cleaned_data["days_off"])

    def clean_working_days(self) -> frozenset[date]:
        """The make-up days that were typed."""
        return typed_days(self.cleaned_data["working_days"])

    def table(self) -> YearTable:
        """The year as the engine takes it. Whoever types it has read the notice and answers for it with name and post."""
        given = self.cleaned_data
        return YearTable(given["year"], given["document"].strip(), given["issued_on"], given["days_off"], given["working_days"])
