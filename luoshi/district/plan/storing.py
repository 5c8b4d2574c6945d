"""A reading becomes rows. Called inside a transaction that holds the report's lock, so that no number is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from luoshi.district.plan import models
from luoshi.district.plan.errors import ReportRefused
from luoshi.district.plan.intake import engine_identity
from luoshi.district.plan.missing import missing_in
from luoshi.district.plan.owners import level_of, suggested
from luoshi.engines.reading.headline import headline_targets
from luoshi.engines.reading.identity import Known, Placed, match_identities
from luoshi.engines.reading.model import Clause, FindingKind, Half, Reading, Target

if TYPE_CHECKING:
    from datetime import datetime

ABOUT_THE_WHOLE = {FindingKind.MISSING_DEADLINE, FindingKind.MISSING_OWNER}
"""Findings that count over the report and belong to no single clause."""
VALUE_LIMIT = Decimal(10) ** 30
"""What the columns of numbers can hold."""


def store_reading(version: models.ReportVersion, reading: Reading, *, at: datetime) -> None:
    """Replace what is known about a version by a new reading of it. Known commitments keep their codes, new ones are numbered.

    What a person corrected, and whatever is of an adopted plan, stays as people left it: the new reading only tells where it stands.

    Raises:
        ReportRefused: a number that no column can hold.
    """
    version.areas.all().delete()
    version.findings.all().delete()
    version.text, version.read_at, version.engine = reading.text, at, engine_identity()
    version.save(update_fields=["text", "read_at", "engine"])
    places = list(_places(reading))
    planned = [(reading.areas[area].title, clause) for area, _, clause in places if clause.half is Half.PLAN]
    commitments = _commitments(version.report, planned)
    areas = models.Area.objects.bulk_create(_areas(version, reading))
    level = level_of(version.report.district.name if version.report.district else "")
    headlines = {clause.span.start for _, clause, _ in headline_targets(reading)}
    clauses = models.Clause.objects.bulk_create(
        models.Clause(
            version=version,
            area=areas[area],
            commitment=commitments.get(clause.span.start),
            position=position,
            measure=measure,
            start=clause.span.start,
            end=clause.span.end,
            quote=clause.quote,
            half=clause.half.value,
            kind=clause.kind.value,
            strength=clause.strength or "",
            headline=clause.span.start in headlines,
            owners=suggested(clause.quote, level) if clause.span.start in commitments else {},
        )
        for position, (area, measure, clause) in enumerate(places, start=1)
    )
    models.Target.objects.bulk_create(row for clause, (_, _, read) in zip(clauses, places, strict=True) for row in _targets(clause, read))
    models.Finding.objects.bulk_create(_findings(version, reading, clauses))


def is_promise(clause: Clause) -> bool:
    """Whether a clause gets a permanent code."""
    return clause.half is Half.PLAN and clause.kind in models.PROMISES


Place = tuple[int, str, Clause]
"""The position of the area, the title of the measure, and the clause."""

Promise = tuple[str, Clause]
"""The title of the area, and the clause."""


def _places(reading: Reading) -> Iterator[Place]:
    for position, area in enumerate(reading.areas):
        for measure in area.measures:
            for clause in measure.clauses:
                yield position, measure.title, clause


def _areas(version: models.ReportVersion, reading: Reading) -> Iterator[models.Area]:
    for position, area in enumerate(reading.areas):
        start, end = area.span.start, area.span.end
        yield models.Area(
            version=version, position=position, number=area.number, title=area.title, half=area.half.value, start=start, end=end
        )


def _commitments(report: models.Report, planned: list[Promise]) -> dict[int, models.Commitment]:
    """The commitment of each promise, by where its clause starts. Those that the text no longer makes stay as they were."""
    # Locked: somebody may be correcting one of them just now.
    known = list(report.commitments.select_for_update().order_by("pk"))
    promises = [(title, clause) for title, clause in planned if is_promise(clause)]
    others = [(title, clause) for title, clause in planned if not is_promise(clause)]
    kept = _matched(promises, known)
    found = {commitment.pk for commitment in kept.values()}
    # What people made a promise of is looked for among the other sentences as well.
    kept |= _matched(others, [commitment for commitment in known if commitment.settled and commitment.pk not in found])
    for title, clause in planned:
        if commitment := kept.get(clause.span.start):
            commitment.quote, commitment.area_title = clause.quote, title
    _read_anew(report, [(kept[clause.span.start], clause) for _, clause in promises if clause.span.start in kept])
    models.Commitment.objects.bulk_update(kept.values(), ["quote", "area_title", "kind", "strength"])
    return kept | _new_commitments(report, [promise for promise in promises if promise[1].span.start not in kept])


def _matched(clauses: list[Promise], known: list[models.Commitment]) -> dict[int, models.Commitment]:
    coded = {commitment.code: commitment for commitment in known}
    codes = match_identities(
        [Placed(clause, title) for title, clause in clauses],
        [Known(commitment.code, commitment.quote, commitment.area_title) for commitment in known],
    )
    return {clause.span.start: coded[code] for (_, clause), code in zip(clauses, codes, strict=True) if code}


def _read_anew(report: models.Report, kept: list[tuple[models.Commitment, Clause]]) -> None:
    """Take over the new reading where no person has corrected what the promise is, or filled in anything that hangs on it."""
    fresh = [(commitment, clause) for commitment, clause in kept if commitment.revision == 1 and not report.adopted]
    models.PlannedTarget.objects.filter(commitment__in=[commitment for commitment, _ in fresh]).delete()
    for commitment, clause in fresh:
        commitment.kind, commitment.strength = clause.kind.value, clause.strength or ""
    _plan_targets(fresh)


def _new_commitments(report: models.Report, promises: list[Promise]) -> dict[int, models.Commitment]:
    made = number_commitments(report, [(clause.quote, title, clause.kind.value, clause.strength or "") for title, clause in promises])
    _plan_targets([(commitment, clause) for commitment, (_, clause) in zip(made, promises, strict=True)])
    return {clause.span.start: commitment for (_, clause), commitment in zip(promises, made, strict=True)}


def number_commitments(report: models.Report, promises: list[tuple[str, str, str, str]]) -> list[models.Commitment]:
    """Give each promise (quote, title of its area, kind, strength) the next number of the report, for ever."""
    first = report.next_number
    report.next_number += len(promises)
    report.save(update_fields=["next_number"])
    return models.Commitment.objects.bulk_create(
        models.Commitment(
            report=report, number=number, code=f"{report.slug}-{number:04d}", quote=quote, area_title=title, kind=kind, strength=strength
        )
        for number, (quote, title, kind, strength) in enumerate(promises, start=first)
    )


def _plan_targets(read: list[tuple[models.Commitment, Clause]]) -> None:
    """What was read becomes what counts, until people say otherwise."""
    models.PlannedTarget.objects.bulk_create(
        models.PlannedTarget(commitment=commitment, number=number, **_measured(target, clause))
        for commitment, clause in read
        for number, target in enumerate(clause.targets, start=1)
    )
    written = [commitment for commitment, _ in read]
    prefetch_related_objects(written, "targets")
    for commitment in written:
        commitment.missing = missing_in(commitment)
    models.Commitment.objects.bulk_update(written, ["missing"])


def _targets(clause: models.Clause, read: Clause) -> Iterator[models.Target]:
    for position, target in enumerate(read.targets):
        yield models.Target(clause=clause, position=position, start=target.span.start, end=target.span.end, **_measured(target, read))


def _measured(target: Target, clause: Clause) -> dict[str, Any]:
    """The columns of a target. Raises :class:`ReportRefused` for a number that they cannot hold."""
    _refuse_endless_number(target, clause.quote)
    return {
        "indicator": target.indicator,
        "operator": target.operator.value,
        "measurement": target.measurement.value,
        "value": target.value,
        "value_max": target.value_max,
        "unit": target.unit or "",
        "dimension": target.dimension or "",
        "comparator": target.comparator or "",
        "base": target.base.value if target.base else "",
        "period": target.period or "",
        "period_stated": target.period_stated,
        "direction": target.direction or "",
        "result_type": target.result_type.value if target.result_type else "",
        "peg": target.peg or "",
        "baseline": target.baseline,
    }


def _refuse_endless_number(target: Target, quote: str) -> None:
    if any(number is not None and abs(number) >= VALUE_LIMIT for number in (target.value, target.value_max, target.baseline)):
        raise ReportRefused.number_too_long(quote)


def _at(place: int, clauses: list[models.Clause]) -> models.Clause | None:
    return next((clause for clause in clauses if clause.start <= place < clause.end), None)


def _findings(version: models.ReportVersion, reading: Reading, clauses: list[models.Clause]) -> Iterator[models.Finding]:
    for position, finding in enumerate(reading.findings, start=1):
        yield models.Finding(
            version=version,
            clause=None if finding.kind in ABOUT_THE_WHOLE else _at(finding.span.start, clauses),
            position=position,
            kind=finding.kind.value,
            message=finding.message,
            advice=finding.advice,
            values=list(finding.values),
            start=finding.span.start,
            end=finding.span.end,
        )
