"""What a reader asks to see, as it stands in an address: ``?kind=target&half=plan&numbers=1&area=4&q=供热``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from luoshi.district.plan.models import PROMISES, Target
from luoshi.engines.reading.model import Half, Kind, Measurement

if TYPE_CHECKING:
    from django.http import QueryDict

SHOWN_KINDS = (*PROMISES, Kind.RESULT)
QUERY_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """An empty value asks for everything. What an address says wrongly is left out, as if it had not been said."""

    kinds: tuple[str, ...] = ()
    half: str = ""
    numbers: bool = False
    area: int | None = None
    words: str = ""

    @classmethod
    def of_query(cls, query: QueryDict) -> Filters:
        """Read the part of an address after ``?``."""
        area = query.get("area", "")
        return cls(
            kinds=tuple(kind.value for kind in SHOWN_KINDS if kind.value in query.getlist("kind")),
            half=query.get("half", "") if query.get("half", "") in set(Half) else "",
            numbers=query.get("numbers") == "1",
            area=int(area) if area.isascii() and area.isdigit() and len(area) <= 4 else None,
            words=query.get("q", "").replace("\x00", "").strip()[:QUERY_LENGTH_MAX],
        )

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()

    def without_kinds(self) -> Filters:
        """The same question about all kinds."""
        return replace(self, kinds=())

    def condition(self) -> Q:
        """What a clause must fulfil."""
        condition = Q()
        if self.kinds:
            condition &= Q(kind__in=self.kinds)
        if self.half:
            condition &= Q(half=self.half)
        if self.numbers:
            condition &= Q(Exists(Target.objects.filter(clause=OuterRef("pk"), measurement=Measurement.NUMERIC.value)))
        if self.area is not None:
            condition &= Q(area__position=self.area)
        if self.words:
            condition &= Q(quote__icontains=self.words)
        return condition
