"""An application from its draft to the licence that a machine issues: known, written, handed in, decided once, seen by whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from luoshi.district.attachments.errors import NotAllowed as NoFiles
from luoshi.district.attachments.operations import store
from luoshi.district.credentials.queries import credential
from luoshi.district.decisions.operations import withdraw as withdraw_rule
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.services import operations, queries
from luoshi.district.services.errors import (
    AskedTooOften,
    BegunByAnother,
    ChangedMeanwhile,
    NoSuchApplication,
    NoSuchField,
    NoSuchItem,
    NoSuchPaper,
    NotOpen,
    NotYours,
)
from luoshi.district.services.models import Application, Assessed, Paper, Representation, State
from luoshi.district.services.queries import PublicStatus
from luoshi.district.services.tests.world import DRAWING, DRAWN_FIRM, FIRM, ITEM, LARGE_FIRM, OTHER_FIRM, PLACE, Counter
from luoshi.district.throttle.queries import Asker
from luoshi.engines.approval import Outcome


def test_what_registers_know_is_granted_and_issued_at_once(counter: Counter) -> None:
    application = counter.filled()
    assert application.values["name"]["source"] == "register"
    assert (application.values["area"]["words"], application.values["area"]["entry"]) == ("8", f"places/{PLACE}")
    row = counter.submits(application)
    application.refresh_from_db()
    assert (row.outcome, row.path, application.state) == ("grant", "instant", State.GRANTED), row.reasons
    licences = KINDS["licences"]
    identifier = licences.identifier({"number": application.licence, "issuer": "县民政局"})
    licence = entry_called(licences, counter.county.district, identifier)
    assert licence is not None
    values = values_of([licence], on=counter.at.date())[licence.pk]
    assert values == {
        "number": application.licence, "issuer": "县民政局", "name": "摊位许可证", "holder": FIRM, "scope": "桃子",
        "issued_on": "2023-03-06", "expires_on": "2026-03-06", "state": "有效",
    }  # fmt: skip
    shown = credential(application.licence)
    assert shown is not None
    assert shown.application == application.code
    assert application.licence.startswith("青许（示例）摊〔2023〕")
    facts = [(each.kind, each.said["by"]) for each in Fact.objects.filter(subject_key=application.code).order_by("number")]
    assert [kind for kind, _ in facts] == ["application.submitted", "licence.granted"]
    assert facts[1][1] == {"posts": ["civil/automatic_approval"]}
    told = Message.objects.get(person=application.person)
    assert application.licence in told.body_zh
    assert (row.records[0]["decision"], row.records[0]["on"]) == ("摊位审查", "2023-03-06")


def test_everything_that_is_missing_is_asked_for_once_and_granted_or_judged_when_it_is_there(counter: Counter) -> None:
    application = counter.begins(firm=DRAWN_FIRM)
    row = counter.submits(application)
    assert (row.outcome, [each["code"] for each in row.missing]) == ("ask", ["goods", "drawing"])
    counter.writes(application, goods="桃子")
    counter.hands_in(application)
    row = counter.submits(application)
    assert (row.outcome, row.path, row.number) == ("person", "ordinary", 2)
    told = Message.objects.filter(person=application.person).order_by("pk")
    assert "请提交“摊位图”" in told[0].body_zh


def test_wrong_words_are_kept_and_told_and_what_a_register_says_stays(counter: Counter) -> None:
    application = counter.writes(counter.begins(), goods="石头", area="19")
    assert (application.values["goods"]["words"], application.values["area"]["words"]) == ("石头", "8")
    preview = queries.preview(application, by=counter.by("an"), at=counter.at)
    assert preview is not None
    assert [each.field for each in preview.known.problems] == ["goods"]
    assert preview.assessment.outcome is Outcome.ASK
    assert not Assessed.objects.exists()
    with pytest.raises(NoSuchField):
        counter.writes(application, colour="红")


def test_what_a_register_says_when_it_is_handed_in_counts(counter: Counter) -> None:
    application = counter.filled()
    place = entry_called(KINDS["places"], counter.county.district, PLACE)
    assert place is not None
    said: dict[str, Any] = {
        "valid_from": counter.at.date(),
        "source": "复测",
        "reason": "复测",
        "by": counter.county.by("zheng"),
        "at": counter.at,
    }
    register.change(place, {"area": "21"}, **said)
    row = counter.submits(application)
    assert row.outcome == "ask"
    assert row.values["area"]["words"] == "21"


def test_whom_the_register_does_not_name_as_representative_a_person_checks(counter: Counter) -> None:
    application = counter.filled()
    firm = entry_called(KINDS["enterprises"], counter.county.district, FIRM)
    assert firm is not None
    said: dict[str, Any] = {"valid_from": counter.at.date(), "source": "变更登记", "reason": "变更", "at": counter.at}
    register.change(firm, {"legal_representative": "别示例"}, by=counter.county.by("zheng"), **said)
    row = counter.submits(application)
    assert row.outcome == "person"
    assert any("法定代表人" in reason["words"][0] for reason in row.reasons)


def test_without_a_rule_in_force_a_person_decides(counter: Counter) -> None:
    application = counter.filled()
    withdraw_rule("small-item", from_day=counter.at.date(), reason="暂停", by=counter.county.by("sun"), at=counter.at)
    row = counter.submits(application)
    assert (row.outcome, row.path) == ("person", "ordinary")


def test_who_does_not_apply_hands_in_no_file(counter: Counter) -> None:
    with pytest.raises(NoFiles):
        store(name="图.txt", content=b"1", district=counter.county.district, by=counter.by("bi"), at=counter.at)


def test_a_paper_is_its_owners_and_may_be_taken_back(counter: Counter) -> None:
    application = counter.filled(firm=DRAWN_FIRM)
    kept = counter.hands_in(application)
    with pytest.raises(NoSuchPaper):
        operations.hand_in(application.code, "lease", attachment=kept, by=counter.by("an"), at=counter.at)
    operations.hand_in(application.code, DRAWING, attachment=kept, by=counter.by("an"), at=counter.at)
    operations.take_back(application.code, DRAWING, attachment=kept, by=counter.by("an"), at=counter.at)
    assert Paper.objects.get().taken_back_at == counter.at
    assert [each["code"] for each in counter.submits(application).missing] == [DRAWING]


# --- once


def test_a_form_begins_one_application_however_often_it_is_sent(counter: Counter) -> None:
    once = uuid4()
    first = counter.begins(once=once)
    assert counter.begins(once=once) == first
    with pytest.raises(BegunByAnother):
        counter.begins(firm=LARGE_FIRM, once=once)
    with pytest.raises(BegunByAnother):
        counter.begins("cui", OTHER_FIRM, once=once)


def test_what_is_decided_is_decided_once(counter: Counter) -> None:
    application = counter.filled()
    counter.submits(application)
    with pytest.raises(NotOpen):
        counter.submits(application)
    with pytest.raises(NotOpen):
        counter.writes(application, goods="桃花酒")


def test_who_has_not_seen_the_last_change_is_told(counter: Counter) -> None:
    application = counter.filled()
    seen = application.changed_at
    counter.writes(application, goods="桃花酒")
    with pytest.raises(ChangedMeanwhile):
        operations.submit(application.code, path=None, expected=seen, by=counter.by("an"), at=counter.at)


def test_the_second_of_two_for_the_same_thing_goes_to_a_person_while_the_first_is_open(counter: Counter) -> None:
    first, second = counter.filled(firm=LARGE_FIRM), counter.filled(firm=LARGE_FIRM)
    counter.hands_in(first)
    counter.submits(first)
    counter.hands_in(second)
    row = counter.submits(second)
    assert "同一事项已有在办的申请，需人工核对。" in [each["words"][0] for each in row.reasons]


# --- the database keeps the two laws


@contextmanager
def at_once() -> Iterator[None]:
    """What is looked at when a transaction ends is looked at now."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_but_a_case_refuses_and_nothing_but_an_assessment_grants(counter: Counter) -> None:
    application = counter.filled()
    decided = {"decided_at": counter.at, "submitted_at": counter.at}
    with pytest.raises(IntegrityError, match="only_a_case_refuses"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state=State.REFUSED, **decided)
    with pytest.raises(IntegrityError, match="granted by no case and by no assessment"), transaction.atomic(), at_once():
        Application.objects.filter(pk=application.pk).update(state=State.GRANTED, licence="假", **decided)
    counter.submits(application)
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state=State.DRAFT)
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        Assessed.objects.update(outcome="person")


