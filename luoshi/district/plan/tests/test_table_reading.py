"""An edited 任务分解表 comes back: what was changed is found and nothing else; what cannot be taken over is named by its cell."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from luoshi.district.offices.operations import add_unit, end_unit
from luoshi.district.offices.queries import Unit, authority_of_coded
from luoshi.district.offices.tests.government import office_of
from luoshi.district.plan import operations, queries, table
from luoshi.district.plan.cells import Names
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import PlanError, TableRefused
from luoshi.district.plan.fields import WHOLE
from luoshi.district.plan.models import Milestone, ReportVersion
from luoshi.district.plan.table import CHECK_TAB, COLUMNS, TAB
from luoshi.district.plan.table_reading import (
    CHANGED_SINCE,
    DISAGREE,
    NO_QUANTITY,
    QUOTE_STAYS,
    UNKNOWN_CODE,
    Wanted,
    review,
)
from luoshi.district.plan.tests.tables import (
    AT,
    FOREIGN,
    GDP,
    KEYS,
    ON,
    OPEN,
    PLAIN,
    PLATFORM,
    REVENUE,
    TRADE,
    Changes,
    Editor,
    changes,
    commitment,
    edited,
    exported,
    loaded,
    read,
    stands_in_the_file,
)
from luoshi.engines.documents.workbook_cells import FORMULA, MERGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_django.plugin import DjangoDbBlocker

    from luoshi.district.plan.table_reading import Problem

pytestmark = pytest.mark.django_db
QUOTE = COLUMNS[1].name


@pytest.fixture(scope="module")
def version(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ReportVersion]:
    """The demonstration's plan."""
    with loaded(django_db_blocker) as plan:
        yield plan


@pytest.fixture(scope="module")
def content(version: ReportVersion) -> bytes:
    """Its table, cut short to seven rows."""
    return exported(version)


def act() -> Act:
    """The office acts, by a resolution."""
    resolution = queries.current_version("peach-blossom-2023")
    assert resolution
    return Act(authority_of_coded("tian_example", on=ON), AT, reason="核对", resolution=resolution.report.adoption)


def only_problem(content: bytes, version: ReportVersion) -> Problem:
    """The one thing that is wrong."""
    (problem,) = read(content, version).problems
    assert stands_in_the_file(problem, content)
    return problem


class Fault(NamedTuple):
    """A cell that somebody spoils, and what the remedy says."""

    key: str
    column: str
    typed: Any
    remedy: str


class Case(NamedTuple):
    """A cell that somebody edits, and what would change in the commitment: field, old, new."""

    key: str
    column: str
    typed: Any
    expected: dict[str, tuple[str, str]]


Cell = TypeVar("Cell", "Case", "Fault")


