"""How long one decision takes, beside other engines and hand-written Python, in one run.

    python benchmarks/decide.py [--decisions N]

One table of 12 rules and 6 inputs (lists of strings, open and closed ranges, comparisons, “-”; UNIQUE; one output) is asked for 48 fixed
applicants, of whom 18 meet a rule; every engine's answers are checked before it is timed. The peers are used if they are installed
(``uv pip install --require-hashes -r requirements-peers.lock``). Then: how long large tables take to compile and to be asked, by index and
rule by rule.
Figures are microseconds of processor time a decision, the best of five rounds; each engine gets numbers as it takes them, ours decimals.
What “data to explain” means: the trace with every value used, its source, and the rules that matched in each table.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.engines.decisions import Compiled, compile_model, read_model  # noqa: E402
from luoshi.engines.decisions.boxed import Converted  # noqa: E402
from luoshi.engines.decisions.explain import table_reasons  # noqa: E402
from luoshi.engines.decisions.table_index import Index  # noqa: E402
from luoshi.engines.decisions.tables import Table  # noqa: E402
from luoshi.engines.packs import check_pack, package_of  # noqa: E402
from luoshi.engines.packs.checking import ask  # noqa: E402

ROUNDS = 5
LIMIT_PLAIN, LIMIT_TRACED = 5.0, 15.0
"""Microseconds that an answer may take, without and with the data from which every reason can be told."""

COLUMNS = ("行业", "地区", "从业人员", "营业收入", "研发占比", "信用")
RULES: Sequence[tuple[tuple[Any, ...], str]] = (
    ((("工业", "建筑业"), ("松北", "呼兰"), (20, True, 300, False), (300, True, 2000, False), (">=", "0.05"), ("A",)), "甲"),
    ((("工业", "建筑业"), ("松北", "呼兰"), (300, True, 1000, False), (2000, True, 40000, False), (">=", "0.04"), ("A", "B")), "乙"),
    ((("工业",), None, (1000, True, 9999, True), (40000, True, 900000, True), (">=", "0.03"), None), "丙"),
    ((("软件",), ("松北",), (10, True, 100, False), (50, True, 1000, False), (">=", "0.1"), ("A", "B")), "丁"),
    ((("软件",), ("松北",), (100, True, 300, False), (1000, True, 10000, False), (">=", "0.08"), ("A", "B")), "戊"),
    ((("软件",), None, (300, True, 9999, True), (10000, True, 900000, True), None, ("A",)), "己"),
    ((("零售",), ("松北", "道里"), (10, True, 50, False), (100, True, 500, False), None, ("A", "B")), "庚"),
    ((("零售",), ("松北", "道里"), (50, True, 300, False), (500, True, 20000, False), None, ("A",)), "辛"),
    ((("餐饮", "住宿"), None, (10, True, 100, False), (100, True, 2000, False), None, ("A", "B", "C")), "壬"),
    ((("餐饮", "住宿"), None, (100, True, 300, False), (2000, True, 10000, False), None, ("A",)), "癸"),
    ((("农业",), None, None, (50, True, 500, False), ("<", "0.5"), ("A", "B")), "子"),
    ((("农业",), None, None, (500, True, 20000, False), ("<", "0.5"), ("A",)), "丑"),
)
Applicant = dict[str, Any]


def applicants(seed: int = 2023) -> list[Applicant]:
    """48 applicants: 18 made to meet a rule, 30 to meet none."""
    chance, found = random.Random(seed), {True: list[Applicant](), False: list[Applicant]()}
    while len(found[True]) < 18 or len(found[False]) < 30:
        each: Applicant = {
            "行业": chance.choice(["工业", "建筑业", "软件", "零售", "餐饮", "住宿", "农业", "其他"]),
            "地区": chance.choice(["松北", "呼兰", "道里", "南岗"]),
            "从业人员": chance.choice([5, 12, 20, 60, 120, 299, 300, 500, 1000, 3000]),
            "营业收入": chance.choice([40, 60, 150, 300, 700, 1999, 2000, 9000, 15000, 50000]),
            "研发占比": chance.choice(["0", "0.03", "0.045", "0.05", "0.09", "0.12", "0.6"]),
            "信用": chance.choice(["A", "B", "C", "D"]),
        }
        meets = by_hand(each) is not None
        if len(found[meets]) < (18 if meets else 30):
            found[meets].append(each)
    mixed = [*found[True], *found[False]]
    chance.shuffle(mixed)
    return mixed


# --- hand-written Python: the floor


def by_hand(applicant: Applicant) -> str | None:
    """The table as a loop over tuples, as somebody would write it who needs nothing else."""
    share = float(applicant["研发占比"])
    sector, place, staff, revenue, credit = (applicant[name] for name in ("行业", "地区", "从业人员", "营业收入", "信用"))
    for (sectors, places, staffs, revenues, shares, credits_), answer in RULES:
        if sector not in sectors or (places is not None and place not in places) or (credits_ is not None and credit not in credits_):
            continue
        if (staffs is None or _inside(staff, staffs)) and _inside(revenue, revenues) and (shares is None or _compares(share, shares)):
            return answer
    return None


def _inside(value: float, bounds: tuple[int, bool, int, bool]) -> bool:
    low, low_included, high, high_included = bounds
    return (value >= low if low_included else value > low) and (value <= high if high_included else value < high)


def _compares(value: float, test: tuple[str, str]) -> bool:
    return value >= float(test[1]) if test[0] == ">=" else value < float(test[1])


# --- the same table as DMN


def feel_cell(condition: Any) -> str:
    """A condition as FEEL writes it."""
    if condition is None:
        return "-"
    if isinstance(condition[0], int):
        low, low_included, high, high_included = condition
        return f"{'[' if low_included else '('}{low}..{high}{']' if high_included else ')'}"
    return " ".join(condition) if condition[0] in {">=", "<"} else ", ".join(f'"{each}"' for each in condition)


def dmn(rules: Sequence[tuple[Sequence[str], str]], types: Sequence[str], hit_policy: str = "UNIQUE") -> bytes:
    """A model of one table."""
    names = [COLUMNS[position % len(COLUMNS)] + ("" if position < len(COLUMNS) else str(position)) for position in range(len(types))]
    inputs = "".join(
        f'<inputData id="i{n}" name="{name}"><variable name="{name}" typeRef="{types[n]}"/></inputData>' for n, name in enumerate(names)
    )
    needs = "".join(f'<informationRequirement><requiredInput href="#i{n}"/></informationRequirement>' for n in range(len(types)))
    columns = "".join(
        f'<input><inputExpression typeRef="{types[n]}"><text>{name}</text></inputExpression></input>' for n, name in enumerate(names)
    )
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{cell.replace('<', '&lt;')}</text></inputEntry>" for cell in cells)
        + f'<outputEntry><text>"{answer}"</text></outputEntry></rule>'
        for cells, answer in rules
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">'
        f'{inputs}<decision id="d" name="d"><variable name="d" typeRef="string"/>{needs}<decisionTable hitPolicy="{hit_policy}">{columns}'
        f'<output typeRef="string"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


TYPES = ("string", "string", "number", "number", "number", "string")


def compiled(rules: Sequence[tuple[Sequence[str], str]], types: Sequence[str], hit_policy: str = "UNIQUE") -> Compiled:
    """The model of one table, ready to be asked."""
    made = compile_model(read_model(dmn(rules, types, hit_policy), file="m.dmn"))
    made.refuse_problems()
    return made


def values(applicant: Applicant) -> dict[str, Any]:
    """An applicant as FEEL values."""
    numbers = ("从业人员", "营业收入", "研发占比")
    return {name: Decimal(str(value)) if name in numbers else value for name, value in applicant.items()}


# --- peers


def zen() -> Callable[[Applicant], Any]:
    """GoRules ZEN by its static loader, the fastest call that it has; hit policy first, since it has no UNIQUE."""
    import zen as engine_module  # noqa: PLC0415

    columns = [{"id": f"c{n}", "name": name, "field": f"f{n}"} for n, name in enumerate(COLUMNS)]  # its names are of ASCII letters
    rows = [
        {"_id": f"r{n}", **{f"c{k}": "" if cell is None else feel_cell(cell) for k, cell in enumerate(cells)}, "o": f'"{answer}"'}
        for n, (cells, answer) in enumerate(RULES)
    ]
    table = {"hitPolicy": "first", "inputs": columns, "outputs": [{"id": "o", "name": "d", "field": "d"}], "rules": rows}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": table, "position": {"x": 0, "y": 0}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]
    edges = [{"id": "e1", "sourceId": "in", "targetId": "t"}, {"id": "e2", "sourceId": "t", "targetId": "out"}]
    content = json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})
    engine = engine_module.ZenEngine({"loader": {"type": "static", "content": {"d": json.loads(content)}}})

    def ask(applicant: Applicant) -> Any:
        return (engine.evaluate("d", applicant)["result"] or {}).get("d")

    return ask


def spiff() -> Callable[[Applicant], Any]:
    """SpiffWorkflow's own reader and table. Its cells are Python: lists of strings and ranges are written as it wants them, with “?”."""
    from lxml import etree  # noqa: PLC0415
    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine  # noqa: PLC0415
    from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine  # noqa: PLC0415
    from SpiffWorkflow.dmn.parser.DMNParser import DMNParser  # noqa: PLC0415

    content = dmn([([python_cell(cell) for cell in cells], answer) for cells, answer in RULES], TYPES)
    root = etree.fromstring(_with_ids(content))
    parser = DMNParser(None, root, {"dmn": root.nsmap[None]})
    parser.parse()
    table = DMNEngine(parser.decision.decisionTables[0])
    script = PythonScriptEngine()

    def ask(applicant: Applicant) -> Any:
        task = SimpleNamespace(data=applicant, workflow=SimpleNamespace(script_engine=script))
        return next(iter(table.result(task).values()), None)

    return ask


