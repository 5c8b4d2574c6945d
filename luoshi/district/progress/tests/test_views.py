"""What everybody sees of progress, what only officials see, and what they do on the workbench."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from luoshi.district.indicators.tests.measured import at
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.test_tallies import signed_in
from luoshi.district.progress.models import Answer, Link, Trajectory
from luoshi.district.progress.operations import set_tolerance
from luoshi.district.progress.tests.measured import COUNTED, GDP, GROWTH, REPORTED, add_beds, bring, linked, say_beds, stored
from luoshi.engines.progress import Measure

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str, language: str = "zh-CN") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_commitment_shows_its_number_beside_the_yardsticks(client: Client, county: Government, plan: Report) -> None:
    linked(county, plan, COUNTED)
    add_beds(county, {1: 10, 3: 140})
    page = shown(client, f"/commitments/{stored(plan).code}/")
    for words in ("进度</h2>", ">150</span>", "未完成", "序时进度", "200张", "落后25个百分点", "系统计算", "/indicators/beds/2023-12/"):
        assert words in page
    history = shown(client, f"/commitments/{stored(plan).code}/progress/", "en")
    for words in ("Figures by period", "/indicators/beds/2023-03/", "Mar 2023", "not met", "口径一致"):
        assert words in history
    assert "Questions to ask" not in history


def test_a_blank_is_shown_as_a_blank_and_a_tolerance_with_its_standing(client: Client, county: Government, plan: Report) -> None:
    linked(county, plan, GROWTH, GDP)
    bring(county, "gdp", {"2023-Q2": "5.8"})
    set_tolerance(plan, Measure.YOY, Decimal("0.5"), basis="本县约定", status="unverified", by=county.by("sun"), at=at(2))
    history = shown(client, f"/commitments/{stored(plan, GDP).code}/progress/")
    for words in ("还没有数据：2023年一季度、2023年三季度、2023年四季度", "0.5个百分点", "未经核实", "达到进度"):
        assert words in history


def test_officials_answer_what_the_public_does_not_see(client: Client, county: Government, plan: Report) -> None:
    linked(county, plan, REPORTED)
    say_beds(county, 1, 10, "新建两处养老院。")
    say_beds(county, 2, 20, "新建两处养老院。")
    address, official = f"/commitments/{stored(plan).code}/progress/", signed_in(county, "sun")
    assert "要问一问的" not in shown(client, address)
    assert "还没有答复" in shown(official, address)
    assert "有 2 个问题待答复" in shown(official, f"/commitments/{stored(plan).code}/")
    post = f"/workbench/commitments/{stored(plan).code}/progress/1/answer/"
    assert official.post(post, {"key": "same_text:2023-01=10:2023-02=20", "text": ""}).status_code == 422
    assert official.post(post, {"key": "same_text:2023-01=10:2023-02=20", "text": "二期另有一处。"}).status_code == 302
    assert Answer.objects.get().text in shown(official, address)
    assert signed_in(county, "wu").post(post, {"key": "same_text:2023-01=10:2023-02=20", "text": "代答"}).status_code == 422
    assert client.post(post, {"key": "x", "text": "y"}).status_code == 302, "to the page on which officials sign in"


def test_the_office_links_ends_and_plans_on_the_workbench(county: Government, plan: Report) -> None:
    linked(county, plan, COUNTED)
    client, address = signed_in(county, "sun"), f"/workbench/commitments/{stored(plan).code}/progress/"
    trajectory = f"{address}1/trajectory/"
    assert client.post(trajectory, {"steps": "六月：80", "reason": "分月"}).status_code == 422
    assert client.post(trajectory, {"steps": "2023-06：80\n2023-06: 90", "reason": "分月"}).status_code == 422
    assert client.post(trajectory, {"steps": "2023-06：80\n2023-12: 200", "reason": "分月"}).status_code == 302
    assert Trajectory.objects.get().steps == {"2023-06": "80", "2023-12": "200"}
    assert "2023-06: 80" in shown(client, trajectory)
    assert client.post(f"{address}1/end/", {"reason": "口径不符"}).status_code == 302
    assert client.get(trajectory).status_code == 404
    assert client.post(address, {"indicator": "beds", "target": "1", "reason": ""}).status_code == 422
    assert client.post(address, {"indicator": "beds", "target": "1", "reason": "已核"}).status_code == 302
    assert Link.objects.count() == 2
    assert "口径不符" in shown(client, address)
    assert signed_in(county, "wu").get(address).status_code == 403
