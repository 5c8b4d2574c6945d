"""Lists that others publish: on the last working day of a month a unit brings everybody who is on one by then as its table; the enterprises
stand in the register since the year began."""

from __future__ import annotations

import csv
import io
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.amounts import number_before
from luoshi.district.demonstration.chance import pick, whole
from luoshi.district.population import operations as population
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.engines.identifiers import credit_code_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import ListStream, TableStream

BROUGHT: Final = time(14)
ENTERED: Final = time(8, 50)
KEY: Final = "统一社会信用代码"
ENTERPRISES: Final = KINDS["enterprises"]
CATEGORY: Final = "91"
"""Companies, as their credit codes begin."""
YOUNGEST: Final = date(2020, 12, 31)
DAYS: Final = 3_000
"""Within which those on a list were founded."""


def bring_all(present: Present) -> int:
    """On the first day of the year's play enter whoever will come to a list, and bring each list; then once a month. Returns how many."""
    if present.day == present.year.begins:
        for stream in present.year.lists:
            _enter(stream, present)
    elif not present.ends_its_month:
        return 0
    return sum(_bring(stream, present) for stream in present.year.lists)


def _enter(stream: ListStream, present: Present) -> None:
    """Everybody who comes to the list within the year was there before it."""
    last = date(present.year.ends.year, 1, 1)
    rows = [_entry(stream, number, present) for number in range(1, _numbered(stream, last, present) + 1)]
    news = [register.NewEntry(row, date(present.year.begins.year - 1, 12, 31), stream.known_from) for row in rows]
    register.enter_all(ENTERPRISES, present.district, news, by=present.post(stream.entered_by), at=present.at(ENTERED))


def _entry(stream: ListStream, number: int, present: Present) -> dict[str, str]:
    words = {name: pick(present.seed, some, name, stream.code, number) for name, some in present.year.words.items()}
    founded = YOUNGEST - timedelta(days=whole(present.seed, 0, DAYS, "founded", stream.code, number))
    return {
        "credit_code": _code(stream, number),
        "name": stream.name.format(number=number, **words),
        "form": "企业",
        "industry": stream.industry,
        "state": "存续",
        "established_on": founded.isoformat(),
    }


def _code(stream: ListStream, number: int) -> str:
    code = credit_code_in(stream.code_range, CATEGORY, number)
    assert code is not None, "a range holds more than a year's list"
    return code


def _bring(stream: ListStream, present: Present) -> bool:
    """The list as it is now, where it was not brought just so before."""
    rows = sorted(_rows(stream, present))
    if present.day != present.year.begins and not any(day.month == present.day.month and day.year == present.day.year for _, day in rows):
        return False
    lines = [(KEY, *stream.columns), *((code, f"{stream.mark}{place}", day.isoformat(), "是") for place, (code, day) in enumerate(rows, 1))]
    hand_in(stream, lines, present)
    return True


def hand_in(stream: ListStream | TableStream, lines: Sequence[Sequence[str]], present: Present) -> None:
    """Bring a table of the month, with its heading."""
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    period = f"{present.day:%Y-%m}"
    population.import_table(
        present.district, stream.table, written.getvalue().encode(), file_name=f"{stream.table}{period}.csv", period=period,
        source=stream.source, document=stream.document, by=present.post(stream.post), at=present.at(BROUGHT),
    )  # fmt: skip


def _rows(stream: ListStream, present: Present) -> Iterator[tuple[str, date]]:
    """Who is on the list by the day, and since when: those whom the pack names, and those who came month by month."""
    come = ((code, [day for day in days if day <= present.day]) for code, days in stream.known.items())
    yield from ((code, max(days)) for code, days in come if days)
    first = present.year.begins.replace(day=1)
    while present.day != present.year.begins and first <= present.day:
        following = (first + timedelta(days=31)).replace(day=1)
        for number in range(_numbered(stream, first, present) + 1, _numbered(stream, following, present) + 1):
            since = first + timedelta(days=whole(present.seed, 0, 19, "listed", stream.code, number))
            yield _code(stream, number), since
        first = following


def _numbered(stream: ListStream, before: date, present: Present) -> int:
    """How many have come before the first day of a month."""
    return number_before(stream.rhythm, stream.code, before, since=present.year.begins, calendar=present.calendar, seed=present.seed)
