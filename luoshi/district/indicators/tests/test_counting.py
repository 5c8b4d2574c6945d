"""Facts become figures: once each, in their month, and taken back when they are corrected; counted in any steps, and anew."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.district.facts.models import UnsealedFacts
from luoshi.district.facts.queries import Fact
from luoshi.district.indicators.models import Contribution, Indicator, MonthlySum
from luoshi.district.indicators.operations import count, recount
from luoshi.district.indicators.queries import history, records, series, value_lineage
from luoshi.district.indicators.subjects import SubjectCount, SubjectFact
from luoshi.district.indicators.tests.measured import at, corrected, counted, declared, happened, month, sealed
from luoshi.district.offices.tests.government import Government
from luoshi.engines.packs.model import TAKES

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


@dataclass(frozen=True)
class Told:
    """One fact of a story: ``corrects`` is how many facts before it the one stands whose place it takes, if that can be."""

    month: int
    street: str
    subject: str
    quantity: int
    corrects: int | None
    withdrawn: bool
    ends_block: bool


STORIES: Final = st.lists(
    st.builds(
        Told, st.integers(1, 12), st.sampled_from("北北南"), st.sampled_from("ABC"), st.integers(1, 9),
        st.none() | st.integers(1, 4), st.booleans(), st.booleans(),
    ),
    max_size=10,
)  # fmt: skip
NUMBERS: Final = itertools.count()


def by_definition(facts: Iterable[Fact], indicator: Indicator) -> dict[str, Decimal]:
    """What an indicator is said to be: of the facts that stand, one after the other."""
    known = {fact.number: fact for fact in facts}
    gone = {fact.corrects for fact in known.values()}
    found: dict[str, Decimal] = defaultdict(Decimal)
    seen: set[str] = set()
    for _, fact in sorted(known.items()):
        says = all(str(fact.said["details"].get(key)) == words for key, words in indicator.details.items())
        is_there = fact.number not in gone and not fact.withdrawn and fact.kind == indicator.kind and says
        if is_there and not (indicator.take == "distinct_subjects" and fact.subject_key in seen):
            seen.add(fact.subject_key)
            found[f"{fact.happened_at.astimezone(AT.tzinfo):%Y-%m}"] += (fact.quantity or 0) if indicator.take == "sum" else 1
    return {month: number for month, number in found.items() if number}


def happens(county: Government, told: Told, before: Sequence[Fact], kind: str) -> Fact:
    """The fact, in the place of one that stands, or for itself."""
    said: dict[str, Any] = {"kind": kind, "details": {"street": told.street, "path": 1}, "quantity": Decimal(told.quantity)}
    old = before[-told.corrects] if told.corrects and told.corrects <= len(before) else None
    if old is None or Fact.objects.filter(corrects=old.number).exists():
        return happened(county, at(told.month), told.subject, **said)
    if told.withdrawn:
        return corrected(county, old, **said | {"withdrawn": True, "quantity": None, "unit": ""})
    return corrected(county, old, **said, when=at(told.month))


def sealed_late(late: Fact) -> None:
    """The block is sealed without a fact that commits only then; it comes in the next one."""
    waiting = list(UnsealedFacts.objects.filter(numbers__contains=[late.number]))
    UnsealedFacts.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    sealed()
    UnsealedFacts.objects.bulk_create(UnsealedFacts(numbers=each.numbers, hashes=each.hashes) for each in waiting)


ALIKE: Final = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
"""Each story is of a kind of its own, so that one record can hold them all."""


@settings(suppress_health_check=ALIKE, deadline=None, max_examples=6)
@given(story=STORIES)
def test_counted_in_any_steps_at_once_or_anew_it_is_what_it_is_defined_to_be(county: Government, story: list[Told]) -> None:
    mark = next(NUMBERS)
    kind = f"story.told{mark}"
    asked: tuple[dict[str, str], ...] = ({}, {"street": "北"}, {"path": "1", "street": "北"})
    entries = [
        counted(f"{name}-{mark}-{take}-{place}", take, kind, **details)
        for name in ("steps", "once") for take in TAKES for place, details in enumerate(asked)
    ]  # fmt: skip
    in_steps = declared(county, *entries[: len(entries) // 2])
    facts: list[Fact] = []
    for told in story:
        facts.append(happens(county, told, facts, kind))
        if told.ends_block:
            sealed_late(facts[-1]) if facts[-1].corrects is None else sealed()
            count(at=AT)
    at_once = declared(county, *entries[len(entries) // 2 :])
    sealed()
    count(at=AT)
    for one, other in zip(in_steps, at_once, strict=True):
        assert figures(one) == figures(Indicator.objects.get(pk=other.pk)) == by_definition(facts, one), one.code
        assert entered(one) == entered(other), "however it was stepped"
    happened(county, at(1), kind=kind)  # recorded and not counted yet
    assert recount() == []
    before = [entered(one) for one in in_steps]
    MonthlySum.objects.filter(indicator__in=in_steps).update(quantity=-1)
    assert recount() == sorted(one.code for one, entries in zip(in_steps, before, strict=True) if entries)
    assert [entered(one) for one in in_steps] == before
    sealed()
    count(at=AT)


def entered(indicator: Indicator) -> set[tuple[Any, ...]]:
    """What facts added and took back."""
    return set(Contribution.objects.filter(indicator=indicator).values_list("month", "position", "number", "quantity"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of a machine that is busy otherwise
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(1, 3)), max_size=12), st.randoms(use_true_random=False))
def test_a_subject_counts_by_the_fact_that_was_recorded_first_of_those_that_stand(
    told: list[tuple[int, bool, int]], chance: random.Random
) -> None:
    numbers = chance.sample(range(100), len(told))
    facts: list[SubjectFact] = []
    gone: set[int] = set()
    for place, (target, counts, of_month) in enumerate(told):
        corrects = numbers[target] if target < place and numbers[target] not in gone else None
        gone |= {corrects} if corrects is not None else set()
        facts.append(SubjectFact(place, numbers[place], date(2023, of_month, 1), corrects, counts))
    entries = list(SubjectCount().entries(facts))
    stands = sorted((fact for fact in facts if fact.counts and fact.number not in gone), key=lambda one: one.number)
    net: dict[date, int] = defaultdict(int)
    for entry in entries:
        net[entry.month] += entry.quantity
    assert {day: number for day, number in net.items() if number} == ({stands[0].month: 1} if stands else {})
