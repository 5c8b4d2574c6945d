"""Who should lead a task, who should cooperate, and whether it belongs to several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from luoshi.engines.owners.units import Level, families
from luoshi.engines.owners.votes import Vote, contest, cooperation_probabilities, count, lead_probabilities, learnt_odds, votes
from luoshi.engines.owners.weights import Weights, packaged_weights
from luoshi.engines.owners.words import find_words, pieces

WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DecidingWord:
    """A duty word of the task that speaks for a candidate: ``word == task[start:end]``; ``weight`` is its vote, without unit."""

    word: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A family of units, its printed name at the level asked for, its probability in [0, 1], and the words that speak for it."""

    family: str
    name: str
    probability: float
    words: tuple[DecidingWord, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The answer for one task.

    ``leads``: most probable first; the probability is that of leading, if one unit leads.
    ``cooperating``: most probable first; the probability is that of taking part, if any unit is named to cooperate.
    ``joint``: probability that several units share the duty and none leads; ``is_joint``: that is the better answer.
    """

    leads: tuple[Candidate, ...]
    cooperating: tuple[Candidate, ...]
    joint: float
    is_joint: bool

    @property
    def words(self) -> tuple[DecidingWord, ...]:
        """The words that decided for the first lead, heaviest first.

        Empty if the task holds no duty word: then only the likeness to known tasks speaks, and the probability is low.
        """
        return self.leads[0].words


def suggest(
    task: str, *, level: str = Level.DISTRICT, top: int = 3, names: Mapping[str, str] | None = None, weights: Weights | None = None
) -> Suggestion:
    """Suggest owners for one task of a work report.

    ``task`` may be any text; a clause or a sentence is best. ``level`` is ``district`` (also for counties), ``city``, ``province`` or
    ``national``. ``top`` is how many candidates to give, at least 1. ``names`` are the place's own names of units by family: a district
    without a science bureau says ``{"science": "区工信科技局"}``. ``weights`` replaces the packaged ones.

    Raises ValueError for an unknown level, an unknown family in ``names``, or a ``top`` below 1.
    """
    where, own_names = _level(level), names or {}
    _check(top, own_names)
    learnt = weights or packaged_weights()
    cast = votes(find_words(task), learnt.knowledge, where)
    counted = count(cast)
    leads = lead_probabilities(counted, learnt_odds(pieces(task), learnt.knowledge, where), learnt.knowledge.prior, learnt.scale, where)
    joint = learnt.joint.probability(contest(leads, counted))

    def candidates(chances: Mapping[str, float]) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(family, own_names.get(family, families()[family].names[where]), chance, _words(task, family, cast))
            for family, chance in islice(chances.items(), top)
        )

    return Suggestion(candidates(leads), candidates(cooperation_probabilities(leads, counted, learnt)), joint, joint >= learnt.joint_from)


def _words(task: str, family: str, cast: Sequence[Vote]) -> tuple[DecidingWord, ...]:
    own = sorted((vote for vote in cast if vote.family == family), key=lambda vote: (-vote.size, vote.word.start))
    hits = [(vote.word, vote.size) for vote in own[:WORDS_SHOWN]]
    return tuple(DecidingWord(task[hit.start : hit.end], hit.start, hit.end, size) for hit, size in hits)


def _level(level: str) -> Level:
    if level not in set(Level):
        raise ValueError(
            f"不认识的层级 {level!r}，应为 {'、'.join(Level)} 之一 / unknown level {level!r}, expected one of {', '.join(Level)}"
        )
    return Level(level)


def _check(top: int, names: Mapping[str, str]) -> None:
    if top < 1:
        raise ValueError(f"top={top}：至少要一个建议单位 / top={top}: ask for at least 1 candidate")
    if unknown := sorted(set(names) - set(families())):
        raise ValueError(
            f"names 中有不认识的职能类别 {unknown}，可用的见 units.toml / names holds unknown families {unknown}, "
            f"the known ones are: {', '.join(families())}"
        )
