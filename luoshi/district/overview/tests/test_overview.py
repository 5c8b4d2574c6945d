"""The leaders' page shows each headline promise by three yardsticks, what waits for a decision and who is late; the office chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from luoshi.district.indicators.tests.measured import at
from luoshi.district.lights import operations as lights
from luoshi.district.lights.rounds import light
from luoshi.district.lights.tests.conftest import grew
from luoshi.district.offices.errors import NotAllowed
from luoshi.district.overview.errors import WrongHeadlines
from luoshi.district.overview.models import HeadlineChoice
from luoshi.district.overview.operations import choose_headlines
from luoshi.district.overview.queries import choice_of, headlines
from luoshi.district.plan.queries import commitments_of
from luoshi.district.plan.tests.conftest import AT
from luoshi.district.reasons import NeedsReason

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Link

pytestmark = pytest.mark.django_db
ADDRESS = "/workbench/overview/"


def sign_in(client: Client, county: Government, code: str) -> None:
    """Sign a person of the county in."""
    account = county.people[code].account
    assert account is not None
    client.force_login(account)


def test_a_headline_shows_its_number_its_yardsticks_and_its_light(client: Client, county: Government, plan: Report, link: Link) -> None:
    grew(county, 1, "1.0")
    lights.judge(plan, on=timezone.localdate(), at=timezone.now())
    choose_headlines(plan, [link.commitment.code], reason="主要目标", by=county.by("sun"), at=AT)
    sign_in(client, county, "li")
    shown = client.get(ADDRESS).content.decode()
    for words in (
        link.commitment.label,
        "lamp-red",
        "/indicators/revenue/2023-01/",
        "官方统计",
        "序时进度",
        "计划轨迹",
        "预测",
        "谁还欠什么",
    ):
        assert words in shown, words
    assert "县统计局" not in shown
    assert county.units["civil"].name in shown, "its statistics of the months since are late"
    english = client.get(ADDRESS, headers={"accept-language": "en"}).content.decode()
    assert "Official statistics" in english
    assert "Who owes what" in english
    assert 'href="/workbench/overview/"' in client.get("/workbench/").content.decode()


def test_what_waits_for_a_decision_is_one_click_away(client: Client, county: Government, plan: Report, link: Link) -> None:
    today = timezone.localdate()
    lights.ask_exemption(
        link.commitment.code, first=today, last=today, reason="示例汛情", basis="示例通报", by=county.by("li"), at=timezone.now()
    )  # fmt: skip
    grew(county, 1, "1.0")
    for day in (1, 2):
        light(at(2, day))  # red, and its unit is reminded
    sign_in(client, county, "sun")
    shown = client.get(ADDRESS).content.decode()
    assert f"/commitments/{link.commitment.code}/lights/#exemptions-title" in shown
    assert f'/commitments/{link.commitment.code}/lights/">督办单' in shown


def test_the_office_chooses_with_a_reason_and_what_was_chosen_stays(client: Client, county: Government, plan: Report) -> None:
    chosen = commitments_of(plan)[:3]
    codes, written = [each.code for each in chosen], [chosen[0].code, *(each.label for each in chosen[1:])]
    sign_in(client, county, "sun")
    assert client.post(f"{ADDRESS}headlines/", {"codes": "\n".join(written), "reason": "区长办公会议定"}).status_code == 302
    assert [each.code for each in headlines(plan, choice_of(plan))] == codes
    wrong = client.post(f"{ADDRESS}headlines/", {"codes": "nothing-2023-0001", "reason": "示例"})
    assert wrong.status_code == 422
    assert "nothing-2023-0001" in wrong.content.decode()
    sign_in(client, county, "li")
    assert client.get(f"{ADDRESS}headlines/").status_code == 403
    with pytest.raises(IntegrityError, match="choose anew"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE overview_headlinechoice SET reason = 'x'")
    assert HeadlineChoice.objects.count() == 1


def test_a_choice_is_refused_with_what_is_wrong(county: Government, plan: Report) -> None:
    code = commitments_of(plan)[0].code
    for codes, reason, who, refusal in (
        ([code], "示例", "li", NotAllowed),
        ([code], " ", "sun", NeedsReason),
        ([], "示例", "sun", WrongHeadlines),
        ([code, code], "示例", "sun", WrongHeadlines),
        (["none"], "示例", "sun", WrongHeadlines),
    ):
        with pytest.raises(refusal):
            choose_headlines(plan, codes, reason=reason, by=county.by(who), at=AT)


def test_whoever_holds_no_post_sees_nothing(client: Client, county: Government) -> None:
    assert client.get(ADDRESS).status_code == 302
