"""What officials write into cells: it is read as what was shown, or refused with what to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.offices.models import Post, Role, Unit
from luoshi.district.offices.operations import add_post, add_unit, end_unit, name_district
from luoshi.district.offices.tests.government import office_of
from luoshi.district.plan.cells import CellProblem, Names, parse, target_value
from luoshi.district.plan.fail_if import YEARS
from luoshi.district.plan.fields import BASES, FIELDS, OPERATOR_NAMES, QUARTERS, target_text, text
from luoshi.district.plan.models import PlannedTarget, ReportingClass
from luoshi.district.plan.words import STRENGTHS
from luoshi.engines.reading.model import Kind, Operator

if TYPE_CHECKING:
    from luoshi.district.plan.fields import Value

UNITS = [Unit(pk=pk, name=name) for pk, name in enumerate(["区发改局", "区财政局", "区住建局", "区自然资源和规划局"], start=1)]
LEADERS = [Post(pk=pk, title=title) for pk, title in enumerate(["区长", "常务副区长"], start=1)]
CLASSES = [ReportingClass(pk=pk, letter=letter) for pk, letter in enumerate("ABC", start=1)]
NAMES = Names({one.name: one for one in UNITS}, {one.title: one for one in LEADERS}, {one.letter: one for one in CLASSES})
DEVELOPMENT, FINANCE, HOUSING, LAND = UNITS

numbers = st.decimals(-(10**29), 10**29, places=10) | st.decimals(-100, 100, places=2) | st.integers(-(10**29), 10**29).map(Decimal)
words = st.text(max_size=40)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    **dict.fromkeys(("indicator", "unit", "peg", "comparator", "definition", "base_source", "source", "note"), words),
    **dict.fromkeys(("value", "value_max", "base_value"), st.none() | numbers),
    **dict.fromkeys(QUARTERS, st.text("一二三季度完成50%。", max_size=12) | numbers.map(lambda number: text("value", number))),
    "kind": st.sampled_from([kind.value for kind in Kind if kind is not Kind.RESULT]),
    "strength": st.sampled_from(["", *STRENGTHS]),
    "base": st.sampled_from(["", *BASES]),
    "operator": st.sampled_from([str(operator) for operator in OPERATOR_NAMES]),
    "dropped": st.booleans(),
    "leader": st.none() | st.sampled_from(LEADERS),
    "lead": st.none() | st.sampled_from(UNITS),
    "cooperating": st.sets(st.sampled_from(UNITS)).map(lambda units: tuple(sorted(units, key=lambda unit: unit.pk))),
    "reporting_class": st.none() | st.sampled_from(CLASSES),
    "deadline": st.none() | st.dates(date(YEARS[0], 1, 1), date(2099, 12, 31)),
}


def refusal(name: str, written: str) -> CellProblem:
    with pytest.raises(CellProblem) as problem:
        parse(name, written, NAMES)
    assert problem.value.remedy.english
    return problem.value


@pytest.mark.parametrize("name", FIELDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_shown_of_a_field_is_read_back(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert parse(name, text(name, value), NAMES) == value


def test_every_year_that_a_deadline_may_have_is_read_back() -> None:
    for year in YEARS:
        assert parse("deadline", f"{year}-06-30", NAMES) == date(year, 6, 30)


@st.composite
def quantities(draw: st.DrawFn) -> PlannedTarget:
    """Quantities as reports state them: a number or a range with a comparison, or a word without a number."""
    if draw(st.booleans()):
        value = draw(numbers)
        value_max = draw(st.none() | numbers.filter(lambda number: number > value))
        operator = draw(st.sampled_from([Operator.ABOUT, Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL, Operator.AT_MOST]))
        return PlannedTarget(operator=operator, value=value, value_max=value_max)
    operator = draw(st.sampled_from([Operator.UP, Operator.DOWN, Operator.RANK, Operator.PEGGED]))
    peg = draw(st.sampled_from(["GDP", "经济", "全市地区生产总值", "CPI"])) if operator is Operator.PEGGED else ""
    if operator is not Operator.PEGGED:
        return PlannedTarget(operator=operator)
    word = draw(st.sampled_from(["同步", "基本同步", "匹配", "低于", "不低于", "快于"]))
    return PlannedTarget(operator=operator, peg=peg, comparator=word)


@settings(deadline=None)
@given(quantities())
def test_a_target_in_one_cell_is_read_back(target: PlannedTarget) -> None:
    found = {name: parse(name, part, NAMES) for name, part in target_value(target_text(target)).items()}
    if target.operator is Operator.PEGGED:
        assert found.pop("comparator") == target.comparator
    assert found == {name: getattr(target, name) for name in ("operator", "value", "value_max", "peg")}


@pytest.mark.parametrize("operator", [Operator.UP, Operator.DOWN, Operator.RANK, Operator.PEGGED])
def test_a_direction_or_rank_with_a_number_is_no_plain_number(operator: Operator) -> None:
    """提高5 and 等于5 are two promises; a page lets people choose the first."""
    shown = target_text(PlannedTarget(operator=operator, value=Decimal(5), peg=""))
    assert shown != target_text(PlannedTarget(operator=Operator.EQUAL, value=Decimal(5)))


@pytest.mark.parametrize("word", ["高于", "低于", "快于", "好于", "优于", "不低于"])
def test_what_is_to_be_better_than_another_is_not_said_to_keep_pace_with_it(word: str) -> None:
    """“登记失业率低于全市平均水平”: the machine reads such promises as pegged, with the report's own word beside it."""
    shown = target_text(PlannedTarget(operator=Operator.PEGGED, peg="全市平均水平", comparator=word))
    assert "同步" not in shown