def python_cell(condition: Any) -> str:
    """A condition as SpiffWorkflow evaluates it."""
    if condition is None:
        return "-"
    if isinstance(condition[0], int):
        low, low_included, high, high_included = condition
        return f"{low} {'<=' if low_included else '<'} ? {'<=' if high_included else '<'} {high}"
    return f"? {' '.join(condition)}" if condition[0] in {">=", "<"} else f"? in {condition!r}"


def _with_ids(content: bytes) -> bytes:
    """With the ids that SpiffWorkflow asks for and the standard does not."""
    numbers = count()
    return re.sub(
        rb"<(decisionTable|input|output|rule|inputEntry|outputEntry)\b", lambda tag: tag[0] + b' id="x%d"' % next(numbers), content
    )


Peer = tuple[Callable[[], Callable[[Applicant], Any]], Callable[[Applicant], Applicant]]
"""How a peer is made, and how it wants an applicant."""


def _as_floats(applicant: Applicant) -> Applicant:
    return {**applicant, "研发占比": float(applicant["研发占比"])}


def _by_letters(applicant: Applicant) -> Applicant:
    return {f"f{n}": _as_floats(applicant)[name] for n, name in enumerate(COLUMNS)}


PEERS: dict[str, Peer] = {"zen-engine (Rust, by key)": (zen, _by_letters), "SpiffWorkflow (cells in Python)": (spiff, _as_floats)}


