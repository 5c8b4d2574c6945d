"""Whose turn it is: the cases that wait for a person, the most urgent first. One look into an index each, and nothing is counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from luoshi.district.casework.catalogue import HEAVY, known
from luoshi.district.casework.leavers import people_who_left
from luoshi.district.casework.models import Case, CaseStep, CaseTypeVersion, CoHandling
from luoshi.district.offices.queries import EVERYTHING, Power, with_predecessors
from luoshi.engines.casework import Assignment, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import Actor, CaseType

PAGE_SIZE: Final = 50
_NONE: Final = Q(pk__in=())


class Queue(StrEnum):
    """The queues of a workbench."""

    MINE = "mine"  # 我的在办
    UNTAKEN = "untaken"  # 本单位待领
    TURN = "turn"  # 待我审批、复核
    HELP = "help"  # 待本单位协办
    CLOSED = "closed"  # 最近办结


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of a queue ended: the place of its last case, and its id."""

    place: datetime
    pk: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a queue: a matter, a status, words of the title or the code, the code of the unit that has it."""

    matter: str = ""
    status: str = ""
    words: str = ""
    unit: str = ""

    @property
    def active(self) -> bool:
        """Whether they narrow anything."""
        return bool(self.matter or self.status or self.words or self.unit)


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and from where it goes on in both directions; ``None`` at an end."""

    cases: list[Case]
    further: Cursor | None
    earlier: Cursor | None = None


def queue(
    kind: Queue, *, by: Authority, on: date, filters: Filters = Filters(), after: Cursor | None = None, before: Cursor | None = None,
    limit: int = PAGE_SIZE,
) -> Page:  # fmt: skip
    """The cases of a queue on a day from one on, by deadline; those that were closed lately with the last one first."""
    column = "closed_at" if kind is Queue.CLOSED else "place"
    parts = [_narrowed(part, filters) for part in _QUEUES[kind](by, on)]
    return page_of(parts, column=column, after=after, before=before, limit=limit)


def page_of(parts: Sequence[QuerySet[Case]], *, column: str, after: Cursor | None = None, before: Cursor | None = None, limit: int) -> Page:
    """The cases beyond a cursor, or up to one, in the order of a column; nothing before them is read, and nothing is counted.

    An index has the cases of each part in this order. Asked for all parts at once the database would read and sort every one of them,
    so each is asked for its first.
    """
    falls = column == "closed_at"
    if after is not None:
        parts = [part.filter(_beyond(column, after, falls=falls)) for part in parts]
    elif before is not None:
        parts = [part.filter(_beyond(column, before, falls=not falls)) for part in parts]
    back = before is not None and after is None
    sign = "-" if falls is not back else ""
    order = (f"{sign}{column}", f"{sign}pk")
    if len(parts) == 1:
        found = parts[0]
    else:
        found = Case.objects.filter(pk__in={pk for part in parts for pk in part.order_by(*order).values_list("pk", flat=True)[: limit + 1]})
    cases = list(found.select_related("unit", "holder", "type").defer(*HEAVY).order_by(*order)[: limit + 1])
    more, cases = len(cases) > limit, cases[:limit]
    if back:
        cases.reverse()
    ends = [Cursor(getattr(case, column), case.pk) for case in (cases[:1] + cases[-1:])]
    return Page(cases, ends[1] if ends and (more or back) else None, ends[0] if ends and (after or (more and back)) else None)


def first_to_take(by: Authority, passed: Sequence[int], *, on: date) -> Case | None:
    """The most urgent case that the person may take, locked, so that whoever asks at the same moment is given the next one."""
    found = [
        part.exclude(pk__in=passed)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("district", "type")
        .defer(*HEAVY)
        .order_by("place", "pk")
        .first()
        for part in (_untaken(by), *_left_behind(by, _may_be_taken, on))
    ]
    return min(filter(None, found), key=lambda case: (case.place, case.pk), default=None)


# --- the queues


def _mine(by: Authority) -> QuerySet[Case]:
    return Case.objects.filter(holder=by.person, closed_at=None) if by.person else Case.objects.none()


def _untaken(by: Authority) -> QuerySet[Case]:
    """Nobody has taken them yet, and the person may."""
    return Case.objects.filter(_may_be_taken(by), closed_at=None, holder=None)


def _left_behind(by: Authority, waits: Callable[[Authority], Q], on: date) -> list[QuerySet[Case]]:
    """Whoever took them has left the unit; seldom there is anybody."""
    units = {pk for _, found in own_units(by, Power.HANDLE) for pk in found}
    gone = people_who_left(units, on=on) if units else []
    return [Case.objects.filter(waits(by), closed_at=None, unit__in=units, holder__in=gone)] if gone else []


