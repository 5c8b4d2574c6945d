"""Who is near a rung, and what is missing: from the answer itself, from how much is lacking, or from the conditions that the rules list."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from luoshi.district.population import queries as population
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.engines.packs.model_of_ladders import ChecklistEntry, GapEntry, RungEntry

Unmet: TypeAlias = "list[list[str]]"
"""Conditions that are not met: each with its name, how much is lacking, and the unit; the latter two empty where nobody can say."""
_DECIDED: Final = "missing = 0 AND unmatched = 0"
ASKED_AT_MOST: Final = 20_000
"""One by one that takes half a minute; of so many enterprises with data few districts know."""


def reached_by(run: population.Run, rung: RungEntry) -> dict[str, date | None]:
    """The keys of those who stand on the rung, each with the day since when, where the rules say that."""
    since = quoted_name(rung.since) if rung.since else "NULL"
    asked = f"SELECT key, {since} FROM result WHERE {quoted_name(rung.decision)} IN ({_marks(rung.reached)}) ORDER BY key"
    with population.result_of(run) as engine:
        return dict(engine.execute(asked, list(rung.reached)).fetchall())


def near_by(run: population.Run, rung: RungEntry) -> dict[str, Unmet]:
    """Those who are near, by key, with what each lacks."""
    by_gap = dict(_by_gap(run, rung, rung.gap)) if rung.gap else {}
    by_conditions = dict(_by_checklist(run, rung, rung.checklist)) if rung.checklist else {}
    return by_gap | by_conditions | dict(_by_answer(run, rung))


def _by_answer(run: population.Run, rung: RungEntry) -> Iterator[tuple[str, Unmet]]:
    """Those whose answer says that one step alone is missing."""
    decision, answers = quoted_name(rung.decision), list(rung.one_step)
    with population.result_of(run) as engine:
        asked = f"SELECT key, {decision} FROM result WHERE {decision} IN ({_marks(answers)}) ORDER BY key"
        found = engine.execute(asked, answers).fetchall() if answers else []
    for key, answer in found:
        yield key, [[rung.one_step[answer].chinese, "", ""]]


def _by_gap(run: population.Run, rung: RungEntry, entry: GapEntry) -> Iterator[tuple[str, Unmet]]:
    """Those who lack little; whoever stands on the rung lacks nothing, whatever its revenue of this year."""
    gap, open_to = quoted_name(entry.decision), f"{_DECIDED} AND {quoted_name(rung.decision)} NOT IN ({_marks(rung.reached)})"
    whole = quoted_name(entry.of) if entry.of else "1"
    asked = f"SELECT key, {gap} FROM result WHERE {open_to} AND {gap} > 0 AND {gap} <= ? * {whole} ORDER BY {gap}, key"
    with population.result_of(run) as engine:
        for key, amount in engine.execute(asked, [*rung.reached, entry.within]).fetchall():
            yield key, [[entry.decision, _plain(amount), entry.unit.chinese]]


def _by_checklist(run: population.Run, rung: RungEntry, checklist: ChecklistEntry) -> Iterator[tuple[str, Unmet]]:
    """Of those for whom the rules say no, everybody is asked which conditions it lacks."""
    named = checklist.of or rung.reached
    wanted = f"{_DECIDED} AND {quoted_name(rung.decision)} {'' if checklist.of else 'NOT '}IN ({_marks(named)})"
    with population.result_of(run) as engine:
        asked = [key for (key,) in engine.execute(f"SELECT key FROM result WHERE {wanted} ORDER BY key", list(named)).fetchall()]
    for key, answers in population.asked_again(run, asked[:ASKED_AT_MOST], checklist.decisions):
        unmet = [each for decision in checklist.decisions for each in _failing(answers[decision], checklist)]
        if 0 < len(unmet) <= checklist.at_most:
            yield key, unmet


def _failing(listed: Any, checklist: ChecklistEntry) -> Iterator[list[str]]:
    for each in listed or ():
        if each[checklist.result] == checklist.failing:
            amount = each.get(checklist.amount) if checklist.amount else None
            unit = each.get(checklist.unit) if checklist.unit and amount is not None else None
            yield [each[checklist.condition], _plain(amount), unit or ""]


def _plain(amount: Any) -> str:
    """Digits without useless zeros, and no more than two after the point."""
    if amount is None:
        return ""
    text = f"{Decimal(amount):.2f}"
    return text.rstrip("0").rstrip(".")


def _marks(values: Sequence[str] | Mapping[str, str]) -> str:
    return ", ".join("?" * len(values))
