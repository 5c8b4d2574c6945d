"""How much of the public DMN conformance suite the decision engine answers right.

    python benchmarks/tck.py [--failures] [--only REGEX] [--root FOLDER]

Runs the cases of ``../shared/tck`` (or ``$LUOSHI_SHARED/tck``) through :mod:`benchmarks.tck_adapter`, with the suite's own comparison
(``score.py`` beside the cases), and prints for each level the cases passed, those that expect a value, and the folders of which every case
passes. Four in ten cases expect null, so an engine that answers nothing passes many of the first and none of the second.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SHARED = Path(os.environ.get("LUOSHI_SHARED", ROOT.parent / "shared"))
SECONDS_MAX = 10.0
"""For one result; a case that takes longer has failed."""
HEADER = f"{'level':16}{'cases':>14}{'with a value':>16}{'folders':>12}{'problems':>10}{'seconds':>9}"

Verdict = tuple[Any, str, str]
"""Case, verdict, detail: as ``score.run_case`` gives them."""


def load_score(root: Path) -> Any:
    """The suite's own module for reading cases and comparing values, under the name by which adapters know it."""
    spec = importlib.util.spec_from_file_location("tck", root / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(root / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["tck"] = module
    spec.loader.exec_module(module)
    return module


def run(score: Any, cases: Sequence[Any], *, seconds: float = SECONDS_MAX) -> list[Verdict]:
    """The verdict of each case; 0 seconds is no limit."""
    from benchmarks.tck_adapter import Adapter  # noqa: PLC0415 - it needs the module that was just loaded

    adapter = Adapter()
    return [(case, *score.run_case(adapter, case, seconds)) for case in cases]


def row(level: str, verdicts: Sequence[Verdict], seconds: float) -> str:
    """One line of the table."""
    passed = [case for case, verdict, _ in verdicts if verdict == "pass"]
    valued = [case for case, _, _ in verdicts if case.wants_value]
    failed_folders = {case.folder for case, verdict, _ in verdicts if verdict != "pass"}
    folders = {case.folder for case, _, _ in verdicts}
    crashed = sum(verdict in {"crash", "crash-on-error", "timeout"} for _, verdict, _ in verdicts)
    right = sum(case.wants_value for case in passed)
    return (
        f"{level:16}{f'{len(passed)} / {len(verdicts)}':>14}{f'{right} / {len(valued)}':>16}"
        f"{f'{len(folders - failed_folders)} / {len(folders)}':>12}{crashed:>10}{seconds:>9.1f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the suite and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=SHARED / "tck", help="the folder that holds compliance-level-2 and so on")
    parser.add_argument("--only", default="", help="a regular expression over level/folder/file#id")
    parser.add_argument("--failures", action="store_true", help="list the cases that fail")
    options = parser.parse_args(arguments)
    if not (options.root / "score.py").is_file():
        sys.exit(f"缺少一致性测试：没有文件夹 {options.root}\nNo conformance suite: no folder {options.root} (set LUOSHI_SHARED)")
    score = load_score(options.root)
    score.signal.signal(score.signal.SIGALRM, score._alarm)  # noqa: SLF001 - as score.main does it
    cases = [case for case in score.read_cases(options.root) if re.search(options.only, case.key)]
    print(HEADER)
    for level in dict.fromkeys(case.level for case in cases):
        begin = time.perf_counter()
        verdicts = run(score, [case for case in cases if case.level == level])
        print(row(level, verdicts, time.perf_counter() - begin))
        if options.failures:
            for case, verdict, detail in verdicts:
                if verdict != "pass":
                    print(f"    {verdict:15} {case.folder}#{case.id}  {detail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
