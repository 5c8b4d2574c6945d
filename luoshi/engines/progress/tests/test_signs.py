"""What is asked about a series, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from luoshi.engines.progress import (
    Accumulation,
    Clues,
    Goal,
    Late,
    Operator,
    Origin,
    Period,
    Said,
    SignKind,
    Value,
    signs_of,
)
from luoshi.engines.progress.tests.samples import GROWTH, POSTS, monthly

GOAL = Goal(Operator.EQUAL, Decimal(1200), date(2023, 12, 31))
STEADY = monthly([100] * 11 + [250])


def kinds(clues: Clues) -> list[SignKind]:
    return [each.kind for each in signs_of(clues)]


def said(month: int, number: int, text: str, *evidence: str) -> Said:
    period = Period.parse(f"2023-{month:02d}")
    return Said(Value(period, Decimal(number), Origin.REPORTED, period.last_day), text, frozenset(evidence))


def test_nothing_is_asked_of_a_steady_year() -> None:
    assert kinds(Clues(POSTS, STEADY, GOAL)) == []
    assert kinds(Clues(POSTS, [], GOAL)) == []


def test_growth_without_new_evidence_and_the_same_words_again() -> None:
    reports = [said(1, 10, "发布岗位 10 个。", "a"), said(2, 12, "发布岗位10个", "a"), said(3, 9, "召开招聘会。", "a", "b")]
    found = signs_of(Clues(POSTS, [each.value for each in reports], said=reports))
    assert [each.kind for each in found] == [SignKind.NO_NEW_EVIDENCE, SignKind.SAME_TEXT]
    assert "12个" in found[0].seen.chinese
    assert found[0].key == "no_new_evidence:2023-02=12"


def test_the_last_period_brings_more_than_all_others() -> None:
    jump = monthly([10] * 11 + [111])
    [sign] = signs_of(Clues(POSTS, jump))
    assert (sign.kind, "111个" in sign.seen.chinese, "110个" in sign.seen.english) == (SignKind.JUMP_AT_THE_END, True, True)
    assert kinds(Clues(POSTS, monthly([10] * 11 + [110]))) == []
    to_date = replace(POSTS, accumulation=Accumulation.CUMULATIVE)
    assert kinds(Clues(to_date, monthly([*range(10, 120, 10), 221]))) == [SignKind.JUMP_AT_THE_END]
    assert kinds(Clues(POSTS, jump[1:])) == [], "a blank is no zero, so nobody knows what the others brought"


def test_just_over_the_line_is_what_prints_as_all_of_the_goal() -> None:
    assert kinds(Clues(POSTS, monthly([100] * 12), GOAL)) == [SignKind.JUST_OVER_THE_LINE]
    assert kinds(Clues(POSTS, monthly([100] * 11 + [99]), GOAL)) == []
    growth = Goal(Operator.AT_LEAST, Decimal("6.0"), date(2023, 12, 31))
    quarters = [Value(Period.parse(f"2023-Q{n}"), Decimal("6.1"), Origin.OFFICIAL, date(2024, 1, 20)) for n in range(1, 5)]
    assert kinds(Clues(GROWTH, quarters, growth)) == [SignKind.JUST_OVER_THE_LINE]
    assert kinds(Clues(GROWTH, quarters[:3], growth)) == [], "the year is not over"


def test_a_definition_that_changes_within_the_year() -> None:
    values = [replace(each, definition=date(2023, 7 if each.period.number > 6 else 1, 1)) for each in STEADY]
    [sign] = signs_of(Clues(POSTS, values, GOAL))
    assert (sign.kind, str(sign.periods[0])) == (SignKind.DEFINITION_CHANGED, "2023-07")


def test_what_is_reported_is_not_what_is_on_record() -> None:
    counted = [replace(each, origin=Origin.COMPUTED, number=Decimal(99 if each.period.number == 3 else 100)) for each in STEADY[:5]]
    [sign] = signs_of(Clues(POSTS, STEADY, counted=counted))
    assert (sign.kind, sign.seen.chinese) == (SignKind.SUM_DIFFERS, "2023年3月上报 100个，记录合计 99个。")


def test_records_that_came_in_when_the_figure_was_due_already() -> None:
    late = {Period.parse("2023-02"): Late(3, Decimal(40)), Period.parse("2023-03"): Late(0, Decimal(0))}
    assert kinds(Clues(POSTS, STEADY, late=late)) == [SignKind.BACK_DATED]


def test_what_counts_from_new_year_cannot_fall() -> None:
    to_date = replace(POSTS, accumulation=Accumulation.CUMULATIVE)
    [sign] = signs_of(Clues(to_date, monthly([10, 30, 25, 40])))
    assert (sign.kind, [str(each) for each in sign.periods]) == (SignKind.CUMULATIVE_FELL, ["2023-02", "2023-03"])
    assert kinds(Clues(replace(to_date, accumulation=Accumulation.STATE), monthly([10, 30, 25, 40]))) == []
