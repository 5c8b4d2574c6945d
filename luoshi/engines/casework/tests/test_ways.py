"""How far a status is from the end of the work."""

from __future__ import annotations

from luoshi.engines.casework import steps_to_done
from luoshi.engines.casework.tests.small_case_type import CASE_TYPE


def test_the_shortest_way_counts_and_what_was_given_up_has_none() -> None:
    found = steps_to_done(CASE_TYPE)
    assert (found["done"], found["answered"], found["working"], found["new"]) == (0, 1, 2, 3)
    assert not {"withdrawn", "not_ours"} & found.keys()
