"""What ledgers note: each note of a work once, on one day, however the days are taken; of a work that stalls the first half."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from luoshi.district.demonstration.ledgers import notes
from luoshi.district.plan.queries import Commitment
from luoshi.engines.packs.model_of_year import Note, Works

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present

BEGINS, LAST = date(2023, 1, 13), date(2023, 6, 30)
NOTES = tuple(Note(Decimal(share), share, done=share == "0.95") for share in ("0.05", "0.3", "0.5", "0.8", "0.95"))


def noted(number: int, step: int, *, stalls: str, deadline: date | None = None, answered: date | None = None) -> dict[str, date]:
    """When what was noted of a promise, by looking every ``step`` days."""
    works = Works(LAST, NOTES, (), Decimal("0.04"), Decimal(stalls), 40, 0, Decimal(0), Decimal(0))
    commitment, found = Commitment(code=f"qingxi-2023-{number:04}", deadline=deadline), {}
    for day in range(0, 200, step):
        now = BEGINS + timedelta(days=day)
        present = cast("Present", SimpleNamespace(seed=7, year=SimpleNamespace(begins=BEGINS), day=now))
        known = answered if answered is not None and answered <= now else None
        for note, happened in notes(commitment, works, present, now - timedelta(days=step), known):
            assert note.says not in found
            found[note.says] = happened
    return found


@pytest.mark.parametrize("number", range(1, 6))
def test_each_note_comes_once_near_its_share_of_the_time(number: int) -> None:
    daily = noted(number, 1, stalls="0")
    assert daily == noted(number, 3, stalls="0")
    assert list(daily) == [each.says for each in NOTES]
    whole = (LAST - BEGINS).days
    assert all(abs((day - BEGINS).days - whole * Decimal(share)) <= whole * Decimal("0.04") + 1 for share, day in daily.items())


@pytest.mark.parametrize("number", range(1, 6))
def test_a_work_is_done_before_the_last_words_about_it_are_handed_in(number: int) -> None:
    done = noted(number, 1, stalls="0", deadline=date(2023, 5, 31))["0.95"]
    assert done < date(2023, 5, 20), "who answers five days ahead of the 25th already sees it"


def test_a_work_that_stalls_stops_half_way() -> None:
    assert list(noted(1, 1, stalls="1")) == ["0.05", "0.3", "0.5"]


def test_a_work_goes_on_when_its_notice_is_answered_and_is_done_by_the_new_day() -> None:
    answered = date(2023, 5, 20)
    found = noted(1, 1, stalls="1", answered=answered)
    assert list(found) == [each.says for each in NOTES]
    assert answered < found["0.8"] < found["0.95"] <= answered + timedelta(days=40)
    early = noted(1, 1, stalls="1", answered=date(2023, 2, 1))
    assert early["0.5"] < early["0.8"], "who answers before it stalls goes on from there"
