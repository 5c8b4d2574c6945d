"""Cards: yellow before a deadline, red after it, each once in a term, and none while a clock is paused."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from luoshi.district.casework import reminding
from luoshi.district.casework.models import Case, Deadline, Reminder
from luoshi.district.casework.reminding import remind
from luoshi.district.casework.tests.county import DAY, ZONE, Desk
from luoshi.district.messages.models import Message

DUE = datetime(2023, 3, 21, 17, 30, tzinfo=ZONE)
"""When a reply to what was issued on Monday 6 March is due."""


def cards(case: Case) -> list[tuple[str, str]]:
    return list(Reminder.objects.filter(case=case).order_by("pk").values_list("clock", "colour"))


def told(case: Case, colour: str) -> list[str]:
    found = Message.objects.filter(key__startswith=f"{case.code}/", topic=f"supervision.{colour}").order_by("person")
    return [message.person.code for message in found]


def test_each_card_is_shown_once_and_told_to_whom_the_case_type_names(desk: Desk) -> None:
    case = desk.handled()
    assert remind(desk.at) == 0
    days = [desk.at + DAY * number for number in range(30)]
    shown = [remind(day) + remind(day) for day in days]
    assert cards(case) == [("hand_back", "over"), ("reply", "yellow"), ("reply", "red")]
    assert sum(shown) == 3
    assert told(case, "yellow") == ["wu", "zheng"]
    assert set(told(case, "red")) == {"sun", "wen", "wu", "zheng"}
    case.refresh_from_db()
    assert case.remind_at is None


def test_a_warning_that_nobody_could_give_in_time_is_not_given_late(desk: Desk) -> None:
    case = desk.handled()
    remind(DUE + DAY * 3)
    assert cards(case) == [("hand_back", "over"), ("reply", "red")]


def test_a_deadline_that_passes_during_a_pause_is_no_deadline(desk: Desk) -> None:
    case = desk.handled()
    desk.does(case, "sun", "suspend", reason="等待鉴定")
    assert case.due_at is None
    remind(DUE + DAY * 30)
    assert cards(case) == [("hand_back", "over")]
    desk.at = DUE + DAY * 30
    desk.does(case, "sun", "resume", reason="鉴定完成")
    resumed = Case.objects.get(pk=case.pk)
    assert resumed.due_at is not None
    assert resumed.due_at > desk.at
    remind(resumed.due_at + DAY * 3)
    assert cards(case)[-1] == ("reply", "red")


def test_an_extension_begins_a_new_term_with_cards_of_its_own(desk: Desk) -> None:
    case = desk.handled()
    desk.at = DUE - DAY
    remind(desk.at)
    desk.does(case, "zheng", "ask_extension", days="10", reason="材料未齐")
    desk.does(case, "zhao", "grant_extension", days="10")
    assert case.due_at == datetime(2023, 3, 31, 17, 30, tzinfo=ZONE)
    remind(case.due_at - DAY)
    remind(case.due_at + DAY * 3)
    assert [card for card in cards(case) if card[0] == "reply"] == [("reply", "yellow"), ("reply", "yellow"), ("reply", "red")]


def test_a_case_that_cannot_be_told_of_keeps_no_other_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = desk.handled(), desk.handled()

    def tell(case: Case, *_: object, **__: object) -> None:
        if case == broken:
            raise LookupError

    monkeypatch.setattr(reminding, "tell_of_card", tell)
    with pytest.raises(LookupError):
        remind(DUE + DAY * 3)
    assert (cards(broken), cards(sound)) == ([], [("hand_back", "over"), ("reply", "red")])


def test_a_message_names_the_time_that_it_speaks_of(desk: Desk) -> None:
    case = desk.issued()
    reply = Deadline.objects.get(case=case, clock="reply").due_at
    desk.goes(days=30)
    remind(desk.at)
    assert reply is not None
    late = Message.objects.filter(topic="supervision.red", body_zh__contains="逾期没有回复")
    assert f"原定 2023年{reply.month}月{reply.day}日" in late[0].body_zh, "the notice was never signed for, which was due before"


def test_whoever_may_object_is_told_until_when(desk: Desk) -> None:
    case = desk.replied()
    desk.does(case, "wen", "pass_check", finding="属实")
    desk.does(case, "sun", "conclude", conclusion="已落实")
    desk.does(case, "sun", "prove_delivery", evidence=[desk.hands_in("sun")])
    told = Message.objects.filter(topic="supervision.prove_delivery").first()
    assert told is not None
    assert re.search(r"已送达，2023年\d+月\d+日17:30 前可以申请复核", told.body_zh)
