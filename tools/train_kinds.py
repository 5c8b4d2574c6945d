"""Learn the weights of clause kinds from the labels in ``benchmarks/gold`` and the seed.

    python tools/train_kinds.py [--cross-validate]

Writes ``luoshi/engines/reading/kind_weights.json`` (same labels, same file), or with ``--cross-validate`` leaves out one whole report
at a time and prints macro-F1 on the report left out. Needs scikit-learn (requirements-dev.lock) and the texts in ``../shared/reports``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reading import macro_f1  # noqa: E402
from benchmarks.reading_labels import Gold, load_all, paired_clauses  # noqa: E402
from luoshi.engines.reading import read  # noqa: E402
from luoshi.engines.reading.drafts import Draft, section_drafts  # noqa: E402
from luoshi.engines.reading.halves import halves  # noqa: E402
from luoshi.engines.reading.kind_features import Surroundings, features  # noqa: E402
from luoshi.engines.reading.kinds import Weights, kind_of  # noqa: E402
from luoshi.engines.reading.model import Half, Kind, Target  # noqa: E402
from luoshi.engines.reading.normalise import normalise  # noqa: E402
from luoshi.engines.reading.structure import outline  # noqa: E402

WEIGHTS = ROOT / "luoshi" / "engines" / "reading" / "kind_weights.json"
INVERSE_REGULARISATION = 2.0
SMALLEST_KEPT = 0.04
"""A weight below decides nothing and would only make the file long."""
SEED_WEIGHT = 2.0
"""The seed is the norm by which the other reports were labelled: where they differ from it, it is right."""


class Example(NamedTuple):
    """One labelled clause as the classifier will meet it."""

    report: str
    kind: str
    text: str
    targets: Sequence[Target]
    around: Surroundings


def examples(gold: Gold) -> list[Example]:
    """The labelled clauses of one report, paired with what reading makes of them before it decides on kinds."""
    drafts = {draft.span: draft for draft in drafts_of(gold.text)}
    return [
        Example(gold.name, label["kind"], clause.quote, drafts[clause.span].candidates, drafts[clause.span].around)
        for label, clause in paired_clauses(gold, read(gold.text))
        if clause is not None
    ]


def drafts_of(text: str) -> Iterator[Draft]:
    """Every clause of a report, its kind still open."""
    report = outline(normalise(text).text)
    for section, row in zip(report.sections, halves(report.sections, report.year), strict=True):
        for _, drafts in section_drafts(section, row, report.year):
            yield from drafts


def train(rows: Sequence[Example]) -> Weights:
    """Fit and keep the weights that matter, rounded so that the file is the same on every machine."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features(row.text, row.around) for row in rows])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=5000, class_weight="balanced", tol=1e-6)
    model.fit(matrix, [row.kind for row in rows], sample_weight=[SEED_WEIGHT if row.report == "seed" else 1.0 for row in rows])
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for kind, intercept, coefficients in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        weights[""][str(kind)] = round(float(intercept), 2)
        for name, weight in zip(vectorizer.get_feature_names_out(), coefficients, strict=True):
            if abs(weight) >= SMALLEST_KEPT:
                weights[str(name)][str(kind)] = round(float(weight), 2)
    return dict(sorted(weights.items()))


def predicted(row: Example, weights: Weights) -> str:
    """The kind that these weights give to an example."""
    return kind_of(row.text, Half.PLAN, row.targets, row.around, weights).value


def cross_validate(rows: Sequence[Example]) -> None:
    """Leave one report out at a time."""
    pairs = []
    print(f"{'report left out':28}{'clauses':>8}{'macroF1':>9}")
    for name in sorted({row.report for row in rows}):
        weights = train([row for row in rows if row.report != name])
        own = [(row.kind, predicted(row, weights), row.text) for row in rows if row.report == name]
        pairs += own
        print(f"{name:28}{len(own):8}{macro_f1(own)[0]:9.3f}")
    total, table = macro_f1(pairs)
    print(f"{'all':28}{len(pairs):8}{total:9.3f}")
    for kind, (precision, recall, f1, support) in table.items():
        print(f"    {kind:14} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({support})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    arguments = parser.parse_args()
    rows = [example for gold in load_all() for example in examples(gold) if Kind(example.kind) is not Kind.RESULT]
    if arguments.cross_validate:
        cross_validate(rows)
        return
    WEIGHTS.write_text(json.dumps(train(rows), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf8")
    print(f"{WEIGHTS.relative_to(ROOT)}: {len(rows)} clauses, {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
