"""What pages show of forecasts: the year of a target as a chart, in the words of their reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from luoshi.district.days import day_of
from luoshi.district.forecasts.calibrating import Calibration, calibration, newest_of
from luoshi.district.forecasts.content import LEVELS, content_of, straight_of
from luoshi.district.forecasts.figures import figures_of, number_at
from luoshi.district.languages import said
from luoshi.district.progress.queries import measured_of
from luoshi.engines.progress import ORIGIN_NAMES, Origin, Period, newest, plain, short
from luoshi.engines.progress import said as goal_said
from luoshi.engines.progress.chart import Chart, chart
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.forecasts.models import Forecast, Point
    from luoshi.district.plan.queries import Commitment
    from luoshi.district.progress.queries import Measured


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table under a chart."""

    label: str
    number: str
    origin: str
    straight: str
    planned: str
    middle: str
    intervals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart as the component ``series_chart.html`` takes it."""

    name: str
    unit: str
    goal: str
    wide: Chart
    narrow: Chart
    legend: tuple[tuple[str, str], ...]
    sentence: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    has_straight: bool
    has_planned: bool
    has_forecast: bool


def shown_of(commitment: Commitment, *, on: date) -> list[Shown]:
    """The charts of a commitment, in the order of its targets; none of what has neither goal nor figures."""
    measured = measured_of(commitment, on=on)
    forecasts = newest_of(each.link.pk for each in measured)
    record = calibration(commitment.report, on=on) if forecasts else Calibration(0, {})
    return [shown for each in measured if (shown := _shown(each, forecasts.get(each.link.pk), record)) is not None]


@dataclass(frozen=True, slots=True)
class Glance:
    """The year of a target in little: its chart where there is one, and what is foreseen for the day of its goal, with 80 % and the
    probability that the goal is met; ``why_none`` says why nothing is foreseen.
    """

    chart: Chart | None
    middle: str = ""
    interval: str = ""
    chance: str = ""
    why_none: str = ""


def glances(measured: Sequence[Measured]) -> dict[int, Glance]:
    """The years of some targets at a glance, by the ids of their links."""
    forecasts = newest_of(each.link.pk for each in measured)
    return {each.link.pk: _glance(each, forecasts.get(each.link.pk)) for each in measured}


def _glance(measured: Measured, forecast: Forecast | None) -> Glance:
    path = _ahead(measured, forecast)
    content = content_of(measured, path)
    little = chart(content, width=320, height=150) if content.figures else None
    if forecast is None or not path:
        return Glance(little, why_none=_sentence(measured, forecast, path))
    low, high = path[-1].intervals[80]
    chance = forecast.said["probability"]
    return Glance(little, plain(path[-1].middle), f"{plain(low)}–{plain(high)}", "" if chance is None else _share(chance))


def _shown(measured: Measured, forecast: Forecast | None, record: Calibration) -> Shown | None:
    path = _ahead(measured, forecast)
    content = content_of(measured, path)
    wide, narrow = chart(content, width=720, height=320), chart(content, width=360, height=300)
    if wide is None or narrow is None or not content.figures:
        return None
    return Shown(
        name=measured.target.indicator if measured.target else measured.indicator.name.chinese,
        unit=measured.indicator.unit,
        goal=said(goal_said(measured.goal, measured.indicator)) if measured.goal else "",
        wide=wide,
        narrow=narrow,
        legend=tuple(_legend(wide, {each.origin for each in content.figures}, any(each.provisional for each in content.figures))),
        sentence=_sentence(measured, forecast, path),
        notes=tuple(_notes(forecast, path, record)),
        rows=tuple(_rows(measured, path)),
        has_straight=bool(content.straight),
        has_planned=bool(content.planned),
        has_forecast=bool(path),
    )


def _ahead(measured: Measured, forecast: Forecast | None) -> list[Point]:
    """What is still to come of the newest forecast."""
    last = max((each.period for each in figures_of(measured)), default=None)
    return [] if forecast is None or last is None else [each for each in forecast.path if each.period > last]


def _legend(drawn: Chart, origins: set[Origin], provisional: bool) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - the second of two sets of marks
    """What is on the chart, and nothing else."""
    yield from ((origin.value, said(ORIGIN_NAMES[origin])) for origin in Origin if origin in origins)
    for there, kind, words in (
        (provisional, "provisional", gettext("空心：初步数")),
        (drawn.goal, "goal", gettext("目标")),
        (drawn.straight, "straight", gettext("序时进度")),
        (drawn.planned, "planned", gettext("计划轨迹")),
        (drawn.bands, "band", gettext("预测：50%、80%、95%区间")),
    ):
        if there:
            yield kind, words


def _sentence(measured: Measured, forecast: Forecast | None, path: Sequence[Point]) -> str:
    """The forecast in words: where it leads, how sure that is, and how likely the goal is met."""
    if forecast is None:
        return gettext("预测还没有做出。") if measured.goal and figures_of(measured) else ""
    if "reason" in forecast.said:
        return said(Words(*forecast.said["reason"]))
    if not path:
        return ""
    low, high = path[-1].intervals[80]
    sentence = gettext("预测到{period}为{middle}{unit}，80%的可能在{low}至{high}之间。").format(
        period=said(path[-1].period.label), middle=plain(path[-1].middle), unit=measured.indicator.unit, low=plain(low), high=plain(high)
    )
    chance = forecast.said["probability"]
    return sentence if chance is None else sentence + gettext("按此达到目标的可能性{share}。").format(share=_share(chance))


def _share(chance: float) -> str:
    """A probability as it may be said: nothing is certain before its day."""
    if chance < 0.01:
        return gettext("不到1%")
    if chance > 0.99:
        return gettext("在99%以上")
    return gettext("约{percent}%").format(percent=round(chance * 100))


def _notes(forecast: Forecast | None, path: Sequence[Point], record: Calibration) -> Iterator[str]:
    if forecast is None or not path:
        return
    if forecast.said["note"]:
        yield said(Words(*forecast.said["note"]))
    if record.judged:
        yield gettext("本规划以往 {judged} 次预测的80%区间，应验 {held} 次。").format(judged=record.judged, held=record.held[80])
    yield gettext("预测按已有数据外推，不知道今后的措施；{day} 作出，方法 {method}，依据 {known} 个数据（{series}）。").format(
        day=day_of(forecast.at), method=forecast.method, known=forecast.said["known"], series=forecast.series[:8]
    )


def _rows(measured: Measured, path: Sequence[Point]) -> Iterator[Row]:
    """Every period of the year, known and to come."""
    known, ahead = newest(figures_of(measured)), {each.period: each for each in path}
    straight = dict(straight_of(measured))
    planned = {each.period.last_month: each.expected for each in measured.steps}
    year = measured.goal.due.year if measured.goal else max(known).year
    for period in measured.indicator.periods_of(year):
        value = known.get(period)
        number = number_at(measured, period) if value else None
        yield _row(period, number, value.origin if value else None, ahead.get(period),
                   straight=straight, planned=planned)  # fmt: skip


def _row(
    period: Period,
    number: Decimal | None,
    origin: Origin | None,
    point: Point | None,
    *,
    straight: Mapping[int, Decimal],
    planned: Mapping[int, Decimal],
) -> Row:
    month = period.last_month
    return Row(
        label=said(period.label),
        number="" if number is None else plain(number),
        origin="" if origin is None else said(ORIGIN_NAMES[origin]),
        straight=short(straight[month]) if month in straight else "",
        planned=plain(planned[month]) if month in planned else "",
        middle=plain(point.middle) if point else "",
        intervals=tuple("–".join(plain(edge) for edge in point.intervals[level]) if point else "" for level in LEVELS),
    )
