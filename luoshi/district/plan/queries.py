"""Reads of the plan: what pages show. Everything comes from the stored reading; nothing is read again for a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luoshi.district.plan.filters import Filters
from luoshi.district.plan.models import Area, Clause, Commitment, Finding, Origin, Report, ReportVersion, Target
from luoshi.engines.reading.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

RANK = {Origin.ADOPTED: 0, Origin.DEMONSTRATION: 1}


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in a list, with what was read in it."""

    report: Report
    version: ReportVersion
    promises: int
    findings: int


def front_report() -> Report | None:
    """The report of the first page: the newest that the district adopted, else the demonstration, never a visitor's."""
    fronts = Report.objects.exclude(origin=Origin.UPLOADED).order_by("-received_at")
    return min(fronts, key=lambda report: RANK[Origin(report.origin)], default=None)


def reports(*, held_by: str) -> list[ReportEntry]:
    """The district's reports, the demonstration, and those that this visitor brought; newest first."""
    mine = Q(report__holder=held_by) if held_by else Q(pk=None)
    versions = (
        ReportVersion.objects.filter(Q(mine) | ~Q(report__origin=Origin.UPLOADED), is_current=True)
        .select_related("report__district")
        .defer("source", "text")
        .annotate(
            promises=Count("clauses", filter=Q(clauses__commitment__isnull=False), distinct=True),
            found=Count("findings", distinct=True),
        )
        .order_by("-report__received_at")
    )
    return [ReportEntry(version.report, version, version.promises, version.found) for version in versions]


def current_version(slug: str) -> ReportVersion | None:
    """The version of a report that counts."""
    return ReportVersion.objects.select_related("report__district").filter(report__slug=slug, is_current=True).first()


def is_held(report: Report, *, by: str) -> bool:
    """Whether this visitor brought the report and so may revise it or take it away."""
    return report.removable and report.holder == by


def areas_of(version: ReportVersion) -> list[Area]:
    """The areas in order of reading."""
    return list(version.areas.order_by("position"))


def clauses_of(version: ReportVersion) -> list[Clause]:
    """All clauses in order of reading, with targets and commitments."""
    clauses = list(version.clauses.select_related("commitment").prefetch_related("targets").order_by("position"))
    for clause in clauses:
        clause.version = version  # one object for all, instead of a query for each
        if clause.commitment:
            clause.commitment.report = version.report
    return clauses


def promises_of(version: ReportVersion) -> QuerySet[Clause]:
    """The clauses with a permanent code, in order of reading."""
    return version.clauses.filter(commitment__isnull=False).select_related("commitment__report__district").order_by("position")


def matching(version: ReportVersion, filters: Filters) -> set[int]:
    """The ids of the clauses that a reader asked for."""
    return set(_filtered(version, filters).values_list("pk", flat=True))


def kind_counts(version: ReportVersion, filters: Filters) -> Counter[str]:
    """How many clauses of each kind the reader would see, whatever kinds are chosen now."""
    found = _filtered(version, filters.without_kinds()).values_list("kind").annotate(count=Count("pk")).order_by()
    return Counter(dict(found))


def findings_of(version: ReportVersion) -> list[Finding]:
    """What reading found wrong or open, in order of the text."""
    return list(version.findings.select_related("clause__commitment", "clause__area").order_by("position"))


def commitment(code: str) -> Commitment | None:
    """The commitment with this permanent code."""
    return Commitment.objects.select_related("report__district").filter(code=code).first()


def clause_of_commitment(found: Commitment) -> Clause | None:
    """Where the version that counts makes this promise; ``None`` if it does not make it any more."""
    return _with_everything(Clause.objects.filter(commitment=found, version__is_current=True)).first()


def clause_at(version: ReportVersion, position: int) -> Clause | None:
    """The clause at a place of a version, for results, which have no code."""
    return _with_everything(version.clauses.filter(position=position)).first()


def neighbours(clause: Clause) -> tuple[Clause | None, Clause | None]:
    """The promises before and after a promise."""
    promises = Clause.objects.filter(version=clause.version_id, commitment__isnull=False).select_related("commitment")
    before = promises.filter(position__lt=clause.position).order_by("-position").first()
    return before, promises.filter(position__gt=clause.position).order_by("position").first()


def numbers_promised(clauses: Sequence[Clause]) -> list[int]:
    """For each promise that states numbers, how many targets it states them for."""
    counts = (sum(target.value is not None for target in clause.targets.all()) for clause in clauses if clause.commitment_id)
    return [count for count in counts if count]


def _with_everything(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    related = clauses.select_related("area", "commitment__report__district", "version__report__district")
    return related.prefetch_related("targets", "findings")


def _filtered(version: ReportVersion, filters: Filters) -> QuerySet[Clause]:
    """Promises, and results that say how much; the rest of the text is no matter of filters."""
    measured_result = Q(kind=Kind.RESULT.value) & Exists(Target.objects.filter(clause=OuterRef("pk")))
    return version.clauses.filter(Q(commitment__isnull=False) | measured_result).filter(filters.condition())
