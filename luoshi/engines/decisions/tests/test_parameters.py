"""A day and jurisdictions choose the value of a parameter, or nothing does; two values of one day are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions.citations import Status
from luoshi.engines.decisions.parameters import NoValueInForce, Parameter, ParameterValue, covered_days, in_force, overlap
from luoshi.words import Words

PLACES = ("桃源新区", "桃源市", "全国")
START = date(2023, 1, 1)


def value(number: int, first: int, last: int | None, place: str = "全国") -> ParameterValue:
    """A value from one day of 2023 to another, counted from 0."""
    until = None if last is None else START + timedelta(last)
    return ParameterValue(Decimal(number), START + timedelta(first), until, "示例1号", "第一条", place, Status.VERIFIED)


def parameter(*values: ParameterValue, name: str = "比例") -> Parameter:
    return Parameter(name, "number", "1", Words("返还的比例", "the share"), values)


versions = st.builds(
    lambda number, first, length, place: value(number, first, None if length is None else first + length, place),
    st.integers(0, 9),
    st.integers(0, 40),
    st.none() | st.integers(0, 20),
    st.sampled_from(PLACES),
)


@given(values=st.lists(versions, max_size=6), on=st.integers(0, 70), places=st.permutations(PLACES), asked=st.integers(1, 3))
def test_the_first_jurisdiction_with_a_value_on_the_day_decides(
    values: list[ParameterValue], on: int, places: list[str], asked: int
) -> None:
    day, wanted = START + timedelta(on), places[:asked]
    by_place = [[each for each in values if each.jurisdiction == place and each.covers(day)] for place in wanted]
    expected = next((found[0] for found in by_place if found), None)
    if expected is None:
        with pytest.raises(NoValueInForce):
            in_force([parameter(*values)], on=day, jurisdictions=wanted)
    else:
        (chosen,) = in_force([parameter(*values)], on=day, jurisdictions=wanted)
        assert chosen.version is expected


@given(st.lists(versions, max_size=5))
def test_values_overlap_exactly_if_a_day_has_two_of_one_place(values: list[ParameterValue]) -> None:
    days = [START + timedelta(each) for each in range(62)]
    twice = any(len([each for each in values if each.jurisdiction == place and each.covers(day)]) > 1 for place in PLACES for day in days)
    found = overlap(values)
    assert (found is not None) == twice
    if found is not None:
        earlier, later = found
        assert earlier is not later
        assert earlier.jurisdiction == later.jurisdiction
        assert earlier.covers(later.valid_from)


def test_periods_are_whole_days_and_inclusive() -> None:
    first, second = value(1, 0, 180), value(2, 181, None)
    both = [parameter(first, second)]
    assert overlap((first, second)) is None
    assert [in_force(both, on=START + timedelta(day))[0].value for day in (0, 180, 181, 9999)] == [Decimal(each) for each in (1, 1, 2, 2)]


def test_another_years_value_is_never_used_and_the_refusal_says_what_there_is() -> None:
    known, gone = parameter(value(1, 0, None), name="门槛"), parameter(value(1, 0, 30), value(2, 60, 90, "桃源市"))
    with pytest.raises(NoValueInForce) as refused:
        in_force([known, gone], on=date(2024, 1, 1), jurisdictions=["桃源市", "全国"])
    assert refused.value.parameters == (gone,)
    words = refused.value.words()
    assert "2024-01-01 在 桃源市、全国 没有现行数值的参数：“比例”（已有：全国 2023-01-01 至 2023-01-31、" in words.chinese
    assert "“比例” (known: 全国 2023-01-01 to 2023-01-31, 桃源市 2023-03-02 to 2023-04-01)" in words.english
    assert "parameters.yaml" in words.english
    assert "门槛" not in str(refused.value)


def test_years_that_follow_each_other_are_one_stretch_and_parameters_of_the_same_days_are_named_together() -> None:
    years = (value(1, 0, 30), value(2, 31, 60))
    with pytest.raises(NoValueInForce) as refused:
        in_force([parameter(*years, name="甲"), parameter(*years, name="乙")], on=date(2024, 1, 1))
    assert "“甲”、“乙”（已有：全国 2023-01-01 至 2023-03-02）" in refused.value.words().chinese


def test_days_on_which_every_parameter_has_a_value() -> None:
    first, second = parameter(value(1, 0, 60), name="甲"), parameter(value(1, 31, None), name="乙")
    assert covered_days([first, second]) == ((START + timedelta(31), START + timedelta(60)),)
    assert covered_days([second]) == ((START + timedelta(31), None),)
    assert covered_days([first, parameter(name="丙")]) == ()


@given(values=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=5), day=st.integers(-5, 70))
def test_a_day_is_covered_exactly_where_something_is_in_force(values: list[tuple[int, int]], day: int) -> None:
    chosen: list[ParameterValue] = []
    for start, length in values:
        each = value(start, start, start + length)
        if overlap([*chosen, each]) is None:
            chosen.append(each)
    on = START + timedelta(day)
    covered = any(begins <= on and (ends is None or on <= ends) for begins, ends in covered_days([parameter(*chosen)]))
    try:
        in_force([parameter(*chosen)], on=on)
    except NoValueInForce:
        assert not covered
    else:
        assert covered


def test_a_parameter_without_values_says_so() -> None:
    with pytest.raises(NoValueInForce, match=r"已有：无.*known: none"):
        in_force([parameter()], on=START)


def test_nothing_is_asked_of_the_country_unless_it_is_named() -> None:
    local = parameter(value(1, 0, None, "桃源市"))
    with pytest.raises(NoValueInForce):
        in_force([local], on=START)
    assert in_force([replace(local)], on=START, jurisdictions=["桃源市"])[0].name == "比例"
