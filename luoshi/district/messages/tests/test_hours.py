"""A message that can wait leaves in the hours of a day that the district of its receiver works, holidays and make-up days included."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

import luoshi
from luoshi.district.casework.operations import enter_calendar
from luoshi.district.messages import delivering
from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.models import Channel
from luoshi.district.messages.operations import enter_contact
from luoshi.district.messages.tests.conftest import CHINA, MORNING, Tell, give_mail
from luoshi.district.offices.tests.government import Government, found_neighbour
from luoshi.engines.packs import read_pack

SPRING_FESTIVAL = datetime(2023, 1, 23, 9, 30, tzinfo=CHINA)
"""A Monday on which nobody works."""
MADE_UP = datetime(2023, 1, 28, 8, 30, tzinfo=CHINA)
"""A Saturday on which everybody does."""


@pytest.fixture
def sent(government: Government, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses to which something was handed over, from offices that keep the State Council's calendar."""
    pack = read_pack(Path(luoshi.__file__).parent / "packs" / "working_days")
    assert pack.calendar is not None
    assert pack.office_hours is not None
    enter_calendar(government.district, pack.calendar.years, hours=pack.office_hours.hours, by=government.by("sun"), at=MORNING)
    handed_over: list[str] = []
    monkeypatch.setattr(delivering, "hand_over", lambda _gateways, _channel, address, *_, **__: handed_over.append(address))
    return handed_over


def test_what_is_due_in_a_holiday_waits_for_the_opening_of_the_next_working_day(
    government: Government, sent: list[str], tell: Tell
) -> None:
    give_mail(government, "li")
    tell("li", key="reminder", at=SPRING_FESTIVAL)
    tell("li", key="flood", at=SPRING_FESTIVAL, urgent=True)
    days = [SPRING_FESTIVAL + timedelta(days=number) for number in range(5)]
    assert [deliver(at=day) for day in days] == [1, 0, 0, 0, 0]
    assert deliver(at=MADE_UP - timedelta(minutes=1)) == 0
    assert deliver(at=MADE_UP) == 1
    assert sent == ["li@qingxi.example"] * 2


def test_each_district_keeps_its_own_days(government: Government, sent: list[str], tell: Tell) -> None:
    """The neighbour has entered no calendar: there Monday to Friday are worked."""
    neighbour = found_neighbour()
    for county, code in ((government, "li"), (neighbour, "bai")):
        enter_contact(county.people[code], Channel.MAIL, f"{code}@qingxi.example", by=county.by(code), at=MORNING)
    government.people["bai"] = neighbour.people["bai"]
    tell("li", "bai", at=SPRING_FESTIVAL)
    assert (deliver(at=SPRING_FESTIVAL), sent) == (1, ["bai@qingxi.example"])
    tell("bai", key="another", at=MADE_UP)
    assert (deliver(at=MADE_UP), sent[1:]) == (1, ["li@qingxi.example"])