@pytest.mark.parametrize(
    ("written", "operator", "value", "value_max", "peg"),
    [
        ("30", "等于", "30", "", ""), ("30.50", "等于", "30.50", "", ""), ("-3", "等于", "-3", "", ""), ("+5", "等于", "+5", "", ""),
        ("约6.5", "约", "6.5", "", ""), ("≥30", "不低于", "30", "", ""), (">=30", "不低于", "30", "", ""),
        ("不低于30", "不低于", "30", "", ""),
        ("＞5", "超过", "5", "", ""), (">5", "超过", "5", "", ""), ("超过5", "超过", "5", "", ""),
        ("≤3.2", "不超过", "3.2", "", ""), ("<=3.2", "不超过", "3.2", "", ""), ("不超过3.2", "不超过", "3.2", "", ""),
        ("5—6", "等于", "5", "6", ""), ("5–6", "等于", "5", "6", ""), ("5~6", "等于", "5", "6", ""), ("5～6", "等于", "5", "6", ""),
        ("约5—6", "约", "5", "6", ""), ("-2—-1", "等于", "-2", "-1", ""), ("≥ 1,200", "不低于", "1200", "", ""),
        ("与GDP同步", "比照", "", "", "GDP"),
        ("与GDP增速同步", "比照", "", "", "GDP增速"), ("低于全市平均水平", "比照", "", "", "全市平均水平"),
        ("提高", "提高", "", "", ""), ("降低", "降低", "", "", ""), ("位次", "位次", "", "", ""), ("比照", "比照", "", "", ""),
    ],
)  # fmt: skip
def test_a_target_is_written_in_one_cell(written: str, operator: str, value: str, value_max: str, peg: str) -> None:
    found = target_value(written)
    assert found.pop("comparator", "") in written
    assert found == {"operator": operator, "value": value, "value_max": value_max, "peg": peg}


@pytest.mark.parametrize(
    "written",
    ["", "6.5%", "30亿元", "30以上", "大约30", "5-6", "2023-05-06", "约", "等于", "不低于", "与同步", "≥", "≥≤3", "5—", "1.2.3", "1e5"],
)
def test_a_target_that_cannot_be_read_says_how_to_write_one(written: str) -> None:
    with pytest.raises(CellProblem) as problem:
        target_value(written)
    for hint in ("约、≥、＞、≤", "5—6", "提高、降低、位次", "与…同步", "计量单位"):
        assert hint in problem.value.remedy.chinese
    assert "5—6" in problem.value.remedy.english


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,234,567", "1234567"), ("1，200", "1200"), ("1 200.50", "1200.5"), ("-3.2", "-3.2"), ("０", "0"), ("１２３", "123"), ("007", "7")],
)
def test_a_number_may_be_written_as_offices_do(written: str, number: str) -> None:
    assert parse("base_value", written, NAMES) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["580亿元", "约580", "6.5%", "1e5", "NaN", "Infinity", "五百", "1.2.3", "--1", "1" * 31, "0." + "1" * 11]
)
@pytest.mark.parametrize("name", ["base_value", "value", "value_max"])
def test_what_is_no_number_is_refused(name: str, written: str) -> None:
    assert "单位写在旁边的栏里" in refusal(name, written).remedy.chinese


@pytest.mark.parametrize(
    ("written", "shown"),
    [("1,200", "1200"), ("1，200", "1200"), ("１２００", "1200"), ("完成1,200米，通水", "完成1,200米，通水"), ("开工", "开工"), ("", "")],
)
def test_a_quarter_is_a_figure_without_separators_or_a_state_of_the_work(written: str, shown: str) -> None:
    """Only a figure in plain digits is compared with the quarters before it."""
    assert parse("quarter_2", written, NAMES) == shown


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-12-31", date(2023, 12, 31)), ("2023/6/15", date(2023, 6, 15)), ("2023.6.5", date(2023, 6, 5)),
        ("2023年6月15日", date(2023, 6, 15)), ("2023 年 6 月 15 日", date(2023, 6, 15)), ("2023年6月15", date(2023, 6, 15)),
        ("2023年底", date(2023, 12, 31)), ("2023年年底", date(2023, 12, 31)), ("2023年末", date(2023, 12, 31)),
        ("2023年年末", date(2023, 12, 31)), ("2023年12月底", date(2023, 12, 31)), ("2024-02-29", date(2024, 2, 29)),
        ("2023年６月３０日", date(2023, 6, 30)),
    ],
)  # fmt: skip
def test_a_day_may_be_written_as_offices_do(written: str, day: date) -> None:
    assert parse("deadline", written, NAMES) == day


