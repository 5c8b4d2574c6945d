"""A slider's histogram says at every position what counting everybody anew says; a row lies on the right side of its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.simulations.bounds import Fillable, Lacking, bounds, candidates, filled
from luoshi.district.simulations.moving import Moving
from luoshi.district.simulations.sliding import Slider, histogram, one_pass, place_of, slider_over
from luoshi.district.simulations.tallying import REASON, difference

KEEP = ("street",)
SLIDER = Slider(Decimal(0), Decimal("0.11"), Decimal("0.005"))


@pytest.fixture(scope="module")
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    """Rows with a ratio of small whole numbers, so that many lie just on a position."""
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE groups AS SELECT * FROM (VALUES (0, '南街'), (1, '北街'), (2, NULL)) listed(grp, street)")
        engine.execute(
            "CREATE TABLE people AS SELECT number AS key, number % 3 AS grp, "
            "CASE WHEN number % 17 > 0 THEN (number % 13) / (1 + number % 200) END AS ratio, "
            "CAST(number % 7 * 100 AS DECIMAL(18, 2)) AS least, CAST(number % 11 * 75.25 AS DECIMAL(18, 2)) AS most, "
            "number % 50 = 3 AS unsure FROM range(3000) numbered(number)"
        )
        yield engine


@pytest.mark.parametrize(("operator", "beyond"), [("<=", False), ("<", True)])
def test_a_position_of_the_slider_is_what_counting_everybody_says(
    session: duckdb.DuckDBPyConnection, operator: str, *, beyond: bool
) -> None:
    in_force = f"CASE WHEN coalesce(ratio {operator} 0.055, false) THEN most ELSE least END AS was, 1 AS was_reason"
    place = place_of("ratio", SLIDER, Moving("裁员率", beyond))
    sides = f"(SELECT grp, {place} AS place, {in_force}, least AS low, most AS high, 1 AS low_reason, 2 AS high_reason, unsure FROM people)"
    found = histogram(session.execute(one_pass(sides, KEEP)).fetchall(), KEEP, SLIDER)
    totals = found.totals()
    for number, position in enumerate(SLIDER.positions):
        holds = f"coalesce(ratio {operator} {position}, false)"
        now = f"CASE WHEN {holds} THEN most ELSE least END AS now, CASE WHEN {holds} THEN 2 ELSE 1 END AS now_reason"
        anew = difference(session, f"(SELECT grp, {in_force}, {now}, unsure FROM people)", KEEP)
        assert found.at(number) == anew
        assert totals[number] == anew.whole
    assert set(found.at(3).dimensions) == {"", "street", REASON}
    assert ("street", (None,)) in {("street", name) for name in found.at(3).dimensions["street"]}


def test_columns_of_the_difference(session: duckdb.DuckDBPyConnection) -> None:
    rows = "(VALUES (0, 100.00, 0.00, 1, 2, false), (0, 0.00, 40.00, 2, 1, false), (1, 10.00, 10.00, 1, 1, true))"
    relation = f"(SELECT * FROM {rows} listed(grp, was, now, was_reason, now_reason, unsure))"
    found = difference(session, relation, KEEP)
    whole, south, north = found.whole, found.dimensions["street"]["南街",], found.dimensions["street"]["北街",]
    assert (whole.n, whole.uncertain, whole.gaining, whole.losing, whole.newly, whole.dropped) == (3, 1, 1, 1, 1, 1)
    assert (whole.before, whole.after, whole.change, whole.mean_change) == (Decimal(100), Decimal(40), Decimal(-60), Decimal(-30))
    assert (south.share_of(whole), whole.gaining_share) == (Decimal(100), Decimal(50))
    assert (north.before, north.mean_change, north.gaining_share, north.share_of(north)) == (Decimal(0), None, None, None)
    assert set(found.dimensions[REASON]) == {(1, 2), (2, 1), (1, 1)}


@given(st.decimals("0.001", 100_000, places=3), st.booleans())
@settings(max_examples=60)
def test_a_slider_has_a_position_for_the_value_in_force(value: Decimal, is_ratio: bool) -> None:  # noqa: FBT001 - drawn
    found = slider_over(min(value, Decimal(1)) if is_ratio else value, Decimal(0) if is_ratio else None, Decimal(1) if is_ratio else None)
    if found is not None:
        positions = found.positions
        assert (min(value, Decimal(1)) if is_ratio else value) in positions
        assert 2 <= len(positions) <= 201
        assert not is_ratio or positions[-1] <= 1


def test_whole_numbers_move_in_whole_steps_and_a_value_at_the_end_has_no_slider() -> None:
    months = slider_over(Decimal(12), None, None)
    assert months is not None
    assert (months.step, months.positions[-1]) == (Decimal(1), Decimal(24))
    assert slider_over(Decimal(1), Decimal(0), Decimal(1)) is None
    assert slider_over(Decimal(0), None, None) is None


def test_missing_data_are_tried_with_what_they_might_be(session: duckdb.DuckDBPyConnection) -> None:
    session.execute(
        "CREATE OR REPLACE TABLE known AS SELECT * FROM (VALUES ('a', 10, '大型'), ('b', NULL, '小型'), ('c', 40, '错码'), "
        "('d', NULL, NULL)) listed(key, staff, size)"
    )
    inputs = [Fillable("staff"), Fillable("size", ("大型", "小型"))]
    rows = filled("(SELECT * FROM known WHERE key <> 'a')", candidates(session, "known", inputs), inputs)
    pays = "CASE size WHEN '小型' THEN staff * 2.00 ELSE staff * 1.00 END"
    compared = f"(SELECT key, {pays} AS was, staff * 3.00 AS now, staff IS NULL OR size IS NULL AS unsure FROM {rows})"
    found = bounds(session, compared, 4, [Lacking(("企业规模",), (), 2)])
    assert (found.rows, found.open) == (4, 1)
    assert (found.before_low, found.before_high) == (Decimal(20 + 40 + 10), Decimal(80 + 80 + 80))
    assert (found.after_low, found.after_high) == (Decimal(30 + 120 + 30), Decimal(120 + 120 + 120))
    assert type(found).of_json(json.loads(json.dumps(found.json()))) == found
