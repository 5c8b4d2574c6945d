"""计分项: what each unit is scored by in a period, brought together in a few queries, however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from luoshi.district.forecasts.queries import Forecast
from luoshi.district.lights.queries import Colour, Exemption, Light
from luoshi.district.offices.queries import present_units, with_predecessors
from luoshi.district.plan.queries import commitments_of
from luoshi.district.progress.queries import Link, measured_among, measured_within, progress_of
from luoshi.district.scores.models import Objection, ObjectionKind
from luoshi.district.scores.promptness import Promptness, done_with, promptness_of
from luoshi.district.scores.reaching import as_of, reached_by
from luoshi.district.scores.words_of_units import WordsOfUnits
from luoshi.engines.progress import Origin, Period, Rhythm, Verdict, YearToDate
from luoshi.engines.progress.scores import Duty
from luoshi.engines.progress.scores_formula import AdjustmentKind
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.progress.queries import Measured, TargetProgress
    from luoshi.engines.packs import ScoringEntry

_PREFERRED: Final = (Origin.COMPUTED, Origin.OFFICIAL, Origin.REPORTED)
"""Of several figures for one target the one that rests on most counts: the record, then statistics, then a unit's word."""


def duties_within(report: Report, period: Period, said: ScoringEntry, unit: Unit | None = None, *, on: date) -> dict[int, list[Duty]]:
    """What the units that work on a plan, or one of them, are scored by, by the ids of the units that answer now: for what they lead, and
    for figures of what others lead. What nobody leads is nobody's.
    """
    found = _Gathering(report, period, said, unit, on).by_unit()
    return found if unit is None else {pk: duties for pk, duties in found.items() if pk == unit.pk}


class _Gathering:
    """The rows that belong to the duties of a plan, fetched once for all of them."""

    def __init__(self, report: Report, period: Period, said: ScoringEntry, unit: Unit | None, on: date) -> None:
        assert report.district is not None, "a plan in force is a district's"
        self.period, self.said, self.on = period, said, on
        whose = None if unit is None else Q(pk__in=_working_on(report, unit))
        self.commitments = list(commitments_of(report, whose))
        self.present = present_units(report.district)
        measured = measured_within(report, on=on) if whose is None else measured_among([each.pk for each in self.commitments], on=on)
        self.measured = _chosen(as_of(each, period, on=on) for each in measured)
        self.words = WordsOfUnits(report, period, whose, unit, on=on)
        links = [one.link.pk for each in self.measured.values() for one in each]
        self.done = done_with([one.link.indicator for each in self.measured.values() for one in each])
        self.red = _red_at(report, period, on)
        self.half_widths = _half_widths(links, period, said.interval) if said.interval else {}
        self.exempt = _exempt(report, period, on)
        self.excused = _excused(report, period)

    def by_unit(self) -> dict[int, list[Duty]]:
        found = defaultdict[int, list[Duty]](list)
        for commitment in self.commitments:
            for unit, duty in self._of(commitment):
                found[unit.pk].append(duty)
        return dict(found)

    def _of(self, commitment: Commitment) -> Iterator[tuple[Unit, Duty]]:
        lead = self.present[commitment.lead_id] if commitment.lead_id else None
        measured = self.measured.get(commitment.pk, [])
        if lead is not None and not measured:
            yield lead, self._duty(commitment, lead, None, self._by_words(commitment))
        for each in measured:
            answers, prompt = self.present[each.link.indicator.responsible_id], promptness_of(each, self.done, on=self.on)
            if lead is not None:
                yield lead, self._led(commitment, lead, each, len(measured), prompt if lead == answers else None)
            if lead != answers and prompt.due:
                yield answers, self._duty(commitment, answers, each, _handed_in(each, prompt), is_own=False, targets=len(measured))

    def _by_words(self, commitment: Commitment) -> dict[str, Any]:
        """What is known of a promise that nothing measures, with its light."""
        told, light = self.words.told(commitment), self.red.get((commitment.pk, 0))
        if light is None:
            return told
        counts = {**told.get("counts", {}), AdjustmentKind.RED_LIGHT: 1}
        return {**told, "counts": counts, "references": {**told.get("references", {}), "light": light}}

    def _led(self, commitment: Commitment, lead: Unit, measured: Measured, targets: int, prompt: Promptness | None) -> Duty:
        """A target with where it stands; with what was handed in, where the lead answers for its figures too."""
        progress, width = progress_of(measured), self.half_widths.get(measured.link.pk)
        reached, verdict = reached_by(progress, width[1] if width else None), progress.judgement.verdict
        told = _handed_in(measured, prompt) if prompt else _not_handed_in()
        light = self.red.get((commitment.pk, measured.link.pk))
        counts = {
            **told["counts"],
            AdjustmentKind.RED_LIGHT: int(light is not None),
            AdjustmentKind.EXCEEDED: int(verdict is Verdict.EXCEEDED),
            AdjustmentKind.NO_TRAJECTORY: int(_has_no_stages(measured)),
        }
        references = {**told["references"], "values": _values(progress), "light": light, "forecast": width and width[0]}
        begun = verdict is not Verdict.NOT_STARTED and bool(measured.periods)
        stands = {"reached": reached if begun else None, "cannot": progress.judgement.why if begun and reached is None else None}
        facts = {**told, **stands, "counts": {kind: count for kind, count in counts.items() if count}, "references": references}
        return self._duty(commitment, lead, measured, facts, targets=targets)

    def _duty(
        self, commitment: Commitment, unit: Unit, measured: Measured | None, facts: dict[str, Any], *, is_own: bool = True, targets: int = 1
    ) -> Duty:
        exemption, excuse = self.exempt.get(commitment.pk), self.excused.get((unit.pk, commitment.pk))
        references = dict(facts.pop("references", {}))
        if measured is not None:
            references["indicator"] = measured.link.indicator.code
        if exemption is not None:
            references["exemption"] = exemption.pk
        if excuse is not None:
            references["objection"] = excuse.pk
        letter = commitment.reporting_class.letter if commitment.reporting_class else ""
        rhythm = Rhythm(measured.link.indicator.rhythm) if measured else facts.pop("rhythm", None)
        return Duty(
            commitment.code, measured.link.number if measured else 0, letter, targets, is_own=is_own, rhythm=rhythm,
            by_hand=self.said.by_hand.get(commitment.quote), exempt=_why_exempt(exemption, excuse), references=references, **facts,
        )  # fmt: skip


