"""What pairs of task and unit teach: counted, smoothed, and nothing fitted yet.

Standard library alone and a fixed order, so the same pairs give the same knowledge on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import log

from luoshi.engines.owners.pairs import Pair
from luoshi.engines.owners.units import COLLECTIVES, Level, bearers_at, families
from luoshi.engines.owners.votes import count, votes
from luoshi.engines.owners.weights import Knowledge
from luoshi.engines.owners.words import find_words, pieces

FEWEST_DOCUMENTS = 3
"""A piece must stand in tasks of this many documents to be learnt: what one document says alone is its own phrase."""

SMOOTHING = 1.0
"""Tasks that a family is credited with before any is seen; for naive Bayes."""

HABIT_DOUBT = 2.0
"""Habits of cooperation are drawn towards the usual ones with the force of this many tasks."""

found_words = cache(find_words)
found_pieces = cache(pieces)
UNTAUGHT = Knowledge(
    word_leads={},
    piece_odds={},
    absence_odds=dict.fromkeys(families(), 0.0),
    prior=dict.fromkeys(families(), 1 / len(families())),
    habits={},
)
"""The knowledge of somebody who has only the table of duties."""


def learn(pairs: Sequence[Pair]) -> Knowledge:
    """Count what pairs say about words, pieces, leads and habits."""
    led = _sums(functions(pair) for pair in pairs)
    tasks = sum(led.values())
    return Knowledge(
        word_leads=_leads_by(pairs, lambda pair: {hit.word for hit in found_words(pair.task)}),
        piece_odds=_piece_odds(pairs, tasks),
        absence_odds={family: -log((led.get(family, 0.0) + SMOOTHING) / SMOOTHING) for family in families()},
        prior={family: (led.get(family, 0.0) + 1) / (tasks + len(families())) for family in families()},
        habits=_habits([pair for pair in pairs if pair.cooperating]),
    )


def functions(pair: Pair) -> dict[str, float]:
    """The functions under which a task's leads act, with shares that sum to 1; empty if only collectives lead.

    A unit that carries further functions at its level (the State Council's General Office carries government services) acts under the one
    that the duty table sees in the task: otherwise its habits at one level would teach nonsense for the others.
    """
    units = [unit for unit in pair.leads if unit and unit[0] not in COLLECTIVES]
    return _sums({_acting(family, pair): 1 / len(unit) / len(units)} for unit in units for family in unit)


def _acting(family: str, pair: Pair) -> str:
    carried = [function for function, bearer in bearers_at(pair.level).items() if bearer == family]
    if carried == [family]:
        return family
    # No function is carried by another unit in a district: there the table votes for the functions themselves.
    seen = count(votes(found_words(pair.task), UNTAUGHT, Level.DISTRICT))
    return max(carried, key=lambda function: (seen.get(function, 0.0), function == family), default=family)


def _piece_odds(pairs: Sequence[Pair], tasks: float) -> dict[str, dict[str, float]]:
    documents: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for piece in found_pieces(pair.task):
            documents[piece].add(pair.document)
    shared = {piece for piece, where in documents.items() if len(where) >= FEWEST_DOCUMENTS}
    led = _leads_by(pairs, lambda pair: shared & found_pieces(pair.task).keys())
    return {piece: _odds(by_family, tasks) for piece, by_family in led.items()}


def _odds(by_family: Mapping[str, float], tasks: float) -> dict[str, float]:
    """Log-odds beyond those of a family that never led a task with the piece; smoothed towards how common the piece is."""
    expected = SMOOTHING * (sum(by_family.values()) + 0.5) / (tasks + 1)
    return {family: log((number + expected) / expected) for family, number in by_family.items()}


def _leads_by(pairs: Sequence[Pair], features: Callable[[Pair], Iterable[str]]) -> dict[str, dict[str, float]]:
    """For each feature of tasks how many of its tasks each family leads."""
    led: dict[str, list[dict[str, float]]] = defaultdict(list)
    for pair in pairs:
        acting = functions(pair)
        for feature in sorted(features(pair)) if acting else ():
            led[feature].append(acting)
    return {feature: _sums(rows) for feature, rows in led.items()}


def _habits(naming: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """How often a family cooperates where another leads; drawn towards how often it cooperates at all."""
    overall = _sums(dict.fromkeys(sorted(pair.cooperating), 1.0) for pair in naming)
    led: dict[str, float] = {}
    together: dict[str, dict[str, float]] = {}
    for pair in naming:
        for lead, share in functions(pair).items():
            led[lead] = led.get(lead, 0.0) + share
            together[lead] = _sums([together.get(lead, {}), dict.fromkeys(sorted(pair.cooperating), share)])

    def habit(lead: str, family: str) -> float:
        usual = overall[family] / (len(naming) + 1)
        return (together.get(lead, {}).get(family, 0.0) + HABIT_DOUBT * usual) / (led.get(lead, 0.0) + HABIT_DOUBT)

    return {lead: {family: habit(lead, family) for family in overall} for lead in families()} if overall else {}


def _sums(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for row in rows:
        for key, number in row.items():
            total[key] = total.get(key, 0.0) + number
    return total