# --- measuring


def microseconds(ask: Callable[[Any], Any], cases: Sequence[Any], decisions: int) -> float:
    """The best of several rounds, a decision."""
    rounds, best = max(1, decisions // len(cases)), float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        for _ in range(rounds):
            for case in cases:
                ask(case)
        best = min(best, (time.process_time() - begun) / rounds / len(cases))
    return best * 1e6


def small_table(decisions: int) -> None:
    """The table of 12 rules."""
    cases = applicants()
    expected = [by_hand(each) for each in cases]
    given = [values(each) for each in cases]
    model = compiled([([feel_cell(cell) for cell in cells], answer) for cells, answer in RULES], TYPES)
    assert [model.decide("d", each).value for each in given] == expected
    plain = microseconds(lambda each: model.decide("d", each), given, decisions)
    traced = microseconds(lambda each: model.decide("d", each).trace, given, decisions)
    full = microseconds(lambda each: model.decide_in_full("d", each), given, decisions // 10)
    told = microseconds(
        lambda each: [table_reasons(step) for step in model.decide("d", each).trace.decisions], given, max(decisions // 50, 48)
    )
    floor = microseconds(by_hand, cases, decisions)
    print(f"12 rules × 6 inputs, {len(cases)} applicants, {sum(each is not None for each in expected)} of whom meet a rule; µs a decision")
    print(f"  {'hand-written Python':38}{floor:10.2f}")
    print(f"  {'luoshi, value and findings':38}{plain:10.2f}   {plain / LIMIT_PLAIN:6.0%} of the limit of {LIMIT_PLAIN:.0f} µs")
    print(f"  {'luoshi, with the data to explain':38}{traced:10.2f}   {traced / LIMIT_TRACED:6.0%} of the limit of {LIMIT_TRACED:.0f} µs")
    print(f"  {'luoshi, the full way (reference)':38}{full:10.2f}")
    print(f"  {'luoshi, all reasons of all rules told':38}{told:10.2f}")
    for name, (make, wanted) in PEERS.items():
        try:
            ask = make()
        except ImportError:
            print(f"  {name:38}{'not installed':>14}")
            continue
        own = [wanted(each) for each in cases]
        wrong = sum(ask(each) != answer for each, answer in zip(own, expected, strict=True))
        took = microseconds(ask, own, decisions // 10)
        print(f"  {name:38}{took:10.2f}   {took / plain:6.1f} times ours, {wrong} of {len(cases)} answers wrong")


def large_tables(decisions: int) -> None:
    """Tables of 500 and 5,000 rules: compiled, asked by index, asked rule by rule."""
    for size in (500, 5_000):
        rules = [([f'"{COLUMNS[0]}{n % 50}"', f"[{n * 10}..{n * 10 + 10})", f"< {n + size}", "-", "-", "-"], f"r{n}") for n in range(size)]
        types = ("string", "number", "number", "number", "number", "string")
        content = dmn(rules, types)
        begun = time.process_time()
        read = read_model(content, file="m.dmn")
        parsed = time.process_time()
        model = compile_model(read)
        done = time.process_time()
        chance = random.Random(7)
        cases: list[tuple[dict[str, Any], str]] = []
        for _ in range(200):
            n = chance.randrange(size)
            numbers = dict.fromkeys(COLUMNS[2:5], Decimal(1))
            cases.append(({COLUMNS[0]: f"{COLUMNS[0]}{n % 50}", COLUMNS[1]: Decimal(n * 10 + 3), **numbers, COLUMNS[5]: "A"}, f"r{n}"))
        assert all(model.decide("d", case).value == answer for case, answer in cases)
        given = [case for case, _ in cases]
        indexed = microseconds(lambda each, model=model: model.decide("d", each), given, decisions)  # type: ignore[misc]
        scanned = microseconds(_rule_by_rule(model), given[:20], 60)
        print(f"{size:,} rules × 6 inputs: read {parsed - begun:.2f} s, compiled {done - parsed:.2f} s; µs a decision")
        print(f"  {'by index':38}{indexed:10.2f}")
        print(f"  {'rule by rule':38}{scanned:10.2f}   {scanned / indexed:6.0f} times as long")


def _rule_by_rule(model: Compiled) -> Callable[[Any], Any]:
    """The model's table without its index."""
    ((key, unit),) = ((key, unit) for key, unit in model.units.items() if unit.element.name == "d")
    step = unit.step
    while isinstance(step, Converted):
        step = step.step
    assert isinstance(step, Table)
    everything = (1 << len(step.rules)) - 1
    plain = replace(model, units={**model.units, key: replace(unit, step=replace(step, index=Index((), everything, everything)))})
    return lambda each: plain.decide_in_full("d", each)


def packs() -> None:
    """The models of real rules that come with Luoshi, asked as their examples ask: from data as they come to an answer with its law."""
    print("packs, µs a question: data read and checked, parameters of the day, answer, trace and clauses")
    for folder in sorted(each.parent for each in (ROOT / "luoshi" / "packs").glob("*/decisions")):
        check = check_pack(folder)
        package = package_of(check.pack) if check.pack is not None else None
        asked = [result for result in check.results if result.outcome is not None]
        took = microseconds(lambda each, package=package: ask(package, each.example, each.case), asked, len(asked))  # type: ignore[misc]
        print(f"  {folder.name:38}{took:10.0f}   {len(asked)} cases")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=20_000, help="how many decisions a round")
    decisions = parser.parse_args().decisions
    small_table(decisions)
    large_tables(decisions)
    packs()


if __name__ == "__main__":
    main()
