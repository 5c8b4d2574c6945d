"""Cases that somebody applied for: the applicant and the system take steps without a post, and only those that are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from luoshi.district.casework import subjects
from luoshi.district.casework.errors import NoApplicant, NoSuchCase, StepRefused
from luoshi.district.casework.models import Case, CaseStep
from luoshi.district.casework.operations import SYSTEM, Subject, act, as_applicant, load_case_type, open_case
from luoshi.district.casework.queries import Queue, Recipients, outline, queue, register_subject
from luoshi.district.casework.tests.county import Desk
from luoshi.district.messages.models import Message
from luoshi.district.offices.models import Grant
from luoshi.district.offices.queries import Authority

CASE_TYPE = """\
code: permit
name: 许可申请
name_en: Application for a permit
summary: 申请、补正、决定
summary_en: Applied for, papers supplied, decided
subjects: [permit_request]
actors:
  - {code: firm, name: 申请人, name_en: Applicant, of: applicant}
  - {code: expiry, name: 到期自动, name_en: By lapse of time, of: system}
  - {code: window, name: 窗口, name_en: Counter, power: handle, of: unit}
statuses:
  - {code: received, name: 待审查, name_en: To be examined, kind: open}
  - {code: papers, name: 待补正, name_en: Papers awaited, kind: waiting, awaits: [firm]}
  - {code: granted, name: 准予, name_en: Granted, kind: done}
  - {code: withdrawn, name: 撤回, name_en: Withdrawn, kind: withdrawn}
fields:
  - {code: to_unit, name: 单位, name_en: Unit, type: unit}
  - {code: missing, name: 缺什么, name_en: What is missing, type: text}
opening: {code: apply, name: 申请, name_en: Apply, to: received, actor: firm, requires: [to_unit], assignment: give, event: permit.applied}
transitions:
  - code: ask
    name: 要求补正
    name_en: Ask for papers
    from: [received]
    to: papers
    actor: window
    requires: [missing]
    tells: [{to: [firm], says: "“{title}”请补正。", says_en: "Papers are missing for “{title}”."}]
  - {code: supply, name: 补正, name_en: Supply, from: [papers], to: received, actor: firm}
  - {code: lapse, name: 逾期退回, name_en: Lapse, from: [papers], to: withdrawn, actor: expiry}
  - {code: grant, name: 准予, name_en: Grant, from: [received], to: granted, actor: window, not_by: [apply, supply]}
"""
SHOP = Subject("permit_request", "TY-2023-000001", "食品经营许可")
FIRM = "enterprises/shop-1"
OTHER = "enterprises/shop-2"


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    """The county with the case type; its bureaus may handle such cases."""
    (tmp_path / "case.yaml").write_text(CASE_TYPE)
    for name in ("parameters.yaml", "documents.yaml"):
        (tmp_path / name).write_text("[]\n")
    load_case_type(tmp_path, desk.county.district, by=desk.by("sun"), at=desk.at)
    for power in ("see", "handle"):
        Grant.objects.create(
            district=desk.county.district,
            role="reporter",
            matter="permit",
            power=power,
            reach="unit",
            granted_by="示例",
            valid_from=desk.at,
        )
    return desk


@pytest.fixture
def followed() -> Iterator[list[str]]:
    """The steps that the capability of the subject was told of; ``wang`` is told for the applicant."""
    told: list[str] = []

    def for_applicant(case: Case) -> Recipients:
        return Recipients([case.district.people.get(code="wang")], f"/applications/{case.subject_key}/")

    register_subject(
        "permit_request",
        lambda _key, _by: None,
        follow=lambda _case, step: told.append(f"{step.transition} {step.to_status}"),
        for_applicant=for_applicant,
    )
    yield told
    for registry in (subjects._shown, subjects._following, subjects._for_applicant):
        registry.pop("permit_request")


def firm(office: Desk, key: str = FIRM) -> Authority:
    """``wang``, who has no post, for an enterprise."""
    return as_applicant(key, person=office.county.people["wang"])


def applied(office: Desk, by: Authority | None = None, **more: Any) -> Case:
    said = {"values": {"to_unit": "civil"}, "idempotency_key": str(uuid4()), **more}
    return open_case(
        "permit", district=office.county.district, subject=SHOP, title="某店申请食品经营许可", by=by or firm(office), at=office.at, **said
    )


def does(office: Desk, case: Case, by: Authority, step: str, **values: Any) -> CaseStep:
    done = act(case.code, step, expected_step=case.steps.count(), values=values, by=by, at=office.at)
    case.refresh_from_db()
    return done


def test_an_applicant_opens_a_case_for_a_unit_supplies_papers_and_has_no_post(office: Desk) -> None:
    case = applied(office)
    assert (case.unit.code, case.holder, case.applicant) == ("civil", None, FIRM)
    does(office, case, office.by("zheng"), "ask", missing="平面图")
    supplied = does(office, case, firm(office), "supply")
    assert (supplied.outsider, supplied.post, supplied.unit, supplied.signature) == ("applicant", None, None, "申请人")
    assert supplied.person == office.county.people["wang"]
    first = case.steps.get(number=1)
    assert first.fact is not None
    assert first.fact.said["details"]["outsider"] == "applicant"
    does(office, case, office.by("zheng"), "grant")
    assert case.status_kind == "done"


def test_the_system_takes_what_is_its_own(office: Desk) -> None:
    case = applied(office)
    does(office, case, office.by("zheng"), "ask", missing="平面图")
    with pytest.raises(StepRefused) as refused:
        does(office, case, SYSTEM, "supply")
    assert refused.value.codes == ("not_your_part",)
    assert does(office, case, SYSTEM, "lapse").signature == "系统"


def test_nobody_takes_the_applicants_part_and_the_applicant_no_others(office: Desk) -> None:
    case = applied(office)
    does(office, case, office.by("zheng"), "ask", missing="平面图")
    with pytest.raises(NoSuchCase):
        does(office, case, firm(office, OTHER), "supply")
    with pytest.raises(StepRefused):
        does(office, case, office.by("zheng"), "supply")
    does(office, case, firm(office), "supply")
    with pytest.raises(StepRefused):
        does(office, case, firm(office), "grant")
    who = (firm(office), firm(office, OTHER), SYSTEM, office.by("zhou"))
    assert [outline(case.code, by=by, at=office.at) is not None for by in who] == [True, False, True, False]


def test_an_official_opens_nothing_of_this_kind_and_a_case_says_whose_it_is(office: Desk) -> None:
    with pytest.raises(NoApplicant):
        applied(office, office.by("zheng"))
    with pytest.raises(StepRefused):
        applied(office, office.by("zheng"), applicant=FIRM)


def test_what_an_applicant_may_do_is_shown(office: Desk) -> None:
    case = applied(office)
    does(office, case, office.by("zheng"), "ask", missing="平面图")
    seen = outline(case.code, by=firm(office), at=office.at)
    assert seen is not None
    assert (seen.row.status, seen.expected_step, [verb.code for verb in seen.steps]) == ("待补正", 2, ["supply"])
    assert queue(Queue.TURN, by=office.by("zheng"), on=office.at.date()).cases == []


def test_the_subject_follows_each_step_and_tells_the_applicant(office: Desk, followed: list[str]) -> None:
    case = applied(office)
    does(office, case, office.by("zheng"), "ask", missing="平面图")
    assert followed == ["apply received", "ask papers"]
    message = Message.objects.get(topic="permit.ask")
    assert (message.person.code, message.link) == ("wang", f"/applications/{SHOP.key}/")
