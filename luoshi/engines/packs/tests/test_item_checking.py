"""`check_pack` looks at an item with all that belongs to it: limits, citations, decision services; nothing unknown is granted."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.engines.decisions.tests.models import item
from luoshi.engines.packs import PackCheck, check_pack
from luoshi.engines.packs.tests.small_item import CONCLUSION, FILES, UNKNOWN, UNMET, changed, model, written

ITEM, LAW, RULES, EXAMPLE = "item.yaml", "parameters.yaml", "decisions/stall.dmn", "examples/2023-06-30/stall.yaml"


def faults(check: PackCheck) -> str:
    return "\n".join(each.words.chinese for each in check.faults)


def test_a_sound_item(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path))
    assert (faults(check), check.is_sound, [each.not_exercised for each in check.tables]) == ("", True, [(), ()])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ITEM, "code: small_item", "code: stall", "code 应与包同名：small_item"),
        (ITEM, "needed_if: 面积 > 10", "needed_if: 面积 >", "needed_if"),
        (ITEM, "scope: goods", "scope: wares", "scope 写的“wares”不是表单项"),
        (ITEM, "check: 核查期限", "check: 复查期限", "参数“复查期限”没有登记"),
        (ITEM, "valid_for: 有效期", "valid_for: 核查期限", "单位应为以下之一：年、月"),
        (ITEM, "promised: 承诺期限", "promised: 有效期", "单位应为以下之一：工作日"),
        (ITEM, "示例〔2021〕1号 第二条", "示例〔2022〕2号 第二条", "“示例〔2022〕2号”没有登记"),
        (ITEM, "basis: 示例〔2021〕1号 第四条", "basis: 口头通知", "“口头通知”没有登记"),
        (ITEM, "field_of_exclusion: 无", "field_of_exclusion: 没有", "应为以下之一：无、国家安全"),
        (ITEM, "decision: 摊位审查", "decision: 摊位审批", "没有“摊位审批”这个决策服务"),
        (ITEM, "decision: 摊位审查", "decision: 审查结论", "没有“审查结论”这个决策服务"),
        (ITEM, "name: 面积,", "name: 面积大小,", "“面积”，它不是表单项"),
        (ITEM, "name: 面积, name_en: Area, type: number", "name: 面积, name_en: Area, type: text", "要的是 number"),
        (LAW, "values: [{value: 5,", "values: [{value: 25,", "承诺不得长于法定期限"),
        (LAW, "values: [{value: 30,", "values: [{value: 0.5,", "应为 1 到"),
        (LAW, "[桃子, 桃花酒]", "[桃子, 梨花酒]", "“goods”的选项应与参数“可以摆的货物”各时期所列的一致，不一致的：桃花酒、梨花酒"),
        (
            ITEM,
            "required: false, personal",
            "required: false, allowed_by: 可以摆的货物, personal",
            "只有 choice 和 choices 类型写 allowed_by",
        ),
        (EXAMPLE, "审查结论: 准予", "审查结论: 人工审查", ""),
    ],
)
def test_a_mistake_is_told(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    check = check_pack(written(tmp_path, changed(file, old, new)))
    assert not check.is_sound
    assert said in faults(check)


def test_a_service_answers_as_agreed(tmp_path: Path) -> None:
    quiet = model().replace('<outputDecision href="#决策-缺少的情况"/>', "")
    assert "“摊位审查”没有输出“缺少的情况”" in faults(check_pack(written(tmp_path, {RULES: quiet})))


@pytest.mark.parametrize(("allowed", "is_told"), [('"桃子"', True), ('"桃子", "桃花酒"', False)])
def test_a_choice_is_one_that_the_model_knows(allowed: str, tmp_path: Path, *, is_told: bool) -> None:
    asks_more = model(UNMET, UNKNOWN, CONCLUSION, "输入-货物")
    asks_more = asks_more.replace('name="货物" typeRef="string"', 'name="货物" typeRef="货类"')
    asks_more = asks_more.replace("<itemDefinition", item("货类", "string", allowed=allowed) + "<itemDefinition", 1)
    assert ("“货物”给出的是 string，“摊位审查”要的是 货类" in faults(check_pack(written(tmp_path, {RULES: asks_more})))) == is_told


CARELESS = UNKNOWN.replace('    null      | -                       | "面积"         | # 示例〔2021〕1号 第五条\n', "")
"""The model forgets to ask what it does not know: a null size is no size above the limit."""


def test_what_is_unknown_is_not_granted(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path, {RULES: model(unknown=CARELESS)}))
    (told,) = [each for each in check.faults if "不知道" in each.words.chinese]
    assert (told.file, told.line) == (EXAMPLE, 4)
    assert "“准予”不知道“面积”时也准予" in told.words.chinese
    assert "even if “面积” is unknown" in told.words.english


@pytest.mark.parametrize(("needed_if", "is_told"), [('名称 = "大摊"', False), ('名称 = "小摊"', True)])
def test_what_is_not_needed_may_be_unknown(needed_if: str, tmp_path: Path, *, is_told: bool) -> None:
    files = {
        RULES: model(UNMET, CARELESS, CONCLUSION, "输入-名称"),
        **changed(ITEM, "must_be_known: true, known_from: place.area}", f"needed_if: {needed_if}}}"),
        EXAMPLE: FILES[EXAMPLE].replace("inputs: {", "inputs: {名称: 小摊, "),
    }
    assert ("不知道“面积”" in faults(check_pack(written(tmp_path, files)))) == is_told


def test_what_may_be_empty_may_be_unknown(tmp_path: Path) -> None:
    files = {RULES: model(unknown=CARELESS), **changed(ITEM, "must_be_known: true", "required: false")}
    files[ITEM] = str(files[ITEM]).replace("    needed_if: 面积 > 10\n", "")
    assert "不知道" not in faults(check_pack(written(tmp_path, files)))


def test_whoever_grants_has_no_condition_open(tmp_path: Path) -> None:
    generous = model(conclusion='"准予"')
    said = faults(check_pack(written(tmp_path, {RULES: generous})))
    assert "“都不符合”准予了，而“不符合的条件”或“缺少的情况”不是空的" in said


def test_some_example_is_granted(tmp_path: Path) -> None:
    assert "没有一个准予的样例" in faults(check_pack(written(tmp_path, changed(EXAMPLE, "面积: 20", "面积: 20.5"))))


def test_a_renewal_is_held_to_the_same(tmp_path: Path) -> None:
    renewal = changed(ITEM, "commitment:\n  conditions", "renewal: {decision: 续期审查, open_before: 核查期限}\ncommitment:\n  conditions")
    said = faults(check_pack(written(tmp_path, renewal)))
    assert "没有“续期审查”这个决策服务" in said
    assert "单位应为以下之一：日" in said
    late = str(changed(LAW, "unit: 工作日\n  meaning: 核查期限", "unit: 日\n  meaning: 核查期限")[LAW]).replace("value: 30", "value: 29")
    assert "应不少于 30 日" in faults(check_pack(written(tmp_path / "again", {**renewal, LAW: late})))


def test_an_item_belongs_to_a_mechanism_and_services_to_a_district(tmp_path: Path) -> None:
    home = written(tmp_path)
    (home / "services.yaml").write_text("automatic_post: x\n", encoding="utf-8")
    assert "services.yaml：数据包里没有这种文件" in faults(check_pack(home))


def test_a_district_offers_items_that_there_are(tmp_path: Path) -> None:
    written(tmp_path)
    home = tmp_path / "district"
    home.mkdir()
    files = {
        "pack.yaml": "{id: district, name: 区, name_en: District, district: 区, year: 2023, status: demonstration}",
        "offices.yaml": """\
units: [{code: hall, name: 大厅, name_en: Hall, valid_from: 2023-01-01}]
posts: [{code: machine, unit: hall, title: 自动审批岗, title_en: Machine, role: approver, valid_from: 2023-01-01}]
""",
        "services.yaml": """\
automatic_post: machine
licence_prefix: 区
application_prefix: QU
items:
  - {item: small_item, unit: hall, valid_from: 2023-01-01}
  - {item: commitment_approval, unit: hall, valid_from: 2023-01-01}
""",
    }
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    check = check_pack(home)
    assert [(each.file, each.line) for each in check.faults] == [("services.yaml", 6)]
    assert "没有“commitment_approval”这个事项的数据包" in faults(check)
