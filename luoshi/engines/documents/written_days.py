"""A day as people write it in a cell: 2023-01-31, 2023/1/31, 2023.1.31, 20230131, 2023年1月31日, in figures of any width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from luoshi.words import Words

_DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?: 0?0:00(?::00)?)?")


class NotADay(ValueError):
    """``what`` is wrong with the words, and the ``remedy``."""

    def __init__(self, what: Words, remedy: Words) -> None:
        super().__init__(what.chinese)
        self.what, self.remedy = what, remedy


def read_day(words: str) -> date:
    """The day that is meant. Midnight behind it is the format of a cell and means nothing.

    Raises:
        NotADay: the words have not the shape of a day, or no calendar has that day: 2023-02-30.
    """
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", words).strip().replace("年 ", "年").replace("月 ", "月"))
    if found is None:
        remedy = Words("请写作 2023-01-31 或 2023年1月31日。", "Write it as 2023-01-31.")
        raise NotADay(Words("这不是日期。", "This is no day."), remedy)
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise NotADay(Words("没有这一天。", "There is no such day."), Words("请核对日期。", "Check the day.")) from problem
