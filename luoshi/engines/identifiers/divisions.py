"""Administrative divisions by GB/T 2260: provinces, cities, districts and counties, each by its six digits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from luoshi.engines.identifiers import findings
from luoshi.engines.identifiers.code_tree import CodeTree, Entry, rows_of
from luoshi.engines.identifiers.findings import Finding
from luoshi.words import Words

NAME: Final = Words("行政区划代码", "division code")
AS_OF: Final = Words("2023 年", "2023")
SOURCE: Final = Words("2023 年县以上行政区划代码表（GB/T 2260）", "The table of divisions of 2023 (GB/T 2260)")
LEVELS: Final = (Words("省级", "province"), Words("地级", "city"), Words("县级", "county"))
NATIONAL: Final = "100000"
"""Stands for the whole country where an authority of the State Council registers."""

_NO_PLACES = ("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""Entries of the table that are headings over districts and counties: nobody says them in an address."""


@cache
def divisions() -> CodeTree:
    """The whole table, read once."""
    return CodeTree(NAME, SOURCE, LEVELS, _entries())


def read_division(text: str) -> Entry:
    """The division of a code of any level.

    :raises RefusedIdentifier: nothing is written, or the table has no such code.
    """
    return divisions().read(text)


def full_name(code: str) -> str:
    """省、市、区 in one: 黑龙江省哈尔滨市松北区; empty for an unknown code."""
    return "".join(entry.name for entry in divisions().path(code) if entry.name not in _NO_PLACES)


def findings_about(code: str, position: int) -> tuple[Finding, ...]:
    """What to say of a division inside another identifier, where its first digit stands at ``position``."""
    if code in divisions() or code == NATIONAL:
        return ()
    known = next((above for above in _above(code) if above in divisions()), "")
    return (findings.unknown_division(code, full_name(known), AS_OF, position),)


def _entries() -> Iterator[Entry]:
    for code, name in rows_of("divisions.tsv"):
        above = [each for each in _above(code) if each != code]
        yield Entry(code, name, len(above) + 1, above[0] if above else "")


def _above(code: str) -> list[str]:
    """The city and the province that a code stands under, the nearest first; a province stands under nothing but itself."""
    if code.endswith("0000"):
        return [code]
    province, city = f"{code[:2]}0000", f"{code[:4]}00"
    return [province] if code == city else [city, province]
