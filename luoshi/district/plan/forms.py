"""Forms of the workbench: what officials fill in becomes an :class:`~luoshi.district.plan.editing.Edit`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import resolve
from django.utils.translation import gettext_lazy as _

from luoshi.district.offices.queries import leaders, units
from luoshi.district.plan.editing import Edit
from luoshi.district.plan.fields import BASES, FIELDS, OPERATOR_NAMES, WHOLE, Keeper, text, values_of
from luoshi.district.plan.queries import reporting_classes, resolutions_of
from luoshi.district.plan.tallies import NewTally
from luoshi.district.plan.words import BASES as BASE_WORDS
from luoshi.district.plan.words import KINDS, NO_HEDGE, OPERATORS, STRENGTHS
from luoshi.engines.reading.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.models import Commitment

_LONG = {"definition", "note", "source", "base_source"}
_NUMBERS = {"value", "value_max", "base_value"}
CHINESE = {"lang": "zh-Hans"}
"""For what is chosen among the names of units, posts, meetings and words of the report, and for what is written beside it."""
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


_CHOICES: dict[str, list[tuple[str, Any]]] = {
    "kind": [(kind.value, KINDS[kind].name) for kind in Kind if kind is not Kind.RESULT],
    "strength": [("", NO_HEDGE.name), *((word, word) for word in STRENGTHS)],
    "operator": [(name, OPERATORS[name].name) for name in OPERATOR_NAMES],
    "base": [("", "—"), *((base, BASE_WORDS[base].name) for base in BASES)],
}


class EditForm(forms.Form):
    """Everything that is said about a commitment, as far as whoever edits keeps it.

    Fields are named after their :data:`~luoshi.district.plan.fields.Key`: ``lead``, ``1-definition``; ``new-…`` adds a quantity.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, commitment: Commitment, *, by: Authority, on: date, data: Any = None) -> None:
        self.commitment = commitment
        self.keeps_all = by.is_office_of(commitment.report.district)
        self._district, self._on = commitment.report.district, on
        self.numbers = [target.number for target in commitment.targets.all() if not target.dropped]
        self.next_number = max((target.number for target in commitment.targets.all()), default=0) + 1
        said = values_of(commitment)
        initial = {_named(key): _shown(key[1], value) for key, value in said.items()}
        super().__init__(data, initial={**initial, "revision": commitment.revision})
        for number in (WHOLE, *self.numbers, *([self.next_number] if self.keeps_all else [])):
            self._add(number)

    def _add(self, number: int) -> None:
        for name, field in FIELDS.items():
            belongs = field.of_whole if number == WHOLE else field.of_target
            # What is said for each quantity is asked for the whole only where somebody has said it there.
            stands_elsewhere = number == WHOLE and self.numbers and field.of_target and not self.initial.get(name)
            if belongs and not stands_elsewhere and (self.keeps_all or field.keeper is Keeper.UNIT):
                self.fields[_named((number, name))] = self._field(name)

    def _field(self, name: str) -> forms.Field:
        label = FIELDS[name].label
        made = self._choice(name) or _plain(name)
        made.label = label
        return made

    def _choice(self, name: str) -> forms.Field | None:
        """The field for what is chosen and not written; ``None`` for the rest."""
        if name in _CHOICES:
            widget = forms.Select(attrs=CHINESE if name == "strength" else {})
            return forms.ChoiceField(choices=_CHOICES[name], required=name == "kind", widget=widget)
        assert self._district is not None
        district, on = self._district, self._on
        made: dict[str, Callable[[], forms.Field]] = {
            "lead": lambda: _open_choice(self._with_ended(units(district, on=on))),
            "leader": lambda: _open_choice(leaders(district, on=on)),
            "cooperating": lambda: forms.ModelMultipleChoiceField(
                self._with_ended(units(district, on=on)), required=False, widget=forms.CheckboxSelectMultiple(attrs=CHINESE)
            ),
            "reporting_class": lambda: _class_field(district),
        }
        return made[name]() if name in made else None

    def _with_ended(self, present: Any) -> Any:
        """The present units, and those that were chosen and have ended since, so that an untouched choice is no change."""
        chosen = [unit.pk for unit in (self.commitment.lead, *self.commitment.cooperating.all()) if unit]
        return (present | present.model.objects.filter(pk__in=chosen)).distinct().order_by("pk")

    def edit(self) -> Edit:
        """What the commitment is to say; an added quantity counts once it has a name."""
        values: dict[Key, Value] = {}
        for name, value in self.cleaned_data.items():
            if name != "revision":
                number, _, field = name.rpartition("-")
                values[int(number or WHOLE), field] = _said(value)
        if not values.get((self.next_number, "indicator")):
            values = {key: value for key, value in values.items() if key[0] != self.next_number}
        return Edit(values, revision=self.cleaned_data["revision"])

    def parts(self, number: int) -> list[forms.BoundField]:
        """The fields of one quantity, or of the commitment as a whole, in the order of the table of fields."""
        return [self[name] for name in (_named((number, field)) for field in FIELDS) if name in self.fields]


