"""What a reader asks to see, as it stands in an address.

``?kind=target&half=plan&numbers=1&area=4&unit=commerce&leader=district_head&state=waiting&q=供热``
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from luoshi.district.plan.missing import CONDITIONS
from luoshi.district.plan.models import PROMISES, Commitment, Missing, PlannedTarget, Target
from luoshi.district.plan.states import STATE_CONDITIONS, State
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
    unit: str = ""
    leader: str = ""
    state: str = ""
    missing: str = ""
    words: str = ""

    @classmethod
    def of_query(cls, query: QueryDict) -> Filters:
        """Read the part of an address after ``?``."""
        area = query.get("area", "")
        return cls(
            kinds=tuple(kind.value for kind in SHOWN_KINDS if kind.value in query.getlist("kind")),
            half=_one_of(set(Half), query.get("half")),
            numbers=query.get("numbers") == "1",
            area=int(area) if area.isascii() and area.isdigit() and len(area) <= 4 else None,
            unit=_plain(query.get("unit")),
            leader=_plain(query.get("leader")),
            state=_one_of(set(State), query.get("state")),
            missing=_one_of(set(Missing), query.get("missing")),
            words=_plain(query.get("q")),
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
            condition &= Q(commitment__kind__in=self.kinds) | Q(commitment=None, kind__in=self.kinds)
        if self.half:
            condition &= Q(half=self.half)
        if self.numbers:
            condition &= _has_numbers()
        if self.area is not None:
            condition &= Q(area__position=self.area)
        if self.words:
            condition &= _says(self.words)
        asked = self.of_commitments()
        return condition & Q(Exists(Commitment.objects.filter(asked, pk=OuterRef("commitment")))) if asked else condition

    def of_commitments(self) -> Q:
        """What a commitment must fulfil; nothing where only its sentence matters."""
        asked = Q()
        if self.unit:
            asked &= Q(lead__code=self.unit) | Q(lead__successor__code=self.unit)
        if self.leader:
            asked &= Q(leader__code=self.leader)
        if self.state:
            asked &= STATE_CONDITIONS[self.state]
        if self.missing:
            asked &= CONDITIONS[self.missing]
        return asked


def _one_of(allowed: set[Half] | set[State] | set[Missing], said: str | None) -> str:
    return said if said and said in allowed else ""


def _plain(said: str | None) -> str:
    return (said or "").replace("\x00", "").strip()[:QUERY_LENGTH_MAX]


def _has_numbers() -> Q:
    """As planned where something is promised, as read where something was achieved."""
    numeric = {"measurement": Measurement.NUMERIC.value}
    planned = PlannedTarget.objects.filter(commitment=OuterRef("commitment"), dropped=False, **numeric)
    return Q(Exists(planned)) | Q(Exists(Target.objects.filter(clause=OuterRef("pk"), **numeric)), commitment=None)


def _says(words: str) -> Q:
    """In its own sentence, its quantities, its code, or the names of who answers for it."""
    planned = PlannedTarget.objects.filter(commitment=OuterRef("commitment"), dropped=False, indicator__icontains=words)
    found = Q(quote__icontains=words) | Q(Exists(planned))
    found |= Q(commitment__lead__name__icontains=words) | Q(commitment__leader__title__icontains=words)
    number = words.rpartition("-")[2]
    return found | Q(commitment__number=int(number)) if number.isascii() and number.isdigit() and len(number) == 4 else found
