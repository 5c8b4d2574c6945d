"""How well work reports are read: numeric targets and clause kinds, against labels that people wrote.

python benchmarks/reading.py [--errors] [--report NAME]

Reads the labels of ``benchmarks/gold`` and the texts of ``../shared/reports`` (or ``$LUOSHI_SHARED/reports``), prints precision and
recall of numeric targets with *all* of indicator, operator, value and unit right, macro-F1 of clause kinds, and the time per report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.engines.reading import Reading, read
from luoshi.engines.reading.model import Clause, Half, Kind, Measurement, Target

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LUOSHI_SHARED", ROOT.parent / "shared"))
DEVELOPED_ON = (
    "seed",
    "national_2013",
    "national_2023",
    "prov_2026_beijing",
    "prov_2026_guizhou",
    "prov_2026_heilongjiang",
    "prov_2026_jiangsu",
)
KINDS = ("target", "commitment", "mechanism", "platform", "programme", "principle")
Label = dict[str, Any]


@dataclass
class Gold:
    """The labels of one report: numeric targets of the whole plan half, results and kinds of declared stretches."""

    name: str
    text: str
    labels: list[Label]
    stretches: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Score:
    """Counts of one measurement."""

    right: int = 0
    predicted: int = 0
    expected: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.predicted + other.predicted, self.expected + other.expected)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def load(path: Path) -> Gold:
    """One label file with its text; refuses a text that is not the one that was labelled."""
    head, *rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    text = (SHARED / "reports" / f"{head['report']}.txt").read_text(encoding="utf8")
    if hashlib.sha256(text.encode()).hexdigest() != head["sha256"]:
        sys.exit(f"{path.name}: the text {head['report']}.txt is not the text that was labelled")
    gold = Gold(head["report"], text, [row for row in rows if "span" not in row])
    for row in rows:
        if "span" in row:
            gold.stretches[row["span"]].append((row["start"], row["end"]))
    return gold


def load_seed() -> Gold:
    """The district's report with the labels of ``../shared/data/seed_gold.jsonl``."""
    text = (SHARED / "reports" / "harbin_new_area_2023.txt").read_text(encoding="utf8")
    rows = [json.loads(line) for line in (SHARED / "data" / "seed_gold.jsonl").read_text(encoding="utf8").splitlines()]
    labels = [
        {**row, "half": "plan", "start": row["offset"], "end": row["offset"] + len(row["quote"])}
        for row in rows
        if row["measure"] != "standard" and not (row["measure"] == "numeric" and row["kind"] != "target")
    ]
    gold = Gold("seed", text, labels)
    gold.stretches["kinds"].append((0, len(text)))
    return gold


def load_all() -> list[Gold]:
    """The seed and every labelled report."""
    if not SHARED.is_dir():
        sys.exit(f"no {SHARED}: set LUOSHI_SHARED to the folder that holds reports/ and data/")
    return [load_seed(), *(load(path) for path in sorted((ROOT / "benchmarks" / "gold").glob("*.jsonl")))]


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
        and _equal(label.get("value"), target.value)
        and _equal(label.get("value_max"), target.value_max)
        and _unit(label.get("unit")) == _unit(target.unit)
        and same_indicator(label["indicator"], target.indicator)
    )


