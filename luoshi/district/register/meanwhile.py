"""What somebody did to an entry between the review of an import and its application, as the person who imports is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime
from django.utils.translation import override

from luoshi.district.register.cells import Problem
from luoshi.district.register.models import Merge
from luoshi.district.register.validity import values_on
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.register.fields import Field, Kind
    from luoshi.district.register.models import Entry, EntryVersion

_LOOK_AGAIN: Final = Words(
    "这一行没有写入。请打开条目看现在登记的内容；仍要改的，重新导入这一行。",
    "This row was not written. Look at the entry as it is now; what is still to be changed, import again.",
)


def problem_of(kind: Kind, entry: Entry, versions: Sequence[EntryVersion], seen: int | None) -> Problem | None:
    """Who did what to an entry since the version ``seen``; nothing if nobody did anything. Fields are named, values are not."""
    newer = [row for row in versions if row.pk > (seen or 0)]
    if newer:
        what = _told(newer[-1].signature, newer[-1].recorded_at, _said(kind, versions, newer))
    elif entry.merged_into_id is not None:
        merge = Merge.objects.filter(duplicate=entry).latest("pk")
        what = _told(merge.signature, merge.at, Words("把这个条目并入了另一个条目", "merged this entry into another one"))
    else:
        return None
    return Problem(kind.identified_by[0], entry.identifier, what, _LOOK_AGAIN)


def _said(kind: Kind, versions: Sequence[EntryVersion], newer: Sequence[EntryVersion]) -> Words:
    if newer[-1].values is None:
        return Words("结束了这个条目", "ended this entry")
    if len(newer) == len(versions):
        return Words("登记了这个条目", "entered this entry")
    fields = _changed(kind, versions, len(versions) - len(newer))
    with override("en"):
        english = ", ".join(str(field.label) for field in fields)
    return Words(f"改过这个条目的{'、'.join(field.column for field in fields)}", f"changed of this entry: {english}")


def _changed(kind: Kind, versions: Sequence[EntryVersion], first: int) -> list[Field]:
    """The fields in which the versions from a place on differ from what was valid on their first days before."""
    found = set()
    for place, row in enumerate(versions[first:], start=first):
        before, after = values_on(versions[:place], row.valid_from) or {}, row.values or {}
        found |= {code for code in {*before, *after} if before.get(code) != after.get(code)}
    return [field for field in kind.fields if field.code in found]


def _told(who: str, at: datetime, what: Words) -> Words:
    when = f"{localtime(at):%Y-%m-%d %H:%M}"
    return Words(f"核对以后，{who}于 {when} {what.chinese}。", f"Since the check, on {when}, {who} {what.english}.")
