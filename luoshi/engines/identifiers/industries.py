"""Industries by GB/T 4754-2017: sections (门类), divisions (大类), groups (中类) and classes (小类)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from luoshi.engines.identifiers import refusals
from luoshi.engines.identifiers.code_tree import CodeTree, Entry, rows_of
from luoshi.engines.identifiers.mending import mend
from luoshi.words import Words

NAME: Final = Words("国民经济行业代码", "industry code")
SOURCE: Final = Words("GB/T 4754-2017《国民经济行业分类》", "GB/T 4754-2017")
LEVELS: Final = (Words("门类", "section"), Words("大类", "division"), Words("中类", "group"), Words("小类", "class"))


@cache
def industries() -> CodeTree:
    """The whole table, read once."""
    return CodeTree(NAME, SOURCE, LEVELS, _entries())


def read_industry(text: str) -> Entry:
    """The industry of a code of any level, with or without the letter of its section before the digits (``C3912``).

    :raises RefusedIdentifier: nothing is written, or there is no such code, or it stands in another section than the letter says.
    """
    code = mend(text).text
    if len(code) == 1 or not code[:1].isalpha():
        return industries().read(code)
    entry = industries().read(code[1:])
    if industries().path(entry.code)[0].code != code[0]:
        raise refusals.unknown_code(NAME, SOURCE)
    return entry


def _entries() -> Iterator[Entry]:
    """The file has the table's order: a division belongs to the section last named."""
    section = ""
    for code, name in rows_of("industries.tsv"):
        if code.isalpha():
            section = code
            yield Entry(code, name, 1, "")
        else:
            yield Entry(code, name, len(code), section if len(code) == 2 else code[:-1])
