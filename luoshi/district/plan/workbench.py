"""What the pages of the workbench show. Its sections are the district's own four systems: 领导责任、工作推进、考核评价、督导问责."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from luoshi.district.casework import queries as casework
from luoshi.district.days import day_of
from luoshi.district.offices import queries as offices
from luoshi.district.plan import pages, queries, supervised
from luoshi.district.plan.doubts import doubts_of
from luoshi.district.plan.fields import figure_texts
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.missing import MISSING_MEANINGS, MISSING_NAMES
from luoshi.district.plan.models import Missing
from luoshi.district.plan.owners import Owners
from luoshi.district.plan.states import STATES, State
from luoshi.engines.owners import families_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.models import Clause, Commitment, Report, ReportVersion

GAPS_MAX = 20
"""How many of each gap are named at once; the list of all of them is one click away."""

ROWS_MAX = 25
"""As many commitments as one fills in on one page before storing."""


class Section(NamedTuple):
    """One of the four systems, and the question it answers."""

    name: str
    title: str | _StrPromise
    question: str | _StrPromise


SECTIONS = (
    Section("responsibility", _("领导责任"), _("谁负责？")),
    Section("delivery", _("工作推进"), _("什么时候做到哪一步？")),
    Section("assessment", _("考核评价"), _("年底凭什么核对？")),
    Section("supervision", _("督导问责"), _("谁确认了，改过什么？")),
)


PRESELECTED_MIN = 50
"""From this probability in per cent on, a suggested unit stands in the list as if it were chosen."""


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A lead unit with what it has to do; ``unit`` is ``None`` for what nobody leads yet."""

    unit: Unit | None
    head: str
    states: dict[str, int]

    @property
    def total(self) -> int:
        """How much it leads."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A commitment to be completed in a list: with its sentence, and the unit that may lead it."""

    commitment: Commitment
    clause: Clause
    owners: Owners | None
    suggested: Unit | None
    figures: list[str]


def base(version: ReportVersion, by: Authority, section: str = "") -> dict[str, Any]:
    """What every page of a plan's workbench needs."""
    report = version.report
    return {
        "version": version,
        "report": report,
        "sections": SECTIONS,
        "section": section,
        "keeps": by.is_office_of(report.district),
    }


def home(by: Authority, *, on: date) -> dict[str, Any]:
    """Where an official begins: the plans of the district, and what waits for the own unit."""
    assert by.district is not None
    entries = queries.reports_of(by.district)
    return {
        "entries": [(entry, queries.state_counts(entry.report)) for entry in entries],
        "keeps": by.is_office_of(by.district),
        "waiting": casework.waiting(by, on=on),
        "led": [
            (entry.report, post, count)
            for entry in entries
            for post in by.posts
            if entry.report.adopted and (count := queries.led_count(entry.report, post))
        ],
        "todo": [todo for entry in entries if entry.report.adopted for todo in _todo(entry.report, by, on)],
    }


def _todo(report: Report, by: Authority, on: date) -> Iterable[tuple[Report, Unit, dict[str, int]]]:
    """What the units of the official still have to fill in or confirm."""
    assert report.district is not None
    own = {post.unit_id for post in by.posts if by.reports_for(post.unit)}
    entries = unit_entries(report, on=on) if own else []
    return [(report, entry.unit, entry.states) for entry in entries if entry.unit and entry.unit.pk in own]


def overview(version: ReportVersion, by: Authority, *, on: date) -> dict[str, Any]:
    """A plan at a glance: the four systems, each with what is open in it; of a draft, what should make somebody look twice."""
    report, counts = version.report, queries.promise_counts(version)
    missing, states = queries.missing_counts(report), queries.state_counts(report)
    return {
        **base(version, by),
        "total": sum(states.values()),
        "missing": missing,
        "states": [(STATES[state], count, state) for state, count in states.items()],
        "scheduled": queries.scheduled_count(report),
        "waiting": states[State.WAITING],
        "confirmed": states[State.CONFIRMED],
        "changes": queries.change_count(report),
        "findings": version.findings.count(),
        "doubts": [] if report.adopted else doubts_of(version, counts["promises"], on=on),
        **counts,
    }


def responsibility(version: ReportVersion, by: Authority, *, on: date, number: int) -> dict[str, Any]:
    """Which unit leads how much, and what nobody leads yet, with suggestions."""
    report = version.report
    assert report.district is not None
    rows, paging = open_rows(version, Missing.OWNER, number, on=on)
    return {
        **base(version, by, "responsibility"),
        "entries": unit_entries(report, on=on),
        "state_names": list(STATES.values()),
        "rows": rows,
        "paging": paging,
        "units": list(offices.units(report.district, on=on)),
        "leaders": list(offices.leaders(report.district, on=on)),
    }


