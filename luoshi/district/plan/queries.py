"""Reads of the plan: what pages show. Everything comes from what is stored; nothing is read again for a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from luoshi.district.plan.filters import Filters
from luoshi.district.plan.missing import CONDITIONS
from luoshi.district.plan.models import (
    PROMISES,
    Area,
    Change,
    Clause,
    Commitment,
    Finding,
    Measured,
    Milestone,
    Missing,
    Origin,
    PlannedTarget,
    Report,
    ReportingClass,
    ReportVersion,
    Resolution,
    TableImport,
    Target,
)
from luoshi.district.plan.states import STATE_CONDITIONS, State
from luoshi.district.plan.tallies import facts_of as facts_of_tally
from luoshi.district.plan.tallies import promises_counting, tallies_within
from luoshi.engines.reading.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.offices.queries import Authority, District, Post

__all__ = [
    "CHANGES_MAX",
    "KIND",
    "PAGE_SIZE",
    "TRACKED",
    "TRACKED_KINDS",
    "AreaEntry",
    "Commitment",
    "Milestone",
    "Page",
    "PlannedTarget",
    "Report",
    "ReportEntry",
    "area_entries",
    "areas_of",
    "change_count",
    "change_page",
    "changes_among",
    "changes_of",
    "clause_at",
    "clause_of_commitment",
    "clauses_of",
    "commitment",
    "commitments_coded",
    "commitments_of",
    "current_version",
    "facts_of_tally",
    "figures_of",
    "findings_of",
    "front_report",
    "headlines_of",
    "is_held",
    "kind_counts",
    "lacking",
    "lead_counts",
    "lead_units",
    "leading_posts",
    "led_count",
    "list_page",
    "matching",
    "may_see",
    "measures_among",
    "missing_counts",
    "neighbours",
    "pending_imports",
    "plan_in_force",
    "promise_counts",
    "promises_by_area",
    "promises_counting",
    "promises_of",
    "reporting_classes",
    "reports",
    "reports_of",
    "resolutions_of",
    "scheduled_count",
    "state_counts",
    "states_of",
    "table_import",
    "tallies_within",
    "waiting_for",
]

KIND = "commitment"
"""As case types and facts name what they are about."""

PAGE_SIZE = 50
"""As many commitments as are read through in one go; more make every page slow for everybody."""

CHANGES_MAX = 40

TRACKED_KINDS = tuple(kind.value for kind in PROMISES)
"""The kinds of commitment that count as promises."""

TRACKED = Q(commitment__kind__in=TRACKED_KINDS)
"""The clauses that count as promises."""


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in a list, with what was read in it."""

    report: Report
    version: ReportVersion
    promises: int
    findings: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: ``number`` of ``pages``, ``total`` in all."""

    clauses: list[Clause]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area with what it promises: how much in all, how much in each state, and how many quantities."""

    area: Area
    promises: int
    states: dict[str, int]
    figures: int


def front_report() -> Report | None:
    """The report of the first page: the plan that was adopted last, else the demonstration; never a draft, never a visitor's."""
    own = Report.objects.filter(origin=Origin.DISTRICT, adopted_at__isnull=False).order_by("-adopted_at").first()
    return own or Report.objects.filter(origin=Origin.DEMONSTRATION).order_by("-received_at").first()


def reports(*, held_by: str) -> list[ReportEntry]:
    """The district's plans in force, the demonstration, and the reports that this visitor brought; newest first."""
    mine = Q(report__holder=held_by) if held_by else Q(pk=None)
    public = Q(report__origin=Origin.DEMONSTRATION) | Q(report__origin=Origin.DISTRICT, report__adopted_at__isnull=False)
    return _entries(ReportVersion.objects.filter(mine | public))


def reports_of(district: District) -> list[ReportEntry]:
    """What a district's offices work on: its own reports, drafts among them; newest first."""
    return _entries(ReportVersion.objects.filter(report__district_id=district.pk).exclude(report__origin=Origin.UPLOADED))


def plan_in_force(district: District, year: int | None = None) -> Report | None:
    """The plan of a year that a district has adopted; the newest one where no year is named."""
    adopted = Report.objects.filter(district=district, adopted_at__isnull=False).exclude(origin=Origin.UPLOADED)
    found = adopted if year is None else adopted.filter(year=year)
    return found.select_related("district").order_by(F("year").desc(nulls_last=True), "-received_at").first()


def current_version(slug: str) -> ReportVersion | None:
    """The version of a report that counts."""
    related = ReportVersion.objects.select_related("report__district", "report__adoption")
    return related.filter(report__slug=slug, is_current=True).first()


def is_held(report: Report, *, by: str) -> bool:
    """Whether this visitor brought the report and so may revise it or take it away."""
    return report.removable and report.holder == by


