"""What was learnt from published breakdowns of tasks, as frozen values and as the data file ``weights.json``.

The file holds words, pieces of two to four characters and numbers; no sentence can be put together from it.
``tools/train_owners.py`` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from math import exp

Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the pairs of task and unit say, before anything is weighed.

    ``word_leads``: duty word → family → tasks with the word that the family leads.
    ``piece_odds``: piece of text → family → log-odds in favour of a family that has led a task with the piece.
    ``absence_odds``: family → log-odds for a piece it has never led; with ``piece_odds`` this is naive Bayes in two tables.
    ``prior``: family → share of tasks it leads.
    ``habits``: leading family → family → probability that it cooperates.
    """

    word_leads: Table
    piece_odds: Table
    absence_odds: Mapping[str, float]
    prior: Mapping[str, float]
    habits: Table


@dataclass(frozen=True, slots=True)
class Scale:
    """How votes and odds become probabilities: proportional to (``floor`` x prior + votes) ^ ``sharpness`` x exp(``trust`` x odds).

    This is a logarithmic opinion pool: ``sharpness`` and ``trust`` are the weights of the two experts, the duty words and naive Bayes.
    """

    floor: float
    sharpness: float
    trust: float


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic curve over a few measures; the first coefficient is the constant."""

    coefficients: tuple[float, ...]

    def probability(self, *measures: float) -> float:
        """The probability, in [0, 1], for as many measures as there are coefficients after the constant."""
        constant, *slopes = self.coefficients
        score = constant + sum(slope * measure for slope, measure in zip(slopes, measures, strict=True))
        return 1 / (1 + exp(-max(-60.0, min(60.0, score))))


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything learnt. A task whose joint probability reaches ``joint_from`` is answered "joint, no single lead"."""

    knowledge: Knowledge
    scale: Scale
    joint: Logistic
    joint_from: float
    cooperation: Logistic


@cache
def packaged_weights() -> Weights:
    """The weights that come with the package."""
    return from_json(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))


def to_json(weights: Weights) -> str:
    """The data file's text: sorted, numbers to three digits, so that the same pairs give the same bytes on every machine."""
    return json.dumps(_rounded(asdict(weights)), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def from_json(text: str) -> Weights:
    """The weights written by :func:`to_json`."""
    data = json.loads(text)
    return Weights(
        knowledge=Knowledge(**data["knowledge"]),
        scale=Scale(**data["scale"]),
        joint=Logistic(tuple(data["joint"]["coefficients"])),
        joint_from=data["joint_from"],
        cooperation=Logistic(tuple(data["cooperation"]["coefficients"])),
    )


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.3g}")
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_rounded(item) for item in value]
    return value
