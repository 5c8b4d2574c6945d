"""Fitting on published breakdowns: how votes become probabilities that can be believed.

Whatever is fitted here is fitted on what each task is told by knowledge of *other* documents: a document's own wording must not flatter its
probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from luoshi.engines.owners import logistic
from luoshi.engines.owners.learning import found_pieces, found_words, learn
from luoshi.engines.owners.pairs import Pair
from luoshi.engines.owners.units import COLLECTIVES
from luoshi.engines.owners.votes import contest, cooperation_measures, count, lead_probabilities, learnt_odds, votes
from luoshi.engines.owners.weights import Knowledge, Logistic, Scale, Weights

FOLDS = 6
"""Groups of documents for the inner rounds of learning without a task's own document."""

FIRST_SCALE = Scale(floor=2.0, sharpness=1.6, trust=0.1)
FLOORS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
SHARPNESSES = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.5)
TRUSTS = (0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3)
THRESHOLDS = tuple(step / 100 for step in range(20, 66, 5))
NO_COOPERATION = Logistic((-4.0, 0.0, 0.0))
"""Where no breakdown names a cooperating unit, hardly any is expected."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what both experts say of it."""

    pair: Pair
    counted: Mapping[str, float]
    odds: Mapping[str, float]
    knowledge: Knowledge

    def leads(self, scale: Scale) -> dict[str, float]:
        """Lead probabilities under a scale."""
        return lead_probabilities(self.counted, self.odds, self.knowledge.prior, scale, self.pair.level)


def train(pairs: Sequence[Pair]) -> Weights:
    """Learn everything from pairs. Raises ValueError if no pair has a single lead, or none is joint: then nothing can be fitted."""
    if not any(pair.single for pair in pairs) or not any(pair.joint for pair in pairs):
        raise ValueError(
            f"{len(pairs)} 条任务分工不足以训练：至少要有一条单独牵头、一条共同负责 / "
            f"{len(pairs)} pairs are too few to learn from: at least one with a single lead and one with joint duty are needed"
        )
    judged = judge(pairs)
    scale = fit_scale([item for item in judged if item.pair.single])
    joint, joint_from = fit_joint(judged, scale)
    cooperation = fit_cooperation([item for item in judged if item.pair.cooperating], scale)
    return Weights(learn(pairs), scale, joint, joint_from, cooperation)


def judge(pairs: Sequence[Pair], learner: Callable[[Sequence[Pair]], Knowledge] = learn) -> list[Judged]:
    """Each pair with votes from knowledge of other documents, a group of documents at a time."""
    documents = sorted({pair.document for pair in pairs})
    judged = []
    for fold in range(min(FOLDS, len(documents))):
        held_out = set(documents[fold::FOLDS])
        knowledge = learner([pair for pair in pairs if pair.document not in held_out])
        judged += [judged_by(knowledge, pair) for pair in pairs if pair.document in held_out]
    return judged


def judged_by(knowledge: Knowledge, pair: Pair) -> Judged:
    """What both experts say of a pair."""
    counted = count(votes(found_words(pair.task), knowledge, pair.level))
    return Judged(pair, counted, learnt_odds(found_pieces(pair.task), knowledge, pair.level), knowledge)


def fit_scale(judged: Sequence[Judged]) -> Scale:
    """The scale under which the true leads of single-lead tasks are least surprising: one measure at a time, twice round."""
    scale = FIRST_SCALE
    for _ in range(2):
        scale = _least_surprising((Scale(value, scale.sharpness, scale.trust) for value in FLOORS), judged)
        scale = _least_surprising((Scale(scale.floor, value, scale.trust) for value in SHARPNESSES), judged)
        scale = _least_surprising((Scale(scale.floor, scale.sharpness, value) for value in TRUSTS), judged)
    return scale


def surprise(judged: Sequence[Judged], scale: Scale) -> float:
    """Mean of −log of the probability given to the true lead, in nats: 0 would be certainty."""
    return sum(-log(max(true_lead_probability(item, scale), 1e-9)) for item in judged) / len(judged)


def true_lead_probability(item: Judged, scale: Scale) -> float:
    """What was given to the unit that really leads, whichever of its functions was meant."""
    leads = item.leads(scale)
    return sum(leads.get(family, 0.0) for family in sorted(item.pair.lead_families))


def fit_joint(judged: Sequence[Judged], scale: Scale) -> tuple[Logistic, float]:
    """The curve of joint duty, and the probability from which "joint" is the better answer: where F1 is best."""
    contests = [(contest(item.leads(scale), item.counted),) for item in judged]
    labels = [item.pair.joint for item in judged]
    curve = logistic.fit(contests, labels)
    scored = [(curve.probability(*measures), label) for measures, label in zip(contests, labels, strict=True)]
    return curve, max(THRESHOLDS, key=lambda threshold: _f1(scored, threshold))


def fit_cooperation(judged: Sequence[Judged], scale: Scale) -> Logistic:
    """The curve of cooperation, from tasks whose breakdown names cooperating units."""
    rows, labels = [], []
    for item in judged:
        leads = item.leads(scale)
        for family in leads:
            if family not in item.pair.lead_families and family not in COLLECTIVES:
                rows.append(cooperation_measures(family, leads, item.counted, item.knowledge))
                labels.append(family in item.pair.cooperating)
    return logistic.fit(rows, labels) if any(labels) else NO_COOPERATION


def _f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    said = [label for probability, label in scored if probability >= threshold]
    return 2 * sum(said) / (len(said) + sum(label for _, label in scored))


def _least_surprising(scales: Iterable[Scale], judged: Sequence[Judged]) -> Scale:
    return min(scales, key=lambda scale: surprise(judged, scale))
