"""The calendar, who owes what, the burden meter, an update from its form to the public page; and that only those may act who may."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from luoshi.district.dues.models import Reminder, Update
from luoshi.district.dues.pages import unit_panel
from luoshi.district.dues.tests.test_operations import noted
from luoshi.district.indicators.tests.measured import at

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is the 28th of March."""
    moment = at(3, 28)
    for module in ("luoshi.district.dues.views", "luoshi.district.dues.panels"):
        monkeypatch.setattr(f"{module}.today", lambda: date(2023, 3, 28))
    monkeypatch.setattr("luoshi.district.dues.views.now", lambda: moment)
    return moment


def enter(county: Government, person: str, language: str = "zh-hans") -> Client:
    """A browser in which somebody is signed in."""
    client = Client(headers={"accept-language": language})
    account = county.people[person].account
    assert account is not None
    client.force_login(account)
    return client


def text(client: Client, address: str) -> str:
    """A page that is shown."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_pages_of_a_plan_in_both_languages(county: Government, plan: Report, centre: Commitment, day: datetime) -> None:
    words = {
        "calendar": (("2023年3月27日", "逾期 1", "县教育局"), ("2023-03-27", "late 1")),
        "owing": ((centre.label, "2023-03-18", "漏报 2 期"), ("2 periods missed",)),
        "burden": (("县教育局", "那时还没有规定"), ("How much each unit was asked",)),
    }
    for name, (chinese, english) in words.items():
        address = reverse(f"dues:{name}", args=[plan.slug])
        shown, translated = text(enter(county, "sun"), address), text(enter(county, "sun", "en"), address)
        assert all(each in shown for each in chinese), name
        assert english[0] in translated
    office = enter(county, "sun")
    assert office.post(reverse("dues:remind", args=[plan.slug, "civil"])).status_code == 302
    assert "上次 2023-03-28" in text(office, reverse("dues:owing", args=[plan.slug]))
    assert text(office, reverse("dues:calendar", args=[plan.slug]) + "?month=2023-02")
    panel = render_to_string("dues/unit.html", unit_panel(county.units["education"], plan, on=date(2023, 3, 28)))
    assert all(each in panel for each in (centre.label, "3 张表、12 个栏目"))
    assert "2023年二季度" in text(office, reverse("dues:burden", args=[plan.slug]) + "?span=2023-Q2")


def test_an_update_from_its_form_to_the_public_page(county: Government, centre: Commitment, day: datetime) -> None:
    reporter, head, address = enter(county, "zhou"), enter(county, "li"), reverse("dues:update", args=[centre.code, "2023-03"])
    assert address in text(reporter, "/workbench/")
    assert address in text(reporter, reverse("dues:own"))
    said = {"work": "done", "progress": "建成（示例）", "problems": "", "next_steps": "", "act": "hand_in"}
    refused = reporter.post(address, said)
    assert (refused.status_code, "没有佐证材料" in refused.content.decode()) == (422, True)
    assert reporter.post(address, {**said, "work": "going_on"}).status_code == 302
    assert "签发" in text(head, address)
    assert head.post(address, {"act": "return", "seen_steps": 9, "reason": "再写"}).status_code == 422
    assert head.post(address, {"act": "sign", "seen_steps": Update.objects.get().step_count}).status_code == 302
    public = text(Client(), reverse("dues:updates", args=[centre.code]))
    assert "建成（示例）" in public
    assert "县教育局局长 李示例" in text(Client(), reverse("plan:commitment", args=[centre.code]))
    assert reporter.get(reverse("dues:update", args=[centre.code, "2023-01"])).status_code == 302


def test_what_the_record_says_is_confirmed_and_signed_off_on_the_page_of_the_unit(
    county: Government, centre: Commitment, day: datetime
) -> None:
    noted(county, centre, 9, "主体封顶")
    reporter, head, own = enter(county, "zhou"), enter(county, "li"), reverse("dues:own")
    assert "3月9日主体封顶" in text(reporter, own)
    confirm, sign = reverse("dues:confirm-recorded", args=["education"]), reverse("dues:sign-all", args=[centre.report.slug])
    reporter.post(confirm, {"code": centre.code, f"seen-{centre.code}": "别的话"})
    assert not Update.objects.exists()
    reporter.post(confirm, {"code": centre.code, f"seen-{centre.code}": "3月9日主体封顶。来源：项目台账（示例）。"})
    assert sign in text(head, own)
    head.post(sign, {"code": centre.code, f"steps-{centre.code}": "1"})
    assert Update.objects.get().stage == "signed_off"
    calendar = Calendar.from_ical(reporter.get(reverse("dues:own-calendar")).content)
    assert [each.decoded("dtstart") for each in calendar.walk("VEVENT")][:2] == [date(2023, 4, 25), date(2023, 5, 25)]


MAY = {  # sees the plan's pages, reminds, writes an update
    "sun": (200, True, False), "zhao": (200, False, False), "li": (200, False, True), "zhou": (200, False, True),
    "wu": (200, False, False), "wang": (403, False, False), "": (302, False, False),
}  # fmt: skip


@pytest.mark.parametrize("person", MAY)
def test_who_may_do_what(county: Government, plan: Report, centre: Commitment, day: datetime, person: str) -> None:
    sees, reminds, writes = MAY[person]
    client = enter(county, person) if person else Client()
    assert client.get(reverse("dues:owing", args=[plan.slug])).status_code == sees
    client.post(reverse("dues:remind", args=[plan.slug, "civil"]))
    assert Reminder.objects.exists() is reminds
    client.post(reverse("dues:update", args=[centre.code, "2023-03"]), {"work": "going_on", "progress": "在建（示例）", "act": "hand_in"})
    assert Update.objects.filter(stage="handed_in").exists() is writes
