"""What the type check says of the models of the public conformance suite, and whether it is ever wrong.

    python benchmarks/type_check.py [--errors] [--alarms] [--root FOLDER]

Many models of ``../shared/tck`` (or ``$LUOSHI_SHARED/tck``) are wrong on purpose and expect null: errors there are right. A **false alarm**
is an error in a decision of which the suite expects a value, and gets it. Prints for each level the models and those with errors, the
texts, the share of them of whose type something is known, the errors and warnings, the decisions with errors, how many of the decisions of
which only null is expected have one (for many, only the values make it null), the false alarms, the values that are not of the static type
of their decision, and the time of a text.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.tck import SHARED, load_score
from luoshi.engines.decisions import Compiled, RefusedModel, Remark
from luoshi.engines.decisions.checking import Typing, typed
from luoshi.engines.feel import Severity, Type, Value, conforms
from luoshi.engines.feel.types import ANY

HEADER = (
    f"{'level':20}{'models':>8}{'with errors':>13}{'texts':>8}{'typed':>8}{'errors':>8}{'warnings':>10}{'decisions':>11}"
    f"{'nulls flagged':>15}{'false alarms':>14}{'wrong types':>13}{'µs a text':>11}"
)


@dataclass(slots=True)
class Measured:
    """One level of the suite."""

    models: dict[Path, Typing] = field(default_factory=dict)
    alarms: list[tuple[Path, Remark]] = field(default_factory=list)
    wrong_types: list[tuple[Path, str, Type, Value]] = field(default_factory=list)
    """Decisions with a value that is not of the static type."""
    nulls: set[tuple[Path, str]] = field(default_factory=set)
    """Decisions of which the suite expects nothing but null."""
    seconds: float = 0.0

    @property
    def errors(self) -> list[tuple[Path, Remark]]:
        """All errors with their model."""
        return [(path, each) for path, typing in self.models.items() for each in typing.remarks if each.severity is Severity.ERROR]

    def row(self, level: str) -> str:
        """One line of the table."""
        texts = [static for typing in self.models.values() for _, static in typing.texts]
        known = sum(static != ANY for static in texts)
        warnings = sum(len(typing.remarks) for typing in self.models.values()) - len(self.errors)
        decisions = {(path, each.owner) for path, each in self.errors}
        flagged = f"{len(self.nulls & decisions)} / {len(self.nulls)}"
        alarmed = {(path, each.owner) for path, each in self.alarms}
        return (
            f"{level:20}{len(self.models):>8}{len({path for path, _ in self.errors}):>13}{len(texts):>8}"
            f"{f'{100 * known / max(1, len(texts)):.1f} %':>8}{len(self.errors):>8}{warnings:>10}{len(decisions):>11}"
            f"{flagged:>15}{len(alarmed):>14}{len(self.wrong_types):>13}{1e6 * self.seconds / max(1, len(texts)):>11.1f}"
        )


def measure(score: Any, cases: Sequence[Any]) -> Measured:
    """The check of all models of these cases, and its false alarms."""
    from benchmarks.tck_adapter import compiled_file  # noqa: PLC0415 - it needs the module that was just loaded

    measured = Measured()
    results = [(case.model, result) for case in cases for result in case.results]
    valued = {(path, result.name) for path, result in results if result.expected is not None}
    measured.nulls = {(path, result.name) for path, result in results} - valued
    for path in dict.fromkeys(case.model for case in cases):
        try:
            compiled = compiled_file(str(path))
        except RefusedModel:
            continue
        begin = time.perf_counter()
        measured.models[path] = typed(compiled)
        measured.seconds += time.perf_counter() - begin
        of_model = [case for case in cases if case.model == path]
        measured.alarms.extend((path, each) for each in _alarms(score, measured.models[path], of_model))
        measured.wrong_types.extend((path, *each) for each in _wrong_types(compiled, measured.models[path], of_model))
    return measured


def _wrong_types(compiled: Compiled, typing: Typing, cases: Sequence[Any]) -> Iterator[tuple[str, Type, Value]]:
    """Values of decisions, in all cases that let the model decide, beside the types that were found for them."""
    from benchmarks.tck_adapter import Adapter  # noqa: PLC0415

    decisions = {each.name for each in compiled.model.decisions}
    for case in cases:
        if case.service is None and decisions.isdisjoint(case.inputs):
            for result in case.results:
                for taken in Adapter().outcome(str(case.model), result.name, case.inputs).trace.decisions:
                    static = typing.elements.get((compiled.model.namespace, taken.id), ANY)
                    if not conforms(taken.value, static):
                        yield taken.name, static, taken.value


def _alarms(score: Any, typing: Typing, cases: Sequence[Any]) -> Iterator[Remark]:
    """Errors in decisions that give the values which the suite expects of them."""
    flagged = {each.owner for each in typing.remarks if each.severity is Severity.ERROR}
    valued = {name for case in cases for name in _valued(score, case, flagged)}
    yield from (each for each in typing.remarks if each.owner in valued and each.severity is Severity.ERROR)


def _valued(score: Any, case: Any, names: Set[str]) -> Iterator[str]:
    """Which of these decisions a case asks, so that a value is expected and comes."""
    from benchmarks.tck_adapter import Adapter  # noqa: PLC0415

    for result in case.results:
        if result.name in names and result.expected is not None and case.service is None:
            found = Adapter().evaluate(str(case.model), result.name, case.inputs)
            if score.equal(result.expected, found):
                yield result.name


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks the suite and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=SHARED / "tck", help="the folder that holds compliance-level-2 and so on")
    parser.add_argument("--errors", action="store_true", help="list all errors")
    parser.add_argument("--alarms", action="store_true", help="list the false alarms")
    options = parser.parse_args(arguments)
    if not (options.root / "score.py").is_file():
        sys.exit(f"缺少一致性测试：没有文件夹 {options.root}\nNo conformance suite: no folder {options.root} (set LUOSHI_SHARED)")
    score = load_score(options.root)
    cases = score.read_cases(options.root)
    print(HEADER)
    alarms = 0
    for level in dict.fromkeys(case.level for case in cases):
        measured = measure(score, [case for case in cases if case.level == level])
        print(measured.row(level))
        alarms += len(measured.alarms) + len(measured.wrong_types)
        for path, remark in (*(measured.errors if options.errors else ()), *(measured.alarms if options.alarms else ())):
            print(f"    {path.parent.name}  {remark.kind}  {remark.words().english}")
    return 1 if alarms else 0


if __name__ == "__main__":
    sys.exit(main())
