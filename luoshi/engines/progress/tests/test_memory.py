"""A red light never vanishes overnight, an exemption clears nothing, and no step is taken before its clock is over."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.progress.escalation import Next, Rung, Taken, Wait, next_step
from luoshi.engines.progress.memory import Colour, Exempt, Light, end_of_month, last_lit, run_began, shown, since

FIRST = date(2023, 6, 5)  # a Monday
DAY = timedelta(days=1)
DECIDED = st.sampled_from([Colour.GREEN, Colour.AMBER, Colour.RED, Colour.NONE])
GREEN, AMBER, RED = Colour.GREEN, Colour.AMBER, Colour.RED


class Weekdays:
    """Monday to Friday."""

    def working_days_through(self, day: date, /) -> int:
        weeks, rest = divmod(day.toordinal() - 1, 7)
        return weeks * 5 + min(rest + 1, 5)

    def working_day(self, number: int, /) -> date:
        weeks, rest = divmod(number - 1, 5)
        return date.fromordinal(weeks * 7 + rest + 1)


def lights(*decided: Colour, exemptions: tuple[Exempt, ...] = (), amber_months: int = 1, step: int = 1) -> list[Light]:
    """What is shown when the rule says this, every ``step`` days."""
    history: list[Light] = []
    for number, each in enumerate(decided):
        on = FIRST + number * step * DAY
        history.append(shown(each, history, on=on, amber_months=amber_months, exemptions=exemptions))
    return history


@given(
    st.lists(DECIDED, min_size=1, max_size=30),
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(0, 3),
    st.integers(1, 12),
)
def test_red_is_never_silently_green(decided: list[Colour], begins: int, lasts: int, months: int, step: int) -> None:
    """Between red and green there is amber, whatever is exempt or blank meanwhile; and nothing is shown better than it was decided."""
    exempt = Exempt(FIRST + begins * DAY, FIRST + (begins + lasts) * DAY)
    history = lights(*decided, exemptions=(exempt,), amber_months=months, step=step)
    lit = [each for each in history if each.colour.is_lit]
    assert all((one.colour, other.colour) != (RED, GREEN) for one, other in pairwise(lit))
    assert all(each.colour.severity >= each.decided.severity for each in lit)
    assert all(each.colour is RED for each in lit if each.decided is RED)
    assert all((each.colour is Colour.EXEMPT) == exempt.covers(each.on) for each in history)
    assert all(each.colour is not GREEN or each.held_until is None for each in history)


@pytest.mark.parametrize(
    ("months", "until"), [(0, date(2023, 12, 5)), (1, date(2023, 12, 31)), (2, date(2024, 1, 31)), (3, date(2024, 2, 29))]
)
def test_amber_stays_to_the_end_of_a_month(months: int, until: date) -> None:
    assert end_of_month(date(2023, 12, 5), months) == until


def test_a_red_light_that_is_made_up_for_is_amber_to_the_end_of_its_month() -> None:
    """瓯海: in the month in which it catches up it is amber, not green."""
    history = lights(RED, GREEN, GREEN, GREEN, step=10)  # 5, 15, 25 June, 5 July
    assert [each.colour for each in history] == [RED, AMBER, AMBER, GREEN]
    assert [each.is_held for each in history] == [False, True, True, False]
    assert history[1].held_until == date(2023, 6, 30)


def test_an_exemption_keeps_what_was_before_it() -> None:
    exempt = Exempt(FIRST + DAY, FIRST + 2 * DAY)
    history = lights(RED, RED, GREEN, GREEN, exemptions=(exempt,))
    assert [each.colour for each in history] == [RED, Colour.EXEMPT, Colour.EXEMPT, AMBER]


def test_since_counts_over_days_that_were_not_judged() -> None:
    history = lights(GREEN, RED, Colour.NONE, RED)
    assert since(history) == run_began(history) == FIRST + DAY
    assert since(history[:1]) == FIRST
    assert since([]) is None
    assert run_began(history[:1]) is None
    assert last_lit(history[:3]) == history[1]


def step_after(history: list[Light], *taken: Taken, days: int, on: date) -> Next:
    return next_step(Wait(Rung.ORDER if taken else Rung.REMIND, days), history, taken, calendar=Weekdays(), on=on)


def test_the_first_clock_counts_working_days_of_the_light() -> None:
    """Red since Monday; after five working days the step is due on the Monday after."""
    assert step_after([Light(FIRST, RED, RED)], days=5, on=FIRST).due == date(2023, 6, 12)
    assert step_after([Light(FIRST, RED, RED)], days=0, on=FIRST).due == FIRST


def test_the_next_clock_begins_when_the_step_before_was_served() -> None:
    served = Taken(Rung.REMIND, date(2023, 6, 6), date(2023, 6, 8))
    found = step_after([Light(FIRST, RED, RED)], served, days=2, on=date(2023, 6, 20))
    assert found.due == date(2023, 6, 13)  # Friday and Monday go by
    assert found.is_due(date(2023, 6, 13))
    assert not found.is_due(date(2023, 6, 12))


def test_whoever_was_told_nothing_is_not_escalated() -> None:
    found = step_after([Light(FIRST, RED, RED)], Taken(Rung.REMIND, FIRST, None), days=0, on=FIRST + 400 * DAY)
    assert found.due is None
    assert "没有送达" in found.why.chinese


def test_a_notice_that_has_time_is_waited_for() -> None:
    runs = Taken(Rung.ORDER, FIRST, FIRST, still_runs=True)
    assert step_after([Light(FIRST, RED, RED)], runs, days=0, on=FIRST + 400 * DAY).due is None


def test_days_without_a_light_do_not_count() -> None:
    """Red on Monday and Tuesday, exempt until Friday week, red again: three more working days are waited for."""
    again = date(2023, 6, 19)
    history = [Light(FIRST, RED, RED), Light(FIRST + 2 * DAY, Colour.EXEMPT, RED), Light(again, RED, RED)]
    assert step_after(history, days=5, on=again).due == date(2023, 6, 22)


def test_after_green_the_ladder_begins_anew() -> None:
    history = [Light(FIRST, RED, RED), Light(FIRST + 30 * DAY, GREEN, GREEN), Light(FIRST + 63 * DAY, RED, RED)]
    before = Taken(Rung.ORDER, FIRST + 10 * DAY, FIRST + 10 * DAY)
    found = next_step(Wait(Rung.REMIND, 1), history, [before], calendar=Weekdays(), on=FIRST + 63 * DAY)
    assert found.due == FIRST + 64 * DAY
    assert "送达" not in found.why.chinese


@given(
    st.lists(st.tuples(st.integers(1, 9), DECIDED), min_size=1, max_size=8),
    st.integers(0, 12),
    st.integers(0, 30),
)
def test_a_due_day_comes_true(spells: list[tuple[int, Colour]], days: int, later: int) -> None:
    """Asked on any later day while the light stays, the step is due on the same day."""
    history: list[Light] = []
    on = FIRST
    for length, decided in spells:
        history.append(shown(decided, history, on=on))
        on += length * DAY
    if not history[-1].colour.severity:
        with pytest.raises(ValueError, match="neither amber nor red"):
            step_after(history, days=days, on=on)
        return
    found = step_after(history, days=days, on=history[-1].on)
    assert found.due == step_after(history, days=days, on=history[-1].on + later * DAY).due