class ActForm(forms.Form):
    """Why, and by which resolution: one that is recorded already, or a new one."""

    reason = forms.CharField(label=_("理由"), required=False, max_length=500)
    resolution: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("会议决定"), required=False, empty_label=_("没有，或在下面登记"), widget=forms.Select(attrs=CHINESE)
    )
    meeting = forms.CharField(label=_("会议名称"), required=False, max_length=200)
    held_on = forms.DateField(label=_("会议日期"), required=False, widget=DAY)
    document_number = forms.CharField(label=_("文号（可不填）"), required=False, max_length=60)

    def __init__(self, district: District, *, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["resolution"]
        assert isinstance(field, forms.ModelChoiceField)
        known = resolutions_of(district)
        field.queryset = known[0].__class__.objects.filter(pk__in=[one.pk for one in known]) if known else district.resolutions.none()

    def clean(self) -> dict[str, Any]:
        """A new meeting needs its day."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("meeting")) != bool(cleaned.get("held_on")):
            self.add_error("held_on" if cleaned.get("meeting") else "meeting", _("会议名称和日期要一起填写。"))
        return cleaned


class MeetingForm(forms.Form):
    """The meeting that adopts a plan."""

    meeting = forms.CharField(label=_("会议名称"), max_length=200)
    held_on = forms.DateField(label=_("会议日期"), widget=DAY)
    document_number = forms.CharField(label=_("文号（可不填）"), required=False, max_length=60)


class SlugForm(forms.Form):
    """The permanent name of a report that is imported."""

    slug = forms.SlugField(
        label=_("固定名称"),
        max_length=60,
        help_text=_("用于永久网址和编号，例如 songbei-2024；定下后不再改。"),
        error_messages={"invalid": _("只能用英文字母、数字、下划线和连字符。")},
    )

    def clean_slug(self) -> str:
        """Never the address of another page of the workbench, which would hide the plan's own."""
        slug: str = self.cleaned_data["slug"]
        if resolve(f"/workbench/{slug}/").view_name != "plan:overview":
            raise forms.ValidationError(_("这是工作台另一个页面的地址，请换一个名称，例如加上年份。"))
        return slug


class TallyForm(forms.Form):
    """Which facts are counted beside a commitment."""

    kind = forms.CharField(
        label=_("事实类别"), max_length=100, help_text=_("按记录里的写法，例如 licence.granted（准予并发证）。"),
        widget=forms.TextInput(attrs={"list": "kinds-of-facts", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    details = forms.CharField(
        label=_("条件（可不填）"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("每行一个，例如 path: instant 只计当场办结的，item: food_business_licence 只计这个事项的。不填则计全部。"),
    )  # fmt: skip
    name = forms.CharField(label=_("名称"), max_length=60, widget=forms.TextInput(attrs=CHINESE))
    name_en = forms.CharField(label=_("英文名称（可不填）"), required=False, max_length=120, widget=forms.TextInput(attrs={"lang": "en"}))
    unit = forms.CharField(label=_("计量单位"), max_length=20, initial="件", widget=forms.TextInput(attrs=CHINESE))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.TextInput(attrs=CHINESE))

    def tally(self) -> NewTally:
        """What was filled in."""
        given = self.cleaned_data
        pairs = [line.partition(":") for line in given["details"].replace("：", ":").splitlines() if line.strip()]
        details = {key.strip(): words.strip() for key, _colon, words in pairs}
        return NewTally(given["kind"], details, given["name"], given["unit"], given["reason"], given["name_en"])


def _open_choice(rows: Any) -> forms.Field:
    """A choice that may stay open."""
    return forms.ModelChoiceField(rows, required=False, empty_label="—", widget=forms.Select(attrs=CHINESE))


def _class_field(district: District) -> forms.Field:
    classes = {str(one.pk): one for one in reporting_classes(district)}
    choices = [("", "—"), *((pk, f"{one.letter} {one.name}") for pk, one in classes.items())]
    return forms.TypedChoiceField(choices=choices, coerce=classes.get, empty_value=None, required=False, widget=forms.Select(attrs=CHINESE))


def _named(key: Key) -> str:
    number, name = key
    return f"{number}-{name}" if number else name


def _shown(name: str, value: Value) -> Any:
    """A value as its field takes it."""
    match value:
        case tuple():
            return list(value)
        case Decimal():
            return text(name, value)
    return str(value.pk) if name == "reporting_class" and value else value


def _said(value: Any) -> Value:
    if hasattr(value, "model"):  # a set of rows that were ticked
        return tuple(sorted(value, key=lambda row: row.pk))
    return value.strip().replace("\x00", "") if isinstance(value, str) else value


def _plain(name: str) -> forms.Field:
    if name in _NUMBERS:
        return forms.DecimalField(required=False, max_digits=40, decimal_places=10, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    if name == "deadline":
        return forms.DateField(required=False, widget=DAY)
    if name == "dropped":
        return forms.BooleanField(required=False)
    widget = forms.Textarea(attrs={"rows": 2, **CHINESE}) if name in _LONG else forms.TextInput(attrs=CHINESE)
    return forms.CharField(required=False, widget=widget, strip=True, max_length=2_000)