@pytest.mark.parametrize("written", ["2023-02-29", "2023-13-01", "2023/6/31", "2023年0月1日"])
def test_a_day_that_does_not_exist_is_refused_as_such(written: str) -> None:
    assert refusal("deadline", written).remedy.chinese == "没有这一天。请核对日期。"


@pytest.mark.parametrize("written", ["年底前", "6月30日", "2023年6月", "2023年", "三季度", "45291", "2023-12-31 08:30", "长期"])
def test_what_is_no_day_is_refused(written: str) -> None:
    assert "2023-01-31" in refusal("deadline", written).remedy.chinese


def test_a_day_that_can_hardly_be_meant_is_refused() -> None:
    assert "1999 年不像是期限" in refusal("deadline", "1999-12-31").remedy.chinese


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("区财政局、区发改局", (DEVELOPMENT, FINANCE)), ("区财政局,区发改局，区住建局", (DEVELOPMENT, FINANCE, HOUSING)),
        ("区财政局；区住建局;", (FINANCE, HOUSING)), ("区财政局\n区住建局", (FINANCE, HOUSING)), ("区财政局、区财政局", (FINANCE,)),
        ("区财政局、 区住建局", (FINANCE, HOUSING)), ("区财政局 、　区住建局", (FINANCE, HOUSING)), ("", ()),
    ],
)  # fmt: skip
def test_several_units_are_read_in_any_order_and_with_any_sign_between(written: str, units: tuple[Unit, ...]) -> None:
    assert parse("cooperating", written, NAMES) == units


@pytest.mark.parametrize(
    ("name", "written", "hint"),
    [
        ("lead", "发改局", "是否指区发改局？"), ("lead", "区发改局（牵头）", "是否指区发改局？"),
        ("lead", "局", "是否指区发改局、区财政局、区住建局？"), ("lead", "区水务局", "可从下拉列表中选择"),
        ("cooperating", "区财政局、规划局", "是否指区自然资源和规划局？"), ("leader", "副区长", "是否指区长、常务副区长？"),
        ("leader", "区委书记", "可从下拉列表中选择"), ("reporting_class", "D", "可从下拉列表中选择"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_bears_is_refused_with_those_alike(name: str, written: str, hint: str) -> None:
    remedy = refusal(name, written).remedy
    assert "本区现在没有" in remedy.chinese
    assert hint in remedy.chinese
    assert ("?" in remedy.english) == ("是否指" in hint)


@pytest.mark.parametrize("written", ["A", "a", "A类", "A级", "A "])
def test_a_class_is_known_by_its_letter(written: str) -> None:
    assert parse("reporting_class", written.strip(), NAMES) == CLASSES[0]


@pytest.mark.parametrize("written", ["AB", "A、B", "Cancelled"])
def test_what_only_begins_with_a_letter_is_no_class(written: str) -> None:
    refusal("reporting_class", written)


@pytest.mark.parametrize(
    ("name", "written", "listed"),
    [
        ("kind", "", "目标、承诺、机制、平台、行动、原则"), ("kind", "结果", "目标、承诺"), ("kind", "target", "目标、承诺"),
        ("base", "环比", "同比增速、总量"), ("strength", "必须", "确保、保证"), ("operator", "", "约、不低于"), ("operator", "≥", "不低于"),
    ],
)  # fmt: skip
def test_what_is_chosen_from_a_list_is_refused_with_the_list(name: str, written: str, listed: str) -> None:
    remedy = refusal(name, written).remedy
    assert remedy.chinese.startswith("只能是：")
    assert listed in remedy.chinese
    assert "One of" in remedy.english


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"kind", "operator"}))
def test_an_empty_cell_says_nothing(name: str) -> None:
    assert not text(name, parse(name, "", NAMES))


@pytest.mark.django_db
def test_names_are_those_of_the_day() -> None:
    district = name_district("桃源新区")
    old = add_unit(district, code="planning", name="区规划局", on=date(2020, 1, 1), by=office_of(district))
    new = add_unit(district, code="resources", name="区自然资源局", on=date(2020, 1, 1), by=office_of(district))
    end_unit(old, successor=new, on=date(2023, 6, 30), by=office_of(district))
    before, after = Names.of(district, on=date(2023, 6, 1)), Names.of(district, on=date(2023, 7, 1))
    assert parse("lead", "区规划局", before) == old
    with pytest.raises(CellProblem):
        parse("lead", "区规划局", after)


@pytest.mark.django_db
def test_a_title_that_two_leaders_bear_is_not_guessed() -> None:
    district = name_district("桃源新区")
    for code in ("government", "party"):
        unit = add_unit(district, code=code, name=code, on=date(2020, 1, 1), by=office_of(district))
        add_post(unit, code="deputy", title="副主任", role=Role.LEADER, on=date(2020, 1, 1), by=office_of(district))
    with pytest.raises(CellProblem):
        parse("leader", "副主任", Names.of(district, on=date(2023, 7, 1)))