def unit_entries(report: Report, *, on: date) -> list[UnitEntry]:
    """Each lead unit with its counts; those with most to do first."""
    assert report.district is not None
    heads, answering = offices.head_names(report.district, on=on), offices.present_units(report.district)
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for pk, states in queries.lead_counts(report):
        counts[answering[pk].pk if pk else None].update(states)
    entries = [UnitEntry(answering[pk] if pk else None, heads.get(pk or 0, ""), dict(states)) for pk, states in counts.items()]
    return sorted(entries, key=lambda entry: (entry.unit is None, -entry.total))


def delivery(version: ReportVersion, filters: Filters, by: Authority, *, number: int) -> dict[str, Any]:
    """The plan as a list to work on, with deadlines, classes and the table of tasks."""
    found = queries.list_page(version, filters, number, promises_only=True)
    states = queries.states_of(version.report, [clause.commitment_id for clause in found.clauses])
    return {
        **base(version, by, "delivery"),
        "filters": filters,
        "units": queries.lead_units(version.report),
        "leaders": queries.leading_posts(version.report),
        "state_choices": [(state, word, state == filters.state) for state, word in STATES.items()],
        "missing_choices": [(one, MISSING_NAMES[one], one == filters.missing) for one in Missing],
        "rows": [(clause, STATES[states[clause.commitment_id or 0]], states[clause.commitment_id or 0]) for clause in found.clauses],
        "page": found,
        "turns": pages.turns(found, filters, view=""),
        "without_deadline": queries.missing_counts(version.report)[Missing.DEADLINE],
        "classes": queries.reporting_classes(version.report.district),
        "year_end": f"{version.report.year}-12-31" if version.report.year else "",
        "fills": by.is_office_of(version.report.district) or any(by.reports_for(post.unit) for post in by.posts),
        "imports": queries.pending_imports(version.report, by),
    }


def assessment(version: ReportVersion, by: Authority) -> dict[str, Any]:
    """What is missing: the four things that no report states."""
    report = version.report
    counts = queries.missing_counts(report)
    groups = [
        (one, MISSING_NAMES[one], MISSING_MEANINGS[one], counts[one], queries.lacking(report, one, limit=GAPS_MAX))
        for one in (Missing.BASE, Missing.SOURCE, Missing.OWNER, Missing.DEADLINE)
    ]
    return {**base(version, by, "assessment"), "groups": groups, "total": sum(queries.state_counts(report).values())}


def supervision(version: ReportVersion, by: Authority, *, at: datetime, number: int) -> dict[str, Any]:
    """What is supervised, who has confirmed, what meetings decided, and everything that was changed."""
    report = version.report
    assert report.district is not None
    changes, paging = queries.change_page(report, number)
    return {
        **base(version, by, "supervision"),
        "chains": supervised.open_cases(report, report.district, at=at),
        "waiting": [entry for entry in unit_entries(report, on=day_of(at)) if entry.states[State.WAITING]],
        "resolutions": queries.resolutions_of(report.district),
        "history": pages.history(changes),
        "page": paging,
        "turns": pages.turns(paging, Filters(), view=""),
        "own_waiting": _own_waiting(report, by),
    }


def _own_waiting(report: Report, by: Authority) -> list[Commitment]:
    """What the official may confirm now."""
    units = [pk for post in by.posts if by.approves_for(post.unit) for pk in offices.with_predecessors(post.unit)]
    return list(queries.waiting_for(report, units)) if units else []


def open_rows(version: ReportVersion, missing: Missing, number: int, *, on: date) -> tuple[list[OpenRow], queries.Page]:
    """One page of the commitments in which something is missing, each with a suggestion out of the district's own units."""
    report = version.report
    assert report.district is not None
    found = queries.list_page(version, Filters(missing=missing), number, promises_only=True, size=ROWS_MAX)
    by_family = _families(list(offices.units(report.district, on=on)))
    rows = [_open_row(clause, by_family) for clause in found.clauses if clause.commitment]
    return rows, found


def _open_row(clause: Clause, by_family: dict[str, Unit]) -> OpenRow:
    assert clause.commitment is not None
    owners = Owners.stored(clause.owners)
    # What is hardly likelier than not is for a person to choose, not to leave standing.
    names = [name for name, chance in owners.leads if chance >= PRESELECTED_MIN] if owners else []
    suggested = next((by_family[family] for name in names for family in families_of(name) if family in by_family), None)
    return OpenRow(clause.commitment, clause, owners, suggested, figure_texts(clause.commitment))


def _families(units: Sequence[Unit]) -> dict[str, Unit]:
    """The unit that serves each function of government in this district; the first that does."""
    found: dict[str, Unit] = {}
    for unit in units:
        for family in families_of(unit.name):
            found.setdefault(family, unit)
    return found
