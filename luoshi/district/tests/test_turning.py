"""A long list is shown a part at a time."""

from __future__ import annotations

import pytest

from luoshi.district.turning import turned


@pytest.mark.parametrize(
    ("asked", "number", "items", "turns"),
    [
        ("", 1, [0, 1, 2], [("next", "colour=red&page=2")]),
        ("2", 2, [3, 4, 5], [("prev", "colour=red&page=1"), ("next", "colour=red&page=3")]),
        ("99", 3, [6], [("prev", "colour=red&page=2")]),
        ("-1", 1, [0, 1, 2], [("next", "colour=red&page=2")]),
    ],
)
def test_a_page_of_a_list_and_its_neighbours(asked: str, number: int, items: list[int], turns: list[tuple[str, str]]) -> None:
    shown = turned(range(7), asked, at_once=3)
    assert (shown.number, list(shown.items), shown.pages, shown.total) == (number, items, 3, 7)
    assert list(shown.turns({"colour": "red", "unit": ""})) == turns


def test_an_empty_list_is_one_page() -> None:
    assert turned([], "3") == turned([], "")
