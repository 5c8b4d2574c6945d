"""Values as people read them: choices by their names, days in words, places by name and address, each with the register that says it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from luoshi.district.languages import reads_chinese, said
from luoshi.district.register.queries import KINDS
from luoshi.engines.approval import FieldType
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.services.lookups import Surrounded
    from luoshi.engines.approval import Field, Item, Known

_UNITS = {
    "工作日": Words("个工作日", " working days"),
    "日": Words("日", " days"),
    "月": Words("个月", " months"),
    "年": Words("年", " years"),
}


def value_in_words(field: Field, kept: Any, around: Surrounded | None = None) -> str:
    """What was written or is known of a field, as its applicant reads it."""
    names = {each.code: said(each.name) for each in field.choices}
    if isinstance(kept, list):
        return gettext("、").join(names.get(str(each), str(each)) for each in kept)
    if field.type is FieldType.YES_NO:
        return {"true": gettext("是"), "false": gettext("否")}.get(str(kept), str(kept))
    if field.type is FieldType.DATE:
        return day_in_words(str(kept))
    if field.type is FieldType.PLACE and around is not None and (place := around.place(str(kept))) is not None:
        return " ".join(filter(None, (place.values.get("name"), place.values.get("address")))) or str(kept)
    shown = names.get(str(kept), str(kept))
    return f"{shown} {field.unit}" if field.unit and field.type is FieldType.NUMBER else shown


def day_in_words(written: str) -> str:
    """A day, 2026年11月26日; anything else as it is."""
    try:
        return date_format(date.fromisoformat(written))
    except ValueError:
        return written


def source_in_words(kept: dict[str, Any]) -> str:
    """From where a value comes, and since when that register says so: 来自 市场主体登记，2022年12月31日起."""
    register = str(kept.get("entry", "")).partition("/")[0]
    if register not in KINDS:
        return ""
    values = {"register": KINDS[register].name, "day": day_in_words(str(kept.get("since", "")))}
    return gettext("来自%(register)s登记，%(day)s起") % values if kept.get("since") else gettext("来自%(register)s登记") % values


def register_in_words(known: Known | None) -> str:
    """The register that says something, as it is called; a licence by its name."""
    if known is None:
        return ""
    kinds = {"enterprise": "enterprises", "person": "persons", "place": "places", "licence": "licences", "commitments": "commitments"}
    name = str(KINDS[kinds[known.register]].name)
    return f"{name}·{known.path[0]}" if known.register == "licence" else name


def called(item: Item) -> tuple[str, ...]:
    """The everyday words by which people look for an item, in the reader's language."""
    return item.called if reads_chinese() else item.called_en


def duration_in_words(amount: int, unit: str) -> str:
    """So many days of a kind: 20个工作日."""
    return f"{amount}{said(_UNITS.get(unit, Words(unit, ' ' + unit)))}"


def time_in_words(seconds: float) -> str:
    """How long something took: 42 秒, 2 分 31 秒."""
    whole = round(seconds)
    if whole < 60:
        return gettext("%(n)d 秒") % {"n": whole}
    if whole < 3600:
        return gettext("%(minutes)d 分 %(seconds)d 秒") % {"minutes": whole // 60, "seconds": whole % 60}
    if whole < 86400:
        return gettext("%(hours)d 小时 %(minutes)d 分") % {"hours": whole // 3600, "minutes": whole % 3600 // 60}
    return gettext("%(n)d 天") % {"n": whole // 86400}
