from __future__ import annotations

from luoshi.engines.reading.brackets import outside
from luoshi.engines.reading.clauses import sentences


def words(text: str, reach: int | None = None) -> str:
    return "".join(char for _, char in outside(text, reach=reach))


def test_nested_marks_are_skipped_whole() -> None:
    assert words("建设“一（两）区”、三园") == "建设、三园"


def test_a_mark_that_is_never_closed_is_forgotten_after_its_reach() -> None:
    assert words("“一二三四五六", reach=3) == "四五六"
    assert words("“一二三四五六") == ""


def test_a_closing_mark_alone_does_no_harm() -> None:
    assert words("一”二") == "一二"


def test_a_lost_quotation_mark_does_not_swallow_the_sentences_after_it() -> None:
    lost = "建设“一区" + "，发展农业" * 150
    assert [sentence.text for sentence in sentences(lost + "。新建学校3所。")] == [lost, "新建学校3所"]


def test_a_sentence_inside_a_quotation_is_not_cut() -> None:
    assert [sentence.text for sentence in sentences("落实“先立后破。稳中求进”要求；办好学")] == ["落实“先立后破。稳中求进”要求", "办好学"]
