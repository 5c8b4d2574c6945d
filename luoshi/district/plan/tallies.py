"""What is counted beside a commitment: how many facts of a kind are on record since its plan begins. This judges nothing.

A tally is no indicator: it has no goal and no formula, and says nothing of whether the promise is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from luoshi.district.days import begin_of
from luoshi.district.facts import queries as facts
from luoshi.district.plan.models import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.models import Commitment, Report

NEWEST: Final = 3
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class NewTally:
    """What is to be counted: facts of a kind whose details say these words.

    Attributes:
        kind: of the facts, as the record writes it: ``licence.granted``.
        details: what each must say: ``{"path": "instant"}``; empty for all of the kind.
        name: what is counted, for everybody to read.
        name_en: the same in English; may be empty.
        unit: in which it is counted: ``件``.
        reason: why it belongs to the commitment.
    """

    kind: str
    details: Mapping[str, str]
    name: str
    unit: str
    reason: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in a line; ``name`` is empty for those who may not read it: that it is there is public, and its proof."""

    number: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally with its number today, and the newest facts that are in it."""

    tally: Tally
    count: int
    since: date
    newest: list[FactLine]

    @property
    def number(self) -> str:
        """How many, for reading: ``12,345``."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class FactPage:
    """Some of the facts of a tally, the newest first; ``older`` is the number of the last one if there are more."""

    lines: list[FactLine]
    older: int | None


def begins(report: Report) -> date:
    """The first day of a plan: that of its year, or that on which it was adopted where it names no year."""
    if report.year:
        return date(report.year, 1, 1)
    assert report.adoption is not None, "nothing is counted beside a draft"
    return report.adoption.held_on


def tally_of(code: str, number: int) -> Tally | None:
    """The tally of this number of a commitment."""
    related = Tally.objects.select_related("commitment__report__district", "commitment__report__adoption", "end")
    return related.filter(commitment__code=code, number=number).first()


def tallies_of(commitment: Commitment) -> list[Tally]:
    """All that was ever counted beside a commitment, in the order in which it began."""
    return list(commitment.tallies.select_related("end").order_by("number"))


def tallies_within(report: Report) -> dict[int, list[Tally]]:
    """What is counted now beside the promises of a plan, by their ids."""
    return _counting(Tally.objects.filter(commitment__report=report))


def tallies_among(commitments: Iterable[int]) -> dict[int, list[Tally]]:
    """The same of some promises, which are named by their ids."""
    return _counting(Tally.objects.filter(commitment__in=list(commitments)))


def _counting(tallies: QuerySet[Tally]) -> dict[int, list[Tally]]:
    found: dict[int, list[Tally]] = {}
    related = tallies.filter(end=None).select_related("commitment__report__district", "commitment__report__adoption")
    for each in related.order_by("commitment", "number"):
        found.setdefault(each.commitment_id, []).append(each)
    return found


def promises_counting(district: District, kinds: Collection[str], details: Mapping[str, str]) -> list[Commitment]:
    """The promises of a district beside which facts of some kinds that say these details are counted now; the newest plan first."""
    related = Tally.objects.filter(commitment__report__district=district, kind__in=kinds, end=None).select_related("commitment__report")
    rows = related.order_by("-commitment__report__year", "commitment", "number")
    return list(dict.fromkeys(each.commitment for each in rows if each.details.items() <= details.items()))


def facts_of(tally: Tally) -> QuerySet[Fact]:
    """The facts that a tally counts, without those that were corrected or withdrawn; the newest first."""
    report = tally.commitment.report
    assert report.district is not None
    since = begin_of(begins(report))
    return facts.standing(facts.facts_of_kind(tally.kind, district=report.district, since=since, details=tally.details))


def counted(commitment: Commitment, *, by: Authority) -> list[Counted]:
    """What is counted beside a commitment now."""
    return [count(tally, by=by) for tally in tallies_of(commitment) if not tally.ended]


def count(tally: Tally, *, by: Authority) -> Counted:
    """A tally with its number and its newest facts."""
    found = facts_of(tally)
    return Counted(tally, found.count(), begins(tally.commitment.report), lines(found[:NEWEST], by=by))


def page_of(tally: Tally, *, before: int | None, by: Authority) -> FactPage:
    """The facts of a tally from the newest on, or those that come after the one of the number ``before``."""
    found = list(_after(facts_of(tally), before)[: PAGE_SIZE + 1])
    return FactPage(lines(found[:PAGE_SIZE], by=by), found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None)


def _after(found: QuerySet[Fact], before: int | None) -> QuerySet[Fact]:
    last = facts.fact(before) if before is not None else None
    if last is None:
        return found
    return found.filter(happened_at__lte=last.happened_at).exclude(happened_at=last.happened_at, number__gte=last.number)


def lines(found: Sequence[Fact] | QuerySet[Fact], *, by: Authority) -> list[FactLine]:
    """Facts as they stand in a list."""
    read = list(found)
    called = facts.names(read)
    return [FactLine(one.number, called.get(one.number, one.kind) if facts.may_see(one, by=by) else "", one.happened_at) for one in read]
