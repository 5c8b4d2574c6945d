"""A promise without a number stands by its milestones, and silence is neither good nor bad."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.progress.milestones import Milestone, MilestoneState, Word, Work, by_words
from luoshi.engines.progress.periods import Period

QUARTERS = [Milestone(date(2023, 3, 31), "完成设计"), Milestone(date(2023, 6, 30), "开工")]
LAST = Milestone(date(2023, 9, 30), "", is_last=True)


def words(*said: str) -> list[Word]:
    """``2023-03 going_on`` and so on."""
    return [Word(Period.parse(period), Work(work)) for period, work in (each.split() for each in said)]


@pytest.mark.parametrize(
    ("said", "on", "standings"),
    [
        ([], date(2023, 3, 30), ""),
        ([], date(2023, 3, 31), "unsaid"),
        (["2023-02 going_on"], date(2023, 4, 1), "unsaid"),
        (["2023-03 not_begun"], date(2023, 4, 1), "late"),
        (["2023-03 not_begun", "2023-05 going_on"], date(2023, 6, 1), "reached"),
        (["2023-Q1 going_on"], date(2023, 7, 1), "reached unsaid"),
        (["2023-09 going_on"], date(2023, 10, 1), "reached reached late"),
        (["2023-05 done"], date(2023, 10, 1), "reached reached reached"),
    ],
)
def test_a_milestone_stands_by_what_was_said_of_its_time(said: list[str], on: date, standings: str) -> None:
    found = by_words([LAST, *QUARTERS], words(*said), on=on)
    assert " ".join(standing for _, standing in found.due) == standings


@pytest.mark.parametrize(
    ("said", "on", "months"),
    [
        ([], date(2023, 3, 1), 0),
        ([], date(2023, 4, 1), None),
        (["2023-03 not_begun"], date(2023, 3, 31), 1),
        (["2023-03 not_begun"], date(2023, 5, 1), 3),
        (["2023-03 going_on"], date(2023, 5, 1), 0),
    ],
)
def test_months_without_a_beginning_are_counted_from_the_first_milestone(said: list[str], on: date, months: int | None) -> None:
    assert by_words(QUARTERS, words(*said), on=on).months_not_begun == months


@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from(Work)), max_size=6), st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_what_stands_by_words_never_rests_on_silence(said: list[tuple[int, Work]], on: date) -> None:
    """However words come: whoever said nothing reaches nothing and is late with nothing; "done" reaches everything."""
    told = [Word(Period.parse(f"2023-{month:02}"), work) for month, work in dict(said).items()]
    found = by_words([LAST, *QUARTERS], told, on=on)
    assert sum(map(found.count, MilestoneState)) == len(found.due) == sum(each.due <= on for each in [LAST, *QUARTERS])
    if not told:
        assert found.count(MilestoneState.UNSAID) == len(found.due)
    if any(each.work is Work.DONE for each in told):
        assert found.count(MilestoneState.REACHED) == len(found.due)