# --- whose it is

OTHERS = ("cui", "bi", "zheng", "li", "zhao", "public")
"""Another applicant, an agent whose time is over, the official of the unit, one of another unit, a leader, anybody."""


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_changes_an_application(counter: Counter, who: str) -> None:
    application = counter.filled(firm=FIRM)
    by = PUBLIC if who == "public" else counter.by(who)
    code, at = application.code, counter.at
    tried = (
        lambda: operations.save(code, values={"goods": "桃花酒"}, by=by, at=at),
        lambda: operations.hand_in(code, DRAWING, attachment=1, by=by, at=at),
        lambda: operations.take_back(code, DRAWING, attachment=1, by=by, at=at),
        lambda: operations.promise(code, conditions={"tidy"}, text_sha256="", signed_name="", by=by, at=at),
        lambda: operations.withdraw_promise(code, by=by, at=at),
        lambda: operations.submit(code, path=None, expected=None, by=by, at=at),
        lambda: operations.withdraw(code, reason="", by=by, at=at),
        lambda: operations.dispute(code, "area", claimed="9", reason="实测", by=by, at=at),
    )
    for each in tried:
        with pytest.raises(NoSuchApplication):
            each()
    assert queries.preview(application, by=by, at=at) is None
    sees = queries.application(code, by=by, on=at.date()) is not None
    assert sees is (who in {"zheng", "zhao"})
    application.refresh_from_db()
    assert (application.state, application.values["goods"]["words"]) == (State.DRAFT, "桃子")


