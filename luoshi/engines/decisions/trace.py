"""What happened in an evaluation, as data: enough to compute every reason later, and no more work than that while deciding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from luoshi.engines.decisions.problems import Place
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.values import Value

if TYPE_CHECKING:
    from luoshi.engines.decisions.citations import Cited
    from luoshi.engines.decisions.parameters import InForce
    from luoshi.engines.decisions.tables import Table


class Source(StrEnum):
    """Where a value came from."""

    GIVEN = "given"  # by whoever asked
    DECIDED = "decided"  # by another decision of the model
    PARAMETER = "parameter"  # by a dated parameter of the package
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a decision used, with its source."""

    name: str
    value: Value
    source: Source
    parameter: InForce | None = None
    """Which version of a parameter it is, with its document."""


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One use of a decision table. Positions count from 0, as they stand in ``table.rules``.

    ``matched`` ends with the first match under FIRST. Why another rule did not match is computed from ``scope`` when somebody asks.
    """

    table: Table = field(repr=False)
    scope: Mapping[str, Value] = field(repr=False)
    inputs: tuple[Value, ...]
    matched: tuple[int, ...]
    chosen: tuple[int, ...]
    value: Value
    is_default: bool = False
    at: DateAndTime | None = None


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """One decision with what it used and answered. ``service`` names the decision service in which it was taken, if any."""

    id: str
    name: str
    place: Place
    value: Value
    used: tuple[Used, ...]
    tables: tuple[TableTrace, ...]
    service: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that was decided on the way to what was asked, in the order of evaluation; the answer comes last.

    ``parameters`` and ``citations`` are what a package adds: the versions that were used, and what the answer rests on.
    """

    asked: str
    decisions: tuple[DecisionTrace, ...]
    parameters: tuple[InForce, ...] = ()
    citations: tuple[Cited, ...] = ()

    def of(self, name: str) -> DecisionTrace | None:
        """The last step that decided this."""
        return next((each for each in reversed(self.decisions) if name in {each.name, each.id}), None)
