"""Who may say what of progress, what is refused, and that nothing is altered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from luoshi.district.indicators.errors import NoSuchIndicator
from luoshi.district.indicators.tests.measured import at, declared
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.progress import operations
from luoshi.district.progress.errors import AnswerRefused, LinkRefused, NotAllowed, ToleranceRefused, TrajectoryRefused
from luoshi.district.progress.gathering import gather, links_of
from luoshi.district.progress.models import Trajectory
from luoshi.district.progress.questions import questions_about
from luoshi.district.progress.tests.measured import BEDS, COUNTED, GDP, GROWTH, REPORTED, add_beds, linked, say_beds, stored
from luoshi.district.reasons import NeedsReason
from luoshi.engines.progress import Measure, Period, SignKind, Step

pytestmark = pytest.mark.django_db


def steps(*pairs: tuple[str, int]) -> list[Step]:
    return [Step(Period.parse(period), Decimal(number)) for period, number in pairs]


@pytest.mark.parametrize("who", ["li", "zhou", "wang"])
def test_only_the_office_says_what_measures_a_promise(county: Government, plan: Report, who: str) -> None:
    declared(county, COUNTED)
    with pytest.raises(NotAllowed):
        operations.link_indicator(stored(plan).code, "beds", target=1, reason="口径一致", by=county.by(who), at=at(2))


def test_what_cannot_be_compared_is_not_linked(county: Government, plan: Report) -> None:
    declared(county, COUNTED, GROWTH)
    beds, gdp, sun = stored(plan).code, stored(plan, GDP).code, county.by("sun")
    for code, indicator, target, reason, refusal, words in (
        (beds, "gdp", 1, "错", LinkRefused, "不能互相衡量"),
        (gdp, "beds", 1, "错", LinkRefused, "不能互相衡量"),
        (beds, "beds", 2, "错", LinkRefused, "没有第 2 项目标"),
        (beds, "beds", 0, "错", LinkRefused, "没有第 0 项目标"),
        ("no-such", "beds", 1, "错", LinkRefused, "no-such"),
        (beds, "nothing", 1, "错", NoSuchIndicator, "nothing"),
        (beds, "beds", 1, " ", NeedsReason, "理由"),
    ):
        with pytest.raises(refusal, match=words):
            operations.link_indicator(code, indicator, target=target, reason=reason, by=sun, at=at(2))


def test_a_link_ends_and_begins_anew_and_is_never_altered(county: Government, plan: Report) -> None:
    link, sun, code = linked(county, plan, COUNTED), county.by("sun"), stored(plan).code
    with pytest.raises(LinkRefused, match="已经在衡量"):
        operations.link_indicator(code, "beds", target=1, reason="再来", by=sun, at=at(2))
    operations.end_link(code, 1, reason="口径不符", by=sun, at=at(2))
    with pytest.raises(LinkRefused, match="已经停止"):
        operations.end_link(code, 1, reason="再停", by=sun, at=at(2))
    assert operations.link_indicator(code, "beds", target=1, reason="口径已改", by=sun, at=at(3)).number == 2
    with pytest.raises(IntegrityError, match="is not altered"), transaction.atomic():
        link.save()


WRONG: list[tuple[Sequence[tuple[str, int]], str]] = [
    ([("2023-03", 50), ("2023-02", 60), ("2023-12", 200)], "比前一期小"), ([("2023-12", 199)], "没有达到目标"),
    ([("2023-Q1", 50)], "不是这项指标"), ([("2024-01", 50)], "不是这项指标"), ([], "至少要有一步"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "words"), WRONG)
def test_a_trajectory_that_cannot_be_is_refused(county: Government, plan: Report, given: Sequence[tuple[str, int]], words: str) -> None:
    linked(county, plan, COUNTED)
    with pytest.raises(TrajectoryRefused, match=words):
        operations.plan_trajectory(stored(plan).code, 1, steps(*given), reason="分月安排", by=county.by("sun"), at=at(2))
    assert not Trajectory.objects.exists()


def test_a_trajectory_is_planned_anew_and_the_old_one_stays(county: Government, plan: Report) -> None:
    linked(county, plan, COUNTED)
    code = stored(plan).code
    for number in (40, 60):
        operations.plan_trajectory(code, 1, steps(("2023-12", 200), ("2023-06", number)), reason="分月安排", by=county.by("sun"), at=at(2))
    with pytest.raises(NotAllowed):
        operations.plan_trajectory(code, 1, steps(("2023-12", 200)), reason="分月安排", by=county.by("zhou"), at=at(2))
    assert [each.steps["2023-06"] for each in Trajectory.objects.order_by("number")] == ["40", "60"]
    [measured] = gather(links_of(stored(plan)), on=date(2023, 7, 1))
    assert measured.steps == tuple(steps(("2023-06", 60), ("2023-12", 200)))


def test_a_tolerance_has_its_basis_and_is_no_less_than_nothing(county: Government, plan: Report) -> None:
    sun = county.by("sun")
    with pytest.raises(NeedsReason):
        operations.set_tolerance(plan, Measure.YOY, Decimal(1), basis="", status="unverified", by=sun, at=at(2))
    with pytest.raises(ToleranceRefused):
        operations.set_tolerance(plan, Measure.YOY, Decimal(-1), basis="约定", status="unverified", by=sun, at=at(2))
    with pytest.raises(NotAllowed):
        operations.set_tolerance(plan, Measure.YOY, Decimal(1), basis="约定", status="unverified", by=county.by("li"), at=at(2))


def test_officials_are_asked_about_odd_figures_and_answer(county: Government, plan: Report) -> None:
    link = linked(county, plan, REPORTED)
    linked(county, plan, COUNTED)
    add_beds(county, {1: 10, 2: 15})
    say_beds(county, 1, 10, "新建两处养老院。")
    say_beds(county, 2, 20, "新建两处养老院")
    [asked, _] = questions_about(gather(links_of(stored(plan)), on=date(2023, 12, 31))).values()
    assert [each.sign.kind for each in asked] == [SignKind.NO_NEW_EVIDENCE, SignKind.SAME_TEXT, SignKind.SUM_DIFFERS]
    code, differs = stored(plan).code, asked[2].sign.key
    assert "上报 20张，记录合计 15张" in asked[2].sign.seen.chinese
    with pytest.raises(AnswerRefused, match="已经不在"):
        operations.answer(code, link.number, "sum_differs:2023-02=19", "有一批在录。", by=county.by("sun"), at=at(12, 31))
    with pytest.raises(AnswerRefused, match="空的"):
        operations.answer(code, link.number, differs, " ", by=county.by("sun"), at=at(12, 31))
    with pytest.raises(NotAllowed):
        operations.answer(code, link.number, differs, "有一批在录。", by=county.by("wang"), at=at(12, 31))
    operations.answer(code, link.number, differs, "五张床位已验收，登记在录。", by=county.by("sun"), at=at(12, 31))
    asked = questions_about(gather(links_of(stored(plan)), on=date(2023, 12, 31)))[link.pk]
    assert [each.open for each in asked] == [True, True, False]
    assert BEDS in str(link.commitment.quote)
