"""What the leaders' page shows: each headline promise in figures, what waits for a decision, what is late and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.casework import queries as casework
from luoshi.district.days import day_of
from luoshi.district.dues.queries import late_by_units
from luoshi.district.forecasts.queries import Glance, glances
from luoshi.district.indicators import queries as indicators
from luoshi.district.languages import said
from luoshi.district.lights import queries as lights
from luoshi.district.overview.queries import choice_of, headlines
from luoshi.district.plan.queries import KIND
from luoshi.district.progress.queries import measured_among, progress_of
from luoshi.district.results.queries import closing_of
from luoshi.engines.progress import ORIGIN_NAMES, VERDICT_NAMES, YearToDate, plain, short
from luoshi.engines.progress import said as goal_said
from luoshi.engines.progress.escalation import RUNG_NAMES
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.dues.queries import UnitOwed
    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.progress.queries import Beside, Measured, TargetProgress
    from luoshi.engines.progress import YearToDate as Known

_LATE: Final = "late"
WEEK: Final = timedelta(days=6)
"""With today a week: what may be decided by its end."""
LATE_MAX: Final = 100
SHOWN_MAX: Final = 8
"""As many lines as each list has; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Number:
    """What the year has come to: the number with its time, where it comes from, since when it is known, and the way to its records."""

    number: str
    until: str
    origin: str
    known_on: date
    lineage: str


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a yardstick expects by now, and how far the number is from it."""

    name: str
    expected: str
    gap: str
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A headline promise. Without an indicator that measures it there is only its sentence and who leads it."""

    commitment: Commitment
    name: str
    colour: str
    light: str
    reason: str
    unit: str = ""
    goal: str = ""
    verdict: str = ""
    number: Number | None = None
    yardsticks: tuple[Yardstick, ...] = ()
    glance: Glance | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What may follow on a light from a day on, if a person decides so."""

    commitment: Commitment
    name: str
    colour: str
    light: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Debt:
    """A unit with how many figures and words of it are late, and since when the oldest."""

    unit: Unit
    figures: int
    words: int
    since: date


def overview(report: Report, *, by: Authority, at: datetime) -> dict[str, Any]:
    """Everything on the page. Once the year is closed nothing follows on lights any more: what was not done is in its results."""
    assert report.district is not None, "a plan in force is a district's"
    on, chosen = day_of(at), choice_of(report)
    waiting = casework.waiting(by, on=on)
    late = [each for each in _open_cases(report, at) if each.light.urgency == _LATE]
    closing = closing_of(report)
    return {
        "report": report,
        "on": on,
        "chosen": chosen,
        "cards": cards(headlines(report, chosen), on=on),
        "counts": [(each.value, said(COLOUR_NAMES[each]), number) for each, number in _counts(report)],
        "waiting": waiting,
        "late": late[:SHOWN_MAX],
        "late_count": len(late),
        "exemptions": lights.exemptions_waiting(report)[:SHOWN_MAX],
        "figures": indicators.waiting_for_review(report.district).count(),
        "closing": closing,
        "steps": [] if closing else [_step(each) for each in lights.steps_until(report, on + WEEK, at=at, limit=SHOWN_MAX)],
        "debts": debts(late_by_units(report, on=on)),
        "keeps": by.is_office_of(report.district),
    }


def _step(found: lights.Following) -> Step:
    assert found.next is not None, "a step is due"
    light = found.light
    return Step(light.commitment, said(RUNG_NAMES[found.next.rung]), light.colour, said(COLOUR_NAMES[Colour(light.colour)]), found.next.due)


def _open_cases(report: Report, at: datetime) -> list[casework.Row]:
    """The cases about the promises of a plan that are open, the most urgent first."""
    assert report.district is not None, "a plan in force is a district's"
    codes = report.commitments.values_list("code", flat=True)
    return casework.open_rows(KIND, codes, district=report.district, at=at, limit=LATE_MAX)


def _counts(report: Report) -> list[tuple[Colour, int]]:
    found = lights.light_counts(report)
    return [(each, found[each]) for each in Colour if found[each]]


def cards(commitments: Sequence[Commitment], *, on: date) -> list[Card]:
    """One card for each commitment, by the first of its targets that is measured."""
    measured: dict[int, Measured] = {}
    for each in measured_among([one.pk for one in commitments], on=on):
        measured.setdefault(each.link.commitment_id, each)
    lit = lights.lights_among([one.pk for one in commitments])
    ahead = glances(list(measured.values()))
    return [_card(one, measured.get(one.pk), lit.get(one.pk, []), ahead) for one in commitments]


def _card(commitment: Commitment, measured: Measured | None, lit: list[lights.Light], ahead: dict[int, Glance]) -> Card:
    light = lights.worst(lit)
    colour = Colour(light.colour) if light else Colour.NONE
    reason = said(Words(light.reason, light.reason_en)) if light else ""
    if measured is None:
        return Card(commitment, commitment.quote, colour.value, said(COLOUR_NAMES[colour]), reason)
    progress = progress_of(measured)
    known = progress.now if isinstance(progress.now, YearToDate) else None
    return Card(
        commitment=commitment,
        name=measured.target.indicator if measured.target else measured.link.indicator.name,
        colour=colour.value,
        light=said(COLOUR_NAMES[colour]),
        reason=reason,
        unit=measured.indicator.unit,
        goal=said(goal_said(measured.goal, measured.indicator)) if measured.goal else "",
        verdict=said(VERDICT_NAMES[progress.judgement.verdict]) if measured.goal else "",
        number=_number(progress, known) if known else None,
        yardsticks=tuple(_yardstick(each, measured.indicator.unit) for each in (progress.straight, progress.planned) if each),
        glance=ahead.get(measured.link.pk),
    )


def _number(progress: TargetProgress, known: Known) -> Number:
    measured, last = progress.measured, known.values[-1]
    label = known.through.label if measured.indicator.accumulation == "state" else known.through.to_date_label
    address = indicators.address_of(measured.link.indicator, known.through)
    return Number(plain(known.number), said(label), said(ORIGIN_NAMES[last.origin]), last.known_on, address)


def _yardstick(beside: Beside, unit: str) -> Yardstick:
    expected = f"{short(beside.yard.expected)}{unit}" if beside.yard.expected is not None else ""
    it = beside.standing
    distance = said(it.distance) if it and it.distance else ""
    return Yardstick(said(beside.yard.name), expected, distance or said(beside.yard.why), bool(it and it.is_behind))


def debts(late: Sequence[UnitOwed]) -> list[Debt]:
    """Which units are late with figures and words, those with the most first."""
    return [_debt(each) for each in sorted(late, key=lambda each: -len(each.owed))[:SHOWN_MAX]]


def _debt(late: UnitOwed) -> Debt:
    figures = sum(each.of_figure for each in late.owed)
    return Debt(late.unit, figures, len(late.owed) - figures, late.owed[0].due_on)
