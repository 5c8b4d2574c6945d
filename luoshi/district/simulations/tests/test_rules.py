"""Which condition a parameter moves; what a change makes of a package; what a proposal makes of a pack's files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import luoshi
from luoshi.district.decisions.sources import files_of, pack_of, texts_of
from luoshi.district.simulations.adjustable import adjustables, changes_of, package_with, tables
from luoshi.district.simulations.changes import Change, ChangeKind, cell_text, changed
from luoshi.district.simulations.drafting import Expected, drafted, touched, with_value
from luoshi.district.simulations.errors import NoLongerThere, NoValueToReplace, WrongChange
from luoshi.district.simulations.moving import Moving, moving
from luoshi.engines.decisions import Cell, DecisionPackage, in_force
from luoshi.engines.decisions.incoming import RefusedInput
from luoshi.engines.feel import Value
from luoshi.engines.packs.decision_models import package_of

FOLDER = Path(luoshi.__file__).parent / "packs" / "job_retention_refund"
ON = date(2023, 7, 1)
ANSWER = "可返还金额（元）"
RATE = "中小微企业返还比例"
LARGE = Cell("返还比例", 1, 3)
SMALL_FIRM: dict[str, Value] = {
    "单位类型": "企业", "企业规模": "小型", "足额缴费月数": Decimal(12), "裁员人数": Decimal(1), "参保职工人数": Decimal(100),
    "上年度实缴失业保险费（元）": Decimal(10000), "本年度已返还（元）": Decimal(0),
}  # fmt: skip


def parameter(name: str, old: str, new: str) -> Change:
    return Change(ChangeKind.PARAMETER, name, old, new)


@pytest.fixture(scope="module")
def package() -> DecisionPackage:
    return package_of(pack_of(files_of(texts_of(FOLDER))))


def test_the_condition_that_a_parameter_moves_is_found_through_tables_that_hand_it_on(package: DecisionPackage) -> None:
    found = {each.name: moving(package, each.name, (ANSWER,)) for each in package.parameters_of(ANSWER)}
    assert {name: one for name, one in found.items() if one} == {
        "裁员率上限": Moving("裁员率", beyond=False),
        "小单位裁员率上限": Moving("裁员率", beyond=False),
        "小单位人数上限": Moving("参保职工人数", beyond=False),
        "最低缴费月数": Moving("足额缴费月数", beyond=True),
    }
    assert moving(package, "裁员率上限", ("适用的裁员率上限",)) is None


def test_changes_of_parameters_and_cells_decide(package: DecisionPackage) -> None:
    chosen = in_force(package.parameters_of(ANSWER), on=ON)
    less = changed(package, [parameter(RATE, "0.6", "0.5"), Change(ChangeKind.CELL, str(LARGE), "大型企业返还比例", "0.25")], chosen)

    def paid(by: DecisionPackage, size: str) -> object:
        return by.decide(ANSWER, {**SMALL_FIRM, "企业规模": size}, on=ON).value

    assert [paid(package, "小型"), paid(package, "大型")] == [6000, 3000]
    assert [paid(less, "小型"), paid(less, "大型")] == [5000, 2500]
    with pytest.raises(RefusedInput):
        changed(package, [parameter(RATE, "0.6", "1.5")], chosen)
    with pytest.raises(WrongChange, match="没有名为"):
        package_with(package, [Change(ChangeKind.CELL, str(LARGE), "", "这 不是")], chosen)
    with pytest.raises(NoLongerThere):
        package_with(package, [Change(ChangeKind.CELL, "返还比例|99|1", "", "1")], chosen)


def test_the_form_follows_from_the_declarations(package: DecisionPackage) -> None:
    chosen = in_force(package.parameters_of(ANSWER), on=ON)
    offered = {each.name: each for each in adjustables(package, chosen, {RATE: "０.５０", "小单位人数上限": "很多"})}
    assert (offered[RATE].old, offered[RATE].given, offered[RATE].is_changed) == ("0.6", "0.5", True)
    assert offered[RATE].allowed == ("0 至 1",)
    assert offered["小单位人数上限"].error
    assert offered["参照中小微企业的单位"].old.startswith("社会团体、")
    untouched = adjustables(package, chosen, {name: each.old for name, each in offered.items()})
    assert changes_of(untouched, {}, package) == (), "a form that is sent as it was shown changes nothing"
    assert not offered["大型企业返还比例"].is_changed
    with pytest.raises(WrongChange, match="很多"):
        changes_of(list(offered.values()), {}, package)
    del offered["小单位人数上限"]
    cells = {LARGE: "0.25", Cell("返还比例", 1, 2): '"大型"'}
    assert [each.name for each in changes_of(list(offered.values()), cells, package)] == [RATE, str(LARGE)]
    open_tables = {each.name: each for each in tables(package, cells, (ANSWER,))}
    assert open_tables["返还比例"].is_open
    assert next(iter(open_tables)) == ANSWER
    assert cell_text(package, LARGE) == "大型企业返还比例"


def test_a_proposal_changes_few_lines_of_the_files_and_they_say_it(package: DecisionPackage) -> None:
    files = texts_of(FOLDER)
    expected = Expected("县稳岗返还通知（拟）", "青溪县", date(2023, 9, 1), ("青溪县", "全国"), "第 1 号提案")
    changes = [parameter(RATE, "0.6", "0.5"), Change(ChangeKind.CELL, str(LARGE), "大型企业返还比例", "0.25")]
    made = drafted(files, {each.model.place.file: each.model for each in package.models}, changes, expected)
    assert [name for name in made if made[name] != files[name]] == [
        "decisions/job_retention_refund.dmn",
        "documents.yaml",
        "parameters.yaml",
    ]
    assert touched(package, changes) == {"decisions/job_retention_refund.dmn"}, "the review of applications asks for none of them"
    assert touched(package, [Change(ChangeKind.CELL, "不符合的条件|1|1", "", "")]) == {"decisions/application.dmn"}
    parameters, now = files["parameters.yaml"].splitlines(), made["parameters.yaml"].splitlines()
    assert [line for line in now if line not in parameters] == [
        (
            "    - {value: '0.5', from: '2023-09-01', to: '2023-12-31', document: 县稳岗返还通知（拟）, jurisdiction: 青溪县, "
            "status: unverified, note: 第 1 号提案}"
        )
    ]
    assert len(now) == len(parameters) + 1
    then = package_of(pack_of(files_of(made)))

    def paid(by: DecisionPackage, on: date) -> object:
        return by.decide(ANSWER, SMALL_FIRM, on=on, jurisdictions=("青溪县", "全国")).value

    assert [paid(then, date(2023, 8, 31)), paid(then, date(2023, 9, 1)), paid(then, date(2024, 1, 1))] == [6000, 5000, 6000]
    assert cell_text(then, LARGE) == "0.25"
    again = drafted(
        made, {}, [parameter(RATE, "0.5", "0.4")], Expected("再议", "青溪县", date(2023, 11, 1), ("青溪县", "全国"), "第 2 号提案")
    )
    values = package_of(pack_of(files_of(again))).parameters[RATE].values
    own = [(str(each.value), each.valid_from, each.valid_to) for each in values if each.jurisdiction == "青溪县"]
    assert own == [("0.5", date(2023, 9, 1), date(2023, 10, 31)), ("0.4", date(2023, 11, 1), date(2023, 12, 31))]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (
            '- name: 甲\n  values: [{value: "1", from: 2020-01-01, document: d, status: verified}]\n',
            (
                "- name: 甲\n  values: [{value: \"1\", from: 2020-01-01, to: 2022-12-31, document: d, status: verified}, {value: '2', "
                "from: '2023-01-01', document: 新, jurisdiction: 全国, status: unverified, note: n}]\n"
            ),
        ),
        (
            '- name: 甲\n  values:\n    - value: "1"\n      from: 2020-01-01\n      status: verified # 注\n# 尾\n',
            (
                '- name: 甲\n  values:\n    - value: "1"\n      from: 2020-01-01\n      to: 2022-12-31\n      status: verified # 注\n'
                "    - {value: '2', from: '2023-01-01', document: 新, jurisdiction: 全国, status: unverified, note: n}\n# 尾\n"
            ),
        ),
    ],
)
def test_comments_and_layout_stay(text: str, result: str) -> None:
    expected = Expected("新", "国", date(2023, 1, 1), ("全国",), "n")
    assert with_value(text, parameter("甲", "1", "2"), expected) == result
    with pytest.raises(NoLongerThere):
        with_value(text, parameter("乙", "1", "2"), expected)
    with pytest.raises(NoValueToReplace):
        with_value(text, parameter("甲", "1", "2"), Expected("新", "国", date(2019, 1, 1), ("全国",), "n"))
