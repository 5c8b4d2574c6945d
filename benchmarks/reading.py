"""How well work reports are read: numeric targets and clause kinds, against labels that people wrote.

    python benchmarks/reading.py [--errors] [--report NAME]

Reads the labels of ``benchmarks/gold`` and the texts of ``../shared/reports`` (or ``$LUOSHI_SHARED/reports``), prints precision and
recall of numeric targets with *all* of indicator, operator, value and unit right, macro-F1 of clause kinds, and the time per report.

Every labelled report has been looked at while the grammar was written, so these figures watch for loss and promise nothing about the
next report. What a report got on the day nobody had looked at it stands in ``benchmarks/gold/README.md``.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.reading_labels import Gold, Label, load_all, paired_clauses
from luoshi.engines.reading import Reading, read
from luoshi.engines.reading.model import Clause, Half, Kind, Measurement, Target

LOOKED_AT_FIRST = {
    "seed",
    "national_2013",
    "national_2023",
    "prov_2026_beijing",
    "prov_2026_guizhou",
    "prov_2026_heilongjiang",
    "prov_2026_jiangsu",
}
"""The reports on which the grammar was written; the others were looked at later, for what they have in common with these."""
KINDS = ("target", "commitment", "mechanism", "platform", "programme", "principle")
HEADER = (
    f"{'report':26}{'targets':>9}{'prec.':>8}{'recall':>8}{'results':>9}{'prec.':>8}{'recall':>8}{'clauses':>9}{'macroF1':>9}{'seconds':>9}"
)
HINT = """
Kinds are weighed by what was learnt from these very clauses. For reports left out: python tools/train_kinds.py --cross-validate
"""
Judged = tuple[str, str, str]
"""Expected kind, found kind, and the words of the clause."""


@dataclass
class Score:
    """Counts of one measurement, and what was missed (-) or found in vain (+)."""

    right: int = 0
    predicted: int = 0
    expected: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.predicted + other.predicted, self.expected + other.expected, [*self.errors, *other.errors]
        )

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def __str__(self) -> str:
        return f"{self.expected:9}{self.precision:8.3f}{self.recall:8.3f}"


@dataclass
class Scores:
    """Everything measured on one report, or on several together."""

    targets: Score = field(default_factory=Score)
    results: Score = field(default_factory=Score)
    kinds: list[Judged] = field(default_factory=list)
    seconds: float = 0.0

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.targets + other.targets, self.results + other.results, self.kinds + other.kinds, self.seconds + other.seconds)

    def __str__(self) -> str:
        return f"{self.targets}{self.results}{len(self.kinds):9}{macro_f1(self.kinds)[0]:9.3f}{self.seconds:9.3f}"


def same_indicator(expected: str, found: str) -> bool:
    """Whether two names mean the same quantity: equal, one within the other, or at least 60 % of the characters in common."""
    a, b = (re.sub(r"[^\w\u4e00-\u9fff]|_|的|等", "", name) for name in (expected, found))
    if not a or not b:
        return False
    if a in b or b in a:
        return min(len(a), len(b)) >= 2
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) >= 0.6


def agrees(label: Label, target: Target) -> bool:
    """All of indicator, operator, value and unit."""
    return (
        label["op"] == target.operator.value
        and same_number(label.get("value"), target.value)
        and same_number(label.get("value_max"), target.value_max)
        and same_unit(label.get("unit"), target.unit)
        and same_indicator(label["indicator"], target.indicator)
    )


def same_number(expected: float | None, found: Decimal | None) -> bool:
    """Whether both are missing, or both are the same number to two decimals."""
    if expected is None or found is None:
        return expected is None and found is None
    return abs(Decimal(str(expected)) - found) < Decimal("0.005")


def same_unit(expected: str | None, found: str | None) -> bool:
    """Whether two units mean the same."""
    return _unit(expected) == _unit(found)


def _unit(unit: str | None) -> str:
    """Units that print differently and mean the same: 百分点 and 个百分点, 万 and 万人 before a noun of people."""
    plain = re.sub(r"[（(].*?[）)]", "", (unit or "").replace("％", "%").replace("个百分点", "百分点"))
    return re.sub(r"(?<=[万亿])[人户名]$", "", plain)


def found_numbers(reading: Reading, half: Half) -> list[tuple[int, int, Target, Clause]]:
    """Numeric targets (or results) of one half with their places in the input."""
    kinds = {Kind.TARGET} if half is Half.PLAN else set(Kind)
    return [
        (place.start, place.end, target, clause)
        for clause in reading.clauses()
        if clause.half is half and clause.kind in kinds
        for place in [reading.origin(clause.span)]
        for target in clause.targets
        if target.measurement is Measurement.NUMERIC
    ]


def score_numbers(gold: Gold, reading: Reading, half: Half) -> Score:
    """Pair labels with found targets that overlap; each label and each target counts once."""
    kind = "target" if half is Half.PLAN else "result"
    wanted = [row for row in gold.labels if row.get("measure") == "numeric" and row["kind"] == kind]
    found = found_numbers(reading, half)
    if half is Half.REVIEW:
        wanted = [row for row in wanted if gold.within("results", row["start"])]
        found = [row for row in found if gold.within("results", row[0])]
    score = Score(predicted=len(found), expected=len(wanted))
    left = list(found)
    for label in wanted:
        match = next((row for row in left if row[0] < label["end"] and label["start"] < row[1] and agrees(label, row[2])), None)
        if match:
            left.remove(match)
            score.right += 1
        else:
            score.errors.append(f"- {_expected_words(gold, label)}")
    score.errors += [f"+ {_found_words(clause, target)}" for _, _, target, clause in left]
    return score


def _expected_words(gold: Gold, label: Label) -> str:
    words = gold.text[label["start"] : label["end"]]
    return f"{words} → {label['indicator']} {label['op']} {label.get('value')} {label.get('value_max') or ''} {label.get('unit')}"


def _found_words(clause: Clause, target: Target) -> str:
    return f"{clause.quote} → {target.indicator} {target.operator.value} {target.value} {target.value_max or ''} {target.unit}"


def score_kinds(gold: Gold, reading: Reading) -> list[Judged]:
    """What every labelled clause of the ``kinds`` stretches is; topic sentences may be skipped without penalty."""
    return [
        (label["kind"], clause.kind.value if clause else "none", gold.text[label["start"] : label["end"]])
        for label, clause in paired_clauses(gold, reading)
        if clause or not label.get("topic")
    ]


def macro_f1(judged: Sequence[Judged]) -> tuple[float, dict[str, tuple[float, float, float, int]]]:
    """Macro-F1 over the kinds that occur, and (precision, recall, F1, support) of each."""
    pairs = Counter((expected, found) for expected, found, _ in judged)
    expected, found = Counter(row[0] for row in judged), Counter(row[1] for row in judged)
    table = {}
    for kind in KINDS:
        if expected[kind]:
            right = pairs[kind, kind]
            f1 = 2 * right / (expected[kind] + found[kind])
            table[kind] = (right / found[kind] if found[kind] else 0.0, right / expected[kind], f1, expected[kind])
    return sum(row[2] for row in table.values()) / max(len(table), 1), table


def measure(gold: Gold) -> Scores:
    """Read one report and compare."""
    begin = time.perf_counter()
    reading = read(gold.text)
    seconds = time.perf_counter() - begin
    return Scores(score_numbers(gold, reading, Half.PLAN), score_numbers(gold, reading, Half.REVIEW), score_kinds(gold, reading), seconds)


def print_errors(scores: Scores) -> None:
    """Every difference: targets, results (R), kinds."""
    lines = [*scores.targets.errors, *(f"R{error}" for error in scores.results.errors)]
    lines += [f"  {expected} ≠ {found}: {words}" for expected, found, words in scores.kinds if expected != found]
    print("\n".join(lines))


def print_group(name: str, scores: Scores) -> None:
    """Several reports together, with each kind on its own."""
    print(f"{name:26}{scores}")
    for kind, (precision, recall, f1, support) in macro_f1(scores.kinds)[1].items():
        print(f"    {kind:14} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({support})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--report", help="only this report")
    arguments = parser.parse_args()
    groups: dict[str, Scores] = defaultdict(Scores)
    print(HEADER)
    for gold in load_all():
        if arguments.report in (None, gold.name):
            scores = measure(gold)
            groups["looked at first" if gold.name in LOOKED_AT_FIRST else "looked at later"] += scores
            print(f"{gold.name:26}{scores}")
            if arguments.errors:
                print_errors(scores)
    if not groups:
        sys.exit(f"no labelled report is called {arguments.report}: see benchmarks/gold")
    for name, scores in groups.items():
        print_group(name, scores)
    print(HINT)


if __name__ == "__main__":
    main()
