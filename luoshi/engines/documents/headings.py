"""Where a table that people made says what its columns are: seldom in the first row, and not always in the same words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.engines.documents.refusals import column_twice, heading_missing

HEADER_ROWS_MAX: Final = 10
_NOT_IN_A_HEADING: Final = re.compile(r"[\s*:]|\((?:必填|选填|可不填)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """The place of each column by what it is, the headings that nobody asked for, and how many rows end with the heading."""

    places: Mapping[str, int]
    left_out: tuple[str, ...]
    rows: int


def find_heading(rows: Sequence[Sequence[str]], names: Mapping[str, str], needed: Collection[str]) -> Heading:
    """Find the heading within the first :data:`HEADER_ROWS_MAX` rows; ``names`` says what a column is that bears a name.

    Blanks, asterisks, colons, 必填 in brackets and full width make no other name.

    Raises:
        UnreadableDocument: no row names all that is ``needed``, or the heading names something twice.
    """
    known = {_even(name): meant for name, meant in names.items()}
    called = {meant: name for name, meant in reversed([*names.items()])}  # by its first name
    missing = list(needed)
    for number, cells in enumerate(rows[:HEADER_ROWS_MAX], start=1):
        found = [known.get(_even(cell), "") for cell in cells]
        if not (lacking := [each for each in needed if each not in found]):
            return _heading(cells, found, number, called)
        missing = min(missing, lacking, key=len)
    raise heading_missing([called[each] for each in missing], HEADER_ROWS_MAX)


def _heading(cells: Sequence[str], found: Sequence[str], number: int, called: Mapping[str, str]) -> Heading:
    doubled = next((each for each, times in Counter(found).items() if each and times > 1), None)
    if doubled is not None:
        raise column_twice(called[doubled])
    places = {each: place for place, each in enumerate(found) if each}
    return Heading(places, tuple(cell for cell, each in zip(cells, found, strict=True) if cell and not each), number)


def _even(cell: str) -> str:
    return _NOT_IN_A_HEADING.sub("", unicodedata.normalize("NFKC", cell))
