"""Invented people who apply: visibly so by their names, in a division that does not exist, each once."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.chance import pick, whole
from luoshi.district.offices import operations as offices
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services.operations import admit
from luoshi.engines.identifiers import check_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Person
    from luoshi.engines.packs.model_of_year import FilingStream

DIVISION: Final = "990001"
BORN: Final = date(1958, 1, 1)
DAYS: Final = 16_000
"""Of birth, of which each newcomer of a stream has an own one."""
ORDER: Final = 770
"""From this order code on they are numbered by stream; nobody of the pack's own has one of those."""
SOURCE: Final = "户籍样本库（虚构）"
ENTERED: Final = time(8, 40)
PERSONS: Final = KINDS["persons"]


def newcomers(stream: FilingStream, numbers: Sequence[int], present: Present) -> Iterator[tuple[Person, str]]:
    """Enter people that nobody knew, by their numbers in a stream, and let them apply; each with the key of the entry in the register."""
    rows = [_row(stream, number, present) for number in numbers]
    news = [register.NewEntry(row, present.day, SOURCE) for row in rows]
    entries = register.enter_all(PERSONS, present.district, news, by=present.clerk, at=present.at(ENTERED))
    named = {f"{stream.code}_{number}": row["name"] for number, row in zip(numbers, rows, strict=True)}
    people = offices.add_invented(present.district, named)
    keys = [entry.key for entry in entries]
    admit(dict(zip(keys, people, strict=True)), present.district, on=present.day)
    return zip(people, keys, strict=True)


def _row(stream: FilingStream, number: int, present: Present) -> dict[str, str]:
    def one(name: str) -> str:
        return pick(present.seed, present.year.words[name], name, "of", stream.code, number)

    surname = pick(present.seed, present.year.surnames, "surname", stream.code, number)
    place = 1 + [each.code for each in present.year.filings].index(stream.code)
    return {
        "citizen_id": _citizen_id(number, place),
        "name": f"{surname}{one('given')}{one('mark')}",
        "residence": f"{present.district.name}{one('street')}路{whole(present.seed, 1, 99, 'door', stream.code, number)}号（虚构）",
        "phone": f"139{place:03}{number % 100_000:05}",
        "registered_on": present.day.isoformat(),
    }


def _citizen_id(number: int, stream: int) -> str:
    """A number whose check character is right, of a division that does not exist."""
    body = f"{DIVISION}{BORN + timedelta(days=number % DAYS):%Y%m%d}{ORDER + stream + 10 * (number // DAYS):03}"
    return body + check_characters.citizen(body)
