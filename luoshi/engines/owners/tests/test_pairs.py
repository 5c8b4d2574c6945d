from __future__ import annotations

import json

import pytest

from luoshi.engines.owners import Level
from luoshi.engines.owners.pairs import Pair, pairs_from_lines

RECORD = {"document": "甲区分工方案", "level": "district", "task": "建成高标准农田", "lead": ["区农业农村局"], "cooperate": []}


def read(**changes: object) -> Pair:
    (pair,) = pairs_from_lines([json.dumps(RECORD | changes)], source="test")
    return pair


def test_one_lead_is_single() -> None:
    pair = read(cooperate=["区水务局", "各乡镇", "区财政局(国资局)", "外星人"])
    assert pair.single
    assert pair.lead_families == {"agriculture"}
    assert pair.cooperating == {"water", "finance"}


def test_several_leads_or_a_document_that_says_so_are_joint() -> None:
    assert read(lead=["区民政局", "区卫健局"]).joint
    assert read(role="joint (按职责分工)").joint
    assert not read(role="lead+cooperate").joint


def test_a_bureau_that_joins_functions_leads_with_all_of_them() -> None:
    pair = read(lead=["区教体局"], cooperate=["区教育局"])
    assert pair.leads == (("education", "culture_tourism_sport"),)
    assert pair.cooperating == frozenset()


def test_the_unit_that_carries_a_function_is_the_lead_at_its_level() -> None:
    assert read(level="national", lead=["市城管局"]).lead_families == {"housing_construction"}


@pytest.mark.parametrize(("written", "level"), [("county", Level.DISTRICT), ("county-level city", Level.DISTRICT), ("city", Level.CITY)])
def test_counties_count_as_districts(written: str, level: Level) -> None:
    assert read(level=written).level is level


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"document": "甲"}', json.dumps(RECORD | {"level": "galaxy"}), json.dumps(RECORD | {"lead": "区"})]
)
def test_a_bad_line_is_named_with_its_number(bad: str) -> None:
    with pytest.raises(ValueError, match=r"breakdowns 第 2 行.*breakdowns, line 2 is no record"):
        pairs_from_lines([json.dumps(RECORD), bad], source="breakdowns")
