"""Rows to ask: for each input of a plan what lies on both sides of every bound, unknown codes, and nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from luoshi.engines.decisions import DecisionPackage, model
from luoshi.engines.decisions.sets import SetColumn, SetPlan
from luoshi.engines.feel.temporal import Date
from luoshi.engines.feel.values import Value

Row = dict[str, Value]
UNKNOWN = "查无此码"


def texts_of(part: object) -> Iterator[str]:
    """Every FEEL text in a part of a model."""
    if isinstance(part, model.Text):
        yield part.text
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_of(each)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            yield from texts_of(getattr(part, name))


def numbers_of(package: DecisionPackage) -> list[Decimal]:
    """All numbers that the models and parameters mention."""
    found = {each for parameter in package.parameters.values() for value in parameter.values for each in _numbers(value.value)}
    texts = [text for compiled in package.models for text in texts_of(compiled.model)]
    found.update(Decimal(word) for text in texts for word in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", text))
    return sorted(found)


def _numbers(value: Value) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)


def candidates(column: SetColumn, numbers: Sequence[Decimal]) -> list[Value]:
    """Values for an input: each bound, one unit below and above."""
    if column.feel_type == "boolean":
        return [True, False]
    if column.feel_type == "date":
        return [Date(2021, 6, 30), Date(2022, 7, 1), Date(2023, 6, 30), Date(2023, 7, 1), Date(2000, 2, 29), Date(1999, 1, 31)]
    if column.feel_type == "string":
        return [*column.choices, UNKNOWN] if column.choices else ["0111", "51", "5920", "7020", "4899", UNKNOWN]
    scale = 0 if column.sql_type == "BIGINT" else int(column.sql_type.rstrip(")").split(",")[1])
    unit = Decimal(1).scaleb(-scale)
    around = [each.quantize(unit) + unit * step for each in numbers for step in (-1, 0, 1)]
    return [*around, Decimal(0), Decimal("123456.78").quantize(unit), Decimal("-1")]


def rows(plan: SetPlan, package: DecisionPackage, number: int, *, seed: int, nulls: float = 0.1) -> list[Row]:
    """Rows drawn from the candidates; the same seed gives the same rows."""
    chance, numbers = random.Random(seed), numbers_of(package)
    values = {each.name: candidates(each, numbers) for each in plan.inputs}

    def draw(name: str) -> Value:
        return None if chance.random() < nulls else chance.choice(values[name])

    return [{name: draw(name) for name in values} for _ in range(number)]


def plain(value: Value) -> object:
    """A value of FEEL as a database driver takes and gives it."""
    if isinstance(value, Date):
        return date(value.year, value.month, value.day)
    return value


def as_python(found: Mapping[str, Value]) -> dict[str, object]:
    """All values of a row."""
    return {name: plain(value) for name, value in found.items()}
