"""A record keeps a decision so that it can be recomputed, and says what has changed since."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions import DecisionPackage, NoValueInForce, Record, decide_on_record, recompute, record_from_json
from luoshi.engines.decisions.exact import NotExact, exact_text, exact_value
from luoshi.engines.decisions.record import AlteredRecord
from luoshi.engines.decisions.tests.models import decision, feel, input_data, table
from luoshi.engines.decisions.tests.packages import GRANT, NEW, OLD, amount, package, rate
from luoshi.engines.feel import Function, Value
from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, Time, YearsDuration, parse_date_and_time, parse_time
from luoshi.engines.feel.values import Range

JULY = date(2023, 7, 1)
AGED: dict[str, Value] = {"年龄": Decimal(85)}

# --- values as exact texts

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20)
days = st.dates().map(lambda each: Date(each.year, each.month, each.day))
times = st.sampled_from(["09:00:00", "23:59:59.123456789", "09:00:00+08:00", "00:00:00Z", "12:30:00@Asia/Shanghai"]).map(parse_time)
moments = st.sampled_from(["2023-07-01T09:00:00", "2023-07-01T09:00:00.5-03:30", "2023-07-01T09:00:00@Asia/Shanghai"]).map(
    parse_date_and_time
)
durations = st.integers(-(10**15), 10**15).map(DaysDuration) | st.integers(-5000, 5000).map(YearsDuration)
ranges = st.builds(
    lambda pair, start, end: Range(min(pair), max(pair), start, end), st.tuples(numbers, numbers), st.booleans(), st.booleans()
)
half_open = st.builds(lambda end, included: Range(None, end, start_included=False, end_included=included), numbers, st.booleans())
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain: st.SearchStrategy[Any] = st.none() | st.booleans() | texts | numbers | days | times | moments | durations | ranges | half_open
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_a_value_written_exactly_is_read_as_the_same_value(value: Value) -> None:
    assert exact_value(exact_text(value)) == value


@given(numbers)
def test_not_even_a_zero_at_the_end_is_lost(value: Decimal) -> None:
    assert str(exact_value(exact_text(abs(value)))) == str(abs(value))


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(NotExact, match="加一"):
        exact_text(Function(("x",), lambda x: x, "加一"))
    for text in ("", "1 +", "名称", '@"昨天"'):
        with pytest.raises(NotExact):
            exact_value(text)


# --- records


@pytest.fixture(scope="module")
def allowance() -> DecisionPackage:
    return package()


def recorded(made: DecisionPackage, name: str = "全年", on: date = JULY, inputs: dict[str, Value] | None = None) -> Record:
    return decide_on_record(made, name, AGED if inputs is None else inputs, on=on)[1]


def told(record: Record, made: DecisionPackage) -> str:
    """What is otherwise now, in Chinese."""
    return "\n".join(each.chinese for each in recompute(record, made).differences)


def test_a_record_says_what_was_asked_by_which_versions_and_why(allowance: DecisionPackage) -> None:
    record = recorded(allowance)
    assert (record.package, record.decision, record.on, record.jurisdictions) == ("allowance", "全年", "2023-07-01", ("全国",))
    ((file, digest),) = record.models
    assert (file, len(digest)) == ("津贴.dmn", 64)
    assert record.inputs == (("年龄", "85"),)
    (used,) = record.parameters
    assert (used.name, used.value, used.valid_from, used.document, used.status) == ("标准", "150.50", "2023-07-01", NEW, "verified")
    assert record.answer == "1806.00"
    assert [(each.table, each.rules) for each in record.rules] == [("津贴", (1,))]
    assert record.citations == (f"{OLD} 第二条", f"{OLD} 第五条", NEW, f"{NEW} 第七条")
    assert recorded(allowance, on=date(2023, 6, 30)).findings == ("unverified_parameter", "document_not_in_force")


ages = st.none() | st.integers(-5, 130).map(Decimal) | st.decimals(0, 130, places=3) | texts
asked_on = st.dates(date(2020, 1, 1), date(2025, 1, 1))


@given(age=ages, on=asked_on, name=st.sampled_from(["津贴", "全年"]), places=st.permutations(["全国", "桃源市"]))
def test_whatever_was_decided_is_recomputed_from_its_record(age: Value, on: date, name: str, places: list[str]) -> None:
    made = package()
    try:
        _, record = decide_on_record(made, name, {"年龄": age}, on=on, jurisdictions=places)
    except NoValueInForce:
        assert on < date(2021, 1, 1)
        return
    read = record_from_json(record.to_json())
    assert (read, read.sha256) == (record, record.sha256)
    again = recompute(read, made)
    assert (again.differences, again.record, again.agrees) == ((), record, True)


def test_persons_decisions_and_moments_are_recorded_too() -> None:
    made = package(decision("核准"), decision("发放", feel("[核准, now()]"), "决策-核准"), parameters=[])
    moment = DateAndTime(Date(2023, 7, 1), Time(9, 30, 0))
    _, record = decide_on_record(made, "发放", {}, on=JULY, decided={"核准": True}, at=moment)
    assert (record.decided, record.at) == ((("核准", "true"),), '@"2023-07-01T09:30:00"')
    assert recompute(record_from_json(record.to_json()), made).agrees


def test_a_changed_parameter_is_named_with_both_versions(allowance: DecisionPackage) -> None:
    changed = package(parameters=[rate(amount(Decimal(160), JULY, document=NEW))])
    words = told(recorded(allowance), changed)
    assert f"参数“标准”不同：记录为 150.50（{NEW} 第七条，全国，2023-07-01，verified），现为 160（{NEW}" in words
    assert "结论不同：记录为 1806.00，现为 1920。" in words
    assert "模型" not in words


def test_a_changed_model_is_named_even_if_the_answer_is_the_same(allowance: DecisionPackage) -> None:
    elements = (*GRANT[:-2], decision("全年", feel("12 * 津贴"), "决策-津贴"), GRANT[-1])
    words = told(recorded(allowance), package(*elements))
    assert words.startswith("模型“津贴.dmn”不同：记录为 ")
    assert "结论" not in words


def test_changed_rules_citations_and_findings_are_named() -> None:
    old = package(input_data("年龄"), decision("档", table("输入:年龄 | 输出:档\n>= 60 | 1"), "输入-年龄"), parameters=[])
    new = package(
        input_data("年龄"), decision("档", table("输入:年龄 | 输出:档\n>= 90 | 1\n- | 1", hit="FIRST"), "输入-年龄"), parameters=[]
    )
    words = told(recorded(old, "档"), new)
    assert "适用的规则不同：记录为 “档” 1，现为 “档” 2。" in words
    young = told(recorded(old, "档", inputs={"年龄": Decimal(5)}), new)
    assert "发现不同：记录为 no_rule，现为 无。" in young
    assert "结论不同：记录为 null，现为 1。" in young


def test_what_is_gone_is_named(allowance: DecisionPackage) -> None:
    record = recorded(allowance)
    assert told(record, package(*GRANT[:3], parameters=[])) == "已没有名为“全年”的决策。"
    assert "没有现行数值的参数：“标准”" in told(record, package(parameters=[rate(amount(Decimal(1), date(2024, 1, 1)))]))
    other = package(id="other")
    assert told(record, other) == "决策包不同：记录为 allowance，现为 other。"


@pytest.mark.parametrize("field", [each for each in Record.__slots__ if each != "at"])
def test_an_altered_record_is_refused(allowance: DecisionPackage, field: str) -> None:
    data = json.loads(recorded(allowance, on=date(2023, 6, 30)).to_json())
    data[field] = data[field][:-1] if data[field] else "x"
    with pytest.raises(AlteredRecord):
        record_from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"sha256": 1}', "[" * 99999])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(AlteredRecord, match="no record"):
        record_from_json(text)


def test_half_a_character_makes_no_record(allowance: DecisionPackage) -> None:
    with pytest.raises(AlteredRecord):
        record_from_json(recorded(allowance).to_json().replace('"allowance"', r'"\ud83d"'))


def test_a_digest_belongs_to_one_content(allowance: DecisionPackage) -> None:
    record = recorded(allowance)
    assert record.sha256 == recorded(package()).sha256
    assert record.sha256 != replace(record, answer="1").sha256
