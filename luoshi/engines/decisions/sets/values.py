"""What a FEEL value is while a model is being translated: known already, a column, or made of columns.

A number that is divided stays a fraction of two columns, so that it is compared exactly and never becomes binary; a list has its items
written out, each with the condition under which it is there. Every column knows its doubt: which missing inputs it hangs on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sqlglot import exp

from luoshi.engines.decisions.sets.quantities import Quantity
from luoshi.engines.feel.values import Value

Sql: TypeAlias = exp.Expr


class Sort(StrEnum):
    """The kinds of columns; durations are whole numbers of days or of months."""

    NUMBER = "number"
    TEXT = "string"
    TRUTH = "boolean"
    DATE = "date"
    DAYS = "days and time duration"
    MONTHS = "years and months duration"


@dataclass(frozen=True, slots=True)
class Characters:
    """What is known of a text: the texts among which it is, or that it has so many digits and nothing else."""

    among: frozenset[str] | None = None
    digits: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """On which missing inputs a value hangs: those of ``inputs`` always (a bit for each), others as columns of bits say for each row.

    Doubt follows what decides: where one condition is false without doubt, the others of an ``and`` do not matter.
    """

    inputs: int = 0
    columns: frozenset[str] = frozenset()

    def __or__(self, other: Doubt) -> Doubt:
        return Doubt(self.inputs | other.inputs, self.columns | other.columns)

    def __bool__(self) -> bool:
        return bool(self.inputs or self.columns)

    def covers(self, other: Doubt) -> bool:
        """Whether the other is doubtful only where this is."""
        return self | other == self


SURE = Doubt()


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is the same for all rows."""

    value: Value
    doubt: Doubt = SURE


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that hangs on the number of a rule: which values which rules conclude. To look at the number is quicker than at a text."""

    rule: Sql
    values: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """An expression of SQL, ``sure`` to be no null; ``chosen`` where it is one of written-out values, by the rule that hit."""

    sql: Sql
    sort: Sort
    doubt: Doubt = SURE
    quantity: Quantity | None = None
    characters: Characters = Characters()
    sure: bool = False
    chosen: Chosen | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quotient that nobody computed: the divisor is positive or null, and null where it was zero."""

    numerator: Column
    divisor: Column

    @property
    def doubt(self) -> Doubt:
        """That of both."""
        return self.numerator.doubt | self.divisor.doubt


@dataclass(frozen=True, slots=True)
class Parts:
    """A context."""

    members: Mapping[str, SetValue]

    @property
    def doubt(self) -> Doubt:
        """That of all members."""
        return doubt_of(*self.members.values())


@dataclass(frozen=True, slots=True)
class Item:
    """A value that is in a list where the condition is true. The label says which it is: of what table, of which rule."""

    present: Column | Known
    value: SetValue
    label: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its items written out."""

    items: tuple[Item, ...]
    doubt: Doubt = SURE


@dataclass(frozen=True, slots=True)
class Span:
    """A range; a side without an end is open."""

    low: SetValue | None
    high: SetValue | None
    low_included: bool
    high_included: bool

    @property
    def doubt(self) -> Doubt:
        """That of the ends."""
        return doubt_of(*(each for each in (self.low, self.high) if each is not None))


@dataclass(frozen=True, slots=True)
class Called:
    """A function of the model: it is written out wherever it is called."""

    name: str
    parameters: tuple[str, ...]
    call: Callable[[Mapping[str, SetValue]], SetValue]
    doubt: Doubt = SURE


SetValue: TypeAlias = Known | Column | Fraction | Parts | Listed | Span | Called


def doubt_of(*values: SetValue) -> Doubt:
    """The doubt of all of them together."""
    found = SURE
    for each in values:
        found |= each.doubt
    return found


NULL = Known(None)
TRUE = Known(True)  # noqa: FBT003 - the value
FALSE = Known(False)  # noqa: FBT003 - the value
