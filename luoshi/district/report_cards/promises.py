"""A promise as a report card needs it, from a report that was read or from a plan that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.engines.reading.model import Base, Half, Kind, Measurement, Operator, Span
from luoshi.engines.reading.strength import STRIVEN_FOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.engines.reading import Reading
    from luoshi.engines.reading.model import Clause, Target


@dataclass(frozen=True, slots=True)
class Promise:
    """One quantity that was promised.

    Attributes:
        clause: which clause it stands in, counted in reading order; what stands in one clause is judged together as well.
        quote: the clause, as the report has it.
        span: where it stands in the report as it was put in; None where the report's text is not at hand.
        indicator: its name as printed.
        year: by the end of which it is due.
        stretch: whether the text says 力争: to be striven for, not binding.
        code: the permanent code of the commitment, empty where the report was only read.
    """

    clause: int
    quote: str
    span: Span | None
    indicator: str
    operator: Operator
    measurement: Measurement
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    base: Base | None
    year: int | None
    peg: str = ""
    stretch: bool = False
    code: str = ""

    @property
    def is_growth(self) -> bool:
        """Whether growth over the year before is promised, in per cent."""
        return self.base is Base.YOY and self.unit in {"%", ""}


def promises_of(reading: Reading) -> list[Promise]:
    """The measurable promises of a report in reading order."""
    return list(_promises(reading))


def _promises(reading: Reading) -> Iterator[Promise]:
    for number, clause in enumerate(reading.clauses()):
        if clause.half is Half.PLAN and clause.kind is Kind.TARGET:
            for target in clause.targets:
                if target.measurement is not Measurement.STANDARD:
                    yield _promise(reading, number, clause, target)


def _promise(reading: Reading, number: int, clause: Clause, target: Target) -> Promise:
    year = int(target.period) if target.period and target.period.isdigit() else reading.year
    return Promise(
        clause=number,
        quote=clause.quote,
        span=reading.origin(clause.span),
        indicator=target.indicator,
        operator=target.operator,
        measurement=target.measurement,
        value=target.value,
        value_max=target.value_max,
        unit=target.unit or "",
        base=target.base,
        year=year,
        peg=target.peg or "",
        stretch=clause.strength in STRIVEN_FOR,
    )
