"""From words to probabilities: two experts, one answer.

The first expert is the table of duties. Every duty word votes for families; the table counts as much as ``TABLE_WORTH`` tasks, so a word
met often in real breakdowns comes to follow them, and a word never met follows the table. The second expert is naive Bayes over pieces of
text, learnt from breakdowns alone. Their opinions are pooled logarithmically, with weights fitted so that the probabilities can be
believed for documents that were not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from luoshi.engines.owners.units import COLLECTIVES, Level, bearers_at
from luoshi.engines.owners.weights import Knowledge, Scale, Weights
from luoshi.engines.owners.words import FoundWord, duty_words

TABLE_WORTH = 5.0
"""The duty table counts as much as this many tasks with the word. Between 3 and 10 makes no difference in cross-validation."""

HALF_A_RIVAL = 0.1
"""Votes with which a second family counts as half a rival of the first: less than one usual word."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one duty word says for one family."""

    word: FoundWord
    family: str
    size: float


def votes(found: Sequence[FoundWord], knowledge: Knowledge, level: Level) -> list[Vote]:
    """All votes of a task's duty words, each for the family that carries the function at this level."""
    bearer = bearers_at(level)
    return [
        Vote(hit, bearer[family], hit.force * duty_words()[hit.word].strength * share)
        for hit in found
        for family, share in shares(hit.word, knowledge).items()
    ]


def shares(word: str, knowledge: Knowledge) -> dict[str, float]:
    """How a duty word's vote is divided among families; sums to 1."""
    table, known = duty_words()[word].shares, knowledge.word_leads.get(word, {})
    total = TABLE_WORTH + sum(known.values())
    return {family: (TABLE_WORTH * table.get(family, 0) + known.get(family, 0)) / total for family in sorted({*table, *known})}


def count(cast: Iterable[Vote]) -> dict[str, float]:
    """Votes per family."""
    counted: dict[str, float] = {}
    for vote in cast:
        counted[vote.family] = counted.get(vote.family, 0.0) + vote.size
    return counted


def learnt_odds(pieces: Iterable[str], knowledge: Knowledge, level: Level) -> dict[str, float]:
    """What naive Bayes says for each family, in log-odds.

    The sum is divided by the root of the number of pieces, since neighbouring pieces repeat each other.
    """
    known = [knowledge.piece_odds[piece] for piece in pieces if piece in knowledge.piece_odds]
    odds = {family: len(known) * absent for family, absent in knowledge.absence_odds.items()}
    for piece in known:
        for family, favour in piece.items():
            odds[family] += favour
    carried: dict[str, float] = {}
    for family, bearer in bearers_at(level).items():
        carried[bearer] = max(carried.get(bearer, odds[family]), odds[family])
    return {family: value / max(len(known), 1) ** 0.5 for family, value in carried.items()}


def lead_probabilities(
    counted: Mapping[str, float], odds: Mapping[str, float], prior: Mapping[str, float], scale: Scale, level: Level
) -> dict[str, float]:
    """For every family that has a unit at the level the probability that it leads; sums to 1, most probable first."""
    floors: dict[str, float] = {}
    for family, bearer in bearers_at(level).items():
        floors[bearer] = floors.get(bearer, 0.0) + scale.floor * prior[family]
    best = max(odds.values())
    heights = {
        family: (floor + counted.get(family, 0.0)) ** scale.sharpness * exp(scale.trust * (odds[family] - best))
        for family, floor in floors.items()
        if family != "departments"
    }
    total = sum(heights.values())
    return {family: height / total for family, height in sorted(heights.items(), key=lambda item: -item[1])}


def contest(leads: Mapping[str, float], counted: Mapping[str, float]) -> float:
    """How much a second family contests the first lead, in [0, 1]: the measure of joint duty.

    Doubt about the first lead counts only as far as words speak for a second: doubt without words is ignorance, not joint duty.
    """
    second = sorted((0.0, 0.0, *counted.values()))[-2]
    return (1 - next(iter(leads.values()))) * second / (second + HALF_A_RIVAL)


def cooperation_probabilities(leads: Mapping[str, float], counted: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """For every family except the first lead and the collectives the probability that it cooperates, most probable first."""
    first = next(iter(leads))
    found = {
        family: weights.cooperation.probability(*cooperation_measures(family, leads, counted, weights.knowledge))
        for family in leads
        if family != first and family not in COLLECTIVES
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def cooperation_measures(
    family: str, leads: Mapping[str, float], counted: Mapping[str, float], knowledge: Knowledge
) -> tuple[float, float]:
    """What speaks for a family's cooperation: its own claim to the task, and the habit of the probable leads to call on it."""
    habit = sum(probability * knowledge.habits.get(lead, {}).get(family, 0.0) for lead, probability in leads.items())
    return log(counted.get(family, 0.0) + HALF_A_RIVAL), log(habit + 1e-3)
