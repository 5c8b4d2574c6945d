"""Days as people write them: each way is read, and what is no day says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.written_days import NotADay, read_day


@pytest.mark.parametrize(
    "words",
    ["2023-01-05", "2023/1/5", "2023.1.5", "20230105", "2023年1月5日", "2023年 1月 5日", "２０２３－０１－０５", " 2023-1-5 00:00:00 "],
)
def test_each_way_of_writing_is_the_same_day(words: str) -> None:
    assert read_day(words) == date(2023, 1, 5)


@pytest.mark.parametrize("words", ["2023-02-30", "2023-13-01", "20230001", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_told(words: str) -> None:
    with pytest.raises(NotADay, match="没有这一天"):
        read_day(words)


@pytest.mark.parametrize("words", ["", "长期", "2023", "2023-01", "23-01-05", "2023-01-05 10:30", "45000"])
def test_what_is_no_day_is_told_how_to_write_one(words: str) -> None:
    with pytest.raises(NotADay, match="这不是日期") as refused:
        read_day(words)
    assert "2023-01-31" in refused.value.remedy.chinese


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]))
def test_whatever_day_is_written_is_read_again(day: date, form: str) -> None:
    assert read_day(day.strftime(form)) == day
