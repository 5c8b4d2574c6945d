"""The labels of ``benchmarks/gold`` and of the seed, with the texts they are about, and each label's clause in a reading."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.engines.reading import Reading  # noqa: E402
from luoshi.engines.reading.model import Clause  # noqa: E402

GOLD = ROOT / "benchmarks" / "gold"
SHARED = Path(os.environ.get("LUOSHI_SHARED", ROOT.parent / "shared"))
Label = dict[str, Any]
Place = tuple[int, int]


@dataclass
class Gold:
    """The labels of one report, and the stretches of its text in which ``results`` and ``kinds`` are labelled completely."""

    name: str
    text: str
    labels: list[Label]
    stretches: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def within(self, stretch: str, start: int) -> bool:
        """Whether a place of the text stands in a stretch of this name."""
        return any(begin <= start < end for begin, end in self.stretches[stretch])


def load_all() -> list[Gold]:
    """The seed and every labelled report; ends the program where the texts are not at hand."""
    if not SHARED.is_dir():
        sys.exit(f"no {SHARED}: set LUOSHI_SHARED to the folder that holds reports/ and data/")
    return [load_seed(), *(load(path) for path in sorted(GOLD.glob("*.jsonl")))]


def load(path: Path) -> Gold:
    """One label file with its text; refuses a text that is not the one that was labelled."""
    head, *rows = _rows(path)
    text = _report(head["report"])
    if hashlib.sha256(text.encode()).hexdigest() != head["sha256"]:
        sys.exit(f"{path.name}: the text {head['report']}.txt is not the text that was labelled")
    gold = Gold(head["report"], text, [row for row in rows if "span" not in row])
    for row in rows:
        if "span" in row:
            gold.stretches[row["span"]].append((row["start"], row["end"]))
    return gold


def load_seed() -> Gold:
    """The district's report with the labels of ``../shared/data/seed_gold.jsonl``."""
    text = _report("harbin_new_area_2023")
    labels = [
        {**row, "half": "plan", "start": row["offset"], "end": row["offset"] + len(row["quote"])}
        for row in _rows(SHARED / "data" / "seed_gold.jsonl")
        if row["measure"] != "standard" and not (row["measure"] == "numeric" and row["kind"] != "target")
    ]
    gold = Gold("seed", text, labels)
    gold.stretches["kinds"].append((0, len(text)))
    return gold


def _rows(path: Path) -> list[Label]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def _report(name: str) -> str:
    return (SHARED / "reports" / f"{name}.txt").read_text(encoding="utf8")


def paired_clauses(gold: Gold, reading: Reading) -> list[tuple[Label, Clause | None]]:
    """Every labelled clause of the ``kinds`` stretches with the read clause that covers most of it.

    A clause that promises two things has two labels and one kind; it counts once."""
    places = [((span.start, span.end), clause) for clause in reading.clauses() for span in [reading.origin(clause.span)]]
    labels: dict[Place, Label] = {}
    for label in gold.labels:
        if label["kind"] != "result" and gold.within("kinds", label["start"]):
            labels.setdefault((label["start"], label["end"]), label)
    return [(label, _covering(place, places)) for place, label in labels.items()]


def _covering(place: Place, clauses: list[tuple[Place, Clause]]) -> Clause | None:
    overlaps = [(min(place[1], end) - max(place[0], start), clause) for (start, end), clause in clauses]
    covered, clause = max(overlaps, key=lambda pair: pair[0], default=(0, None))
    return clause if covered > 0 else None
