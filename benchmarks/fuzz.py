"""Coverage-guided fuzzing of what reads untrusted text: FEEL's parser and both evaluators, and the reader of DMN files.

    uv pip install --require-hashes -r requirements-peers.lock
    python benchmarks/fuzz.py feel|dmn [--seconds 600]

A run fails on any exception that is no refusal, on an input that takes over 10 seconds, on memory over 2 GB, and where the compiled text
and the reference disagree. It prints how many inputs were tried and what the memory did. Inputs that failed stay in ``.fuzz/``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SECONDS_PER_INPUT, MEGABYTES = 10, 2048
KEPT = ROOT / ".fuzz"


def feel(content: bytes) -> None:
    """A text as an expression and as unary tests, both evaluated both ways."""
    from luoshi.engines.feel import FeelSyntaxError, Limits, evaluate, parse, parse_unary_tests  # noqa: PLC0415
    from luoshi.engines.feel.compiled import compile_node  # noqa: PLC0415
    from luoshi.engines.feel.tests.programs import SCOPE  # noqa: PLC0415
    from luoshi.engines.feel.tests.tables import MOMENT, fail_unless_same  # noqa: PLC0415

    limits = Limits(steps=20_000, list_size=2_000, string_length=20_000, pattern_steps=5_000)
    text = content.decode(errors="replace")
    for read in (parse, parse_unary_tests):
        try:
            node = read(text, names=SCOPE)
        except FeelSyntaxError:
            continue
        scope = {**SCOPE, "?": SCOPE["人数"]}
        fail_unless_same(evaluate(node, scope, limits=limits, at=MOMENT), compile_node(node).evaluate(scope, limits=limits, at=MOMENT))


def dmn(content: bytes) -> None:
    """A file read, written back, compiled, and every decision asked without inputs."""
    from luoshi.engines.decisions import RefusedModel, compile_model, read_model, write_model  # noqa: PLC0415
    from luoshi.engines.decisions.questions import offered_names  # noqa: PLC0415

    try:
        model = read_model(content, file="fuzz.dmn")
        assert write_model(model) == content
        compiled = compile_model(model)
    except RefusedModel:
        return
    for name in offered_names(compiled)[:20]:
        compiled.decide(name, {})


TARGETS: dict[str, Callable[[bytes], None]] = {"feel": feel, "dmn": dmn}


def seeds(target: str) -> list[bytes]:
    """What people write: the examples of the tests, and the models of the packs."""
    if target == "dmn":
        return [file.read_bytes() for file in sorted(ROOT.glob("luoshi/packs/*/decisions/*.dmn")) if file.stat().st_size < 60_000]
    from luoshi.engines.feel.tests import test_builtins, test_language  # noqa: PLC0415
    from luoshi.engines.feel.tests.tables import examples  # noqa: PLC0415

    tables = [
        test_builtins.TABLE,
        *(getattr(test_language, name) for name in ("VALUES", "ARITHMETIC", "COMPARISON", "CONTROL", "PARTS", "TYPES")),
    ]
    return [text.encode() for table in tables for text, _ in examples(table)]


def fuzz(target: str, arguments: list[str]) -> None:
    """In this process, which ends with it."""
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["luoshi.engines"]):
        TARGETS[target](b"1")
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


def main() -> None:
    """Fuzz in a process of its own and tell what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--here", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here is not None:
        fuzz(chosen.target, chosen.here)
    corpus = KEPT / chosen.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds(chosen.target)):
        (corpus / f"seed-{number:04}").write_bytes(content)
    flags = [f"-max_total_time={chosen.seconds}", f"-timeout={SECONDS_PER_INPUT}", f"-rss_limit_mb={MEGABYTES}", "-max_len=60000"]
    command = [sys.executable, __file__, chosen.target, "--here", *flags, f"-artifact_prefix={KEPT}/{chosen.target}-failed-", str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    runs = re.search(r"Done (\d+) runs in (\d+) second", done.stderr)
    memory = [int(each) for each in re.findall(r"rss: (\d+)Mb", done.stderr)]
    if done.returncode or runs is None:
        print(done.stdout[-2000:], done.stderr[-4000:], sep="\n")
        sys.exit(f"{chosen.target}: failed")
    print(f"{chosen.target}: {int(runs[1]):,} inputs in {runs[2]} s, none failed")
    print(f"memory: {memory[0]} MB at the start, {memory[len(memory) // 2]} in the middle, {memory[-1]} at the end")


if __name__ == "__main__":
    main()
