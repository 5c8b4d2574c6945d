from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.owners.units import families
from luoshi.engines.owners.words import duty_words, find_words, pieces, plain

TABLE = tomllib.loads(files("luoshi.engines.owners").joinpath("duties.toml").read_text(encoding="utf-8"))


def found(task: str) -> list[str]:
    return [hit.word for hit in find_words(task)]


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("新建农村公路30公里", ["农村公路"]),
        ("推动高质量发展", []),
        ("研发经费占地区生产总值2.8%", ["研发经费"]),
        ("ｇｄｐ增长", ["GDP"]),
        ("gdp增长", ["GDP"]),
        ("设立香港办事处", ["香港"]),
        ("办好12345热线", ["12345", "热线"]),
        ("提供12345678和15G", []),
        ("GDP6.5%", ["GDP"]),
        ("", []),
    ],
)
def test_the_longest_word_hides_the_shorter_ones(task: str, words: list[str]) -> None:
    assert found(task) == words


def test_words_that_overlap_without_hiding_each_other_both_count() -> None:
    assert found("扩大外贸进出口总额") == ["外贸进出口", "进出口总额"]


def test_a_word_counts_less_when_it_comes_late_or_again() -> None:
    early, again = find_words("就业" + "。" * 6 + "就业")
    (late,) = find_words("。" * 80 + "就业")
    assert early.force > again.force
    assert late.force == pytest.approx(early.force / 2)
    assert find_words("就业岗位")[0].force > early.force


def test_pieces_keep_within_runs_and_leave_out_digits() -> None:
    assert pieces("新建3所，学校") == {"新建": 0, "学校": 5}
    assert pieces("高标准") == {"高标": 0, "高标准": 0, "标准": 1}


@given(st.text())
def test_words_stand_where_they_say(task: str) -> None:
    for hit in find_words(task):
        assert plain(task[hit.start : hit.end]) == hit.word
        assert hit.force > 0
    assert len(plain(task)) == len(task)
    assert all(plain(task).startswith(piece, start) for piece, start in pieces(task).items())


@given(st.lists(st.sampled_from(sorted(duty_words())), max_size=8))
def test_no_found_word_lies_within_another(words: list[str]) -> None:
    hits = find_words("".join(words))
    assert all(first.end < second.end and first.start < second.start for first, second in pairwise(hits))


def test_the_table_speaks_of_known_families_and_repeats_no_word_in_one() -> None:
    assert set(TABLE) - {"neutral"} == set(families()) - {"departments"}
    for family, entry in TABLE.items():
        words = " ".join(entry.values()).split()
        assert len(words) == len(set(words)), f"{family}: {sorted(word for word in set(words) if words.count(word) > 1)}"
        assert all(len(word) > 1 for word in words), f"{family}: a single character says too little"


def test_a_few_dozen_words_stand_for_every_family_that_districts_have() -> None:
    sizes = {family: len(" ".join(entry.values()).split()) for family, entry in TABLE.items() if family != "neutral"}
    assert sum(sizes.values()) > 3000
    assert min(sizes.values()) >= 8


def test_every_neutral_word_hides_a_duty_word() -> None:
    speaking = [word for word, entry in duty_words().items() if entry.shares]
    for neutral in TABLE["neutral"]["words"].split():
        assert not duty_words()[plain(neutral)].shares, f"{neutral} also stands under a family"
        assert any(word in plain(neutral) for word in speaking), f"{neutral} hides nothing"


def test_shares_of_a_word_sum_to_one() -> None:
    assert all(sum(entry.shares.values()) == pytest.approx(1) for entry in duty_words().values() if entry.shares)
