"""What stands on a day is gathered from the capabilities that know it: plan, progress, indicators."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from luoshi.district.bulletins.state import Late, Line, State
from luoshi.district.indicators.queries import Act, amount, owed_within
from luoshi.district.offices.queries import present_units
from luoshi.district.plan.queries import commitments_of, current_version, headlines_of
from luoshi.district.progress.queries import measured_within, progress_of, standings
from luoshi.engines.progress import Verdict, YearToDate, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import District, Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.progress.queries import Measured, TargetProgress
    from luoshi.engines.progress import Period


def state_of(report: Report, *, on: date) -> State:
    """What stands of a plan on a day, by what was known then."""
    return _state(report, standings(report, on=on), on)


def state_again(report: Report, *, on: date, known_on: date, through: Mapping[str, Period]) -> State:
    """What stood on a day, by what is known on another: each target until the period ``through`` which it was said then, by its key.

    So what was corrected since makes a difference, and what only came later makes none.
    """
    progress: dict[int, list[TargetProgress]] = defaultdict(list)
    for each in measured_within(report, on=known_on):
        progress[each.link.commitment_id].append(progress_of(_until(each, through.get(_key(each)), on)))
    return _state(report, progress, on)


def _until(measured: Measured, period: Period | None, on: date) -> Measured:
    """As it would have been known at the end of a period; without one nothing was known of it."""
    return replace(measured, on=period.last_day) if period else replace(measured, on=on, values=())


def _key(measured: Measured) -> str:
    return f"{measured.link.commitment.code.rpartition('-')[2]}-{measured.link.number}"


def _state(report: Report, progress: Mapping[int, Sequence[TargetProgress]], on: date) -> State:
    assert report.district is not None, "a plan in force is a district's"
    commitments = list(commitments_of(report))
    version = current_version(report.slug)
    headlines = {clause.commitment_id for clause in headlines_of(version)} if version else set()
    units = present_units(report.district)
    lines = [
        _line(found, commitment, units, is_headline=commitment.pk in headlines)
        for commitment in commitments
        for found in progress.get(commitment.pk, [])
    ]
    late = tuple(_late(report.district, units, on))
    return State(on, tuple(each.code for each in commitments), tuple(lines), late)


def _line(found: TargetProgress, commitment: Commitment, units: dict[int, Unit], *, is_headline: bool) -> Line:
    """A measured target as plain values; what is judged is judged by the planned trajectory where there is one."""
    measured, declared = found.measured, found.measured.indicator
    line = Line(
        key=_key(measured),
        commitment=commitment.code,
        label=commitment.label,
        unit=units[commitment.lead_id].name if commitment.lead_id else "",
        is_headline=is_headline,
        indicator=declared.code,
        name=declared.name.chinese,
        measured_in=declared.unit,
        adds=declared.measure.adds,
        verdict=found.judgement.verdict,
    )
    if measured.goal is not None and measured.goal.value is not None:
        line = replace(line, goal=said(measured.goal, declared).chinese, goal_number=measured.goal.value)
    if not isinstance(found.now, YearToDate):
        return line
    line = replace(line, period=found.now.through, now=found.now.number, now_text=amount(found.now.number, declared.decimals))
    return _beside(line, found)


def _beside(line: Line, found: TargetProgress) -> Line:
    """The same with what the yardstick says, by which it was judged."""
    planned, straight = found.planned, found.straight
    beside = planned if planned is not None and planned.yard.expected is not None else straight
    if beside is None or beside.standing is None or line.verdict is Verdict.CANNOT_JUDGE:
        return line
    held, yard = beside.standing, beside.yard
    return replace(
        line,
        expected=yard.expected,
        share=held.share_of_goal,
        expected_share=held.expected_share,
        ahead=held.gap if held.gap_points is None else held.gap_points,
        in_points=held.gap_points is not None,
        yard=yard.name.chinese,
        why=yard.why.chinese,
    )


def _late(district: District, units: Mapping[int, Unit], on: date) -> Iterator[Late]:
    """What units should have reported or brought by a day that is over."""
    for each in owed_within(district, on=on):
        if each.act in {Act.REPORT, Act.BRING} and each.is_late(on):
            yield Late(units[each.indicator.responsible_id].name, each.indicator.code, each.indicator.name, each.period, each.due_on)