def may_see(report: Report, *, by: Authority) -> bool:
    """Whether somebody may read a report: everybody what is in force or uploaded, the district's offices their drafts."""
    return not report.is_draft or by.serves(report.district)


def areas_of(version: ReportVersion) -> list[Area]:
    """The areas in order of reading."""
    return list(version.areas.order_by("position"))


def area_entries(version: ReportVersion) -> list[AreaEntry]:
    """What each area of the plan promises; areas without a promise are left out."""
    promised = version.clauses.filter(TRACKED)
    states = {
        state: Counter(dict(promised.filter(_of(condition)).values_list("area").annotate(n=Count("pk")).order_by()))
        for state, condition in STATE_CONDITIONS.items()
    }
    planned = _figures(version)
    figures = Counter(dict(planned.values_list("commitment__clauses__area").annotate(n=Count("pk")).order_by()))
    counted = [(area, {state: found[area.pk] for state, found in states.items()}) for area in areas_of(version)]
    return [AreaEntry(area, sum(by_state.values()), by_state, figures[area.pk]) for area, by_state in counted if sum(by_state.values())]


def clauses_of(version: ReportVersion) -> list[Clause]:
    """All clauses in order of reading, as they count."""
    return _as_they_count(version.clauses.order_by("position"), version)


def headlines_of(version: ReportVersion) -> list[Clause]:
    """The clauses of the targets that stand on top, in order of reading."""
    return _as_they_count(version.clauses.filter(headline=True).order_by("position"), version)


def list_page(version: ReportVersion, filters: Filters, number: int, *, promises_only: bool = False, size: int = PAGE_SIZE) -> Page:
    """One page of the clauses that a reader asked for: what is promised first, then what was achieved."""
    found = _filtered(version, filters).filter(TRACKED) if promises_only else _filtered(version, filters)
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    ordered = found.order_by("half", "position")  # plan before review
    return Page(_as_they_count(ordered[(number - 1) * size : number * size], version), number, pages, total)


def promises_of(version: ReportVersion) -> QuerySet[Clause]:
    """The clauses that count as promises, in order of reading."""
    return version.clauses.filter(TRACKED).select_related("commitment__report__district").order_by("position")


def commitments_of(report: Report, condition: Q | None = None) -> QuerySet[Commitment]:
    """The commitments that the present text makes and that are tracked, in order of the text, with everything that is said of them."""
    placed = report.commitments.filter(kind__in=PROMISES, clauses__version__is_current=True).order_by("clauses__position")
    return _with_arrangement(placed.filter(condition) if condition else placed)


def lacking(report: Report, missing: str, *, limit: int) -> list[Commitment]:
    """The first commitments in which something is missing, in order of the text, with who leads them."""
    commitments = commitments_of(report, CONDITIONS[missing]).prefetch_related(None).select_related(None)
    found = list(commitments.select_related("lead")[:limit])
    for one in found:
        one.report = report
    return found


def commitments_coded(codes: Iterable[str]) -> QuerySet[Commitment]:
    """The commitments with these codes, with everything that is said of them."""
    return _with_arrangement(Commitment.objects.filter(code__in=codes).order_by("pk"))


def matching(version: ReportVersion, filters: Filters) -> set[int]:
    """The ids of the clauses that a reader asked for."""
    return set(_filtered(version, filters).values_list("pk", flat=True))


def kind_counts(version: ReportVersion, filters: Filters) -> Counter[str]:
    """How many clauses of each kind the reader would see, whatever kinds are chosen now."""
    found = _filtered(version, filters.without_kinds())
    planned = found.filter(commitment__isnull=False).values_list("commitment__kind").annotate(count=Count("pk")).order_by()
    read = found.filter(commitment=None).values_list("kind").annotate(count=Count("pk")).order_by()
    return Counter(dict(planned)) + Counter(dict(read))


def missing_counts(report: Report) -> dict[str, int]:
    """How many commitments lack each of the four things."""
    tracked = commitments_of(report).prefetch_related(None).select_related(None).order_by()
    return tracked.aggregate(**{one: Count("pk", filter=CONDITIONS[one]) for one in Missing})


def state_counts(report: Report) -> dict[str, int]:
    """How many commitments are in each state."""
    tracked = commitments_of(report).prefetch_related(None).select_related(None).order_by()
    return tracked.aggregate(**{state: Count("pk", filter=STATE_CONDITIONS[state]) for state in State})


def states_of(report: Report, pks: Iterable[int | None]) -> dict[int, str]:
    """The state of each of some commitments, by their ids."""
    asked = report.commitments.filter(pk__in=[pk for pk in pks if pk], kind__in=PROMISES)
    return {pk: state for state, condition in STATE_CONDITIONS.items() for pk in asked.filter(condition).values_list("pk", flat=True)}


