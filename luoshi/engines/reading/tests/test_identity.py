from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.reading import read
from luoshi.engines.reading.identity import Known, match_identities
from luoshi.engines.reading.model import Clause

TEXT = "二、2026年重点工作\n新增注册企业100家。出台专项扶持政策。新增就业见习基地5家。办好国际招商大会。\n"


def clauses(text: str) -> list[Clause]:
    return list(read(text).clauses())


def known(text: str) -> list[Known]:
    return [Known(f"T-{index:04}", clause.quote) for index, clause in enumerate(clauses(text), 1)]


def test_the_same_text_keeps_every_identifier() -> None:
    assert match_identities(clauses(TEXT), known(TEXT)) == ["T-0001", "T-0002", "T-0003", "T-0004"]


def test_an_edited_sentence_keeps_its_identifier() -> None:
    edited = TEXT.replace("新增注册企业100家", "力争新增注册企业120家以上")
    assert match_identities(clauses(edited), known(TEXT))[0] == "T-0001"


def test_moved_and_inserted_sentences() -> None:
    edited = "二、2026年重点工作\n办好国际招商大会。建设一座图书馆。新增注册企业100家。\n"
    assert match_identities(clauses(edited), known(TEXT)) == ["T-0004", None, "T-0001"]


def test_another_promise_is_new() -> None:
    assert match_identities(clauses("二、2026年重点工作\n改造老旧小区12个。\n"), known(TEXT)) == [None]


def test_equal_sentences_of_two_areas_do_not_change_places() -> None:
    twice = [Known("A", "出台扶持政策。", "甲"), Known("B", "出台扶持政策。", "乙")]
    (clause,) = clauses("二、2026年重点工作\n出台扶持政策。\n")
    from luoshi.engines.reading.identity import Placed

    assert match_identities([Placed(clause, "乙"), Placed(clause, "甲")], twice) == ["B", "A"]


@given(
    st.lists(st.sampled_from(["新增企业{}家", "建设学校{}所", "出台政策{}", "办好展会{}"]), max_size=8), st.randoms(use_true_random=False)
)
def test_an_identifier_is_never_given_twice(templates: list[str], chance: object) -> None:
    text = "二、2026年重点工作\n" + "".join(template.format(index + 2) + "。" for index, template in enumerate(templates))
    result = match_identities(clauses(text), known(text))
    given_out = [identifier for identifier in result if identifier]
    assert len(given_out) == len(set(given_out)) == len(clauses(text))
