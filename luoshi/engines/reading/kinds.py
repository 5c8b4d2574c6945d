"""What a clause is: target, commitment, mechanism, platform, programme, principle or result.

A number, a rank or a peg makes a target, and the review half makes a result: rules. Between the other kinds people weigh words, and so
does this: a multinomial logistic regression over the features of :mod:`luoshi.engines.reading.kind_features`. Its weights are learnt
from the labels in ``benchmarks/gold`` by ``tools/train_kinds.py`` and kept as data; each decision can be taken apart into the features
that made it (:func:`reasons`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from luoshi.engines.reading.kind_features import Surroundings, features
from luoshi.engines.reading.model import Half, Kind, Measurement, Target

Weights = Mapping[str, Mapping[str, float]]
"""feature → kind → weight; the feature ``""`` holds the intercepts."""


@cache
def learnt() -> Weights:
    """The weights that ship with the package."""
    weights: Weights = json.loads(files("luoshi.engines.reading").joinpath("kind_weights.json").read_text(encoding="utf8"))
    return weights


def kind_of(text: str, half: Half, targets: Sequence[Target], around: Surroundings, weights: Weights | None = None) -> Kind:
    """The kind of one clause.

    ``half`` is the tense of the clause: a look back inside the plan half is a result. Directions without a number (提升…水平) are
    targets only where the words weigh so."""
    if half is Half.REVIEW:
        return Kind.RESULT
    if any(target.measurement is not Measurement.DIRECTIONAL for target in targets):
        return Kind.TARGET
    ranked = sorted(scores(text, around, weights or learnt()).items(), key=lambda pair: (-pair[1], pair[0]))
    return next(kind for kind, _ in ranked if kind is not Kind.TARGET or targets)


def scores(text: str, around: Surroundings, weights: Weights) -> dict[Kind, float]:
    """The score of each kind: the sum of the weights of the features that hold."""
    totals = dict(weights[""])
    for feature, value in features(text, around).items():
        for name, weight in weights.get(feature, {}).items():
            totals[name] += value * weight
    return {Kind(name): total for name, total in totals.items()}


def reasons(text: str, around: Surroundings, kind: Kind, weights: Weights | None = None) -> list[tuple[str, float]]:
    """The features that spoke for (positive) or against a kind, the strongest first."""
    table = weights or learnt()
    told = [(feature, value * table.get(feature, {}).get(kind.value, 0.0)) for feature, value in features(text, around).items()]
    return sorted((pair for pair in told if pair[1]), key=lambda pair: -abs(pair[1]))
