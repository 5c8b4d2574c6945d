"""Who acts for beneficiaries, and so is told and may answer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from luoshi.district.offices.queries import valid_on
from luoshi.district.services.queries import Representation, representations

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Person


def acting_for_all(district: District, subjects: Collection[tuple[str, str]], *, on: date) -> dict[tuple[str, str], list[Person]]:
    """Who acts on a day for each subject, which is named by register and key."""
    rows = Representation.objects.filter(valid_on(on), district=district, subject_key__in={key for _, key in subjects})
    found: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for each in rows.select_related("person").order_by("pk"):
        if (each.subject_kind, each.subject_key) in subjects:
            found[each.subject_kind, each.subject_key].append(each.person)
    return found


def may_act(by: Authority, district: District, kind: str, key: str, *, on: date) -> bool:
    """Whether somebody acts for a subject on a day."""
    return any((each.subject_kind, each.subject_key) == (kind, key) for each in representations(by, district=district, on=on))
