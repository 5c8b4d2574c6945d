"""Cases are opened, moved and closed, each step with everything that belongs to it."""

from __future__ import annotations

from datetime import datetime

import pytest

from luoshi.district.attachments.queries import attachments_of, may_see
from luoshi.district.casework.errors import (
    ChangedMeanwhile,
    NoSuchAttachment,
    NoSuchCase,
    NoSuchUnit,
    OpenedAnotherCase,
    StepRefused,
)
from luoshi.district.casework.models import Assignment, Deadline
from luoshi.district.casework.operations import Subject, open_case
from luoshi.district.casework.tests.county import BEDS, ZONE, Desk
from luoshi.district.facts.queries import facts_of_case


def test_a_case_is_opened_with_code_step_and_owner(desk: Desk) -> None:
    case = desk.opens()
    assert case.code.startswith("supervision-2023-")
    assert (case.status, case.status_kind, case.step_count, case.unit.code, case.holder) == ("draft", "open", 1, "office", None)
    step = case.steps.get()
    assert (step.transition, step.from_status, step.to_status, step.signature) == ("open", "", "draft", "县政府办主任 孙示例")
    assert step.values == {"matter": "ordinary", "basis": "decision", "demand": "请按季度报送进度。"}


def test_a_form_that_is_sent_twice_opens_one_case(desk: Desk) -> None:
    first = desk.opens(key="form-1")
    assert desk.opens(key="form-1", title="另一个标题") == first
    assert desk.opens(key="form-2") != first
    with pytest.raises(OpenedAnotherCase, match=first.code):
        open_case(
            "supervision", district=desk.county.district, subject=Subject("commitment", "qingxi-2023-0001"), title="督查", values={},
            idempotency_key="form-1", by=desk.by("sun"), at=desk.at,
        )  # fmt: skip


def test_a_title_is_one_line(desk: Desk) -> None:
    assert desk.opens(title=" 督查养老\r\n床位建设 ").title == "督查养老 床位建设"


def test_issuing_gives_the_case_away_and_starts_its_clocks(desk: Desk) -> None:
    case = desk.issued("civil")
    assert (case.status, case.unit.code, case.step_count) == ("issued", "civil", 2)
    rows = {row.clock: row for row in Deadline.objects.filter(case=case)}
    assert set(rows) == {"sign", "hand_back", "reply"}
    assert rows["sign"].due_at == datetime(2023, 3, 8, 17, 30, tzinfo=ZONE)
    assert rows["reply"].due_at == datetime(2023, 3, 21, 17, 30, tzinfo=ZONE)
    assert (case.due_clock, case.due_at) == ("sign", rows["sign"].due_at)
    assert rows["hand_back"].is_window


def test_each_step_leaves_its_fact_about_the_subject(desk: Desk) -> None:
    case = desk.replied()
    facts = list(facts_of_case(case.code))
    assert [fact.kind for fact in facts] == ["supervision.issued", "supervision.signed", "supervision.replied"]
    assert {(fact.subject_kind, fact.subject_key) for fact in facts} == {(BEDS.kind, BEDS.key)}
    assert facts[2].said["by"]["posts"] == ["civil/civil_reporter"]
    assert "已建成床位" not in facts[2].content
    assert [step.fact for step in case.steps.order_by("number")] == [None, *facts]


def test_evidence_belongs_to_the_step_and_is_seen_with_the_case(desk: Desk) -> None:
    case = desk.replied()
    [evidence] = attachments_of("case", f"{case.code}/4")
    assert evidence.name == "佐证.txt"
    assert [may_see(evidence, desk.by(person)) for person in ("zheng", "wu", "wen", "zhou")] == [True, True, True, False]


def test_evidence_is_handed_in_by_who_uses_it_and_once(desk: Desk) -> None:
    case = desk.handled()
    with pytest.raises(NoSuchAttachment):
        desk.does(case, "zheng", "reply", report="已建成。", evidence=[desk.hands_in("wu")])
    used = desk.hands_in("zheng")
    desk.does(case, "zheng", "reply", report="已建成。", evidence=[used])
    desk.does(case, "wen", "send_back", finding="不实", reason="没有照片")
    with pytest.raises(NoSuchAttachment):
        desk.does(case, "zheng", "reply", report="已建成。", evidence=[used])


def test_signing_stops_its_clock_and_holds_the_case(desk: Desk) -> None:
    case = desk.handled()
    assert case.holder == desk.county.people["zheng"]
    assert case.due_clock == "reply"
    assert [row.holder and row.holder.code for row in Assignment.objects.filter(case=case).order_by("pk")] == [None, None, "zheng"]


def test_a_case_is_closed_for_one_of_three_reasons(desk: Desk) -> None:
    done, not_ours, withdrawn = desk.replied(), desk.issued(), desk.issued()
    desk.does(done, "wen", "pass_check", finding="属实")
    desk.does(done, "sun", "conclude", conclusion="已完成")
    desk.does(done, "zheng", "receive_conclusion")
    desk.does(done, "zheng", "accept")
    desk.does(not_ours, "wu", "hand_back", reason="不属职责")
    desk.does(not_ours, "zhao", "close_not_ours", reason="不属督查")
    desk.does(withdrawn, "zhao", "withdraw", reason="重复")
    assert [case.status_kind for case in (done, not_ours, withdrawn)] == ["done", "not_ours", "withdrawn"]
    assert {case.due_at for case in (done, not_ours, withdrawn)} == {None}
    assert all(case.closed_at for case in (done, not_ours, withdrawn))


def test_who_comes_second_is_told_who_did_what(desk: Desk) -> None:
    case = desk.issued()
    desk.does(case, "zheng", "sign")
    with pytest.raises(ChangedMeanwhile) as refused:
        desk.does(case, "wu", "sign", expected=2)
    assert "县民政局报送员 郑示例“签收”" in refused.value.what.chinese
    assert "Sign for" in refused.value.what.english
    assert case.steps.count() == 3


def test_all_reasons_are_told_at_once(desk: Desk) -> None:
    case = desk.handled()
    with pytest.raises(StepRefused) as refused:
        desk.does(case, "zhao", "reply", wrong="x")
    assert refused.value.codes == ("not_your_part", "value_not_asked", "value_missing")
    assert case.step_count == 3


def test_nobody_sees_what_is_none_of_their_business(desk: Desk) -> None:
    case = desk.issued("civil")
    with pytest.raises(NoSuchCase):
        desk.does(case, "zhou", "sign")


def test_a_case_goes_to_present_units_only(desk: Desk) -> None:
    case = desk.opens()
    with pytest.raises(NoSuchUnit, match="nowhere"):
        desk.does(case, "sun", "issue", to_unit="nowhere")
    assert case.step_count == 1
