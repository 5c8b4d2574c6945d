from __future__ import annotations

import pytest

from luoshi.engines.documents.refusals import CHARACTERS_MAX, Reason, UnreadableDocument
from luoshi.engines.documents.report_check import CHINESE_CHARACTERS_MIN, refuse_unless_report
from luoshi.engines.documents.tests.samples import TEXT


def refusal(text: str) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        refuse_unless_report(text)
    return caught.value


def test_a_report_passes() -> None:
    refuse_unless_report(TEXT)


def test_a_list_of_lines_without_full_stops_passes() -> None:
    refuse_unless_report("地区生产总值增长6%左右\n" * 30)


def test_a_report_full_of_figures_passes() -> None:
    refuse_unless_report("粮食产量达到12345678.9吨、增长1.2%，油料达到234567.8吨、增长3.4%。" * 30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("地区生产总值增长6%左右。", "少于 20 个"),
        ("The government reports to the people. " * 200, "汉字只占 0%"),
        ("报告2031\n" + "0123456789" * 900, "汉字只占 0%"),
        ("报" * 300, "0 处句末"),
        ("报" * 90_000 + "。", "1 处句末"),
    ],
)
def test_other_texts_are_refused_with_what_was_found(text: str, said: str) -> None:
    error = refusal(text)
    assert error.reason is Reason.NOT_A_REPORT
    assert said in error.what.chinese


def test_the_border_of_length() -> None:
    refuse_unless_report("报" * (CHINESE_CHARACTERS_MIN - 1) + "告。")
    assert refusal("报" * (CHINESE_CHARACTERS_MIN - 1) + "。").reason is Reason.NOT_A_REPORT


def test_empty_and_endless_texts_have_their_own_reasons() -> None:
    assert refusal(" \n").reason is Reason.EMPTY
    assert refusal("报" * (CHARACTERS_MAX + 1)).reason is Reason.TOO_LARGE


def test_prose_about_other_things_is_refused() -> None:
    story = "春天来了，桃花开了满山。老人坐在溪边，看孩子们放纸船，风把花瓣吹到水里。" * 20
    error = refusal(story)
    assert error.reason is Reason.NOT_A_REPORT
    assert "不像政府工作报告" in error.what.chinese
