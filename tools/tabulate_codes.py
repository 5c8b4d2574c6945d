"""Write the tables of codes of ``engines/identifiers`` again from the public data they come from.

    python -m tools.tabulate_codes FOLDER

FOLDER holds ``gbt4754/gbt4754_2017.csv`` and ``admin_divisions/{provinces,cities,areas}.csv``. Only codes and names are taken: facts that
the standards state. What the sources leave out or add is mended here, and nowhere by hand.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ENGINE = Path(__file__).resolve().parent.parent / "luoshi" / "engines" / "identifiers"

INDUSTRIES_FROM = """\
# 国民经济行业分类 GB/T 4754-2017: sections, divisions, groups and classes in the order of the standard; code, tab, name.
# Source: a table of the standard's codes made public by others, grade C (a mirror), taken in 2026. Its 1,380 classes are those of the first
# edition; whether amendment 1 of 2019 is in it could not be established. Groups with a single class have that class's name.
"""
DIVISIONS_FROM = """\
# 县以上行政区划代码 (GB/T 2260): provinces, cities, districts and counties; code, tab, name.
# Source: the statistical division codes of 2023 made public by others under the WTFPL, grade C (a mirror), taken in 2026. Development
# zones that statistics count as districts (71 to 79) are left out; Taiwan, Hong Kong and Macao are added from GB/T 2260.
"""
ADDED = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}


def industries(folder: Path) -> str:
    """The text of ``industries.tsv``. A group that the source leaves out, since it has one class only, is written before that class."""
    named: dict[str, str] = {}
    for row in _rows(folder / "gbt4754" / "gbt4754_2017.csv"):
        code, name = row["class"] or row["group"] or row["division"] or row["section"], row["name"].strip()
        if row["class"]:
            named.setdefault(row["group"], name)
        named[code] = name
    return INDUSTRIES_FROM + _lines(named)


def divisions(folder: Path) -> str:
    """The text of ``divisions.tsv``, in the order of the codes."""
    named = dict(ADDED)
    for file in ("areas", "cities", "provinces"):
        for row in _rows(folder / "admin_divisions" / f"{file}.csv"):
            if not (len(row["code"]) == 6 and row["code"][4] == "7"):
                named[row["code"].ljust(6, "0")] = row["name"]
    return DIVISIONS_FROM + _lines(dict(sorted(named.items())))


def _rows(file: Path) -> Iterator[Mapping[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def _lines(named: Mapping[str, str]) -> str:
    return "".join(f"{code}\t{name}\n" for code, name in named.items())


def main(folder: Path) -> None:
    """Write both files."""
    (ENGINE / "industries.tsv").write_text(industries(folder), encoding="utf-8")
    (ENGINE / "divisions.tsv").write_text(divisions(folder), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
