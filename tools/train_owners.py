"""Learn the weights of owner suggestion from published breakdowns.

    python tools/train_owners.py

Writes ``luoshi/engines/owners/weights.json`` from ``../shared/data/decompositions`` (or ``$LUOSHI_SHARED``): same breakdowns, same bytes.
Run it after a change of ``units.toml`` or ``duties.toml``, then ``benchmarks/owners.py``. Needs the standard library alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.owners import load_pairs  # noqa: E402
from luoshi.engines.owners.training import train  # noqa: E402
from luoshi.engines.owners.weights import to_json  # noqa: E402

WEIGHTS = ROOT / "luoshi" / "engines" / "owners" / "weights.json"


def main() -> None:
    pairs = load_pairs()
    WEIGHTS.write_bytes(to_json(train(pairs)).encode())
    print(f"{WEIGHTS.relative_to(ROOT)}: {len(pairs)} tasks, {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
