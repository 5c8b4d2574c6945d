"""What is valid on a day: of the rows that speak of it the last one decides, and a change touches nothing but what it names."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.district.register.validity import Span, changed, origins, periods, values_on, with_changes

FIRST = date(2023, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]

days = st.sampled_from(DAYS)
values = st.dictionaries(st.sampled_from(["name", "state", "phone"]), st.sampled_from(["甲", "乙"]), max_size=3)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A row about some days, perhaps for good, perhaps that nothing is there."""
    first, last = sorted([draw(days), draw(days)])
    return Span(first, draw(st.sampled_from([last, None])), draw(st.none() | values))


rows = st.lists(spans(), max_size=6)
fast = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # too_slow judges the machine


@fast
@given(rows, spans())
def test_the_later_row_wins_on_its_days_and_changes_no_other_day(said: list[Span], later: Span) -> None:
    for day in DAYS:
        inside = later.valid_from <= day and (later.valid_to is None or day <= later.valid_to)
        assert values_on([*said, later], day) == (later.values if inside else values_on(said, day))


@fast
@given(rows)
def test_periods_tell_each_day_once_and_as_it_is(said: list[Span]) -> None:
    found = periods(said)
    for day in [*DAYS, DAYS[-1] + timedelta(days=400)]:
        covering = [each for each in found if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)]
        assert len(covering) <= 1
        assert (covering[0].row.values if covering else None) == values_on(said, day)


@fast
@given(rows, st.dictionaries(st.sampled_from(["name", "state"]), st.sampled_from(["甲", "丙", ""]), min_size=1), days, st.none() | days)
def test_a_change_changes_what_it_names_on_its_days_and_nothing_else(
    said: list[Span], changes: dict[str, str], first: date, last: date | None
) -> None:
    after = [*said, *changed(said, changes, first, last)]
    for day in DAYS:
        before = values_on(said, day)
        asked = first <= day and (last is None or day <= last)
        assert values_on(after, day) == (with_changes(before, changes) if asked and before is not None else before)


@fast
@given(rows, st.dictionaries(st.sampled_from(["name", "state"]), st.sampled_from(["甲", ""]), min_size=1), days)
def test_the_same_change_twice_changes_nothing(said: list[Span], changes: dict[str, str], first: date) -> None:
    once = [*said, *changed(said, changes, first)]
    assert changed(once, changes, first) == []


@fast
@given(rows)
def test_each_value_of_a_day_is_known_from_the_row_that_brought_it(said: list[Span]) -> None:
    for day in DAYS:
        found = origins(said, day)
        assert {name: (row.values or {})[name] for name, row in found.items()} == (values_on(said, day) or {})
