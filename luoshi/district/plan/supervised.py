"""What is on record of a commitment: cases and facts about it, and facts that are counted. And the commitment as a case shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.casework import queries as casework
from luoshi.district.facts.queries import Subject, facts_about
from luoshi.district.offices.queries import present
from luoshi.district.plan import pages, queries
from luoshi.district.plan.queries import KIND
from luoshi.district.plan.tallies import NEWEST, Counted, FactLine, counted, lines

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.models import Commitment, Report

FACTS_MAX: Final = 100
OPEN_MAX: Final = 30


@dataclass(frozen=True, slots=True)
class Records:
    """The right column of the thread: the cases about a commitment, what is counted beside it, the newest facts, and the older ones."""

    cases: list[casework.Row]
    tallies: list[Counted]
    newest: list[FactLine]
    older: list[FactLine]

    @property
    def count(self) -> int:
        """How many facts there are, as far as they are shown."""
        return len(self.newest) + len(self.older)


def records(commitment: Commitment, *, by: Authority, at: datetime) -> Records | None:
    """What is on record of a commitment; ``None`` if nothing is."""
    district, subject = commitment.report.district, Subject(KIND, commitment.code, commitment.label)
    if district is None:
        return None
    cases = casework.rows_about(subject, district=district, at=at)
    tallies = counted(commitment, by=by)
    facts = lines(facts_about(subject, district=district).order_by("-number")[:FACTS_MAX], by=by)
    return Records(cases, tallies, facts[:NEWEST], facts[NEWEST:]) if cases or tallies or facts else None


@dataclass(frozen=True, slots=True)
class Chain:
    """Who answers for an open case: the leader of the commitment, the unit that has the case, and the person in it."""

    row: casework.Row
    commitment: Commitment


def open_cases(report: Report, district: District, *, at: datetime) -> list[Chain]:
    """The open cases about the commitments of a plan, the most urgent first."""
    led = {one.code: one for one in report.commitments.select_related("leader", "report__district")}
    found = casework.open_rows(KIND, led, district=district, at=at, limit=OPEN_MAX)
    return [Chain(row, led[row.case.subject_key]) for row in found]


def openings(commitment: Commitment, *, by: Authority) -> list[casework.Opening]:
    """The kinds of case that the person may open on a commitment of a plan in force."""
    report = commitment.report
    return casework.openings(KIND, district=report.district, by=by) if report.district is not None and report.adopted else []


def show_commitment(code: str, by: Authority) -> casework.SubjectShown | None:
    """A commitment with its sentence, and the unit that leads it, for somebody who may see it."""
    found = queries.commitment(code)
    clause = queries.clause_of_commitment(found) if found and queries.may_see(found.report, by=by) else None
    if found is None or clause is None or found.report.district is None:
        return None
    state = queries.states_of(found.report, [found.pk]).get(found.pk, "")
    return casework.SubjectShown(
        kind=KIND,
        key=code,
        title=clause.quote,
        label=found.label,
        address=pages.address_of(clause),
        district=found.report.district,
        unit=present(found.lead) if found.lead else None,
        thread=pages.thread(clause, context=0, state=state),
    )
