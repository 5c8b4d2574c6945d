"""Figures that are issued or reported: by whom, with what, and never over what was said before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from luoshi.district.indicators import operations
from luoshi.district.indicators.calendar import has_figure_of
from luoshi.district.indicators.errors import IndicatorError, NotAllowed, ReleaseRefused
from luoshi.district.indicators.models import Indicator, OfficialValue, Release, ReportedValue
from luoshi.district.indicators.queries import Act, history, owed, series, value_of
from luoshi.district.indicators.tests.measured import ISSUED, REPORTED, at, counted, declared, entry, file, happened, month, sealed
from luoshi.district.offices.tests.government import Government
from luoshi.engines.packs import DefinitionEntry, SourceEntry
from luoshi.engines.progress import Period

ON = date(2023, 12, 31)


@pytest.fixture
def fairs(county: Government) -> Indicator:
    """What the bureau of education reports."""
    return declared(county, REPORTED)[0]


def refused(act: Callable[[], Any], name: str) -> None:
    """Refused by this name, and nothing stored."""
    before = ReportedValue.objects.count()
    with pytest.raises(IndicatorError) as refusal, transaction.atomic():
        act()
    assert type(refusal.value).__name__ == name
    assert ReportedValue.objects.count() == before


def said(county: Government, fairs: Indicator, number: int = 5) -> ReportedValue:
    """A figure of March that was handed in."""
    value = operations.draft(fairs, month(3), Decimal(number), by=county.by("zhou"), at=at(4, 2))
    return operations.hand_in(value, evidence=[file(county)], by=county.by("zhou"), at=at(4, 2))


def test_a_reported_figure_counts_when_another_person_approved_it(county: Government, fairs: Indicator) -> None:
    value = said(county, fairs)
    assert series(fairs, on=ON) == []
    refused(lambda: operations.approve(value, seen_steps=2, by=county.by("zhou"), at=at(4, 3)), "NotAllowed")
    refused(lambda: operations.approve(value, seen_steps=1, by=county.by("li"), at=at(4, 3)), "ChangedMeanwhile")
    operations.approve(value, seen_steps=2, by=county.by("li"), at=at(4, 3))
    [known] = series(fairs, on=ON)
    assert (known.number, known.known_on) == (Decimal(5), date(2023, 4, 3))
    assert series(fairs, on=date(2023, 4, 2)) == [], "nobody knew it before"


def test_nobody_approves_the_own_figure(county: Government, fairs: Indicator) -> None:
    value = operations.draft(fairs, month(3), Decimal(5), by=county.by("li"), at=at(4, 2))
    value = operations.hand_in(value, evidence=[file(county, "li")], by=county.by("li"), at=at(4, 2))
    refused(lambda: operations.approve(value, seen_steps=2, by=county.by("li"), at=at(4, 3)), "SecondPersonNeeded")
    with pytest.raises(DatabaseError, match="nobody_approves_the_own_figure"), transaction.atomic():
        ReportedValue.objects.update(stage="approved", approver=county.people["li"], approved_at=at(4, 3))


def test_without_evidence_no_figure_goes_on(county: Government, fairs: Indicator) -> None:
    value = operations.draft(fairs, month(3), Decimal(5), by=county.by("zhou"), at=at(4, 2))
    refused(lambda: operations.hand_in(value, evidence=[], by=county.by("zhou"), at=at(4, 2)), "NeedsEvidence")
    with pytest.raises(DatabaseError, match="no_figure_is_handed_in_without_evidence"), transaction.atomic():
        ReportedValue.objects.update(stage="handed_in")


def test_a_returned_figure_is_mended_and_what_was_approved_is_corrected_by_another(county: Government, fairs: Indicator) -> None:
    value = said(county, fairs)
    refused(lambda: operations.return_(value, seen_steps=2, reason=" ", by=county.by("li"), at=at(4, 3)), "NeedsReason")
    operations.return_(value, seen_steps=2, reason="缺签到表", by=county.by("li"), at=at(4, 3))
    value = operations.draft(fairs, month(3), Decimal(4), by=county.by("zhou"), at=at(4, 4))
    value = operations.hand_in(value, evidence=[], by=county.by("zhou"), at=at(4, 4))
    operations.approve(value, seen_steps=value.step_count, by=county.by("li"), at=at(4, 5))
    refused(lambda: operations.draft(fairs, month(3), Decimal(9), by=county.by("zhou"), at=at(5)), "ApprovedAlready")
    with pytest.raises(DatabaseError, match="an approved figure is not altered"), transaction.atomic():
        ReportedValue.objects.update(number=9)
    again = operations.correct(fairs, month(3), Decimal(3), reason="重复计入一场", by=county.by("zhou"), at=at(5))
    assert again.revision == 2
    known = value_of(fairs, month(3), on=ON)
    assert known is not None
    assert known.number == 4, "until the correction is approved"
    assert [line.stage for line in history(fairs, month(3))] == [
        "draft", "handed_in", "returned", "draft", "handed_in", "approved", "draft",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["12 5 zhou WrongPeriod", "3 5.5 zhou WrongNumber", "3 -1 zhou WrongNumber", "3 5 zheng NotAllowed"])
def test_a_figure_fits_its_indicator(county: Government, fairs: Indicator, wrong: str) -> None:
    period, number, person, name = wrong.split()
    by = county.by(person)
    refused(lambda: operations.draft(fairs, month(int(period)), Decimal(number), by=by, at=at(4, 2)), name)


def test_official_figures_are_typed_by_nobody(county: Government) -> None:
    [issued] = declared(county, ISSUED)
    with pytest.raises(IndicatorError, match=r"统计法.*第七条"):
        operations.draft(issued, month(3), Decimal(5), by=county.by("sun"), at=at(4, 2))
    with pytest.raises(DatabaseError, match="official ones are not reported"), transaction.atomic():
        ReportedValue.objects.create(
            indicator=issued, period="2023-03", revision=1, number=Decimal(5), stage="draft", step_count=1, reporter=county.people["zhou"]
        )


def issue(county: Government, text: str, day: int = 20, person: str = "sun") -> Release:
    """The figures of a table, issued in April."""
    document = operations.Document("县统计局", f"4月{day}日月报（示例）", "示统〔2023〕1号", date(2023, 4, day))
    brought = operations.figures_of_table(f"指标,期别,数值,初步\n{text}".encode(), "月报.csv")
    deputy = county.by(person)
    return operations.bring_official(county.district, document, brought, by=deputy, at=at(4, day))


@pytest.fixture
def statistics(county: Government) -> Indicator:
    """Investment, which the bureau of education brings here."""
    return declared(county, replace(ISSUED, source=replace(ISSUED.source, unit="education")))[0]


def test_what_is_revised_is_another_figure(county: Government, statistics: Indicator) -> None:
    issue(county, "固定资产投资,2023-02,12.4,是\ninvestment,2023-03,11.3,是", 20, "zhou")
    issue(county, "固定资产投资,2023-02-01,12.1,否\ninvestment,2023-03,11.3,是", 25, "zhou")
    assert [(str(one.period), one.number, one.revision, one.provisional) for one in series(statistics, on=ON)] == [
        ("2023-02", Decimal("12.4"), 1, True), ("2023-02", Decimal("12.1"), 2, False), ("2023-03", Decimal("11.3"), 1, True),
    ]  # fmt: skip
    with pytest.raises(DatabaseError, match="what was said of figures is not altered"), transaction.atomic():
        OfficialValue.objects.update(number=1)


def test_a_table_comes_in_whole_or_not_at_all(county: Government, statistics: Indicator) -> None:
    wrong = "固定资产投资,2023-02,12.4,\n固定资产投资,2023-01,3,\n不认识,2023-02,1,\n固定资产投资,2023-02,12.5,\n固定资产投资,2023-03,1.25,"
    with pytest.raises(ReleaseRefused) as refusal:
        issue(county, wrong, person="zhou")
    assert [fault.row for fault in refusal.value.faults] == [3, 4, 5, 6]
    with pytest.raises(ReleaseRefused) as refusal:
        issue(county, "固定资产投资,二月,12.4,\n固定资产投资,2023-02,,")
    assert ["2023-09" in fault.words.chinese or "空白不当作零" in fault.words.chinese for fault in refusal.value.faults] == [True, True]
    with pytest.raises(ReleaseRefused, match="由它自己的人员导入"):
        issue(county, "固定资产投资,2023-02,12.4,", person="sun")
    assert not Release.objects.exists()


def test_a_closed_period_stays_as_it_is_until_it_is_reopened_by_a_decision(county: Government, fairs: Indicator) -> None:
    [posts] = declared(county, counted("posts"))
    happened(county, at(3))
    sealed()
    operations.count(at=at(4, 10))
    with pytest.raises(NotAllowed):
        operations.close_period(county.district, month(3), by=county.by("zhou"), at=at(4, 11))
    operations.close_period(county.district, month(3), by=county.by("sun"), at=at(4, 11))
    refused(lambda: operations.close_period(county.district, month(3), by=county.by("sun"), at=at(4, 12)), "PeriodClosed")
    refused(lambda: operations.draft(fairs, month(3), Decimal(5), by=county.by("zhou"), at=at(4, 12)), "PeriodClosed")
    happened(county, at(3, 5))
    sealed()
    operations.count(at=at(4, 13))
    assert figure(posts) == 1
    refused(
        lambda: operations.reopen_period(county.district, month(3), decision="", reason="x", by=county.by("sun"), at=at(5)), "NeedsDecision"
    )
    operations.reopen_period(county.district, month(3), decision="县政府常务会议", reason="补记", by=county.by("sun"), at=at(5))
    assert figure(posts) == 2


def figure(of: Indicator) -> Decimal:
    """The figure of March."""
    known = value_of(of, month(3), on=ON)
    assert known is not None
    return known.number


def test_a_unit_sees_what_it_owes_and_confirms_by_one_click(county: Government, fairs: Indicator) -> None:
    [posts] = declared(county, counted("posts"))
    happened(county, at(3))
    sealed()
    operations.count(at=at(4))
    unit = county.units["education"]
    found = owed(unit, on=date(2023, 4, 5))
    assert [(one.indicator.code, str(one.period), one.act, str(one.due_on)) for one in found] == [
        ("fairs", "2023-01", Act.REPORT, "2023-02-18"),
        ("fairs", "2023-02", Act.REPORT, "2023-03-18"),
        ("fairs", "2023-03", Act.REPORT, "2023-04-18"),
        ("posts", "2023-03", Act.CONFIRM, "2023-04-18"),
    ]
    refused(
        lambda: operations.confirm(posts, month(3), seen=Decimal(2), is_right=True, by=county.by("zhou"), at=at(4, 5)), "ChangedMeanwhile"
    )
    refused(lambda: operations.confirm(posts, month(3), seen=Decimal(1), is_right=False, by=county.by("zhou"), at=at(4, 5)), "NeedsReason")
    operations.confirm(posts, month(3), seen=Decimal(1), is_right=True, by=county.by("zhou"), at=at(4, 5))
    said(county, fairs)
    assert [one.act for one in owed(unit, on=date(2023, 4, 5))] == [Act.REPORT, Act.REPORT, Act.REVIEW]


@pytest.mark.parametrize(
    ("rhythm", "day", "first", "last"),
    [
        ("month", date(2024, 1, 20), "2023-01", "2023-12"),
        ("month", date(2024, 2, 10), "2023-01", "2024-01"),
        ("month", date(2024, 2, 18), "2024-01", "2024-01"),
        ("year", date(2024, 3, 1), "2023", "2023"),
    ],
)
def test_the_last_year_is_asked_for_until_a_figure_of_the_new_one_is_due(
    county: Government, rhythm: str, day: date, first: str, last: str
) -> None:
    [one] = declared(county, entry("trains", SourceEntry("reported", "education"), rhythm=rhythm))
    periods = [str(each.period) for each in owed(county.units["education"], on=day) if each.indicator == one]
    assert (periods[0], periods[-1]) == (first, last)


def test_what_was_due_before_the_indicator_was_declared_is_not_asked_for(county: Government) -> None:
    since = (DefinitionEntry(date(2022, 1, 1), "上年起的口径", "", ""),)
    [one] = declared(county, entry("trains", SourceEntry("reported", "education"), definitions=since))
    asked = owed(county.units["education"], on=date(2023, 2, 1))
    assert [str(each.period) for each in asked if each.indicator == one] == ["2022-12", "2023-01"]
    assert has_figure_of(one, Period.parse("2022-06")), "whoever has it may bring it all the same"
