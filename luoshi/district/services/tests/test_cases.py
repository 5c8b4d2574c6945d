"""What the machine does not decide alone: promises and their checks, papers that follow, what a person decides, what is disputed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path as Path_
from typing import Any

import pytest

from luoshi.district.attachments.operations import store
from luoshi.district.casework.models import Case
from luoshi.district.credentials.queries import State as Validity
from luoshi.district.credentials.queries import credential, standing
from luoshi.district.facts.models import Fact
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.services import operations, queries
from luoshi.district.services.errors import (
    AgentMayNotSign,
    DisputedAlready,
    NotDisputable,
    NothingPromised,
    NotOpen,
    PromisedAlready,
    PromiseNotWhole,
    ServiceError,
    SignedByAnother,
    TextAltered,
)
from luoshi.district.services.models import Application, Dispute, Promise, State
from luoshi.district.services.tests.world import DRAWING, DRAWN_FIRM, ITEM, LARGE_FIRM, OTHER_FIRM, Counter, laid_in
from luoshi.engines.approval import Path
from luoshi.engines.packs.tests.small_item import FILES


def notice(counter: Counter) -> queries.NoticeText:
    on = counter.at.date()
    found = queries.notice_of(queries.item(counter.county.district, ITEM, on=on), on=on)
    assert found is not None
    return found


def promises(counter: Counter, application: Application, person: str = "an", **other: Any) -> Promise:
    """A promise as it has to be, but for what is said otherwise."""
    counter.goes()
    by = counter.by(person)
    said = {"conditions": {"tidy"}, "text_sha256": notice(counter).sha256, "signed_name": by.name, **other}
    return operations.promise(application.code, by=by, at=counter.at, **said)


def granted_on_promise(counter: Counter) -> Application:
    """A stall that needs a drawing, granted on a promise."""
    application = counter.filled(firm=DRAWN_FIRM)
    promises(counter, application)
    row = counter.submits(application)
    assert (row.outcome, row.path) == ("grant", "commitment"), row.reasons
    application.refresh_from_db()
    return application


def with_person(counter: Counter) -> Application:
    """An application with a paper that no machine judges."""
    application = counter.filled("cui", OTHER_FIRM)
    counter.hands_in(application, person="cui")
    assert counter.submits(application, "cui").outcome == "person"
    application.refresh_from_db()
    return application


def on_record(application: Application) -> list[str]:
    return list(Fact.objects.filter(subject_key=application.code).order_by("number").values_list("kind", flat=True))


def register_says(counter: Counter, register: str, key: str) -> dict[str, str]:
    entry = entry_called(KINDS[register], counter.county.district, key)
    assert entry is not None
    return dict(values_of([entry], on=counter.at.date())[entry.pk] or {})


def check_of(application: Application) -> str:
    return Case.objects.get(matter="commitment_check", subject_key=application.code).code


# --- promises


def test_a_promise_stands_for_the_paper_and_is_checked_within_the_items_limit(counter: Counter) -> None:
    application = granted_on_promise(counter)
    [promise] = Promise.objects.filter(application=application)
    assert register_says(counter, "commitments", promise.number)["outcome"] == "待核查"
    check = Case.objects.get(code=check_of(application))
    assert (check.unit.code, check.applicant, check.due_at is not None) == ("civil", f"enterprises/{DRAWN_FIRM}", True)
    assert on_record(application) == ["commitment.promised", "application.submitted", "licence.granted", "commitment_check.scheduled"]
    counter.acts(check.code, "zheng", "verify", means="site", finding="与承诺一致。")
    assert register_says(counter, "commitments", promise.number)["outcome"] == "已履行"
    assert on_record(application)[-1] == "commitment.verified"


def test_the_notice_has_all_parts_that_the_law_asks(counter: Counter) -> None:
    text = notice(counter).text
    parts = "item basis conditions replaced consequences check check_within publication choice withdrawal signing"
    assert [part for part in parts.split() if not text[part]] == []
    assert (text["receiver"], text["check_within"]) == ("县民政局", ["30", "工作日"])


CLAUSE = "行政许可法 第六十九条"


def reported_false(counter: Counter, application: Application) -> str:
    """The check in which a promise was reported false and the revocation announced."""
    check = check_of(application)
    evidence = [str(store(name="证据.txt", content=b"1", district=counter.county.district, by=counter.by("zheng"), at=counter.at).pk)]
    counter.acts(check, "zheng", "report_false", means="site", finding="没有清场。", evidence=evidence, correctable=False)
    counter.acts(check, "zheng", "announce_revocation", reason="承诺不实", clause=CLAUSE)
    return check


@pytest.mark.parametrize(
    ("why", "outcome", "fact"),
    [("kept", "已履行", "verified"), ("corrected", "已修复", "corrected"), ("spared", "未履行", "broken")],
)
def test_a_licence_that_is_let_stand_does_not_make_its_promise_kept(counter: Counter, why: str, outcome: str, fact: str) -> None:
    application = granted_on_promise(counter)
    counter.acts(reported_false(counter, application), "wu", "leave_standing", standing=why, reason="不予撤销", clause=CLAUSE)
    assert register_says(counter, "commitments", Promise.objects.get().number)["outcome"] == outcome
    assert on_record(application)[-1] == f"commitment.{fact}"
    shown = credential(application.licence)
    assert shown is not None
    assert standing(shown, on=counter.at.date()).state is Validity.VALID


def test_a_false_promise_is_revoked_by_a_person_and_bars_the_next_one(counter: Counter) -> None:
    application = granted_on_promise(counter)
    check = reported_false(counter, application)
    shown = credential(application.licence)
    assert shown is not None
    assert standing(shown, on=counter.at.date()).state is Validity.VALID
    counter.goes(days=30)
    counter.acts(check, "wu", "revoke", reason="承诺不实", clause=CLAUSE, appeal="六十日内申请行政复议。")
    assert standing(shown, on=counter.at.date()).state is Validity.REVOKED
    licences = KINDS["licences"]
    assert register_says(counter, "licences", licences.identifier({"number": application.licence, "issuer": "县民政局"}))["state"] == "撤销"
    again = counter.filled(firm=DRAWN_FIRM)
    promises(counter, again)
    row = counter.submits(again)
    assert (row.outcome, row.path) == ("ask", "ordinary")
    assert "曾作出虚假承诺，信用还没有修复" in [each["words"][0] for each in row.reasons]


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"conditions": set()}, PromiseNotWhole),
        ({"text_sha256": "0" * 64}, TextAltered),
        ({"signed_name": "别人"}, SignedByAnother),
    ],
)
def test_what_is_no_promise_is_refused(counter: Counter, other: dict[str, Any], refusal: type[ServiceError]) -> None:
    application = counter.filled(firm=DRAWN_FIRM)
    with pytest.raises(refusal):
        promises(counter, application, **other)
    assert not Promise.objects.exists()


def test_an_agent_signs_nothing_where_the_notice_lets_none(counter: Counter) -> None:
    with pytest.raises(AgentMayNotSign):
        promises(counter, counter.filled("cui", OTHER_FIRM), "cui")


def test_a_promise_is_withdrawn_before_the_decision_and_the_paper_is_asked_for(counter: Counter) -> None:
    application = counter.filled(firm=DRAWN_FIRM)
    promises(counter, application)
    with pytest.raises(PromisedAlready):
        promises(counter, application)
    operations.withdraw_promise(application.code, by=counter.by("an"), at=counter.at)
    with pytest.raises(NothingPromised):
        operations.withdraw_promise(application.code, by=counter.by("an"), at=counter.at)
    row = counter.submits(application)
    assert (row.outcome, [each["code"] for each in row.missing]) == ("ask", [DRAWING])


def test_after_the_decision_nothing_is_withdrawn(counter: Counter) -> None:
    application = granted_on_promise(counter)
    with pytest.raises(NotOpen):
        operations.withdraw_promise(application.code, by=counter.by("an"), at=counter.at)
    with pytest.raises(NotOpen):
        operations.withdraw(application.code, reason="", by=counter.by("an"), at=counter.at)


# --- papers that follow


def test_a_secondary_paper_may_follow_where_the_applicant_chooses_it(counter: Counter) -> None:
    application = counter.filled(firm=DRAWN_FIRM)
    row = counter.submits(application, path=Path.MISSING_PAPERS)
    application.refresh_from_db()
    assert (row.outcome, row.path, row.deferred, application.state) == ("person", "missing_papers", [DRAWING], State.WITH_PERSON), (
        row.reasons
    )
    case = Case.objects.get(code=application.case_code)
    opening = case.steps.get(number=1).values
    assert (opening["way"], opening["missing"], opening["promised_days"]) == ("missing_papers", "摊位图", "5")


def test_the_same_paper_does_not_follow_twice(counter: Counter) -> None:
    first = counter.filled(firm=DRAWN_FIRM)
    counter.submits(first, path=Path.MISSING_PAPERS)
    operations.withdraw(first.code, reason="改日再办", by=counter.by("an"), at=counter.at)
    row = counter.submits(counter.filled(firm=DRAWN_FIRM), path=Path.MISSING_PAPERS)
    assert (row.outcome, row.path) == ("ask", "ordinary")
    assert "同一份材料不能再次容缺" in [each["words"][0] for each in row.reasons]


# --- what a person decides


def test_what_a_person_grants_is_issued_when_the_case_closes(counter: Counter) -> None:
    application = with_person(counter)
    case = application.case_code
    counter.acts(case, "zheng", "accept")
    counter.acts(case, "zheng", "draft", opinion="grant", facts="材料属实。", clause="示例〔2021〕1号 第二条")
    counter.acts(case, "wu", "grant", clause="示例〔2021〕1号 第二条")
    application.refresh_from_db()
    assert application.state == State.WITH_PERSON
    counter.acts(case, "zheng", "issue", delivery="electronic")
    application.refresh_from_db()
    assert application.state == State.GRANTED
    assert credential(application.licence) is not None
    granted = Fact.objects.get(subject_key=application.code, kind="licence.granted")
    assert (granted.case, granted.said["by"]) == (case, {"posts": ["civil/civil_reporter"]})


def test_only_a_person_refuses_and_a_court_can_have_it_decided_again(counter: Counter) -> None:
    application = counter.filled(firm=LARGE_FIRM)
    counter.hands_in(application)
    row = counter.submits(application)
    assert "面积太大" in [each["words"][0] for each in row.reasons]
    assert "示例〔2021〕1号 第五条" in [each["clause"] for each in row.reasons]
    application.refresh_from_db()
    case = application.case_code
    counter.acts(case, "zheng", "accept")
    counter.acts(case, "zheng", "draft", opinion="refuse", facts="面积四十平方米。", clause="示例〔2021〕1号 第五条")
    counter.acts(case, "wu", "refuse", reason="面积太大", clause="示例〔2021〕1号 第五条", appeal="六十日内申请行政复议。")
    counter.acts(case, "zheng", "serve", delivery="electronic")
    application.refresh_from_db()
    assert (application.state, application.licence) == (State.REFUSED, "")
    assert {"application.refused", "licensing.served"} <= set(on_record(application))
    counter.acts(case, "wu", "decide_again", reason="依复议决定", clause="行政复议法")
    application.refresh_from_db()
    assert (application.state, application.decided_at) == (State.WITH_PERSON, None)


def test_the_applicant_withdraws_what_a_person_handles(counter: Counter) -> None:
    application = with_person(counter)
    operations.withdraw(application.code, reason="不办了", by=counter.by("cui"), at=counter.at)
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert Case.objects.get(code=application.case_code).closed


# --- disputes


def test_what_is_disputed_goes_to_the_keeper_and_no_machine_decides_meanwhile(counter: Counter) -> None:
    application = counter.filled()
    by, at = counter.by("an"), counter.at
    said: dict[str, Any] = {"claimed": "9", "reason": "实测为九平方米", "by": by}
    with pytest.raises(NotDisputable):
        operations.dispute(application.code, "goods", at=at, **said)
    dispute = operations.dispute(application.code, "area", at=at, **said)
    with pytest.raises(DisputedAlready):
        operations.dispute(application.code, "area", at=at, **said)
    opening = Case.objects.get(code=dispute.case_code).steps.get(number=1).values
    assert (opening["register"], opening["shown"], opening["item"]) == ("places", "8", "面积")
    row = counter.submits(application)
    assert row.outcome == "person"
    assert "登记信息有异议，正在核实，由工作人员办理。" in [each["words"][0] for each in row.reasons]


def test_a_dispute_that_is_settled_lets_the_machine_decide_again(counter: Counter) -> None:
    application = counter.filled()
    dispute = operations.dispute(application.code, "area", claimed="9", reason="实测", by=counter.by("an"), at=counter.at)
    counter.acts(dispute.case_code, "zheng", "propose", opinion="keep", finding="复测为八平方米。", clause="个人信息保护法 第四十六条")
    counter.acts(dispute.case_code, "wu", "keep", reason="登记无误", clause="个人信息保护法 第四十六条", appeal="六十日内申请行政复议。")
    assert Dispute.objects.get().settled_at is not None
    assert counter.submits(application).outcome == "grant"


@pytest.mark.parametrize(("says", "is_kept"), [("", True), (", after_expiry: new", False)])
def test_a_renewal_that_was_asked_for_in_time_is_granted_after_the_expiry_as_the_item_says(
    counter: Counter, tmp_path: Path_, says: str, *, is_kept: bool
) -> None:
    text = (
        FILES["item.yaml"].replace("kind: licence", "kind: renewal").replace("scope: goods}", f"scope: goods, renews: 摊位许可证{says}}}")
    )
    district, on, office = counter.county.district, counter.at.date(), counter.county.by("sun")
    folder = laid_in(tmp_path, {**FILES, "item.yaml": text})
    operations.load_item(folder, district, unit=counter.county.units["civil"], valid_from=on, by=office, at=counter.at)
    ends = on + timedelta(days=3)
    words = {
        "number": "青摊〔2020〕1号", "issuer": "民政局", "name": "摊位许可证", "holder": DRAWN_FIRM, "issued_on": "2020-03-09",
        "expires_on": ends.isoformat(), "state": "有效",
    }  # fmt: skip
    by = queries.desk_of(district, on=on).by
    register.enter(KINDS["licences"], district, words, valid_from=date(2020, 3, 9), source="样本库（虚构）", by=by, at=counter.at)
    application = counter.filled(firm=DRAWN_FIRM)
    counter.hands_in(application)
    counter.submits(application)
    application.refresh_from_db()
    counter.acts(application.case_code, "zheng", "accept")
    counter.goes(days=10)
    counter.acts(application.case_code, "zheng", "draft", opinion="grant", facts="符合", clause="示例")
    counter.acts(application.case_code, "wu", "grant", clause="示例")
    counter.acts(application.case_code, "zheng", "issue", delivery="electronic")
    application.refresh_from_db()
    assert application.state == State.GRANTED
    assert (application.licence == words["number"]) == is_kept
    if is_kept:
        said = register_says(counter, "licences", KINDS["licences"].identifier({"number": words["number"], "issuer": "民政局"}))
        assert said["expires_on"] == ends.replace(year=ends.year + 3).isoformat(), "from the old end, without a gap"
