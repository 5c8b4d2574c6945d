"""A unit tells of its promise once in a period, its head signs it off; whoever owes something is reminded, and never too often."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.district.casework.operations import act, open_case
from luoshi.district.dues import operations, queries
from luoshi.district.dues.errors import (
    ChangedMeanwhile,
    NeedsEvidence,
    NewerIsDue,
    NotAllowed,
    NotAtThisStage,
    NothingAsked,
    NothingOwed,
    NothingSaid,
    NotYetOpen,
    RecordSaysOtherwise,
    RemindedRecently,
    TooLong,
)
from luoshi.district.dues.models import Reminder, Update, UpdateStep
from luoshi.district.dues.owing import Dues
from luoshi.district.dues.rounds import remind
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Subject
from luoshi.district.indicators.tests.measured import at, file, month
from luoshi.district.messages.models import Message
from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.district.reasons import NeedsReason

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

pytestmark = pytest.mark.django_db


def written(county: Government, centre: Commitment, number: int = 3, **said: Any) -> Update:
    """What the bureau drafts on the 20th of a month."""
    usual = {"work": "going_on", "progress": "主体封顶，正在装修（示例）。", "by": county.by("zhou"), "at": at(number, 20)}
    return operations.draft(centre.code, month(number), **{**usual, **said})


def signed(county: Government, centre: Commitment, number: int = 3, **said: Any) -> Update:
    """What the bureau said and its head signed off."""
    update = operations.hand_in(written(county, centre, number, **said), evidence=[file(county)], by=county.by("zhou"), at=at(number, 20))
    return operations.sign_off(update, seen_steps=update.step_count, by=county.by("li"), at=at(number, 21))


def test_a_unit_tells_of_its_promise_and_its_head_signs_it_off(county: Government, centre: Commitment) -> None:
    zhou, li = county.by("zhou"), county.by("li")
    handed = operations.hand_in(written(county, centre), by=zhou, at=at(3, 20))
    with pytest.raises(NeedsReason):
        operations.return_(handed, seen_steps=2, reason=" ", by=li, at=at(3, 21))
    with pytest.raises(ChangedMeanwhile):
        operations.sign_off(handed, seen_steps=1, by=li, at=at(3, 21))
    with pytest.raises(NotAllowed):
        operations.sign_off(handed, seen_steps=2, by=county.by("wu"), at=at(3, 21))
    operations.return_(handed, seen_steps=2, reason="请写明进度", by=li, at=at(3, 21))
    again = operations.hand_in(written(county, centre, progress="主体封顶，装修完成三成（示例）。"), by=zhou, at=at(3, 22))
    kept = operations.sign_off(again, seen_steps=again.step_count, by=li, at=at(3, 22))
    assert [each.stage for each in UpdateStep.objects.order_by("pk")] == [
        "draft",
        "handed_in",
        "returned",
        "draft",
        "handed_in",
        "signed_off",
    ]
    assert (kept.signature, queries.signed_updates_of(centre)) == ("县教育局局长 李示例", [kept])
    with pytest.raises(NotAtThisStage, match="写在下一期"):
        written(county, centre)
    for change in (kept.save, UpdateStep.objects.latest("pk").delete):
        with pytest.raises(IntegrityError, match="is not altered"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"progress": " "}, NothingSaid),
        ({"problems": "长" * 301}, TooLong),
        ({"at": at(2, 20)}, NotYetOpen),
        ({"at": at(4, 20)}, NewerIsDue),
    ],
)
def test_what_is_refused_of_an_update(county: Government, centre: Commitment, said: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        written(county, centre, **said)
    assert not Update.objects.exists()


def test_only_the_unit_writes_nobody_signs_the_own_words_and_nothing_is_done_without_evidence(
    county: Government, centre: Commitment
) -> None:
    with pytest.raises(NotAllowed, match="县教育局"):
        written(county, centre, by=county.by("zheng"))
    done = written(county, centre, work="done")
    with pytest.raises(NeedsEvidence):
        operations.hand_in(done, by=county.by("zhou"), at=at(3, 20))
    own = operations.hand_in(written(county, centre, by=county.by("li")), by=county.by("li"), at=at(3, 20))
    with pytest.raises(SecondPersonNeeded):
        operations.sign_off(own, seen_steps=own.step_count, by=county.by("li"), at=at(3, 21))
    operations.sign_off(own, seen_steps=own.step_count, by=county.by("sun"), at=at(3, 21))


def noted(county: Government, centre: Commitment, day: int, said: str, **more: str) -> None:
    """What a ledger of works noted of the data centre in March, on the day itself."""
    new = NewFact(
        kind="task.noted", subject=Subject("commitment", centre.code, centre.label), happened_at=at(3, day), source="项目台账（示例）",
        public=True, details={"said": said, **more},
    )  # fmt: skip
    record(new, district=county.district, by=county.by("zhou"), at=at(3, day, 10))


def test_what_is_to_be_written_is_the_same_reckoned_alone_or_with_the_year(county: Government, plan: Report, centre: Commitment) -> None:
    noted(county, centre, 9, "主体封顶")
    found = []
    for number in range(1, 13):
        dues = Dues(plan, date(2023, number, 28))
        found.append(dues.to_write())
        whole = [each for each in dues.updates if each.is_open and each.act is queries.Act.WRITE]
        assert found[-1] == [(each, dues.recorded_for(each)) for each in whole]
        if number == 3:
            signed(county, centre, number)
    assert any(found)


def test_a_unit_confirms_what_the_record_says_and_its_head_signs_it_off_by_one_click_each(
    county: Government, plan: Report, centre: Commitment
) -> None:
    noted(county, centre, 9, "主体封顶")
    education, zhou, li = county.units["education"], county.by("zhou"), county.by("li")
    [(due, looked_at)] = queries.words_owed(plan, on=date(2023, 3, 20), unit=education)
    assert looked_at is not None
    assert (due.about, looked_at.text, looked_at.work) == (centre, "3月9日主体封顶。来源：项目台账（示例）。", "going_on")
    noted(county, centre, 20, "验收合格", done="true")
    with pytest.raises(RecordSaysOtherwise):
        operations.confirm(education, plan, {centre.code: looked_at.text}, by=zhou, at=at(3, 21))
    [(_, recorded)] = queries.words_owed(plan, on=date(2023, 3, 21), unit=education)
    assert recorded is not None
    seen = {centre.code: recorded.text}
    with pytest.raises(NotAllowed):
        operations.confirm(education, plan, seen, by=county.by("zheng"), at=at(3, 21))
    assert operations.confirm(education, plan, seen, by=zhou, at=at(3, 21)) == 1
    with pytest.raises(NothingAsked):
        operations.confirm(education, plan, seen, by=zhou, at=at(3, 21))
    refused: list[tuple[Any, int, type[Exception]]] = [(county.by("wu"), 1, NotAllowed), (zhou, 1, NotAllowed), (li, 2, ChangedMeanwhile)]
    for by, steps, refusal in refused:
        with pytest.raises(refusal):
            operations.sign_off_all(plan, {centre.code: steps}, by=by, at=at(3, 22))
    assert operations.sign_off_all(plan, {centre.code: 1}, by=li, at=at(3, 22)) == 1
    [kept] = queries.signed_updates_of(centre)
    assert (kept.work, kept.progress, len(kept.facts), kept.signature) == ("done", recorded.text, 2, "县教育局局长 李示例")
    assert [each.stage for each in UpdateStep.objects.order_by("pk")] == ["handed_in", "signed_off"]
    burden = queries.burden(education, plan, date(2023, 1, 1), date(2023, 3, 31), on=date(2023, 4, 3))
    assert burden is not None
    assert (burden.clicks, burden.forms) == (1, 2)


def test_nothing_more_is_asked_of_what_is_done(county: Government, plan: Report, centre: Commitment) -> None:
    signed(county, centre, work="done")
    with pytest.raises(NothingAsked):
        written(county, centre, 4)
    assert [each.period for each in queries.dues_between(plan, date(2023, 3, 1), date(2023, 12, 31), on=date(2023, 4, 20))
            if each.about == centre] == [month(3)]  # fmt: skip
    assert queries.last_updates(plan)[centre.pk].work == "done"


def test_the_same_words_again_are_asked_about(county: Government, centre: Commitment) -> None:
    signed(county, centre, 3)
    signed(county, centre, 4, progress="主体封顶,正在装修（示例）")
    assert [each.seen.chinese for each in queries.questions_about(centre)] == ["2023年4月的进展说明与2023年3月相同。"]


def test_who_still_owes_what_oldest_first_and_what_was_let_pass(county: Government, plan: Report, centre: Commitment) -> None:
    """The bureau of civil affairs has not brought two months, that of education told nothing since January."""
    civil, education = queries.owed_by_units(plan, on=date(2023, 3, 23))
    assert (civil.unit.code, [str(each.period) for each in civil.owed], civil.late) == ("civil", ["2023-01", "2023-02"], 2)
    assert (education.unit.code, [str(each.period) for each in education.owed]) == ("education", ["2023-03"])
    assert (education.owed[0].due_on, education.owed[0].state, education.missed) == (date(2023, 3, 27), "owed", 2)
    states = {each.period: each.state for each in queries.dues_between(plan, date(2023, 1, 1), date(2023, 4, 30), on=date(2023, 3, 23))
              if each.about == centre}  # fmt: skip
    assert states == {month(1): "missed", month(2): "missed", month(3): "owed", month(4): "coming"}


def test_posts_are_reminded_in_one_message_by_the_system_and_by_a_click(county: Government, plan: Report, centre: Commitment) -> None:
    remind(at(3, 23))
    told = {each.person.code: each for each in Message.objects.filter(topic="dues.reminder").select_related("person")}
    assert set(told) == {"zheng", "zhou"}
    assert told["zheng"].subject_zh == "待报 2 项，逾期 2 项"
    assert told["zhou"].body_zh == f"2023-03-27  写进展：{centre.label} {centre.quote}（2023年3月）"
    for day in (24, 26, 27):
        remind(at(3, day))
    assert Reminder.objects.count() == 2
    operations.hand_in(written(county, centre), by=county.by("zhou"), at=at(3, 27))
    remind(at(3, 28))  # five days on, and a week after the figure of February was due; the head has something to sign off
    assert [each.post.code for each in Reminder.objects.order_by("pk")][2:] == ["civil_reporter", "education_head"]
    civil = county.units["civil"]
    with pytest.raises(NotAllowed):
        operations.remind(plan, civil, by=county.by("li"), at=at(4, 3))
    with pytest.raises(RemindedRecently, match="2023-03-28 已经催过"):
        operations.remind(plan, civil, by=county.by("sun"), at=at(4, 1))
    by_click = operations.remind(plan, civil, by=county.by("sun"), at=at(4, 3))
    assert [(each.items, each.signature) for each in by_click] == [(3, "县政府办主任 孙示例")]
    with pytest.raises(NothingOwed):
        operations.remind(plan, county.units["office"], by=county.by("sun"), at=at(3, 30))
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        by_click[0].delete()


def test_the_burden_meter_shows_what_was_asked_twice(county: Government, plan: Report, centre: Commitment) -> None:
    """An update was handed in for March, and a notice on the same promise came in March."""
    signed(county, centre, 3)
    sun = county.by("sun")
    case = open_case(
        "supervision", district=county.district, subject=Subject("commitment", centre.code, centre.label), title="进展",
        idempotency_key="1",
        values={"matter": "ordinary", "basis": "decision", "demand": "请报进展"}, by=sun, at=at(3, 22),
    )  # fmt: skip
    act(case.code, "issue", expected_step=1, values={"to_unit": "education"}, by=sun, at=at(3, 22))
    found = queries.burden(county.units["education"], plan, date(2023, 3, 1), date(2023, 3, 31), on=date(2023, 4, 3))
    assert found is not None
    assert (found.forms, found.fields, found.answered, found.messages > 0) == (2, 6, 1, True)
    assert [[each.kind for each in one.demands] for one in found.twice] == [["text", "notice"]]
    rules = queries.rules_of(county.district, on=date(2024, 9, 1))
    assert rules is not None
    assert rules.at_most is not None
    assert rules.at_most.version.document == "整治形式主义为基层减负若干规定"
