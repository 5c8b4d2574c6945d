"""Entries that may be one and the same, because they share a name, an address or the like; but not those of which somebody said no."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q

from luoshi.district.register.kinds import KINDS
from luoshi.district.register.models import Distinction, Entry

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Field, Kind

GROUPS: Final = 50
SHOWN: Final = 10

_ALIKE: Final = """
WITH latest AS (
    SELECT DISTINCT ON (one_id, other_id) one_id, other_id, undone, shared FROM register_distinction ORDER BY one_id, other_id, id DESC
), apart AS (
    SELECT mark, array_agg(ARRAY[one_id, other_id]) AS pairs
    FROM latest
    JOIN register_entry AS one ON one.id = one_id AND one.merged_into_id IS NULL AND one.district_id = %(district)s AND one.kind = %(kind)s
    JOIN register_entry AS other ON other.id = other_id AND other.merged_into_id IS NULL,
    unnest(shared) AS mark
    WHERE NOT undone
    GROUP BY mark
), present AS (
    SELECT mark, array_agg(id ORDER BY id) AS ids FROM register_entry, unnest(marks) AS mark
    WHERE district_id = %(district)s AND kind = %(kind)s AND merged_into_id IS NULL AND starts_with(mark, %(prefix)s)
    GROUP BY mark HAVING count(*) > 1 AND min(id) > %(after)s
)
SELECT mark, ids, coalesce(pairs, '{}') FROM present LEFT JOIN apart USING (mark)
WHERE cardinality(ids) * (cardinality(ids) - 1) > coalesce(cardinality(pairs), 0)
ORDER BY ids[1] FETCH FIRST %(limit)s ROWS WITH TIES
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Entries that may be one and the same: what they share, which they are, and of which pairs somebody said that they are not.

    ``first`` is the number of the entry that came first of all who share it: by it, groups are turned over page by page.
    """

    field: Field
    value: str
    entries: tuple[Entry, ...]
    apart: frozenset[tuple[int, int]]
    first: int

    def earlier(self, entry: Entry) -> Entry | None:
        """The first entry before this one with which it may be one and the same."""
        return next((one for one in self.entries if one.pk < entry.pk and (one.pk, entry.pk) not in self.apart), None)


def alike(kind: Kind, district: District, field: Field, *, after: int = 0, limit: int = GROUPS) -> list[Alike]:
    """Groups of entries that share a value, in the order in which they began; of those whose first entry came later than ``after``.

    Each entry of a group may be the same as another one of it. Groups that begin with one entry stay together, beyond the limit.
    """
    asked: dict[str, str | int] = {"district": district.pk, "kind": kind.code, "prefix": f"{field.code}=", "after": after, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, asked)
        rows: list[tuple[str, list[int], list[list[int]]]] = cursor.fetchall()
    groups = [(mark, ids[0], _open(ids, pairs), pairs) for mark, ids, pairs in rows]
    found = Entry.objects.in_bulk([number for _, _, ids, _ in groups for number in ids])
    return [
        Alike(field, mark, tuple(found[number] for number in ids), frozenset((one, other) for one, other in pairs), first)
        for mark, first, ids, pairs in groups
    ]


def _open(ids: list[int], pairs: list[list[int]]) -> list[int]:
    """The first of the entries that may still be the same as any other."""
    told = Counter(number for pair in pairs for number in pair)
    return [number for number in ids if told[number] < len(ids) - 1][:SHOWN]


def shared(one: Entry, other: Entry) -> list[str]:
    """The marks by which two entries would be suggested as duplicates."""
    codes = KINDS[one.kind].alike
    return sorted(mark for mark in set(one.marks) & set(other.marks) if mark.partition("=")[0] in codes)


def standing(one: Entry, other: Entry) -> Distinction | None:
    """What somebody said of two entries being not the same, if nobody took it back."""
    first, second = sorted((one.pk, other.pk))
    last = Distinction.objects.filter(one=first, other=second).order_by("-pk").first()
    return None if last is None or last.undone else last


def may_distinguish(one: Entry, other: Entry) -> bool:
    """Whether two entries share anything of which nobody said yet that it does not make them the same."""
    stands = standing(one, other)
    return bool(set(shared(one, other)) - set(stands.shared if stands else ()))


def distinctions(of: Entry) -> list[Distinction]:
    """From which entries an entry was told apart, and whether that was undone, newest first."""
    rows = Distinction.objects.filter(Q(one=of) | Q(other=of)).select_related("one", "other")
    return list(rows.order_by("-pk"))
