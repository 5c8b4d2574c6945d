"""What the pages about progress show, in the words of their reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext, gettext_lazy

from luoshi.district.indicators.queries import address_of
from luoshi.district.languages import said
from luoshi.district.progress.gathering import gather, links_of
from luoshi.district.progress.queries import history_of, tolerances_of
from luoshi.district.progress.questions import questions_about
from luoshi.district.progress.standings import Beside, progress_of, rows_of
from luoshi.engines.progress import ORIGIN_NAMES, VERDICT_NAMES, Measure, YearToDate, plain, short
from luoshi.engines.progress import said as goal_said
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment
    from luoshi.district.progress.models import Link, Tolerance, Trajectory
    from luoshi.district.progress.questions import Question
    from luoshi.district.progress.standings import Measured, PeriodRow, TargetProgress
    from luoshi.engines.progress import Period, Value

MEASURES = {
    Measure.LEVEL: gettext_lazy("数量"),
    Measure.INCREMENT: gettext_lazy("新增量"),
    Measure.YOY: gettext_lazy("同比增速"),
    Measure.SHARE: gettext_lazy("比率"),
    Measure.RANK: gettext_lazy("位次"),
    Measure.PEGGED: gettext_lazy("挂钩指标"),
}


@dataclass(frozen=True, slots=True)
class YardLine:
    """A yardstick in a line of the table: what it expects, how far the number is from that, and by which rule."""

    name: str
    expected: str
    gap: str
    is_behind: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One measured target as the commitment page shows it; ``lineage`` is where its number comes from."""

    progress: TargetProgress
    link: Link
    name: str
    indicator: str
    goal: str
    verdict: str
    verdict_name: str
    why: str
    number: str
    unit: str
    until: str
    origin: str
    lineage: str
    lines: tuple[YardLine, ...]
    awaited: str
    changed: str
    questions: tuple[Question, ...]
    trajectories: tuple[Version, ...]

    @property
    def open_questions(self) -> int:
        """How many nobody has answered."""
        return sum(each.open for each in self.questions)

    @property
    def has_steps(self) -> bool:
        """Whether anything is planned along the way."""
        return bool(self.progress.measured.steps)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a trajectory, with its steps in words."""

    number: int
    reason: str
    signature: str
    at: Any
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One period in the table of the whole history."""

    label: str
    number: str
    lineage: str
    origin: str
    revision: int
    to_date: str
    why_none: str
    straight: str
    planned: str
    gap: str
    is_behind: bool | None


def panel(commitment: Commitment, *, by: Authority, on: date) -> dict[str, Any]:
    """What stands on the page of a commitment."""
    district = commitment.report.district
    shown = cards(commitment, on=on, officials=by.serves(district))
    return {"commitment": commitment, "cards": shown, "links": by.is_office_of(district)}


def history_page(commitment: Commitment, *, by: Authority, on: date) -> dict[str, Any]:
    """Everything about the progress of a commitment."""
    district = commitment.report.district
    keeps = by.is_office_of(district)
    shown = cards(commitment, on=on, officials=by.serves(district))
    return {
        "commitment": commitment,
        "cards": [(each, history_lines(each.progress.measured)) for each in shown],
        "history": history_of(commitment),
        "tolerances": [_tolerance(each) for each in tolerances_of(commitment.report)],
        "links": keeps,
        "plans": commitment.report.adopted and (keeps or by.approves_for(commitment.lead)),
        "answers": keeps or by.reports_for(commitment.lead),
    }


def cards(commitment: Commitment, *, on: date, officials: bool) -> list[Card]:
    """The measured targets of a commitment; what is asked about them is shown to officials only."""
    links = links_of(commitment)
    prefetch_related_objects(links, "trajectories")
    measured = gather(links, on=on)
    asked = questions_about(measured) if officials else {}
    return [_card(progress_of(each), tuple(asked.get(each.link.pk, ()))) for each in measured]