def lead_units(report: Report) -> list[tuple[str, str]]:
    """Code and name of each unit that leads something, in the order of the list of units."""
    led = commitments_of(report, Q(lead__isnull=False)).prefetch_related(None).select_related(None).order_by("lead")
    return list(led.values_list("lead__code", "lead__name").distinct())


def leading_posts(report: Report) -> list[tuple[str, str]]:
    """Code and title of the leaders' posts that answer for something, to choose from."""
    led = commitments_of(report, Q(leader__isnull=False)).prefetch_related(None).select_related(None).order_by("leader")
    return list(led.values_list("leader__code", "leader__title").distinct())


def lead_counts(report: Report) -> list[tuple[int | None, dict[str, int]]]:
    """For each lead unit (``None``: nobody yet), how many commitments it has in each state."""
    tracked = commitments_of(report).prefetch_related(None).select_related(None).order_by()
    counts = {state: Count("pk", filter=STATE_CONDITIONS[state]) for state in State}
    rows = tracked.values("lead").annotate(**counts).values_list("lead", *State)
    return [(lead, dict(zip(State, numbers, strict=True))) for lead, *numbers in rows]


def scheduled_count(report: Report) -> int:
    """How many commitments say what will be reached by which quarter."""
    return commitments_of(report, Q(Exists(Milestone.objects.filter(commitment=OuterRef("pk"))))).order_by().count()


def change_count(report: Report) -> int:
    """How many values were changed since the report came in."""
    return Change.objects.filter(commitment__report=report).count()


def waiting_for(report: Report, units: Iterable[int]) -> QuerySet[Commitment]:
    """What the heads of these units may confirm now."""
    return commitments_of(report, Q(lead__in=units) & STATE_CONDITIONS[State.WAITING])


def pending_imports(report: Report, by: Authority) -> list[TableImport]:
    """The tables that the official handed in and has not applied yet, newest first."""
    mine = TableImport.objects.filter(report=report, person=by.person, applied_at=None)
    return list(mine.order_by("-pk")) if by.person else []


def findings_of(version: ReportVersion) -> list[Finding]:
    """What reading found wrong or open, in order of the text."""
    return list(version.findings.select_related("clause__commitment", "clause__area").order_by("position"))


def commitment(code: str) -> Commitment | None:
    """The commitment with this permanent code, with everything that is said of it."""
    return _with_arrangement(Commitment.objects.filter(code=code)).first()


def clause_of_commitment(found: Commitment) -> Clause | None:
    """Where the version that counts makes this promise; ``None`` if it does not make it any more."""
    return _with_everything(Clause.objects.filter(commitment=found, version__is_current=True))


def measures_among(commitments: Iterable[int]) -> dict[int, str]:
    """Under which measures the texts that count make some promises, by their ids; empty where they name none."""
    placed = Clause.objects.filter(commitment__in=list(commitments), version__is_current=True)
    return dict(placed.values_list("commitment", "measure"))


def clause_at(version: ReportVersion, position: int) -> Clause | None:
    """The clause at a place of a version, for results, which have no code."""
    return _with_everything(version.clauses.filter(position=position))


def neighbours(clause: Clause) -> tuple[Clause | None, Clause | None]:
    """The promises before and after a promise."""
    promises = Clause.objects.filter(TRACKED, version=clause.version_id).select_related("commitment")
    before = promises.filter(position__lt=clause.position).order_by("-position").first()
    return before, promises.filter(position__gt=clause.position).order_by("position").first()


def promise_counts(version: ReportVersion) -> dict[str, int]:
    """How many promises there are, how many of them state numbers, and for how many quantities."""
    counted = _figures(version).aggregate(numeric_clauses=Count("commitment", distinct=True), numeric_targets=Count("pk"))
    return {"promises": version.clauses.filter(TRACKED).count(), **counted}


def promises_by_area(version: ReportVersion) -> Counter[int]:
    """How many promises stand in each area, by its id."""
    return Counter(dict(version.clauses.filter(TRACKED).values_list("area").annotate(n=Count("pk")).order_by()))


def changes_of(found: Commitment) -> list[Change]:
    """The history of a commitment, newest first."""
    return changes_among([found.pk]).get(found.pk, [])


def changes_among(commitments: Iterable[int]) -> dict[int, list[Change]]:
    """The same of some commitments, by their ids; of which nothing was changed is left out."""
    found: dict[int, list[Change]] = {}
    for each in Change.objects.filter(commitment__in=list(commitments)).select_related("resolution").order_by("-pk"):
        found.setdefault(each.commitment_id, []).append(each)
    return found