def _working_on(report: Report, unit: Unit) -> set[int]:
    """The ids of the commitments that a unit leads, with those whose work it took over, or for whose figures it answers."""
    units = with_predecessors(unit)
    led, answered = report.commitments.filter(lead__in=units), Link.objects.filter(indicator__responsible__in=units, end=None)
    return {*led.values_list("pk", flat=True), *answered.filter(commitment__report=report).values_list("commitment", flat=True)}


def _chosen(measured: Iterable[Measured]) -> dict[int, list[Measured]]:
    """What measures each commitment: one figure for each target that is not dropped."""
    found = defaultdict[int, dict[int, "Measured"]](dict)
    for each in sorted(measured, key=lambda one: _PREFERRED.index(Origin(one.link.indicator.origin))):
        if each.target is None or not each.target.dropped:
            found[each.link.commitment_id].setdefault(each.link.target_number, each)
    return {pk: [by_target[number] for number in sorted(by_target)] for pk, by_target in found.items()}


def _handed_in(measured: Measured, prompt: Promptness) -> dict[str, Any]:
    """What a unit handed in. A counted figure that nobody confirmed is there all the same, and not missing."""
    missing = 0 if measured.link.indicator.origin == Origin.COMPUTED else prompt.missing
    return {
        "answers": True, "due": prompt.due, "evident": prompt.evident,
        "asked": prompt.asked, "on_time": prompt.on_time, "late": prompt.late,
        "counts": {AdjustmentKind.MISSING_REPORT: missing} if missing else {}, "references": {"came_on": prompt.days},
    }  # fmt: skip


def _not_handed_in() -> dict[str, Any]:
    """Its figures are another unit's to bring."""
    return {"answers": False, "counts": {}, "references": {}}


def _has_no_stages(measured: Measured) -> bool:
    """Whether nothing is planned along a way that has stages: of growth and places there are none."""
    return measured.goal is not None and measured.indicator.measure.adds and not measured.steps


def _values(progress: TargetProgress) -> list[list[Any]]:
    """The figures by which a target is judged: period, revision, number."""
    values = progress.now.values if isinstance(progress.now, YearToDate) else ()
    return [[str(each.period), each.revision, f"{each.number.normalize():f}"] for each in values]


# --- what others say of them


def _red_at(report: Report, period: Period, on: date) -> dict[tuple[int, int], int]:
    """The lights of a plan that are red when a period ends, by what is lit."""
    rows = Light.objects.filter(commitment__report=report, on__lte=min(period.last_day, on)).defer("record")
    last = rows.order_by("commitment", "link", "-id").distinct("commitment", "link")
    return {each.key: each.pk for each in last if each.colour == Colour.RED}


def _half_widths(links: Sequence[int], period: Period, level: int) -> dict[int, tuple[int, Decimal]]:
    """How far the last forecast of the year's end may be off that knew nothing later than a period: its id, and half its interval."""
    found: dict[int, tuple[int, Decimal]] = {}
    for each in Forecast.objects.filter(link__in=links).order_by("pk"):
        if each.path and Period.parse(each.through).last_day <= period.last_day:
            low, high = each.path[-1].intervals[level]
            found[each.link_id] = each.pk, (high - low) / 2
    return found


def _exempt(report: Report, period: Period, on: date) -> Mapping[int, Exemption]:
    """The exemptions that count on the last day of a period, by their commitments."""
    day = min(period.last_day, on)
    granted = Exemption.objects.filter(commitment__report=report, answer__granted=True, first_day__lte=day, last_day__gte=day)
    return {each.commitment_id: each for each in granted.order_by("pk")}


def _excused(report: Report, period: Period) -> Mapping[tuple[int, int], Objection]:
    """The commitments that take no part by force majeure, by units."""
    accepted = Objection.objects.filter(report=report, period=str(period), kind=ObjectionKind.FORCE_MAJEURE, answer__accepted=True)
    return {(each.unit_id, each.commitment_id): each for each in accepted.order_by("pk")}


def _why_exempt(exemption: Exemption | None, excuse: Objection | None) -> Words | None:
    if exemption is not None:
        days = f"{exemption.first_day} — {exemption.last_day}"
        return Words(f"豁免 {days}：{exemption.reason}", f"Exempt {days}: {exemption.reason}")
    return Words(f"不可抗力：{excuse.reason}", f"Force majeure: {excuse.reason}") if excuse is not None else None
