"""Saving, putting in force and withdrawing, on a real database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.days import day_of
from luoshi.district.decisions import queries
from luoshi.district.decisions.errors import (
    AlreadyInForce,
    ChangedMeanwhile,
    DaysAreOver,
    ExamplesGone,
    ModelRefused,
    NeedsReason,
    NoSuchVersion,
    NotAllowed,
    NothingInForce,
    NotSound,
    SecondPersonNeeded,
    SlugTaken,
    WrongDays,
)
from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion
from luoshi.district.decisions.operations import BYTES_MAX, create_model, put_in_force, save_version, text_of_file, withdraw
from luoshi.district.decisions.tests.conftest import AT, CIRCLE, DAY, MODEL, SLUG, changed
from luoshi.district.offices.tests.government import Government

EXAMPLES = """--- # examples/2023-01-20/ages.yaml
decision: 月津贴
source: 编写
cases:
  - name: 八十五岁
    inputs: {年龄: 85, 户籍: 本县}
    expected: 100
"""
RAISED = changed("<text>100</text>", "<text>120</text>")


def save(government: Government, content: str, *, by: str = "sun", base: int | None = 1, reason: str = "提高标准") -> ModelVersion | None:
    return save_version(SLUG, content, examples="", base=base, reason=reason, by=government.by(by), at=AT)


def chosen(on: date) -> int | None:
    row = queries.in_force(DecisionModel.objects.get(slug=SLUG), on=on)
    return row.version.number if row and row.version else None


# --- saving


def test_a_version_keeps_every_character(draft: ModelVersion) -> None:
    stored = ModelVersion.objects.get(pk=draft.pk)
    assert stored.content == MODEL
    assert stored.signature == "县政府办主任 孙示例"
    assert stored.checked == {"problems": 0, "contradictions": 0, "warnings": 0, "examples": 0, "failed": 0}


def test_saving_the_same_again_is_no_version(draft: ModelVersion, government: Government) -> None:
    assert save(government, MODEL) is None
    assert save(government, RAISED) is not None
    assert [one.number for one in queries.versions(draft.model, by=government.by("sun"))] == [2, 1]


def test_a_name_is_given_once(draft: ModelVersion, government: Government) -> None:
    with pytest.raises(SlugTaken):
        create_model(government.district, slug=SLUG, title="别的", content=MODEL, reason="x", by=government.by("sun"), at=AT)


@pytest.mark.parametrize("person", ["zhao", "li", "zhou", "wang"])
def test_only_the_office_saves(draft: ModelVersion, government: Government, person: str) -> None:
    with pytest.raises(NotAllowed):
        save(government, RAISED, by=person)


def test_another_districts_office_may_neither_save_nor_put_in_force(
    draft: ModelVersion, government: Government, neighbour: Government
) -> None:
    with pytest.raises(NotAllowed):
        save_version(SLUG, RAISED, examples="", base=1, reason="x", by=neighbour.by("bai"), at=AT)
    with pytest.raises(NotAllowed):
        put_in_force(SLUG, 1, from_day=DAY, reason="x", by=neighbour.by("bai"), at=AT)


def test_saving_says_why(draft: ModelVersion, government: Government) -> None:
    with pytest.raises(NeedsReason):
        save(government, RAISED, reason="  ")


def test_the_second_editor_is_told_who_changed_what(draft: ModelVersion, government: Government) -> None:
    save(government, RAISED, by="wen")
    with pytest.raises(ChangedMeanwhile) as refused:
        save(government, changed("示例文件 第三条", "示例文件 第四条"), base=1)
    assert "县督查室督查员 文示例" in refused.value.what.chinese
    assert "提高标准" in refused.value.what.chinese
    assert [one.number for one in refused.value.since] == [2]
    assert save(government, changed("示例文件 第三条", "示例文件 第四条"), base=2) is not None


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + MODEL.partition("?>")[2].replace("高龄津贴", "&a;", 1)


@pytest.mark.parametrize("content", ["", "不是 XML", "<html/>", MODEL[:300], ENTITY, "{}", "\x00" + MODEL])
def test_what_is_no_model_is_not_stored(draft: ModelVersion, government: Government, content: str) -> None:
    with pytest.raises(ModelRefused) as refused:
        save(government, content)
    assert refused.value.remedy.chinese
    assert ModelVersion.objects.count() == 1


@pytest.mark.parametrize("content", [CIRCLE, changed("<text>年龄</text>", "<text>年龄 +</text>"), changed("#i2", "#nobody")])
def test_a_model_with_problems_is_kept_as_a_draft_and_never_in_force(draft: ModelVersion, government: Government, content: str) -> None:
    kept = save(government, content)
    assert kept is not None
    assert kept.checked["problems"] > 0
    with pytest.raises(NotSound) as refused:
        put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)
    assert "第 2 版" in refused.value.what.chinese


def test_rules_that_contradict_each_other_are_never_in_force(draft: ModelVersion, government: Government) -> None:
    kept = save(government, changed("[80..90)", "[80..95)"))
    assert kept is not None
    assert kept.checked["contradictions"] == 1
    with pytest.raises(NotSound) as refused:
        put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)
    assert "规则 2 与规则 3" in refused.value.what.chinese


def test_a_gap_is_told_and_hinders_nobody(draft: ModelVersion, government: Government) -> None:
    kept = save(government, changed("&gt;= 90", "&gt; 90"))
    assert kept is not None
    assert kept.checked["warnings"] == 1
    put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b" " * (BYTES_MAX + 1), "2 MB"),
        (MODEL.encode("gb18030"), "UTF-8"),
        (MODEL.replace("UTF-8", "GBK").encode(), "GBK"),
        (MODEL.encode("utf-16"), "UTF-8"),
    ],
)
def test_files_that_cannot_be_edited_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(ModelRefused, match=says):
        text_of_file(content)


def test_a_file_is_taken_with_every_character() -> None:
    text = "﻿" + MODEL.replace("\n", "\r\n")
    assert text_of_file(text.encode()) == text


# --- in force


def test_nobody_puts_the_own_version_in_force(draft: ModelVersion, government: Government) -> None:
    with pytest.raises(SecondPersonNeeded):
        put_in_force(SLUG, 1, from_day=DAY, reason="x", by=government.by("sun"), at=AT)
    put_in_force(SLUG, 1, from_day=DAY, reason="核对无误", by=government.by("wen"), at=AT)
    assert chosen(DAY) == 1


def test_what_somebody_changed_before_is_checked_by_somebody_else_too(rule: ModelVersion, government: Government) -> None:
    """Sun saves on top of what Wen saved; Wen would check the own words, and so may not put them in force."""
    for number, person in ((2, "wen"), (3, "sun")):
        content = changed("<text>200</text>", f"<text>20{number}</text>")
        save_version(SLUG, content, examples="", base=number - 1, reason="x", by=government.by(person), at=AT)
    with pytest.raises(SecondPersonNeeded):
        put_in_force(SLUG, 3, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


def test_what_can_never_be_true_is_never_in_force(rule: ModelVersion, government: Government) -> None:
    broken = changed("<text>&gt;= 90</text>", '<text>"九十"</text>')
    save_version(SLUG, broken, examples="", base=1, reason="x", by=government.by("sun"), at=AT)
    with pytest.raises(NotSound, match="九十"):
        put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


def test_a_rule_does_not_lose_all_its_examples_unnoticed(draft: ModelVersion, government: Government) -> None:
    proved = save_version(SLUG, MODEL, examples=EXAMPLES, base=1, reason="x", by=government.by("sun"), at=AT)
    assert proved is not None
    assert proved.checked["examples"] > 0
    put_in_force(SLUG, 2, from_day=DAY, reason="x", by=government.by("wen"), at=AT)
    save_version(SLUG, RAISED, examples="", base=2, reason="x", by=government.by("sun"), at=AT)
    with pytest.raises(ExamplesGone, match="样例"):
        put_in_force(SLUG, 3, from_day=DAY, reason="x", by=government.by("wen"), at=AT)


def test_nobody_takes_a_rule_away_from_days_that_are_over(rule: ModelVersion, government: Government) -> None:
    today = day_of(AT)
    with pytest.raises(DaysAreOver):
        withdraw(SLUG, from_day=today - timedelta(days=1), reason="x", by=government.by("sun"), at=AT)
    withdraw(SLUG, from_day=today, reason="x", by=government.by("sun"), at=AT)


def test_the_database_knows_the_rule_of_two_people_too(draft: ModelVersion, government: Government) -> None:
    row = {"model": draft.model, "version": draft, "valid_from": DAY, "person": draft.person, "signature": "x", "at": AT, "reason": "x"}
    with pytest.raises(IntegrityError, match="may not put it in force"), transaction.atomic():
        Enforcement.objects.create(**row)
    other = create_model(government.district, slug="other", title="别的", content=MODEL, reason="x", by=government.by("sun"), at=AT)
    with pytest.raises(IntegrityError, match="its own model"), transaction.atomic():
        Enforcement.objects.create(**row | {"model": other.model, "person": government.people["wen"]})


@pytest.mark.parametrize("what", [ModelVersion, Enforcement])
def test_nothing_that_was_said_is_altered_or_deleted(rule: ModelVersion, what: type[ModelVersion] | type[Enforcement]) -> None:
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        what.objects.update(reason="别的理由")
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        what.objects.all()._raw_delete("default")


def test_the_day_chooses_the_version(rule: ModelVersion, government: Government) -> None:
    save(government, RAISED)
    put_in_force(SLUG, 2, from_day=date(2023, 7, 1), reason="x", by=government.by("wen"), at=AT)
    assert [chosen(day) for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1), date(2033, 1, 1))] == [
        None, 1, 1, 2, 2,
    ]  # fmt: skip


def test_what_is_said_later_wins_on_days_that_both_speak_of(rule: ModelVersion, government: Government) -> None:
    save(government, RAISED)
    put_in_force(SLUG, 2, from_day=date(2023, 3, 1), to_day=date(2023, 3, 31), reason="试行", by=government.by("wen"), at=AT)
    assert [chosen(day) for day in (date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 31), date(2023, 4, 1))] == [1, 2, 2, 1]
    periods = queries.periods(queries.enforcements(rule.model))
    assert [(one.valid_from, one.valid_to, one.row.version and one.row.version.number) for one in periods] == [
        (date(2023, 1, 1), date(2023, 2, 28), 1),
        (date(2023, 3, 1), date(2023, 3, 31), 2),
        (date(2023, 4, 1), None, 1),
    ]


def test_what_was_known_at_a_moment_stays_known(rule: ModelVersion, government: Government) -> None:
    save(government, RAISED)
    later = AT + timedelta(days=30)
    put_in_force(SLUG, 2, from_day=date(2023, 1, 1), reason="更正", by=government.by("wen"), at=later)
    before, now = (queries.in_force(rule.model, on=DAY, known_at=moment) for moment in (AT, later))
    assert before is not None
    assert now is not None
    assert (before.version_id, now.version_id) == (rule.pk, rule.pk + 1)


def test_a_rule_is_withdrawn_and_stays_readable(rule: ModelVersion, government: Government) -> None:
    withdraw(SLUG, from_day=date(2023, 5, 1), reason="文件废止", by=government.by("sun"), at=AT)
    assert [chosen(date(2023, 4, 30)), chosen(date(2023, 5, 1))] == [1, None]
    assert queries.is_public(rule)
    with pytest.raises(NothingInForce):
        withdraw(SLUG, from_day=date(2023, 6, 1), reason="x", by=government.by("sun"), at=AT)


def test_days_and_reasons_are_looked_at(rule: ModelVersion, government: Government) -> None:
    by = government.by("wen")
    with pytest.raises(WrongDays):
        put_in_force(SLUG, 1, from_day=DAY, to_day=DAY - timedelta(days=1), reason="x", by=by, at=AT)
    with pytest.raises(NeedsReason):
        put_in_force(SLUG, 1, from_day=DAY, reason="", by=by, at=AT)
    with pytest.raises(AlreadyInForce):
        put_in_force(SLUG, 1, from_day=date(2023, 1, 1), reason="x", by=by, at=AT)
    with pytest.raises(NoSuchVersion):
        put_in_force(SLUG, 9, from_day=DAY, reason="x", by=by, at=AT)


_DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 20))


@given(st.lists(st.tuples(_DAYS, st.none() | _DAYS, st.none() | st.integers(1, 3)), max_size=6))
def test_periods_say_for_each_day_what_was_said_last(said: list[tuple[date, date | None, int | None]]) -> None:
    rows = [
        Enforcement(pk=number, valid_from=first, valid_to=last and max(first, last), version_id=version)
        for number, (first, last, version) in enumerate(said, 1)
    ]
    periods = queries.periods(rows)
    for day in (date(2022, 12, 25) + timedelta(days=number) for number in range(40)):
        speaking = [row for row in rows if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]
        wanted = speaking[-1].version_id if speaking else None
        found = [one.row.version_id for one in periods if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
        assert found == ([wanted] if wanted is not None else [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(draft: ModelVersion, government: Government) -> None:
    start = Barrier(2)

    def visit(person: str) -> str:
        try:
            start.wait(timeout=10)
            save(government, RAISED if person == "sun" else changed("<text>200</text>", "<text>220</text>"), by=person)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as visitors:
        assert sorted(visitors.map(visit, ["sun", "wen"])) == ["saved", "told"]
    assert ModelVersion.objects.count() == 2
