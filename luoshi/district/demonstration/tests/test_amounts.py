"""How much comes on a day: any day by itself, and all days together what was planned."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.demonstration.amounts import amount, number_before
from luoshi.district.demonstration.chance import draw, pick, whole
from luoshi.engines.casework import Calendar, YearTable
from luoshi.engines.packs.model_of_year import Rhythm

CALENDAR = Calendar((YearTable(2023, "示例〔2022〕1号", date(2022, 12, 8), frozenset({date(2023, 1, 23)}), frozenset()),))
SEEDS = st.integers(min_value=0, max_value=9999)


def rhythm(*, spread: str = "0", days_off: str = "0", months: int = 100) -> Rhythm:
    """The same in each month."""
    return Rhythm((Decimal(months),) * 12, Decimal(spread), Decimal(days_off), Decimal(2))


def month(of: Rhythm, number: int, seed: int) -> list[int]:
    """The amounts of the days of a month."""
    days = range(1, monthrange(2023, number)[1] + 1)
    return [amount(of, "posts", date(2023, number, day), calendar=CALENDAR, seed=seed) for day in days]


@given(SEEDS, st.integers(min_value=0, max_value=5000), st.integers(min_value=1, max_value=12))
def test_the_days_of_a_month_bring_what_the_month_brings(seed: int, planned: int, number: int) -> None:
    days = month(rhythm(months=planned), number, seed)
    assert sum(days) == planned
    assert min(days) >= 0


@given(SEEDS)
def test_things_are_numbered_without_gap_from_day_to_day(seed: int) -> None:
    of, day = rhythm(spread="0.2", days_off="0.3"), date(2023, 1, 28)
    number = number_before(of, "posts", day, since=date(2023, 1, 13), calendar=CALENDAR, seed=seed)
    for _ in range(8):
        number += amount(of, "posts", day, calendar=CALENDAR, seed=seed)
        day += timedelta(days=1)
        assert number_before(of, "posts", day, since=date(2023, 1, 13), calendar=CALENDAR, seed=seed) == number


def test_days_off_bring_what_their_weight_says() -> None:
    assert amount(rhythm(), "posts", date(2023, 1, 23), calendar=CALENDAR, seed=1) == 0
    assert sum(month(rhythm(days_off="1"), 1, 1)[day - 1] for day in (1, 7, 8, 14, 15, 21, 22, 23, 28, 29)) > 20


def test_chance_is_decided_by_seed_and_name_alone() -> None:
    assert draw(1, "a", 2) == draw(1, "a", 2)
    assert len({draw(seed, "a") for seed in range(50)}) == 50
    assert {whole(seed, 3, 5, "a") for seed in range(50)} == {3, 4, 5}
    assert {pick(seed, "xy", "a") for seed in range(50)} == {"x", "y"}