def _may_be_taken(by: Authority) -> Q:
    """Where the person may take cases."""
    found = [
        Q(type=version, matter=version.code, status__in=verb.sources) & reach & ~_did(by, verb.not_by)
        for version, case_type in _case_types(by)
        for verb in case_type.transitions
        if verb.assignment is Assignment.TAKE and (reach := _reach(by, case_type.actor(verb.actor), version.code)) is not None
    ]
    return reduce(or_, found, _NONE)


def _may_be_handled(by: Authority) -> Q:
    """Where the person's unit has something to do."""
    found = [
        Q(type=version, matter=version.code, status__in=verb.sources) & reach
        for version, case_type in _case_types(by)
        for verb in case_type.transitions
        if (actor := case_type.actor(verb.actor)).of is Standing.UNIT and (reach := _reach(by, actor, version.code)) is not None
    ]
    return reduce(or_, found, _NONE)


def _turn(by: Authority) -> list[QuerySet[Case]]:
    """They stand where it is the person's turn: to approve, to check, to conclude; the cases of each status by themselves."""
    return [
        Case.objects.filter(reach, type=version, matter=version.code, status=status.code, closed_at=None)
        for version, case_type in _case_types(by)
        for actor in case_type.actors
        if actor.power not in {Power.HANDLE, Power.SEE, ""} and (reach := _reach(by, actor, version.code)) is not None
        for status in case_type.statuses
        if actor.code in status.awaits
    ]


def _help(by: Authority) -> QuerySet[Case]:
    """The person's unit was asked to help and has not answered."""
    granted = own_units(by, Power.HANDLE)
    waiting = [Q(unit__in=units, **({} if matter == EVERYTHING else {"case__matter": matter})) for matter, units in granted]
    asked = CoHandling.objects.filter(reduce(or_, waiting, _NONE), answered=None)
    return Case.objects.filter(pk__in=asked.values("case"), closed_at=None)


def _closed(by: Authority) -> QuerySet[Case]:
    return Case.objects.filter(_of_units(by, Power.SEE), closed_at__isnull=False)


_QUEUES: Final[dict[Queue, Callable[[Authority, date], list[QuerySet[Case]]]]] = {
    Queue.MINE: lambda by, _: [_mine(by)],
    Queue.UNTAKEN: lambda by, on: [_untaken(by), *_left_behind(by, _may_be_handled, on)],
    Queue.TURN: lambda by, _: _turn(by),
    Queue.HELP: lambda by, _: [_help(by)],
    Queue.CLOSED: lambda by, _: [_closed(by)],
}
"""Each queue as parts of which an index has the cases in order."""


# --- conditions


def _of_units(by: Authority, power: Power) -> Q:
    """Cases of the person's own units in whose matter a power is granted there."""
    found = [Q(unit__in=units) if matter == EVERYTHING else Q(unit__in=units, matter=matter) for matter, units in own_units(by, power)]
    return reduce(or_, found, _NONE)


def own_units(by: Authority, power: Power) -> Iterator[tuple[str, list[int]]]:
    """In which matters a power goes with the person's posts, each with the post's unit and those whose work it took over."""
    for held in by.powers:
        if held.power == power:
            yield held.matter, with_predecessors(held.post.unit)


def _case_types(by: Authority) -> Iterator[tuple[CaseTypeVersion, CaseType]]:
    """All versions of the case types of the person's district: open cases keep older ones."""
    for version in CaseTypeVersion.objects.filter(district=by.district).defer("files").order_by("pk"):
        yield version, known(version).case_type


def _reach(by: Authority, actor: Actor, matter: str) -> Q | None:
    """Which cases a person is an actor in, by the units that have them; ``None`` if in none."""
    power = Power(actor.power)
    if actor.of is Standing.DISTRICT:
        return Q(district=by.district) if by.district and by.posts_throughout(power, matter, by.district.pk) else None
    units = {pk for granted, found in own_units(by, power) if granted in {matter, EVERYTHING} for pk in found}
    return Q(unit__in=units) if units and actor.of is Standing.UNIT else None


def _did(by: Authority, transitions: Sequence[str]) -> Q:
    """Whether the person took one of these transitions in the case."""
    if not transitions:
        return _NONE
    return Q(Exists(CaseStep.objects.filter(case=OuterRef("pk"), person=by.person, transition__in=transitions)))


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.matter:
        found = found.filter(matter=filters.matter)
    if filters.status:
        found = found.filter(status=filters.status)
    if filters.unit:
        found = found.filter(unit__code=filters.unit)
    if filters.words:
        found = found.filter(Q(title__icontains=filters.words) | Q(code__icontains=filters.words))
    return found


def _beyond(column: str, cursor: Cursor, *, falls: bool) -> RawSQL:
    """Behind the cursor: two columns compared as one, which an index answers where ``OR`` would read all that came before."""
    sql = f"(casework_case.{column}, casework_case.id) {'<' if falls else '>'} (%s, %s)"
    return RawSQL(sql, (cursor.place, cursor.pk), output_field=BooleanField())  # noqa: S611 - no part of it comes from outside
