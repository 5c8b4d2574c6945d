"""The applications of a day: who applies for what with which values, from the day's name alone and from what the registers hold."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.amounts import amount, number_before
from luoshi.district.demonstration.applying import hand_in_and_submit
from luoshi.district.demonstration.chance import pick, whole
from luoshi.district.demonstration.founders import founders
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.demonstration.people import newcomers
from luoshi.district.demonstration.places import places_for
from luoshi.district.demonstration.promising import promise_and_submit
from luoshi.district.demonstration.variants import said_of
from luoshi.district.services.operations import Filing, Subject, apply_all
from luoshi.district.services.queries import SubjectKind
from luoshi.engines.packs.model_of_year import NEWCOMERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Person
    from luoshi.engines.packs.model_of_year import FilingStream, Said

WAVES: Final = (time(9, 40), time(14, 10))
"""When those that come on a day are decided, each wave together."""
SIGNING: Final = time(11, 10)
MINUTES: Final = 200
"""Within which those sign who promise something."""


def file_all(present: Present) -> int:
    """Let everybody apply who applies on the day; returns how many. Whoever the rules ask for more, or hand to a person, is told so."""
    waves: dict[time, list[Filing]] = {each: [] for each in WAVES}
    count = 0
    for stream in present.year.filings:
        for number, filing in _filings(stream, present):
            count += 1
            if stream.promises:
                with leaving_out(f"{stream.code} {number}"):
                    promise_and_submit(filing, present.district, at=present.at(SIGNING, minutes=number * 7 % MINUTES))
            elif stream.papers:
                with leaving_out(f"{stream.code} {number}"):
                    hand_in_and_submit(filing, stream.papers, present, at=present.at(SIGNING, minutes=number * 7 % MINUTES))
            else:
                waves[WAVES[whole(present.seed, 0, len(WAVES) - 1, "wave", stream.code, number)]].append(filing)
    for when, some in waves.items():
        _decide(some, present, when)
    return count


def _decide(filings: Sequence[Filing], present: Present, when: time) -> None:
    for filing, answer in zip(filings, apply_all(filings, district=present.district, at=present.at(when)), strict=True):
        if isinstance(answer, Exception):
            with leaving_out(f"{filing.item} {filing.once}"):
                raise answer


def _filings(stream: FilingStream, present: Present) -> Iterator[tuple[int, Filing]]:
    """The applications of a stream on the day, by their numbers in it."""
    calendar, seed, day = present.calendar, present.seed, present.day
    count = amount(stream.rhythm, stream.code, day, calendar=calendar, seed=seed)
    if not count:
        return
    first = 1 + number_before(stream.rhythm, stream.code, day, since=present.year.begins, calendar=calendar, seed=seed)
    numbers = range(first, first + count)
    applicants = list(_applicants(stream, numbers, present))
    present.know([person for person, _ in applicants])
    for number, (person, subject) in zip(numbers, applicants, strict=False):
        values = _values(stream, number, person, present)
        yield number, Filing(stream.item, subject, values, None, present.person(person), present.once(stream.code, number))


def _applicants(stream: FilingStream, numbers: Sequence[int], present: Present) -> Iterator[tuple[Person, Subject]]:
    if stream.by == NEWCOMERS:
        for person, key in newcomers(stream, numbers, present):
            yield person, Subject(SubjectKind.PERSONS, key)
    else:
        for each in founders(stream, len(numbers), present):
            yield each.person, Subject(SubjectKind.ENTERPRISES, each.enterprise)


def _values(stream: FilingStream, number: int, person: Person, present: Present) -> Mapping[str, Said]:
    """What is filled in: the stream's values and those of one variant, with everything in braces said."""
    seed = present.seed
    words = {name: pick(seed, some, name, stream.code, number) for name, some in present.year.words.items()}
    words |= {name: pick(seed, some, name, stream.code, number) for name, some in places_for(present).items()}
    words |= {"number": str(number), "applicant": person.name}
    said = said_of(stream, number, seed)
    return {field: each.format(**words) if isinstance(each, str) else each for field, each in said.items()}
