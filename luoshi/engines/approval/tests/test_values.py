"""What is typed becomes a value or is refused with what to write instead; what rules are asked and answer is read strictly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luoshi.engines.approval import (
    Field,
    FieldType,
    FieldValue,
    Known,
    NotKnown,
    Reason,
    Standard,
    UnfitValue,
    Verdict,
    form_schema,
    inputs_of,
    json_of,
    known_from,
    proves,
    read_value,
    read_words,
    verdict_of,
)
from luoshi.engines.approval.tests.stall import STALL, WINE, choices, declared, register, said
from luoshi.engines.feel import Date
from luoshi.engines.feel.values import Value


def field(kind: FieldType, **more: Any) -> Field:
    return Field("it", said("此项"), kind, **more)


DAYS = field(FieldType.CHOICES, choices=choices("周六", "周日"))


@pytest.mark.parametrize(
    ("it", "raw", "value"),
    [
        (field(FieldType.TEXT), " 桃源 ", "桃源"),
        (field(FieldType.TEXT), "  ", None),
        (field(FieldType.NUMBER), "12.50", Decimal("12.50")),
        (field(FieldType.DATE), "2023-06-15", date(2023, 6, 15)),
        (field(FieldType.YES_NO), "是", True),
        (field(FieldType.YES_NO), False, False),
        (DAYS, ["周日", "周六", "周日"], ("周六", "周日")),
        (DAYS, "周日", ("周日",)),
        (DAYS, [], None),
        (field(FieldType.CREDIT_CODE), "91990001TXYX00011F", "91990001TXYX00011F"),
    ],
)
def test_what_is_typed_becomes_a_value(it: Field, raw: Any, value: FieldValue) -> None:
    assert read_value(it, raw) == value
    assert read_value(it, json_of(value)) == value


@pytest.mark.parametrize(
    ("it", "raw", "said"),
    [
        (field(FieldType.TEXT), "字" * 201, "上限为 200"),
        (field(FieldType.LONG_TEXT), "字" * 5001, "上限为 5,000"),
        (field(FieldType.TEXT), "\x00", "不含控制字符"),
        (field(FieldType.NUMBER, unit="平方米"), "十二", "单位为平方米"),
        (field(FieldType.NUMBER), "1e9", "不是数字"),
        (field(FieldType.DATE), "2023-02-30", "不是日期"),
        (field(FieldType.DATE), "20230615", "不是日期"),
        (field(FieldType.YES_NO), "也许", "请选"),
        (DAYS, ["周六", "周一"], "请从中选择：周六、周日"),
        (DAYS, [["周六"]], "请从中选择"),
    ],
)
def test_what_is_none_is_refused(it: Field, raw: Any, said: str) -> None:
    with pytest.raises(UnfitValue) as caught:
        read_value(it, raw)
    assert said in caught.value.words.chinese


def test_what_ended_cannot_be_chosen_any_more_and_a_record_of_it_is_still_read() -> None:
    assert read_value(DAYS, ["周六", "周日"]) == ("周六", "周日")
    assert read_value(DAYS, ["周日"], allowed={"周日"}) == ("周日",)
    with pytest.raises(UnfitValue) as caught:
        read_value(DAYS, ["周六", "周日"], allowed={"周日"})
    assert caught.value.words.chinese == "这一天不能选“周六”；请从中选择：周日。"


def test_a_form_is_read_whole_and_a_register_is_not_typed_over() -> None:
    read = read_words(
        STALL, {"name": "别的名称", "area": "大", "place": "TY-9", "goods": "桃子"}, {"name": register("桃源"), "place": register(None)}
    )
    assert read.given == {"name": register("桃源"), "place": declared("TY-9"), "goods": declared("桃子")}
    assert [each.field for each in read.problems] == ["area"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("enterprise.name", Known("enterprise", ("name",))),
        ("licence.营业执照（副本）.valid", Known("licence", ("营业执照（副本）", "valid"))),
        ("licence.A.B.number", Known("licence", ("A.B", "number"))),
        ("commitments.broken", Known("commitments", ("broken",))),
    ],
)
def test_where_something_is_known_from(text: str, known: Known) -> None:
    assert (known_from(text), str(known)) == (known, text)


@pytest.mark.parametrize("text", ["name", "firm.name", "enterprise.nam", "enterprise.a.name", "licence.valid", "licence.", "", "person"])
def test_what_no_register_says(text: str) -> None:
    with pytest.raises(NotKnown):
        known_from(text)


def test_a_register_proves_by_saying_something() -> None:
    assert [proves(each) for each in ("商业", True, Decimal(0), None, "", False)] == [True, True, True, False, False, False]


STANDARD = Standard(broken_commitment=False, pending_same=None, promised=frozenset({"quiet", "tidy"}))


def test_the_rules_are_asked_for_what_they_want_by_name() -> None:
    wanted = ("货物", "酒窖启用日期", "申请日期", "有未修复的失信记录", "已承诺的条件", "有在办的同类申请", "说明")
    assert inputs_of(STALL, WINE, on=date(2023, 6, 1), standard=STANDARD, asked=wanted) == {
        "货物": "桃花酒",
        "酒窖启用日期": Date(2020, 1, 1),
        "说明": None,
        "申请日期": Date(2023, 6, 1),
        "有未修复的失信记录": False,
        "已承诺的条件": ("tidy", "quiet"),
        "有在办的同类申请": None,
    }


def test_what_is_not_asked_any_more_has_no_part_in_the_decision() -> None:
    fields = {**WINE, "goods": declared("桃子")}
    asked = ("有酒窖", "酒窖启用日期")
    assert inputs_of(STALL, fields, on=date(2023, 6, 1), standard=STANDARD, asked=asked) == {"有酒窖": None, "酒窖启用日期": None}


@pytest.mark.parametrize(
    ("outputs", "verdict"),
    [
        ({"审查结论": "准予", "不符合的条件": (), "缺少的情况": ()}, Verdict(grants=True)),
        ({"审查结论": "准予", "不符合的条件": (), "缺少的情况": None}, Verdict(grants=False)),
        ({"审查结论": "准予", "不符合的条件": ()}, Verdict(grants=False)),
        ({"审查结论": None, "不符合的条件": (), "缺少的情况": ()}, Verdict(grants=False)),
        ({"审查结论": "准予", "不符合的条件": (None,), "缺少的情况": ()}, Verdict(grants=False)),
        ({"审查结论": "准予", "不符合的条件": ("太大",), "缺少的情况": ()}, Verdict(grants=False, unmet=(Reason(said("太大"), "第五条"),))),
        ({"审查结论": "人工审查", "不符合的条件": (), "缺少的情况": ("面积",)}, Verdict(grants=False, unknown=("面积",))),
        ("准予", Verdict(grants=False)),
        (None, Verdict(grants=False)),
    ],
)
def test_only_what_comes_as_agreed_grants(outputs: Value, verdict: Verdict) -> None:
    assert verdict_of(outputs, findings=(), labels={"太大": said("太大")}, clauses={"太大": "第五条"}) == verdict


def test_findings_are_kept_once() -> None:
    assert verdict_of(None, findings=["no_rule", "no_rule"], labels={}, clauses={}).findings == ("no_rule",)


def test_the_form_for_programs() -> None:
    schema = form_schema(STALL, "en")
    assert (schema["$schema"], schema["title"]) == ("https://json-schema.org/draft/2020-12/schema", "(摊位许可)")
    assert schema["required"] == ["goods"]
    assert schema["properties"]["area"] == {
        "title": "(面积)",
        "type": "string",
        "pattern": r"^-?[0-9]{1,24}(\.[0-9]{1,12})?$",
        "x-unit": "平方米",
        "x-known-from": "place.area",
    }
    assert schema["properties"]["cellar"] == {"title": "(有酒窖)", "type": "boolean", "x-needed-if": '货物 = "桃花酒"'}
    assert schema["properties"]["days"]["items"]["oneOf"][1] == {"const": "周日", "title": "(周日)"}
    assert schema["properties"]["since"]["format"] == "date"
    of_the_day = form_schema(STALL, "en", allowed={"days": {"周日"}})["properties"]["days"]
    assert [each["const"] for each in of_the_day["items"]["oneOf"]] == ["周日"]
