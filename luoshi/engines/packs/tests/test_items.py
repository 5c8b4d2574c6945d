"""`item.yaml` is read whole; every mistake is told with file, line, value and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.engines.approval import ApplicantKind, Area, FieldType, ItemKind, Known, Rank
from luoshi.engines.approval import Path as Way
from luoshi.engines.packs import PackProblem, item_of, package_of, read_pack
from luoshi.engines.packs.tests.small_item import FILES, changed, written

ITEM = "item.yaml"


def test_an_item_is_read_whole(tmp_path: Path) -> None:
    item = read_pack(written(tmp_path)).item
    assert item is not None
    assert (item.code, item.name.english, item.kind, item.area) == ("small_item", "Stall licence", ItemKind.LICENCE, Area.MARKET)
    assert (item.applicant, item.paths) == (ApplicantKind.ENTERPRISE, (Way.INSTANT, Way.COMMITMENT, Way.MISSING_PAPERS, Way.ORDINARY))
    assert item.parameters == ("法定期限", "承诺期限", "核查期限", "有效期", "可以摆的货物")
    name, area, _, goods, cellar, phone = item.fields
    assert (name.known, name.required, area.must_be_known, area.unit) == (Known("enterprise", ("name",)), True, True, "平方米")
    assert (goods.type, [each.name.english for each in goods.choices]) == (FieldType.CHOICE, ["Peaches", "Peach wine"])
    assert (cellar.required, cellar.needed_if, cellar.help.english) == (False, '货物 = "桃花酒"', "Where")
    assert (goods.allowed_by, phone.personal) == ("可以摆的货物", True)
    lease, drawing = item.materials
    assert (lease.rank, lease.commitment, lease.deferrable, drawing.deferrable) == (Rank.MAIN, True, False, True)
    assert item.commitment is not None
    assert (item.conditions[0].says.english, item.commitment.agent_may_sign) == ("The place is left tidy", False)
    assert (item.result.scope, item.renewal, item.decisions) == ("goods", None, ("摊位审查",))


def test_its_version_is_its_text() -> None:
    one, again = item_of(FILES[ITEM]), item_of(FILES[ITEM])
    assert one == again
    assert item_of(FILES[ITEM] + "\n").version != one.version


def test_its_limits_are_no_inputs_of_its_rules(tmp_path: Path) -> None:
    assert set(package_of(read_pack(written(tmp_path))).parameters) == {"上限"}


REFUSED: list[tuple[str, str, str]] = [
    ("kind: licence", "kind: permit", "应为以下之一：licence"),
    ("kind: licence", "kind: permit", "第 8 行"),
    ("area: market", "area: moon", "应为以下之一：food"),
    ("paths: [instant", "paths: [instant, instant", "每种写一次"),
    ("paths: [instant", "paths: [fast", "每种写一次"),
    ("basis: [示例〔2021〕1号 第二条]", "basis: []", "请写设定依据"),
    ("limits: {decide: 法定期限, ", "limits: {", "此项必填"),
    ("limits: {decide: 法定期限, promised: 承诺期限, check: 核查期限}", "limits: 法定期限", "请在其下写"),
    ("name_en: Goods", "name_e: Goods", "是否应为 name_en"),
    ("type: place", "type: house", "应为以下之一：text"),
    ("type: place", "type: choice", "choices"),
    ("required: false", "required: perhaps", "应为以下之一：true"),
    ("known_from: enterprise.name", "known_from: firm.name", "没有“firm”这种来源"),
    ("known_from: enterprise.name", "known_from: enterprise.nam", "应写成“enterprise.<项目>”"),
    ("known_from: enterprise.name", "known_from: licence.name", "licence.<证照名称>"),
    ("code: cellar", "code: goods", "重复"),
    ("rank: secondary\n    deferrable", "rank: main\n    deferrable", "主要材料不能容缺"),
    (", basis: 示例〔2021〕1号 第三条", "", "此项必填"),
    ("conditions: [{code: tidy, says: 收摊清场, says_en: The place is left tidy}]", "conditions: []", "请写要承诺的条件"),
    ("  consequences_en: The licence is revoked\n", "", "consequences_en"),
]


@pytest.mark.parametrize(("old", "new", "said"), REFUSED)
def test_a_mistake_is_told_with_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PackProblem) as caught:
        read_pack(written(tmp_path, changed(ITEM, old, new)))
    words = caught.value.words()
    assert said in words.chinese
    assert words.chinese.startswith("item.yaml，")
    assert words.english.startswith("item.yaml, ")
