"""Copy browser files from `node_modules` to where pages find them: `static/vendor/PACKAGE/FILE`, each package with its licence.
Files keep their folders, because style sheets name their fonts and pictures by relative paths.

`package.json` names the files, or patterns of them, so that a package serves only what is used:

    "dependencies": {"echarts": "^6.1.0"},
    "luoshi": {"vendor": {"echarts": ["dist/echarts.min.js"]}}

Nothing of it is committed; `tools/set_up.py` fetches and copies when the list or the lock changes.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
VENDOR = Path("luoshi", "district", "site", "static", "vendor")


def wanted(checkout: Path) -> dict[str, list[str]]:
    """Package → files to ship with pages."""
    described = json.loads((checkout / "package.json").read_text())
    files: dict[str, list[str]] = described.get("luoshi", {}).get("vendor", {})
    return files


def copy(checkout: Path) -> None:
    """Replace the vendor folder by what is wanted now. Ends with advice if a package lacks a file or a licence."""
    shutil.rmtree(checkout / VENDOR, ignore_errors=True)
    for package, names in wanted(checkout).items():
        source = checkout / "node_modules" / package
        licences = sorted(file.name for file in source.glob("LICEN[CS]E*"))
        if not licences:
            sys.exit(f"package.json: {package} 没有许可证文件，不能随页面分发 / {package} has no licence file and cannot be shipped")
        target = checkout / VENDOR / package
        for name in (*names, *licences):
            files = sorted(file.relative_to(source) for file in source.glob(name))
            if not files:
                sys.exit(f"package.json: {package} 里没有 {name} / {package} has no file {name}")
            for file in files:
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source / file, target / file)


if __name__ == "__main__":
    copy(CHECKOUT)