def history_lines(measured: Measured) -> list[Line]:
    """Every period of a target, the newest first."""
    return [_line(measured, row) for row in reversed(rows_of(measured))]


def _card(progress: TargetProgress, questions: tuple[Question, ...]) -> Card:
    measured, now = progress.measured, progress.now
    known = now if isinstance(now, YearToDate) else None
    return Card(
        progress=progress,
        link=measured.link,
        name=measured.target.indicator if measured.target else measured.link.indicator.name,
        indicator=measured.link.indicator.name,
        goal=said(goal_said(measured.goal, measured.indicator)) if measured.goal else "",
        verdict=progress.judgement.verdict,
        verdict_name=said(VERDICT_NAMES[progress.judgement.verdict]) if measured.goal else "",
        why=said(progress.judgement.why),
        number=plain(known.number) if known else "",
        unit=measured.indicator.unit,
        until=_until(measured, known) if known else "",
        origin=_origin(known.values[-1]) if known else "",
        lineage=address_of(measured.link.indicator, known.through) if known else "",
        lines=tuple(_yard_line(each, measured.indicator.unit) for each in (progress.straight, progress.planned) if each),
        awaited=_listed(progress.awaited),
        changed=said(progress.changed) if progress.changed else "",
        questions=questions,
        trajectories=tuple(_version(each) for each in sorted(measured.link.trajectories.all(), key=lambda each: -each.number)),
    )


def _until(measured: Measured, known: YearToDate) -> str:
    """The time of which a number speaks: of a stock the period, of everything else the year so far."""
    return said(known.through.label if measured.indicator.accumulation == "state" else known.through.to_date_label)


def _origin(value: Value) -> str:
    name = said(ORIGIN_NAMES[value.origin])
    return gettext("{}（初步数）").format(name) if value.provisional else name


def _yard_line(beside: Beside, unit: str) -> YardLine:
    yard, it = beside.yard, beside.standing
    expected = f"{short(yard.expected)}{unit}" if yard.expected is not None else "—"
    return YardLine(said(yard.name), expected, _gap(beside) or "—", it.is_behind if it else None, said(yard.why))


def _gap(beside: Beside | None) -> str:
    distance = beside.standing.distance if beside and beside.standing else None
    return said(distance) if distance else ""


def _listed(periods: tuple[Period, ...]) -> str:
    return gettext("、").join(said(each.label) for each in periods)


def _version(trajectory: Trajectory) -> Version:
    steps = tuple((said(each.period.to_date_label), plain(each.expected)) for each in trajectory.read())
    return Version(trajectory.number, trajectory.reason, trajectory.signature, trajectory.at, steps)


def _tolerance(it: Tolerance) -> dict[str, Any]:
    unit = "" if Measure(it.measure).adds or it.measure == Measure.RANK else said(Words("个百分点", " points"))
    what = gettext("“左右”“同步”的允许偏差（{measure}）：{number}{unit}")
    words = what.format(measure=MEASURES[Measure(it.measure)], number=plain(it.number), unit=unit)
    return {"words": words, "reason": it.reason, "status": it.status, "signature": it.signature, "at": it.at}


def _line(measured: Measured, row: PeriodRow) -> Line:
    known = row.to_date if isinstance(row.to_date, YearToDate) else None
    it = row.straight.standing if row.straight else None
    return Line(
        label=said(row.period.label),
        number=plain(row.value.number) if row.value else "",
        lineage=address_of(measured.link.indicator, row.period),
        origin=_origin(row.value) if row.value else "",
        revision=row.value.revision if row.value else 0,
        to_date=plain(known.number) if known else "",
        why_none="" if isinstance(row.to_date, YearToDate) else said(row.to_date.reason),
        straight=_expected(row.straight),
        planned=_expected(row.planned),
        gap=_gap(row.straight),
        is_behind=it.is_behind if it else None,
    )


def _expected(beside: Beside | None) -> str:
    return short(beside.yard.expected) if beside and beside.yard.expected is not None else ""
