"""How well statistics are read: figures and their changes, against labels that people wrote.

    python benchmarks/bulletins.py [--errors] [--report NAME]

Reads the labels of ``benchmarks/gold/bulletins`` and the texts of ``../shared/reports`` (or ``$LUOSHI_SHARED/reports``). A label counts as
found only if *all* of indicator, operator, value and unit are right, and likewise the signed growth with its unit where it has one.
What a text got on the day nobody had looked at its errors stands in ``benchmarks/gold/README.md``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.reading import Score, same_indicator, same_number, same_unit
from benchmarks.reading_labels import GOLD, Gold, Label, load
from luoshi.engines.reading.statistics import Observation, Observations, read_statistics

HEADER = f"{'text':26}{'labels':>9}{'prec.':>8}{'recall':>8}{'seconds':>9}"


def score(gold: Gold, read: Observations) -> Score:
    """Pair labels with observations that overlap; each counts once."""
    found = [(read.origin(each.span), each) for each in read.observations]
    left = [(span, each) for span, each in found if gold.within("observations", span.start)]
    result = Score(predicted=len(left), expected=len(gold.labels))
    for label in gold.labels:
        overlapping = ((span, each) for span, each in left if span.start < label["end"] and label["start"] < span.end)
        match = next((pair for pair in overlapping if agrees(label, pair[1])), None)
        if match:
            left.remove(match)
            result.right += 1
        else:
            result.errors.append(f"- {gold.text[label['start'] : label['end']]} → {label['indicator']} {_figures_of(label)}")
    result.errors += [f"+ {each.quote} → {each.indicator} {_figures(each)}" for _, each in left]
    return result


def agrees(label: Label, observation: Observation) -> bool:
    """All of indicator, operator, value, unit and growth."""
    growths = [(change.value, change.unit) for change in observation.changes if not change.of_growth]
    grown = "growth" not in label or any(
        same_number(label["growth"], value) and same_unit(label["growth_unit"], unit) for value, unit in growths
    )
    return (
        same_number(label.get("value"), observation.value)
        and same_unit(label.get("unit"), observation.unit)
        and label.get("op", "=") == observation.operator.value
        and grown
        and same_indicator(label["indicator"], observation.indicator)
    )


def _figures_of(label: Label) -> str:
    return f"{label.get('op', '')}{label.get('value', '')}{label.get('unit', '')} {label.get('growth', '')}{label.get('growth_unit', '')}"


def _figures(each: Observation) -> str:
    level = "" if each.value is None else f"{each.operator.value}{each.value}{each.unit or ''}"
    return f"{level} {' '.join(f'{change.value}{change.unit}' for change in each.changes)}"


def measure(gold: Gold) -> tuple[Score, float]:
    """Read one text and compare; seconds."""
    begin = time.perf_counter()
    read = read_statistics(gold.text)
    seconds = time.perf_counter() - begin
    return score(gold, read), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--report", help="only this text")
    arguments = parser.parse_args()
    total, all_seconds = Score(), 0.0
    print(HEADER)
    for path in sorted((GOLD / "bulletins").glob("*.jsonl")):
        gold = load(path)
        if arguments.report in (None, gold.name):
            result, seconds = measure(gold)
            total, all_seconds = total + result, all_seconds + seconds
            print(f"{gold.name:26}{result}{seconds:9.3f}")
            if arguments.errors:
                print("\n".join(result.errors))
    print(f"{'together':26}{total}{all_seconds:9.3f}")


if __name__ == "__main__":
    main()
