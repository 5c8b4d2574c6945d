from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from luoshi.engines.reading import read
from luoshi.engines.reading.export import Entry, number, to_json
from luoshi.engines.reading.model import Half
from luoshi.engines.reading.tests.readings import SOURCE, TITLE, reading


def entries() -> list[Entry]:
    clauses = to_json(reading())["clauses"]
    assert isinstance(clauses, list)
    return clauses


def test_there_is_one_entry_for_each_pair_and_for_each_clause_without_one() -> None:
    assert [(entry["kind"], entry["indicator"], entry["value"]) for entry in entries()] == [
        ("result", "粮食产量", -3),
        ("target", "地区生产总值", 6.5),
        ("target", "进出口总额", 30),
        ("target", "外资", 30),
        ("target", "居民收入", None),
        ("target", "能耗", -3),
        ("target", "修路", 7),
        ("programme", None, None),
        ("principle", None, None),
    ]


def test_every_entry_has_every_field_of_the_contract() -> None:
    place, promise = ["start", "end", "quote", "half", "area", "area_title", "measure", "kind"], ["strength", "topic"]
    quantity = ["indicator", "op", "value", "value_max", "unit", "dimension", "base"]
    sort = ["direction", "result_type", "comparator", "period", "period_stated", "measurement", "peg"]
    assert all(list(entry) == place + quantity + promise + sort for entry in entries())


def test_quotes_are_what_stands_in_the_text_that_was_put_in() -> None:
    for entry in entries():
        start, end = entry["start"], entry["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert SOURCE[start:end] == entry["quote"]
    assert entries()[0]["quote"] == "粮食产量下降３%"  # full width, as the office wrote it


def test_offsets_are_mapped_back_where_normalising_has_taken_characters_away() -> None:
    shifted = replace(reading(), source="　" + SOURCE, origins=tuple(place + 1 for place in reading().origins))
    clauses, findings = to_json(shifted)["clauses"], to_json(shifted)["findings"]
    assert isinstance(clauses, list)
    assert isinstance(findings, list)
    assert (clauses[0]["start"], clauses[0]["quote"]) == (6, "粮食产量下降３%")
    assert findings[0]["start"] == 6


def test_a_clause_with_one_target_is_quoted_whole_and_one_with_several_in_parts() -> None:
    assert [entry["quote"] for entry in entries()[1:4]] == ["地区生产总值增长6.5%左右", "进出口总额", "外资增长30%以上"]


def test_the_values_are_of_the_closed_lists() -> None:
    gdp, income = entries()[1], entries()[4]
    assert {
        key: gdp[key] for key in ("half", "area", "area_title", "measure", "op", "unit", "base", "direction", "result_type", "measurement")
    } == {
        "half": Half.PLAN.value,
        "area": 2,
        "area_title": "二、目标",
        "measure": "主要目标",
        "op": "~",
        "unit": "%",
        "base": "yoy",
        "direction": "up",
        "result_type": "outcome",
        "measurement": "numeric",
    }
    assert (income["op"], income["peg"], income["comparator"]) == ("pegged", "经济增长", "同步")


def test_findings_have_their_place_and_advice() -> None:
    assert to_json(reading())["findings"] == [
        {"kind": "missing_base", "start": 5, "end": 13, "message": "没有基数。", "advice": "请填写基数。"}
    ]


def test_it_is_json() -> None:
    written = json.dumps(to_json(reading()), ensure_ascii=False, allow_nan=False)
    assert json.loads(written)["title"] == TITLE
    assert '"value": 6.5,' in written
    assert '"value": 7,' in written


@pytest.mark.parametrize(
    ("value", "written"),
    [("7.0", "7"), ("6.50", "6.5"), ("1E+3", "1000"), ("-0.1", "-0.1"), ("120000000000000000001", "120000000000000000001")],
)
def test_numbers(value: str, written: str) -> None:
    assert json.dumps(number(Decimal(value))) == written


def test_offsets_count_characters_of_the_decoded_text_whatever_its_bytes() -> None:
    """GB18030 writes 2 or 4 bytes a character, and a rare character lies beyond the first plane: one character each, all the same."""
    written = "一、2026年重点工作\r\n𠮷祥镇㐀乡，新增企业１００家以上。\r\n".encode("gb18030")
    source = written.decode("gb18030")
    entries = to_json(read(source, year=2026))["clauses"]
    assert isinstance(entries, list)
    (entry,) = [entry for entry in entries if entry["kind"] == "target"]
    assert (entry["quote"], entry["value"]) == ("新增企业１００家以上", 100)
    assert entry["start"] == source.index("新增")
