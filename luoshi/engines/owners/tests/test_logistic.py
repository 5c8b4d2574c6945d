from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.owners.logistic import fit, solve
from luoshi.engines.owners.weights import Logistic

NUMBERS = st.floats(min_value=-1e6, max_value=1e6)


def test_two_groups_get_their_shares() -> None:
    """With one measure that is 0 or 1 the fitted probabilities are the shares of true labels in the two groups."""
    curve = fit([(0.0,)] * 100 + [(1.0,)] * 100, [True] * 20 + [False] * 80 + [True] * 70 + [False] * 30)
    assert curve.probability(0.0) == pytest.approx(0.2, abs=1e-3)
    assert curve.probability(1.0) == pytest.approx(0.7, abs=1e-3)
    assert curve.coefficients[0] == pytest.approx(log(0.2 / 0.8), abs=1e-2)


def test_labels_that_a_measure_separates_give_a_finite_curve() -> None:
    curve = fit([(-1.0,), (1.0,)] * 10, [False, True] * 10)
    assert curve.probability(1.0) > 0.9
    assert curve.probability(-1.0) < 0.1


def test_nothing_to_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        fit([], [])


def test_equations_are_solved() -> None:
    assert solve([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]], [6.0, 10.0, 8.0]) == pytest.approx([1.0, 2.0, 3.0])


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_probability_is_one(constant: float, slope: float, measure: float) -> None:
    assert 0 <= Logistic((constant, slope)).probability(measure) <= 1


def test_measures_must_match_the_coefficients() -> None:
    with pytest.raises(ValueError, match="zip"):
        Logistic((0.0, 1.0)).probability(1.0, 2.0)
