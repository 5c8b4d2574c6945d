"""The facts of a day: what offices enter, some days after it happened."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.timezone import make_aware

from luoshi.district.demonstration.amounts import amount, number_before
from luoshi.district.demonstration.chance import draw
from luoshi.district.facts.operations import NewFact, record_many
from luoshi.district.facts.queries import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import RecordStream

ENTERED: Final = time(9, 5)
HAPPENED: Final = time(10)
MINUTES: Final = 400


def record_all(present: Present) -> int:
    """Record what the streams bring on the day; returns how many facts. On the first day everything comes that happened before it."""
    return sum(_record(stream, present) for stream in present.year.records)


def _record(stream: RecordStream, present: Present) -> int:
    news = (fact for day in _days(stream, present) for fact in _facts(stream, day, present))
    return record_many(news, district=present.district, by=present.post(stream.post), at=present.at(ENTERED))


def _days(stream: RecordStream, present: Present) -> Iterator[date]:
    """The days whose facts are entered today: one, and on the first day of the year's play all that were before."""
    last = present.day - timedelta(days=stream.lag)
    first = last.replace(month=1, day=1) if present.day == present.year.begins else last
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _facts(stream: RecordStream, day: date, present: Present) -> Iterator[NewFact]:
    calendar, seed = present.calendar, present.seed
    total = amount(stream.rhythm, stream.code, day, calendar=calendar, seed=seed)
    before = number_before(stream.rhythm, stream.code, day, since=present.year.begins, calendar=calendar, seed=seed)
    for place, quantity in enumerate(_pieces(stream, total)):
        number = before + place + 1
        at = make_aware(datetime.combine(day, HAPPENED)) + timedelta(minutes=int(draw(seed, stream.code, "at", number) * MINUTES))
        yield NewFact(
            kind=stream.kind,
            subject=Subject(stream.subject, f"demonstration-{stream.code}-{day:%Y%m%d}-{place + 1}", f"{stream.title}{number}（虚构）"),
            happened_at=min(at, present.at(time(9))),
            source=stream.source,
            quantity=quantity if stream.unit else None,
            unit=stream.unit,
            public=True,
            details=stream.details,
        )


def _pieces(stream: RecordStream, total: int) -> Iterator[Decimal]:
    """The amount of a day in facts of at most one piece each; where nothing is measured, each counts as one."""
    piece = int(stream.piece) if stream.unit else 1
    while total > 0:
        yield Decimal(min(piece, total))
        total -= piece
