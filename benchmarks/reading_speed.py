"""How fast reading is, and that its time grows with the length of the text and not faster, also for texts written to hurt.

    python benchmarks/reading_speed.py

Prints seconds for a report of about 30,000 characters (limit: 1 s on one core), for the same text two, four and eight times as long
with the ratio of the times (2 would be linear), and for hostile texts at the largest length that is accepted."""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.engines.reading import read  # noqa: E402
from luoshi.engines.reading.normalise import CHARACTERS_MAX  # noqa: E402

REPORT = ROOT / "luoshi" / "packs" / "peach_blossom" / "report" / "2023.txt"
LIMIT_SECONDS = 1.0


def seconds(text: str) -> float:
    """The better of two runs."""
    times = []
    for _ in range(2):
        begin = time.perf_counter()
        read(text)
        times.append(time.perf_counter() - begin)
    return min(times)


def hostile_texts() -> dict[str, str]:
    """Texts of the largest accepted length that have broken readers: no punctuation, only punctuation, deep nesting, endless lists."""
    size = CHARACTERS_MAX - 1000
    patterns = {
        "digits": "1",
        "no punctuation": "发展",
        "only commas": "，",
        "open quotation marks": "“",
        "one-character lines": "一\n",
        "colons": "是：",
        "digits and commas": "1,",
        "a target in every clause": "增长5%，",
        "headings": "一、发展\n",
        "lists with 分别": "A、B、C分别增长5%、6%、7%。",
    }
    texts = {name: pattern * (size // len(pattern)) for name, pattern in patterns.items()}
    return texts | {"nested brackets": "（" * (size // 2) + "）" * (size // 2)}


def main() -> None:
    report = REPORT.read_text(encoding="utf8")
    text = report * max(1, round(30_000 / len(report)))
    before = seconds(text)
    print(f"{'text':28}{'characters':>12}{'seconds':>9}{'ratio':>8}")
    print(f"{'work report':28}{len(text):12,}{before:9.2f}{before / LIMIT_SECONDS:8.2f}  of the limit of {LIMIT_SECONDS:.0f} s")
    for factor in (2, 4, 8):
        now = seconds(text * factor)
        print(f"{f'{factor} times as long':28}{len(text) * factor:12,}{now:9.2f}{now / before:8.2f}  of the time for half the length")
        before = now
    for name, hostile in hostile_texts().items():
        print(f"{name:28}{len(hostile):12,}{seconds(hostile):9.2f}")


if __name__ == "__main__":
    main()
