"""Single rows of a simulation: who gains, who loses, who cannot be decided; and one of them asked again, one by one, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.population.queries import KEY
from luoshi.district.simulations import sides
from luoshi.district.simulations.computing import base_of, everybody, pair_of
from luoshi.district.simulations.tallying import GROUPS
from luoshi.engines.decisions import sentences
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name
from luoshi.engines.feel.temporal import Date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from luoshi.district.simulations.computing import Base, Changes, Rules
    from luoshi.district.simulations.models import Simulation
    from luoshi.engines.decisions.sets import SetPlan
    from luoshi.engines.feel import Value
    from luoshi.words import Words

PAGE: Final = 50
WHICH: Final[Mapping[str, str]] = {
    "gaining": "NOT unsure AND now > was",
    "losing": "NOT unsure AND now < was",
    "newly": "NOT unsure AND was = 0 AND now > 0",
    "dropped": "NOT unsure AND was > 0 AND now = 0",
    "uncertain": "unsure",
}
"""Which rows can be listed."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One of the population: what was kept of it, its amount before and after, and the ids of its reasons."""

    key: str
    kept: tuple[Any, ...]
    was: Decimal
    now: Decimal
    was_reason: int | None
    now_reason: int | None
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What the rules say of one, one by one."""

    value: Value
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """One row by the other engine, before and after, with what was known of it; ``agrees`` says whether both engines say the same."""

    key: str
    inputs: Mapping[str, Value]
    before: Side
    after: Side
    counted: ChangedRow
    agrees: bool


def changed_rows(simulation: Simulation, changes: Changes, which: str, *, offset: int, limit: int = PAGE) -> list[ChangedRow]:
    """A page of rows, the largest change first.

    Raises:
        WrongChange, CannotBeSimulated, SnapshotRemoved, FileGone, FileChanged: as for the whole.
    """
    return _rows(simulation, changes, f"{WHICH[which]} ORDER BY abs(now - was) DESC, {KEY} LIMIT {int(limit)} OFFSET {int(offset)}", [])


def _rows(simulation: Simulation, changes: Changes, where: str, values: list[str]) -> list[ChangedRow]:
    base = base_of(simulation)
    pair = pair_of(base, changes)
    masks = "was_missing, was_unmatched, now_missing, now_unmatched"
    columns = ", ".join([KEY, *map(quoted_name, base.people.keep), "was, now, was_reason, now_reason", masks])
    with everybody(base) as session:
        found = session.execute(
            f"SELECT {columns} FROM {pair.relation} JOIN {GROUPS} USING ({sides.GROUP}) WHERE {where}", values
        ).fetchall()
    return [_row(pair.before, pair.after, each) for each in found]


def _row(before: SetPlan, after: SetPlan, found: Sequence[Any]) -> ChangedRow:
    key, *kept = found[:-8]
    was, now, was_reason, now_reason, was_missing, was_unmatched, now_missing, now_unmatched = found[-8:]
    lacking = (
        *before.lacking(was_missing), *after.lacking(now_missing), *before.without_rule(was_unmatched), *after.without_rule(now_unmatched),
    )  # fmt: skip
    return ChangedRow(key, tuple(kept), was, now, was_reason, now_reason, tuple(dict.fromkeys(lacking)))


def asked_again(simulation: Simulation, changes: Changes, key: str) -> AskedAgain | None:
    """One row with its reasons before and after, by the engine that asks one by one; None where there is no such row.

    Raises:
        WrongChange, CannotBeSimulated, SnapshotRemoved, FileGone, FileChanged: as for the whole.
    """
    counted = next(iter(_rows(simulation, changes, f"{KEY} = ?", [key])), None)
    if counted is None:
        return None
    base = base_of(simulation)
    inputs = _inputs(base, key)
    before, after = _side(base.rules, inputs), _side(base.rules.with_changes(changes), inputs)
    is_sure = not counted.lacking
    agrees = not is_sure or (_amount(before.value), _amount(after.value)) == (counted.was, counted.now)
    return AskedAgain(key, inputs, before, after, counted, agrees)


def _side(rules: Rules, inputs: Mapping[str, Value]) -> Side:
    outcome = rules.package.decide(rules.answer, inputs, on=rules.on, jurisdictions=rules.jurisdictions)
    return Side(outcome.value, sentences(outcome, rules.package.labels))


def _amount(value: Value) -> Decimal:
    if isinstance(value, bool):
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else Decimal(0)


def _inputs(base: Base, key: str) -> dict[str, Value]:
    chosen = sides.inputs_by_name(base.plan)
    rows = " UNION ALL ".join(f"SELECT {chosen} FROM {each} WHERE {KEY} = $key" for each in sides.PREPARED)
    with everybody(base) as session:
        found = session.execute(rows, {"key": key}).fetchone()
    assert found is not None, "it was just counted"
    return {each.name: _value(stored) for each, stored in zip(base.plan.inputs, found, strict=True)}


def _value(stored: Any) -> Value:
    """A value of the engine as FEEL has it."""
    if isinstance(stored, date):
        return Date(stored.year, stored.month, stored.day)
    return Decimal(stored) if isinstance(stored, int) and not isinstance(stored, bool) else stored
