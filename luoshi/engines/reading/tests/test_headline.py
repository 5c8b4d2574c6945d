from __future__ import annotations

from dataclasses import replace

from luoshi.engines.reading.headline import headline_targets
from luoshi.engines.reading.model import Area, Half, Kind, Measure, Operator, Reading, Target
from luoshi.engines.reading.tests.readings import CAPITAL, ENERGY, GDP, HEADLINE, INCOME, PLAN, ROAD, TRADE, WORK, clause, reading, target

GOALS_OF_FIVE_YEARS = Measure(HEADLINE.span, "", (clause("能耗下降3%以上", Kind.TARGET, ENERGY, CAPITAL, replace(GDP, period="2035")),))


def found(measures: tuple[Measure, ...], half: Half = Half.PLAN) -> list[Target]:
    area = Area(PLAN.span, 1, "", half, measures)
    report: Reading = replace(reading(), areas=(area,))
    return [each for _, _, each in headline_targets(report)]


def test_the_paragraph_that_promises_growth_of_the_year() -> None:
    assert found((WORK, HEADLINE, WORK)) == [GDP, TRADE, CAPITAL, INCOME, ENERGY, ROAD][:5]


def test_goals_of_a_longer_plan_come_before_and_are_not_meant() -> None:
    assert found((GOALS_OF_FIVE_YEARS, HEADLINE)) == [GDP, TRADE, CAPITAL, INCOME, ENERGY]


def test_of_two_paragraphs_with_growth_the_last_is_the_one_of_the_year() -> None:
    undated = Measure(HEADLINE.span, "", (clause("能耗下降3%以上", Kind.TARGET, ENERGY, CAPITAL, replace(GDP, period=None)),))
    assert found((undated, HEADLINE)) == [GDP, TRADE, CAPITAL, INCOME, ENERGY]


def test_a_list_of_lines_is_one_passage() -> None:
    lines = tuple(Measure(PLAN.span, "", (each,)) for each in HEADLINE.clauses)
    assert found((*lines, WORK)) == [GDP, TRADE, CAPITAL, INCOME, ENERGY]


def test_without_growth_of_gdp_the_first_dense_paragraph_serves() -> None:
    dense = Measure(PLAN.span, "", (clause("能耗下降3%以上", Kind.TARGET, ENERGY), clause("外资增长30%以上", Kind.TARGET, CAPITAL, INCOME)))
    assert found((WORK, dense)) == [ENERGY, CAPITAL, INCOME]


def test_energy_per_gdp_is_no_growth_of_gdp() -> None:
    energy = target("能耗下降3%以上", "单位地区生产总值能耗", Operator.AT_MOST, "-3")
    work = Measure(PLAN.span, "", (clause("能耗下降3%以上", Kind.TARGET, energy), clause("外资增长30%以上", Kind.TARGET, CAPITAL, INCOME)))
    assert found((HEADLINE, work)) == [GDP, TRADE, CAPITAL, INCOME, ENERGY]


def test_a_report_may_have_none() -> None:
    assert found((WORK,)) == []
