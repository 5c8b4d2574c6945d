"""Drop-down lists of a workbook: short ones stand in the rule of the column, long ones on a hidden page that the rule refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from luoshi.engines.documents.sheet import Column, Sheet, plain

PAGE = "选项"
"""The tab of the page of long lists."""

_LIST_CHARACTERS_MAX = 255
"""What Excel takes as a list within a rule; a file with more is called damaged."""

_NOT_IN_A_LIST = re.compile(r'[,"\n\r\t]|^[\s=]|\s$')
"""Signs that end an entry or the list, or that Excel drops."""


def long_lists(sheets: Sequence[Sheet]) -> tuple[tuple[str, ...], ...]:
    """The lists that need a page, each once, in the order of the columns that offer them."""
    offered = (column.choices for sheet in sheets if not sheet.hidden for column in sheet.columns)
    return tuple(dict.fromkeys(choices for choices in offered if choices and not _is_short(choices)))


def page_of(lists: Sequence[tuple[str, ...]]) -> Sheet:
    """The hidden page: one column for each list."""
    header = tuple(Column(f"{PAGE}{number}", 20) for number in range(1, len(lists) + 1))
    return Sheet(PAGE, header, tuple(zip_longest(*lists)), hidden=True)


def rule(column: Column, cells: str, lists: Sequence[tuple[str, ...]], page: str) -> DataValidation:
    """The rule that offers the choices of ``column`` in ``cells``; ``page`` is the tab on which ``lists`` stand."""
    validation = DataValidation("list", _source(column.choices, lists, page), allow_blank=True)
    validation.add(cells)
    validation.showErrorMessage = not column.several
    validation.errorStyle, validation.errorTitle, validation.error = "stop", "不在选项中", "请从下拉列表中选择。"
    if column.several:
        validation.showInputMessage, validation.prompt = True, "可填多项，用“、”隔开。"
    return validation


def _source(choices: tuple[str, ...], lists: Sequence[tuple[str, ...]], page: str) -> str:
    if _is_short(choices):
        return f'"{_joined(choices)}"'
    letter = get_column_letter(1 + lists.index(choices))
    return f"{quote_sheetname(page)}!${letter}$2:${letter}${1 + len(choices)}"


def _is_short(choices: tuple[str, ...]) -> bool:
    return _length(_joined(choices)) <= _LIST_CHARACTERS_MAX and not any(_NOT_IN_A_LIST.search(each) for each in choices)


def _joined(choices: Iterable[str]) -> str:
    return plain(",".join(choices))


def _length(text: str) -> int:
    """In the units that Office counts: an emoji takes two."""
    return len(text.encode("utf-16-le")) // 2