def test_an_agent_whose_right_has_ended_is_told_and_another_one_goes_on(counter: Counter) -> None:
    Representation.objects.filter(person__code="bi").update(valid_from=counter.at.date(), valid_to=counter.at.date())
    began = counter.begins("bi")
    counter.goes(days=1)
    with pytest.raises(NotYours):
        counter.writes(began, "bi", goods="桃子")
    with pytest.raises(NotYours):
        counter.begins("bi")
    assert queries.own(counter.by("bi"), district=counter.county.district, on=counter.at.date()) == []
    counter.writes(began, "an", goods="桃子")
    assert counter.submits(began).outcome == "grant"


def test_an_item_is_offered_from_its_day_on(counter: Counter) -> None:
    with pytest.raises(NoSuchItem):
        queries.item(counter.county.district, ITEM, on=counter.at.date() - timedelta(days=365))


# --- asked from outside


def test_number_and_phone_tell_the_state_and_guessing_ends(counter: Counter) -> None:
    application = counter.filled()

    def ask(code: str, phone: str, later: int = 0, address: str = "192.0.2.1") -> PublicStatus | None:
        return operations.status_by_number(code, phone, asker=Asker(address, counter.at + timedelta(minutes=later)))

    assert ask(application.code, "13800000000") is None, "a draft is nobody's business"
    counter.submits(application)
    shown = ask(application.code.lower(), "138 0000 0000")
    assert shown is not None
    assert (shown.state, shown.item.chinese) == (State.GRANTED, "摊位许可")
    for _ in range(4):
        assert ask(application.code, "13800000001") is None
    with pytest.raises(AskedTooOften):
        ask(application.code, "13800000000", address="192.0.2.2")
    for number in range(15):
        assert ask(f"QX-{number}", "13800000000") is None
    with pytest.raises(AskedTooOften):
        ask("QX-99", "13800000000")
    assert ask(application.code, "13800000000", later=16) is not None


def test_what_came_of_all_is_counted(counter: Counter) -> None:
    counter.submits(counter.filled())
    counter.submits(counter.begins(firm=DRAWN_FIRM))
    [figures] = queries.statistics(counter.county.district, since=counter.at - timedelta(days=1))
    assert (figures.submitted, figures.at_once, figures.asked, figures.seconds) == (2, 1, 1, 0.0)
    assert dict(figures.paths) == {"instant": 1, "ordinary": 1}


def test_own_applications_come_page_by_page(counter: Counter) -> None:
    codes = [counter.begins().code for _ in range(3)][::-1]
    asked: dict[str, Any] = {"by": counter.by("an"), "district": counter.county.district, "on": counter.at.date()}
    assert [each.code for each in queries.own(**asked, most=2)] == codes[:2]
    assert [each.code for each in queries.own(**asked, before=codes[1], most=2)] == codes[2:]
    with pytest.raises(NoSuchApplication):
        queries.own(**asked, before="QX-2023-999999")


def test_no_table_of_what_was_said_is_emptied(counter: Counter) -> None:
    for table in ("assessed", "promise", "application", "representation"):
        with pytest.raises(DatabaseError, match="say it anew"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE services_{table} CASCADE")