def change_page(report: Report, number: int) -> tuple[list[Change], Page]:
    """One page of the history of a plan, newest first."""
    changes = Change.objects.filter(commitment__report=report).select_related("commitment__report__district", "resolution").order_by("-pk")
    total = changes.count()
    pages = max(1, -(-total // CHANGES_MAX))
    number = min(max(number, 1), pages)
    return list(changes[(number - 1) * CHANGES_MAX : number * CHANGES_MAX]), Page([], number, pages, total)


def resolutions_of(district: District) -> list[Resolution]:
    """What meetings decided, newest first."""
    return list(Resolution.objects.filter(district_id=district.pk).order_by("-held_on", "-pk"))


def reporting_classes(district: District | None) -> list[ReportingClass]:
    """The classes into which a district sorts its commitments."""
    return list(ReportingClass.objects.filter(district_id=district.pk).order_by("letter")) if district else []


def table_import(report: Report, pk: int) -> TableImport | None:
    """A table that was handed in."""
    return TableImport.objects.filter(report=report, pk=pk).select_related("person").first()


def led_count(report: Report, post: Post) -> int:
    """For how many commitments of a plan a leader's post is responsible."""
    return commitments_of(report, Q(leader=post.pk)).order_by().count()


def figures_of(clause: Clause) -> list[Measured]:
    """The quantities of a clause as they count: planned where it promises, read where it tells what was achieved."""
    if clause.commitment:
        return [target for target in clause.commitment.targets.all() if not target.dropped]
    return list(clause.targets.all())


def _entries(versions: QuerySet[ReportVersion]) -> list[ReportEntry]:
    counted = (
        versions.filter(is_current=True)
        .select_related("report__district", "report__adoption")
        .defer("source", "text")
        .annotate(
            promises=Count("clauses", filter=Q(clauses__commitment__kind__in=PROMISES), distinct=True),
            found=Count("findings", distinct=True),
        )
        .order_by("-report__received_at")
    )
    return [ReportEntry(version.report, version, version.promises, version.found) for version in counted]


def _of(condition: Q) -> Exists:
    """A condition of commitments, asked of their clauses."""
    return Exists(Commitment.objects.filter(condition, pk=OuterRef("commitment")))


def _figures(version: ReportVersion) -> QuerySet[PlannedTarget]:
    """The quantities with numbers of the promises that a version makes."""
    promised = {"commitment__clauses__version": version, "commitment__kind__in": PROMISES}
    return PlannedTarget.objects.filter(dropped=False, value__isnull=False, **promised)


_PLANNED = Prefetch("targets", PlannedTarget.objects.order_by("number"))
_MILESTONES = Prefetch("milestones", Milestone.objects.order_by("quarter"))


def _with_arrangement(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    related = commitments.select_related("report__district", "report__adoption", "lead", "leader__unit", "reporting_class")
    return related.prefetch_related(_PLANNED, _MILESTONES, "cooperating")


def _as_they_count(clauses: QuerySet[Clause], version: ReportVersion) -> list[Clause]:
    """Clauses with what people hold of them; one version and one report for all, instead of a query for each."""
    related = clauses.select_related("area", "commitment__lead__successor", "commitment__leader", "commitment__reporting_class")
    planned = Prefetch("commitment__targets", PlannedTarget.objects.order_by("number"))
    found = list(related.prefetch_related(Prefetch("targets", Target.objects.order_by("position")), planned))
    for clause in found:
        clause.version = version
        if clause.commitment:
            clause.commitment.report = version.report
    return [_as_it_counts(clause) for clause in found]


def _as_it_counts(clause: Clause) -> Clause:
    """Lay what people decided over what was read, in memory only: ``kind`` and ``strength`` of the commitment are those that count."""
    if clause.commitment:
        clause.kind, clause.strength = clause.commitment.kind, clause.commitment.strength
    return clause


def _with_everything(clauses: QuerySet[Clause]) -> Clause | None:
    related = clauses.select_related(
        "area", "version__report__district", "commitment__report__district", "commitment__lead", "commitment__leader__unit",
        "commitment__reporting_class",
    ).annotate(read_kind=F("kind"), read_strength=F("strength"))  # fmt: skip
    planned = Prefetch("commitment__targets", PlannedTarget.objects.order_by("number"))
    milestones = Prefetch("commitment__milestones", Milestone.objects.order_by("quarter"))
    found = related.prefetch_related("targets", "findings", planned, milestones, "commitment__cooperating").first()
    return _as_it_counts(found) if found else None


def _filtered(version: ReportVersion, filters: Filters) -> QuerySet[Clause]:
    """Promises, and results that say how much; the rest of the text is no matter of filters."""
    measured_result = Q(kind=Kind.RESULT.value) & Exists(Target.objects.filter(clause=OuterRef("pk")))
    return version.clauses.filter(TRACKED | measured_result).filter(filters.condition())
