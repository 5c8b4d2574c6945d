"""Dated parameters: what a rule needs to know that changes by decree. A day and jurisdictions choose; no other year's value is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from luoshi.engines.decisions.citations import NATIONWIDE, Citation, Status, period
from luoshi.engines.decisions.model import NOWHERE
from luoshi.engines.decisions.problems import Place
from luoshi.engines.feel.values import Value
from luoshi.words import Words

NO_VALUE_IN_FORCE: Final = "no_value_in_force"
"""How the refusal is called where kinds of finding are."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What a parameter is from a day to a day, both included; None means that it goes on. ``document`` is the key of a document."""

    value: Value
    valid_from: date
    valid_to: date | None
    document: str
    article: str
    jurisdiction: str
    status: Status
    note: str = ""
    place: Place = NOWHERE

    def covers(self, on: date) -> bool:
        """Whether it counts on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(self.document, self.article)

    @property
    def period(self) -> Words:
        """When it counts."""
        return period(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named quantity with all its values. ``type_name`` is a type of FEEL; ``unit`` is 元/月, 人, 天, or ``1`` for a ratio."""

    name: str
    type_name: str
    unit: str
    meaning: Words
    values: tuple[ParameterValue, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class InForce:
    """The value of a parameter that was chosen for a day."""

    parameter: Parameter
    version: ParameterValue

    @property
    def name(self) -> str:
        """Of the parameter."""
        return self.parameter.name

    @property
    def value(self) -> Value:
        """What it is."""
        return self.version.value


class NoValueInForce(LookupError):
    """Parameters that have no value on the day in any of the jurisdictions, each with the periods that it has."""

    def __init__(self, parameters: Sequence[Parameter], on: date, jurisdictions: Sequence[str]) -> None:
        self.parameters, self.on, self.jurisdictions = tuple(parameters), on, tuple(jurisdictions)
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self, *, for_keeper: bool = True) -> Words:
        """Which parameter, which day, which periods there are, and what to do; whoever keeps the rules can do more than ask otherwise."""
        keeper = _FOR_KEEPER if for_keeper else Words("", "")
        missing = _with_known_days(self.parameters)
        places = "、".join(self.jurisdictions), ", ".join(self.jurisdictions)
        return Words(
            f"{self.on} 在 {places[0]} 没有现行数值的参数：{'；'.join(each.chinese for each in missing)}。"
            f"请改用有数值的日期和地区；不会沿用别的年份。{keeper.chinese}",
            f"Parameters without a value in force on {self.on} in {places[1]}: {'; '.join(each.english for each in missing)}. "
            f"Ask for a day and place that has one; no other year's value is used.{keeper.english}",
        )


_FOR_KEEPER: Final = Words(
    "维护规则的人可在 parameters.yaml 中补上这一天的数值及其文件依据。",
    " Whoever keeps the rules can add the value of that day with its document to parameters.yaml.",
)


def _with_known_days(parameters: Iterable[Parameter]) -> list[Words]:
    """Parameters that have values on the same days are named together."""
    together = defaultdict[Words, list[str]](list)
    for each in parameters:
        together[_known_days(each)].append(each.name)
    return [
        Words(
            f"{'、'.join(f'“{name}”' for name in names)}（已有：{days.chinese}）",
            f"{', '.join(f'“{name}”' for name in names)} (known: {days.english})",
        )
        for days, names in together.items()
    ]


def _known_days(parameter: Parameter) -> Words:
    places = dict.fromkeys(each.jurisdiction for each in parameter.values)
    spans = [(place, period(*span)) for place in places for span in covered_days([parameter], jurisdictions=[place])]
    chinese = "、".join(f"{place} {days.chinese}" for place, days in spans) or "无"
    english = ", ".join(f"{place} {days.english}" for place, days in spans) or "none"
    return Words(chinese, english)


def covered_days(parameters: Sequence[Parameter], *, jurisdictions: Sequence[str] = (NATIONWIDE,)) -> tuple[tuple[date, date | None], ...]:
    """From which days to which, both included, each of the parameters has a value; without an end where that goes on."""
    starts = days_of_change(parameters)
    found: list[tuple[date, date | None]] = []
    for start, following in zip(starts, [*starts[1:], None], strict=False):  # no days, no stretches
        if all(_version(each, start, jurisdictions) is not None for each in parameters):
            end = None if following is None else following - timedelta(days=1)
            follows = bool(found) and found[-1][1] == start - timedelta(days=1)
            found.append((found.pop()[0] if follows else start, end))
    return tuple(found)


def days_of_change(parameters: Iterable[Parameter]) -> list[date]:
    """The days from which on one of them has another value than before, or none."""
    values = [value for each in parameters for value in each.values]
    return sorted({each.valid_from for each in values} | {each.valid_to + timedelta(days=1) for each in values if each.valid_to})


def in_force(parameters: Iterable[Parameter], *, on: date, jurisdictions: Sequence[str] = (NATIONWIDE,)) -> tuple[InForce, ...]:
    """The value of each parameter on a day. Jurisdictions are asked in their order, the most specific first.

    Raises:
        NoValueInForce: some have none, all of which it names.
    """
    chosen: list[InForce] = []
    missing: list[Parameter] = []
    for parameter in parameters:
        version = _version(parameter, on, jurisdictions)
        if version is None:
            missing.append(parameter)
        else:
            chosen.append(InForce(parameter, version))
    if missing:
        raise NoValueInForce(missing, on, jurisdictions)
    return tuple(chosen)


def _version(parameter: Parameter, on: date, jurisdictions: Sequence[str]) -> ParameterValue | None:
    for jurisdiction in jurisdictions:
        for each in parameter.values:
            if each.jurisdiction == jurisdiction and each.covers(on):
                return each
    return None


def overlap(values: Iterable[ParameterValue]) -> tuple[ParameterValue, ParameterValue] | None:
    """Two values of one jurisdiction that count on the same day, so that nobody could say which; the earlier one first."""
    ordered = sorted(values, key=lambda each: (each.jurisdiction, each.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.jurisdiction == later.jurisdiction and earlier.covers(later.valid_from):
            return earlier, later
    return None