def _equal(expected: float | None, found: Decimal | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    return abs(Decimal(str(expected)) - found) < Decimal("0.005")


def _unit(unit: str | None) -> str:
    """Units that print differently and mean the same: 百分点 and 个百分点, 万 and 万人 before a noun of people."""
    plain = re.sub(r"[（(].*?[）)]", "", (unit or "").replace("％", "%").replace("个百分点", "百分点"))
    return re.sub(r"(?<=[万亿])[人户名]$", "", plain)


def found_targets(reading: Reading, half: Half) -> list[tuple[int, int, Target, Clause]]:
    """Numeric targets (or results) of one half with their places in the input."""
    rows = []
    for clause in reading.clauses():
        if clause.half is half:
            place = reading.origin(clause.span)
            if half is Half.PLAN and clause.kind is not Kind.TARGET:
                continue
            rows += [(place.start, place.end, target, clause) for target in clause.targets if target.measurement is Measurement.NUMERIC]
    return rows


def score_numbers(gold: Gold, reading: Reading, half: Half) -> Score:
    """Pair labels with found targets that overlap; each label and each target counts once."""
    wanted = [
        row for row in gold.labels if row.get("measure") == "numeric" and row["kind"] == ("target" if half is Half.PLAN else "result")
    ]
    found = found_targets(reading, half)
    if half is Half.REVIEW:
        spans = gold.stretches["results"]
        found = [row for row in found if any(a <= row[0] < b for a, b in spans)]
        wanted = [row for row in wanted if any(a <= row["start"] < b for a, b in spans)]
    score = Score(predicted=len(found), expected=len(wanted))
    left = list(found)
    for label in wanted:
        match = next((row for row in left if row[0] < label["end"] and label["start"] < row[1] and agrees(label, row[2])), None)
        if match:
            left.remove(match)
            score.right += 1
        else:
            score.errors.append(f"- {_shown(gold, label)}")
    score.errors += [
        f"+ {clause.quote} → {t.indicator} {t.operator.value} {t.value} {t.value_max or ''} {t.unit}" for _, _, t, clause in left
    ]
    return score


def _shown(gold: Gold, label: Label) -> str:
    words = gold.text[label["start"] : label["end"]]
    return f"{words} → {label['indicator']} {label['op']} {label.get('value')} {label.get('value_max') or ''} {label.get('unit')}"


def score_kinds(gold: Gold, reading: Reading) -> list[tuple[str, str, str]]:
    """(expected, found, words) for every labelled clause of the kinds stretches; topic sentences may be skipped without penalty."""
    return [
        (label["kind"], clause.kind.value if clause else "none", gold.text[label["start"] : label["end"]])
        for label, clause in paired_clauses(gold, reading)
        if clause or not label.get("topic")
    ]


def paired_clauses(gold: Gold, reading: Reading) -> list[tuple[Label, Clause | None]]:
    """Every labelled clause of the kinds stretches with the read clause that covers most of it."""
    clauses = [(reading.origin(clause.span), clause) for clause in reading.clauses()]
    pairs: list[tuple[Label, Clause | None]] = []
    seen: set[tuple[int, int]] = set()
    for label in gold.labels:
        place = (label["start"], label["end"])
        if place in seen or label["kind"] == "result" or not any(a <= label["start"] < b for a, b in gold.stretches["kinds"]):
            continue
        seen.add(place)
        overlaps = [
            (min(span.end, place[1]) - max(span.start, place[0]), clause)
            for span, clause in clauses
            if span.start < place[1] and place[0] < span.end
        ]
        best = max(overlaps, key=lambda pair: pair[0], default=None)
        pairs.append((label, best[1] if best else None))
    return pairs


def macro_f1(pairs: list[tuple[str, str, str]]) -> tuple[float, dict[str, tuple[float, float, float, int]]]:
    """Macro-F1 over the kinds that occur, and (precision, recall, F1, support) of each."""
    table = {}
    for kind in KINDS:
        right = sum(1 for expected, found, _ in pairs if expected == found == kind)
        expected_count = sum(1 for expected, _, _ in pairs if expected == kind)
        found_count = sum(1 for _, found, _ in pairs if found == kind)
        if expected_count:
            precision, recall = right / found_count if found_count else 0.0, right / expected_count
            table[kind] = (precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0, expected_count)
    return sum(row[2] for row in table.values()) / len(table), table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--report", help="only this report")
    arguments = parser.parse_args()
    golds = [gold for gold in load_all() if arguments.report in (None, gold.name)]
    totals: dict[str, Score] = defaultdict(Score)
    kinds: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    print(
        f"{'report':26}{'targets':>9}{'prec.':>8}{'recall':>8}{'results':>9}{'prec.':>8}{'recall':>8}{'clauses':>9}{'macroF1':>9}{'seconds':>9}"
    )
    for gold in golds:
        begin = time.perf_counter()
        reading = read(gold.text)
        seconds = time.perf_counter() - begin
        plan, review = score_numbers(gold, reading, Half.PLAN), score_numbers(gold, reading, Half.REVIEW)
        pairs = score_kinds(gold, reading)
        group = "developed on" if gold.name in DEVELOPED_ON else "held out"
        totals[group + " plan"] += plan
        totals[group + " review"] += review
        kinds[group] += pairs
        print(
            f"{gold.name:26}{plan.expected:9}{plan.precision:8.3f}{plan.recall:8.3f}{review.expected:9}{review.precision:8.3f}{review.recall:8.3f}"
            f"{len(pairs):9}{macro_f1(pairs)[0]:9.3f}{seconds:9.3f}"
        )
        if arguments.errors:
            print("\n".join([*plan.errors, *(f"R{error}" for error in review.errors)]))
            print("\n".join(f"  {expected} ≠ {found}: {words}" for expected, found, words in pairs if expected != found))
    for group in ("developed on", "held out"):
        if kinds[group]:
            plan, review = totals[group + " plan"], totals[group + " review"]
            print(
                f"{group:26}{plan.expected:9}{plan.precision:8.3f}{plan.recall:8.3f}{review.expected:9}{review.precision:8.3f}{review.recall:8.3f}{len(kinds[group]):9}{macro_f1(kinds[group])[0]:9.3f}"
            )
            for kind, (precision, recall, f1, support) in macro_f1(kinds[group])[1].items():
                print(f"    {kind:14} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({support})")


if __name__ == "__main__":
    main()
