"""Facts become figures: once each, in their month, and taken back when they are corrected; counted in any steps, and anew."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.district.facts.queries import Fact
from luoshi.district.indicators.models import Contribution, Indicator, MonthlySum
from luoshi.district.indicators.operations import count, recount
from luoshi.district.indicators.queries import history, records, series, value_lineage
from luoshi.district.indicators.subjects import SubjectCount, SubjectFact
from luoshi.district.indicators.tests.measured import at, corrected, counted, declared, happened, month, sealed
from luoshi.district.offices.tests.government import Government

AT = at(12, 31, 12)
ON = date(2023, 12, 31)


def figures(indicator: Indicator) -> dict[str, Decimal]:
    return {str(one.period): one.number for one in series(indicator, on=ON) if one.number}


def test_a_fact_counts_in_its_month_by_what_is_taken_of_it(county: Government) -> None:
    each, total, once = declared(county, counted("each"), counted("total", "sum"), counted("once", "distinct_subjects"))
    for when, key in ((at(3, 1, 0), "E1"), (at(3, 31, 23), "E1"), (at(4), "E2")):
        happened(county, when, key)
    happened(county, at(4), "E3", unit="万个")  # another unit: counts, and adds nothing to what is added
    sealed()
    assert count(at=AT) == 4
    assert figures(each) == {"2023-03": 2, "2023-04": 2}
    assert figures(total) == {"2023-03": 20, "2023-04": 10}
    assert figures(once) == {"2023-03": 1, "2023-04": 2}
    assert len(series(each, on=ON)) == 12, "nothing happened is zero, where facts are counted"


def test_only_facts_whose_details_say_it_count(county: Government) -> None:
    north, both = declared(county, counted("north", street="北"), counted("both", street="北", path="1"))
    happened(county, at(3), details={"street": "北", "path": 1})
    happened(county, at(3), details={"street": "北", "more": {"street": "南"}})
    happened(county, at(3), details={"street": '北"', "more": {"street": "北"}})
    happened(county, at(3), kind="post.filled", details={"street": "北"})
    sealed()
    count(at=AT)
    assert figures(north) == {"2023-03": 2}
    assert figures(both) == {"2023-03": 1}


def test_a_correction_takes_back_what_the_fact_before_it_added(county: Government) -> None:
    [total] = declared(county, counted("total", "sum"))
    first = happened(county, at(3))
    sealed()
    count(at=at(12, 30))
    second = corrected(county, first, quantity=Decimal(4), when=at(4))
    sealed()
    count(at=AT)
    assert figures(total) == {"2023-04": 4}
    assert [(line.fact.number, int(line.quantity)) for line in records(total, month(3)).lines] == [(first.number, -10), (first.number, 10)]
    corrected(county, second, quantity=None, unit="", withdrawn=True)
    sealed()
    count(at=AT)
    assert figures(total) == {}
    assert [(line.on.day, int(line.number)) for line in history(total, month(3))] == [(30, 10), (31, 0)]
    assert [one.number for one in series(total, on=date(2023, 12, 30)) if one.number] == [10], "as it was known before"


def test_an_indicator_declared_later_counts_what_was_there_before(county: Government) -> None:
    declared(county, counted("total", "sum"))
    happened(county, at(3))
    sealed()
    count(at=AT)
    [late] = declared(county, counted("late"))
    assert series(late, on=ON) == [], "it has not been counted yet"
    happened(county, at(3))
    sealed()
    count(at=AT)
    assert figures(Indicator.objects.get(pk=late.pk)) == {"2023-03": 2}
    assert recount() == []


def test_recounting_finds_and_mends_what_was_tampered_with(county: Government) -> None:
    total, other = declared(county, counted("total", "sum"), counted("other"))
    happened(county, at(3))
    sealed()
    count(at=AT)
    MonthlySum.objects.filter(indicator=total).update(quantity=99)
    assert recount() == ["total"]
    assert figures(total) == {"2023-03": 10}
    assert figures(other) == {"2023-03": 1}


def test_a_figure_leads_to_its_records_page_by_page(county: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.district.indicators.lineage.PAGE_SIZE", 2)
    [each] = declared(county, counted("each"))
    numbers = [happened(county, at(3, day)).number for day in range(1, 6)]
    sealed()
    count(at=AT)
    found, before = [], ""
    while (page := records(each, month(3), before=before)).lines:
        found += [line.fact.number for line in page.lines]
        before = page.older
        if not before:
            break
    assert found == numbers[::-1]
    told = value_lineage(each, month(3), on=ON)
    assert told.value is not None
    assert told.counted is not None
    assert told.query is not None
    assert [told.value.number, told.entries, told.counted.size] == [5, 5, 5]
    assert "post.developed" in told.query.english


def brute(kind: str) -> dict[str, Decimal]:
    """The same by hand: over all that stands."""
    facts = {fact.number: fact for fact in Fact.objects.order_by("number")}
    gone = {fact.corrects for fact in facts.values()}
    found: dict[str, Decimal] = defaultdict(Decimal)
    seen: set[str] = set()
    for fact in facts.values():
        if fact.number in gone or fact.withdrawn or fact.said["details"].get("street") != "北":
            continue
        if kind == "distinct_subjects" and fact.subject_key in seen:
            continue
        seen.add(fact.subject_key)
        found[f"{fact.happened_at.astimezone(AT.tzinfo):%Y-%m}"] += (fact.quantity or 0) if kind == "sum" else 1
    return {key: number for key, number in sorted(found.items()) if number}


@pytest.mark.parametrize("seed", range(3))
def test_counted_in_any_steps_it_is_what_the_record_says(county: Government, seed: int) -> None:
    takes = ("count", "sum", "distinct_subjects")
    indicators = declared(county, *(counted(f"i{place}", take, street="北") for place, take in enumerate(takes)))
    chance = random.Random(seed)
    standing: list[Fact] = []
    for _ in range(40):
        said: dict[str, Any] = {"details": {"street": chance.choice("北北南")}, "quantity": Decimal(chance.randint(1, 9))}
        if standing and chance.random() < 0.4:
            old = standing.pop(chance.randrange(len(standing)))
            gone = chance.random() < 0.5
            said |= {"withdrawn": True, "quantity": None, "unit": ""} if gone else {"when": at(chance.randint(1, 12))}
            new = corrected(county, old, **said)
            standing += [] if gone else [new]
        else:
            standing.append(happened(county, at(chance.randint(1, 12)), chance.choice("ABC"), **said))
        if chance.random() < 0.3:
            sealed()
            count(at=AT)
    sealed()
    count(at=AT)
    for indicator, take in zip(indicators, takes, strict=True):
        assert figures(indicator) == brute(take), take
    before = set(Contribution.objects.values_list("indicator", "month", "position", "number", "quantity"))
    assert recount() == []
    MonthlySum.objects.update(quantity=-1)
    assert recount() == ["i0", "i1", "i2"]
    assert set(Contribution.objects.values_list("indicator", "month", "position", "number", "quantity")) == before, "however it was stepped"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of a machine that is busy otherwise
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(1, 3)), max_size=12))
def test_a_subject_counts_by_the_first_fact_that_stands(told: list[tuple[int, bool, int]]) -> None:
    facts: list[SubjectFact] = []
    gone: set[int] = set()
    for place, (target, counts, of_month) in enumerate(told):
        corrects = target if target < place and target not in gone else None
        gone |= {corrects} if corrects is not None else set()
        facts.append(SubjectFact(place, place, date(2023, of_month, 1), corrects, counts))
    entries = list(SubjectCount().entries(facts))
    stands = [fact for fact in facts if fact.counts and fact.number not in gone]
    net: dict[date, int] = defaultdict(int)
    for entry in entries:
        net[entry.month] += entry.quantity
    assert {day: number for day, number in net.items() if number} == ({stands[0].month: 1} if stands else {})
