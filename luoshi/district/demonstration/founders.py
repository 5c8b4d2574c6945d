"""Those who registered an enterprise in the year and may ask for something with it, drawn from all who have not asked for it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.chance import whole
from luoshi.district.demonstration.variants import fits
from luoshi.district.services.queries import Application, Capacity, Representation, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Person
    from luoshi.engines.packs.model_of_year import FilingStream

SETTLING: Final = timedelta(days=3)
"""From the registration to the first thing that is asked for."""


@dataclass(frozen=True, slots=True)
class Founder:
    """Somebody who leads an enterprise that was registered in the year."""

    person: Person
    enterprise: str


def founders(stream: FilingStream, count: int, present: Present) -> Iterator[Founder]:
    """So many of those whose enterprise is as the stream asks for, fewer where there are no more."""
    waiting = list(_waiting(stream, present))
    drawn = [
        waiting.pop(whole(present.seed, 0, len(waiting) - 1, stream.code, present.day, place)) for place in range(min(count, len(waiting)))
    ]
    rows = Representation.objects.select_related("person").in_bulk(drawn)
    return (Founder(rows[pk].person, rows[pk].subject_key) for pk in drawn)


def _waiting(stream: FilingStream, present: Present) -> Iterator[int]:
    """Those that have not asked, in the order in which they came."""
    asked = set(Application.objects.filter(district=present.district, matter=stream.item).values_list("subject_key", flat=True))
    [founding] = [each for each in present.year.filings if each.code == stream.by]
    leading = Representation.objects.filter(
        district=present.district, capacity=Capacity.LEGAL_REPRESENTATIVE, subject_kind=SubjectKind.ENTERPRISES,
        person__code__startswith=f"{stream.by}_", valid_from__lte=present.day - SETTLING,
    )  # fmt: skip
    for pk, key, code in leading.order_by("pk").values_list("pk", "subject_key", "person__code"):
        number = int(code.removeprefix(f"{stream.by}_"))
        if key not in asked and fits(founding, number, stream.only, present.seed):
            yield pk