def layers(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Edits put together into as few workbooks as possible: no cell twice, and nothing else in a row that loses its code."""
    made: list[list[Cell]] = []
    for cell in cells:
        layer = next((layer for layer in made if not any(_meet(cell, other) for other in layer)), None)
        if layer is None:
            made.append([cell])
        else:
            layer.append(cell)
    return made


def _meet(one: Case | Fault, other: Case | Fault) -> bool:
    return one.key == other.key and (one.column == other.column or "编号" in {one.column, other.column})


CASES = (
    Case(GDP, "承诺类型", "承诺", {"kind": ("目标", "承诺")}),
    Case(GDP, "指标", "地区生产总值（不变价）", {"1-indicator": ("地区生产总值", "地区生产总值（不变价）")}),
    Case(GDP, "口径", "总量", {"1-base": ("同比增速", "总量")}),
    Case(REVENUE, "统计口径", None, {"1-definition": ("区财政局统计的全年一般公共预算收入，与上年同口径比较", "")}),
    Case(GDP, "基数", 581.5, {"1-base_value": ("580", "581.5")}),
    Case(FOREIGN, "基数", "1,234.50", {"2-base_value": ("", "1234.5")}),
    Case(FOREIGN, "基数来源", "2022年统计公报", {"2-base_source": ("", "2022年统计公报")}),
    Case(GDP, "目标值", "约7", {"1-value": ("6.5", "7")}),
    Case(GDP, "目标值", 7, {"1-operator": ("约", "等于"), "1-comparator": ("左右", ""), "1-value": ("6.5", "7")}),
    Case(
        GDP,
        "目标值",
        "6—7",
        {"1-operator": ("约", "等于"), "1-comparator": ("左右", ""), "1-value": ("6.5", "6"), "1-value_max": ("", "7")},
    ),
    Case(
        GDP,
        "目标值",
        "与全市同步",
        {"1-operator": ("约", "比照"), "1-comparator": ("左右", "同步"), "1-value": ("6.5", ""), "1-peg": ("", "全市")},
    ),
    Case(GDP, "目标值", "提高", {"1-operator": ("约", "提高"), "1-comparator": ("左右", ""), "1-value": ("6.5", "")}),
    Case(TRADE, "目标值", ">=35", {"1-value": ("30", "35")}),
    Case(REVENUE, "计量单位", "亿元", {"1-unit": ("%", "亿元")}),
    Case(GDP, "约束强度", "力争", {"strength": ("", "力争")}),
    Case(GDP, "责任领导（岗位）", "区长", {"leader": ("常务副区长", "区长")}),
    Case(GDP, "责任领导（岗位）", None, {"leader": ("常务副区长", "")}),
    Case(OPEN, "牵头单位", "区财政局", {"lead": ("", "区财政局")}),
    Case(PLAIN, "配合单位", "区市场监管局；区统计局", {"cooperating": ("区政府办、区司法局、区市场监管局", "区市场监管局、区统计局")}),
    Case(PLAIN, "配合单位", "区市场监管局、区政府办、区司法局", {}),
    Case(GDP, "时限", date(2023, 11, 30), {"deadline": ("2023-12-31", "2023-11-30")}),
    Case(PLAIN, "时限", "2023年11月30日", {"deadline": ("2023-12-31", "2023-11-30")}),
    Case(PLAIN, "时限", "2023年底", {}),
    Case(GDP, "一季度目标", 1.5, {"1-quarter_1": ("", "1.5")}),
    Case(PLATFORM, "二季度目标", "部署完成", {"quarter_2": ("系统升级部署", "部署完成")}),
    Case(PLATFORM, "三季度目标", None, {"quarter_3": ("新增事项上线", "")}),
    Case(FOREIGN, "四季度目标", "1,200", {"2-quarter_4": ("", "1200")}),
    Case(GDP, "佐证来源", "统计月报", {"1-source": ("区统计局季度核算", "统计月报")}),
    Case(PLAIN, "佐证来源", "工作台账", {"source": ("政务服务平台运行记录", "工作台账")}),
    Case(PLAIN, "报送周期", "b", {"reporting_class": ("C", "B")}),
    Case(PLAIN, "报送周期", "C类", {}),
    Case(OPEN, "备注", "　待区政府研究\n ", {"note": ("", "待区政府研究")}),
    Case(OPEN, "备注", datetime(2023, 5, 1), {"note": ("", "2023-05-01")}),  # noqa: DTZ001
)


@pytest.mark.parametrize("cases", layers(CASES))
def test_a_changed_cell_is_that_difference_and_no_other(cases: list[Case], content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    expected: Changes = {}
    for case in cases:
        editor.write(case.key, case.column, case.typed)
        if case.expected:
            expected.setdefault(case.key.partition("/")[0], {}).update(case.expected)
    found = read(editor.saved(), version)
    assert (found.problems, found.rows, found.traced) == ([], len(KEYS), True)
    assert changes(found, version) == expected


def test_the_cases_cover_every_column_that_can_be_edited() -> None:
    assert {case.column for case in CASES} == {column.name for column in COLUMNS if column.field}


FAULTS = (
    Fault(GDP, "牵头单位", "发改局", "是否指区发改局？"),
    Fault(GDP, "牵头单位", "区航天局", "本区现在没有这个单位"),
    Fault(GDP, "配合单位", "区统计局、商务局", "是否指区商务局？"),
    Fault(GDP, "责任领导（岗位）", "区委书记", "本区现在没有这个领导岗位"),
    Fault(GDP, "报送周期", "D", "本区现在没有这个类别"),
    Fault(GDP, "时限", "2023-02-30", "没有这一天"),
    Fault(GDP, "时限", "年内", "这不是日期"),
    Fault(GDP, "时限", "45291", "这不是日期"),
    Fault(GDP, "基数", "580亿元", "请只写数字"),
    Fault(GDP, "目标值", "6.5%", "计量单位"),
    Fault(GDP, "目标值", None, "请写数字"),
    Fault(GDP, "目标值", "尽力", "请写数字"),
    Fault(GDP, "承诺类型", "指标", "只能是：目标"),
    Fault(GDP, "承诺类型", None, "只能是：目标"),
    Fault(GDP, "口径", "环比", "只能是：同比增速"),
    Fault(GDP, "约束强度", "必须", "只能是：确保"),
    Fault(GDP, QUOTE, "地区生产总值增长8%左右（第19段第1句）", QUOTE_STAYS.chinese),
    Fault(GDP, QUOTE, None, QUOTE_STAYS.chinese),
    Fault(GDP, QUOTE, "地区生产总值增长6.5%左右，力争增长8%（第19段第1句）", QUOTE_STAYS.chinese),
    Fault(PLAIN, "目标值", 5, NO_QUANTITY.chinese),
    Fault(PLAIN, "基数", 5, NO_QUANTITY.chinese),
    Fault(PLAIN, "指标", "专项行动数", NO_QUANTITY.chinese),
    Fault(GDP, "编号", "桃源-2023-9999", UNKNOWN_CODE.chinese),
    Fault(GDP, "编号", None, UNKNOWN_CODE.chinese),
    Fault(GDP, "基数", "=300+280", FORMULA.chinese),
    Fault(PLAIN, "一季度目标", "=1+1", FORMULA.chinese),
    Fault(PLAIN, "备注", "#REF!", "#REF!"),
)


@pytest.mark.parametrize("faults", layers(FAULTS))
def test_what_cannot_be_taken_over_is_named_by_its_cell(faults: list[Fault], content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    expected = {editor.at(fault.key, fault.column).coordinate: fault for fault in faults}
    for cell, fault in expected.items():
        editor.page[cell].value = fault.typed
    found = read(editor.saved(), version)
    assert [one.cell for one in found.problems if one.cell not in expected] == []
    assert [fault for cell, fault in expected.items() if cell not in {one.cell for one in found.problems}] == []
    assert len(found.problems) == len(faults)
    for problem in found.problems:
        fault = expected[problem.cell]
        assert (problem.sheet, problem.column) == (TAB, fault.column)
        assert fault.remedy in problem.remedy.chinese
        assert problem.remedy.english
        if not str(fault.typed).startswith(("=", "#")):
            assert problem.value == ("" if fault.typed is None else str(fault.typed))
    assert changes(found, version) == {}


def test_every_fault_is_named_at_once(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    for key, column, typed in [(GDP, "时限", "年内"), (GDP, "基数", "很多"), (PLAIN, "牵头单位", "某局"), (OPEN, "报送周期", "Z")]:
        editor.write(key, column, typed)
    spoiled = editor.write(REVENUE, "备注", "好的").saved()
    found = read(spoiled, version)
    assert [(one.column, one.value) for one in found.problems] == [
        ("基数", "很多"),
        ("时限", "年内"),
        ("牵头单位", "某局"),
        ("报送周期", "Z"),
    ]
    assert all(stands_in_the_file(problem, spoiled) for problem in found.problems)
    assert changes(found, version) == {REVENUE: {"note": ("", "好的")}}


def test_a_merged_cell_is_named_even_if_it_was_empty(content: bytes, version: ReportVersion) -> None:
    """Whoever merges three quarters and writes 100 into them means all three."""
    editor = Editor(content)
    editor.write(PLAIN, "一季度目标", "持续开展")
    editor.page.merge_cells(f"{editor.at(PLAIN, '一季度目标').coordinate}:{editor.at(PLAIN, '三季度目标').coordinate}")
    editor.page.merge_cells(f"{editor.at(GDP, '牵头单位').coordinate}:{editor.at(REVENUE, '牵头单位').coordinate}")
    places = {editor.at(REVENUE, "牵头单位").coordinate, *(editor.at(PLAIN, f"{quarter}季度目标").coordinate for quarter in "二三")}
    found = read(editor.saved(), version)
    assert {(one.cell, one.remedy.chinese) for one in found.problems} == {(place, MERGED.chinese) for place in places}


def test_merged_codes_ask_to_be_unmerged(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.page.merge_cells(f"{editor.at(TRADE, '编号').coordinate}:{editor.at(FOREIGN, '编号').coordinate}")
    assert [one.remedy.chinese for one in read(editor.saved(), version).problems] == [MERGED.chinese]


def test_a_row_that_was_added_is_no_promise(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    row = editor.row(PLAIN) + 1
    editor.page.insert_rows(row)
    editor.page.cell(row, editor.header["牵头单位"]).value = "区财政局"
    problem = only_problem(editor.saved(), version)
    assert (problem.cell, problem.remedy) == (f"A{row}", UNKNOWN_CODE)


def test_a_doubled_row_is_named_with_the_first(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    row, last = editor.row(GDP), editor.row(OPEN) + 1
    for cell in editor.page[row]:
        editor.page.cell(last, cell.column).value = cell.value
    problem = only_problem(editor.saved(), version)
    assert (problem.cell, problem.value) == (f"A{last}", GDP)
    assert problem.remedy.chinese == f"与第 {row} 行编号相同。请删去其中一行。"


def test_deleted_rows_and_empty_rows_are_no_change(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content).write(OPEN, "备注", "留下的")
    editor.page.delete_rows(editor.row(REVENUE), 2)
    editor.page.insert_rows(editor.row(OPEN), 3)
    found = read(editor.saved(), version)
    assert (found.problems, found.rows, found.left_out) == ([], len(KEYS) - 2, len(table.rows_of(version)) - len(KEYS) + 2)
    assert changes(found, version) == {OPEN: {"note": ("", "留下的")}}


def reordered(content: bytes, left_out: tuple[str, ...] = ()) -> bytes:
    """The table with its columns from right to left."""
    editor = Editor(content).write(OPEN, "备注", "好的")
    columns = [[cell.value for cell in column] for column in editor.page.iter_cols(min_row=2) if column[0].value not in left_out]
    editor.page.delete_rows(2, editor.page.max_row)
    for place, cells in enumerate(reversed(columns), start=1):
        for row, value in enumerate(cells, start=2):
            editor.page.cell(row, place).value = value
    return editor.saved()


@pytest.mark.parametrize(
    "left_out", [(), ("领域", "举措", "状态"), ("目标值", QUOTE, "时限"), tuple({column.name for column in COLUMNS} - {"编号", "备注"})]
)
def test_columns_may_be_moved_and_left_out(left_out: tuple[str, ...], content: bytes, version: ReportVersion) -> None:
    found = read(reordered(content, left_out), version)
    assert (found.problems, found.rows) == ([], len(KEYS))
    assert changes(found, version) == {OPEN: {"note": ("", "好的")}}


def test_a_column_of_ones_own_is_left_alone(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.page.insert_cols(3)
    editor.page["C2"], editor.page["C3"] = "经办人", "某某"
    found = read(editor.saved(), version)
    assert (found.problems, changes(found, version)) == ([], {})


def test_rows_may_be_moved_and_written_about(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.page.insert_rows(1, 3)
    editor.page["A1"] = "征求意见稿"
    found = read(editor.saved(), version)
    assert (found.problems, found.rows) == ([], len(KEYS))


def test_a_page_may_be_renamed_and_what_is_hidden_taken_away(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content).write(OPEN, "备注", "好的")
    editor.page.title = "Sheet1"
    del editor.book[CHECK_TAB]
    found = read(editor.saved(), version)
    assert (found.problems, found.traced) == ([], False)
    assert [one.revision for one in found.wanted] == [commitment(OPEN).revision]
    assert changes(found, version) == {OPEN: {"note": ("", "好的")}}


def test_a_table_without_its_header_is_refused(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.page.delete_rows(2)
    for spoiled in (editor.saved(), reordered(content, ("编号",))):
        with pytest.raises(TableRefused) as refusal:
            read(spoiled, version)
        assert "缺少“编号”栏" in refusal.value.what.chinese
        assert "不要改动表头" in refusal.value.remedy.chinese


def test_two_columns_of_one_name_are_refused(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.page.cell(2, len(COLUMNS) + 1).value = "备注"
    with pytest.raises(TableRefused, match="有两栏都是“备注”"):
        read(editor.saved(), version)


def test_another_plans_table_is_refused(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    editor.check["A2"] = "songbei-2024"
    with pytest.raises(TableRefused) as refusal:
        read(editor.saved(), version)
    assert "从“songbei-2024”导出" in refusal.value.what.chinese
    assert "Check that it is the right file" in refusal.value.remedy.english


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_a_hidden_page_that_lost_columns_is_no_accident(columns: int, content: bytes, version: ReportVersion) -> None:
    """It can be shown and edited; what cannot be traced any more is told or refused, never an error of the server."""
    editor = Editor(content).write(OPEN, "备注", "好的")
    editor.check.delete_cols(columns, 5)
    found = read(editor.saved(), version)
    assert not found.traced or [one.remedy for one in found.problems] == [CHANGED_SINCE]


def test_what_is_no_workbook_is_refused_in_its_own_words(version: ReportVersion) -> None:
    with pytest.raises(TableRefused) as refusal:
        read(b"\x89PNG\r\n\x1a\n" + bytes(50), version)
    assert "图片" in refusal.value.what.chinese
    assert ".xlsx" in refusal.value.remedy.chinese


def test_two_rows_of_one_commitment_that_disagree_are_named_with_both_cells(content: bytes, version: ReportVersion) -> None:
    editor = Editor(content).write(TRADE, "时限", "2023-10-31").write(FOREIGN, "时限", "2023-11-30")
    spoiled = editor.saved()
    problem = only_problem(spoiled, version)
    assert problem.cell == f"{editor.at(TRADE, '时限').coordinate}、{editor.at(FOREIGN, '时限').coordinate}"
    assert (problem.column, problem.value, problem.remedy) == ("时限", "2023-11-30", DISAGREE)


@pytest.mark.parametrize("keys", [(TRADE,), (FOREIGN,), (TRADE, FOREIGN)])
def test_what_concerns_the_whole_may_be_changed_in_one_of_its_rows(keys: tuple[str, ...], content: bytes, version: ReportVersion) -> None:
    editor = Editor(content)
    for key in keys:
        editor.write(key, "时限", "2023-10-31")
    found = read(editor.saved(), version)
    assert found.problems == []
    assert changes(found, version) == {"桃源-2023-0007": {"deadline": ("2023-12-31", "2023-10-31")}}


def test_what_somebody_changed_after_the_export_is_named(content: bytes, version: ReportVersion) -> None:
    for key in (GDP, REVENUE):
        operations.change_commitment(commitment(key).code, Edit({(WHOLE, "note"): "另一个人写的"}), act=act())
    editor = Editor(content).write(GDP, "备注", "我写的").write(OPEN, "备注", "好的")
    spoiled = editor.saved()
    problems = read(spoiled, version).problems
    assert [(one.cell, one.column, one.value, one.remedy) for one in problems] == [
        (editor.at(key, "编号").coordinate, "编号", key, CHANGED_SINCE) for key in (GDP, REVENUE)
    ]


def test_what_was_changed_elsewhere_and_is_not_in_the_table_does_not_matter(content: bytes, version: ReportVersion) -> None:
    operations.change_commitment(commitment(REVENUE).code, Edit({(WHOLE, "note"): "另一个人写的"}), act=act())
    editor = Editor(content).write(OPEN, "备注", "好的")
    editor.page.delete_rows(editor.row(REVENUE))
    found = read(editor.saved(), version)
    assert (found.problems, changes(found, version)) == ([], {OPEN: {"note": ("", "好的")}})


def test_what_is_asked_for_survives_being_stored(content: bytes, version: ReportVersion) -> None:
    found = read(edited(content, GDP, "目标值", "与全市同步"), version)
    assert [Wanted.of_json(one.as_json()) for one in found.wanted] == found.wanted
    assert version.report.district
    _, rows = review(found.wanted, {GDP: commitment(GDP)}, Names.of(version.report.district, on=ON))
    assert rows == []  # nobody asked about a commitment that is not known under this code
    known = {commitment(GDP).code: commitment(GDP)}
    _, (row,) = review(found.wanted, known, Names.of(version.report.district, on=ON))
    assert [line[1:] for line in row.lines] == [
        ("约", "比照", "decided"),
        ("左右", "同步", "decided"),
        ("6.5", "", "decided"),
        ("", "全市", "decided"),
    ]


def test_a_unit_that_ended_is_refused_from_that_day(content: bytes, version: ReportVersion) -> None:
    assert version.report.district
    old = Unit.objects.get(name="区统计局")
    end_unit(
        old,
        successor=add_unit(version.report.district, code="survey", name="区调查局", on=ON, by=office_of(version.report.district)),
        on=date(2023, 4, 1),
        by=office_of(version.report.district),
    )
    assert read(content, version).problems == []  # what nobody changed stays as it is
    assert "没有这个单位" in only_problem(edited(content, OPEN, "配合单位", "区统计局"), version).remedy.chinese


@pytest.mark.parametrize("words", ["1e40", "9" * 31, "0.123456789012", "٣", "NaN", "Infinity", "1" * 2000])
def test_any_quarter_is_stored_or_refused(words: str, content: bytes, version: ReportVersion) -> None:
    found = read(edited(content, PLAIN, "一季度目标", words), version)
    (wanted,) = found.wanted
    assert version.report.district
    edits, _ = review([wanted], {}, Names.of(version.report.district, on=ON))
    try:
        operations.change_commitments(edits, act=act())
    except PlanError as refusal:
        assert refusal.remedy.chinese  # noqa: PT017 - storing it is right as well
    else:
        assert Milestone.objects.get(commitment=commitment(PLAIN), quarter=1).text == words


units = st.sampled_from(["区发改局", "区财政局", "区统计局", "区审计局", "区司法局"])
amounts = st.decimals(1, 10**9, places=3).map(lambda number: f"{number.normalize():f}")
sentences = st.text("区财政局2023年统计，（）=+-@'\n #<&_x0041_", max_size=30)
EDITS: dict[str, st.SearchStrategy[str]] = {
    "承诺类型": st.sampled_from(["目标", "承诺", "机制", "平台", "行动"]),
    "约束强度": st.sampled_from(["", "力争", "确保"]),
    "责任领导（岗位）": st.sampled_from(["", "区长", "常务副区长"]),
    "牵头单位": st.sampled_from(["", "区住建局", "区教育局", "区科技局"]),
    "配合单位": st.lists(units, max_size=4).map("、".join),
    "时限": st.dates(date(2023, 1, 1), date(2024, 12, 31)).map(str) | st.just(""),
    "报送周期": st.sampled_from(["A", "B", "C", ""]),
    "佐证来源": sentences,
    "备注": sentences,
}
EDITS_OF_TARGETS: dict[str, st.SearchStrategy[str]] = {
    "指标": st.text("地区生产总值（不变价）", min_size=1, max_size=12),
    "口径": st.sampled_from(["", "总量", "占比", "同比增速"]),
    "统计口径": sentences,
    "基数": amounts | st.just(""),
    "基数来源": sentences,
    "目标值": st.builds("".join, st.tuples(st.sampled_from(["", "约", "≥", "＞", "≤", "超过"]), amounts))
    | st.sampled_from(["提高", "与GDP同步"]),
    "计量单位": st.sampled_from(["%", "亿元", "万千瓦/时", ""]),
    "一季度目标": amounts | st.just(""),
    "四季度目标": st.sampled_from(["", "5.0", "0.10", "完成", "1,200", "100%"]),
}
some_edits = st.lists(
    st.sampled_from(KEYS).flatmap(
        lambda key: st.sampled_from(sorted(EDITS if key in {PLAIN, PLATFORM, OPEN} else EDITS | EDITS_OF_TARGETS)).flatmap(
            lambda column: st.tuples(st.just(key), st.just(column), (EDITS | EDITS_OF_TARGETS)[column])
        )
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some_edits)
def test_what_was_applied_is_what_goes_out_next(content: bytes, version: ReportVersion, typed: list[tuple[str, str, str]]) -> None:
    editor = Editor(content)
    for key, column, value in typed:
        for row in (TRADE, FOREIGN) if key in {TRADE, FOREIGN} and column in EDITS and column != "佐证来源" else (key,):
            cell = editor.at(row, column)
            cell.value, cell.data_type = value or None, "s" if value else "n"
    with transaction.atomic():
        found = read(editor.saved(), version)
        assert found.problems == []
        assert version.report.district
        edits, rows = review(
            found.wanted, {one.code: one for one in queries.commitments_coded([one.code for one in found.wanted])},
            Names.of(version.report.district, on=ON),
        )  # fmt: skip
        leads = {row.key: row.commitment.lead for row in table.rows_of(version)}
        assume(not any(column == "配合单位" and leads[key] and str(leads[key]) in value for key, column, value in typed))
        count = operations.change_commitments(edits, act=act())
        assert count == sum(len(row.differences) for row in rows)
        again = read(exported(version), version)
        assert (changes(again, version), again.problems) == ({}, [])
        assert changes(found, version) == {}
        transaction.set_rollback(True)
