"""Each fault of an item is found, with its line, and told in both languages; an item that is right has none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from luoshi.engines.approval import (
    ApplicantKind,
    FaultKind,
    Field,
    FieldType,
    Item,
    ItemKind,
    Material,
    OnSignature,
    Path,
    Rank,
    Result,
    faults_of,
)
from luoshi.engines.approval.known_from import known_from
from luoshi.engines.approval.tests.stall import STALL, said

LIMITS, RESULT = STALL.limits, STALL.result


def with_field(**changes: Any) -> Item:
    """The stall with a last field."""
    field = Field("it", said("此项"), FieldType.TEXT, line=7)
    return replace(STALL, fields=(*STALL.fields, replace(field, **changes)))


def with_material(**changes: Any) -> Item:
    """The stall with a last paper, which is needed of some."""
    material = Material("paper", said("材料"), Rank.MAIN, needed_if="面积 > 1", line=7)
    return replace(STALL, materials=(*STALL.materials, replace(material, **changes)))


def test_what_is_right_has_no_fault() -> None:
    assert faults_of(STALL) == ()
    assert faults_of(with_field(needed_if='list contains(["桃子"], 货物)')) == ()
    assert faults_of(with_field(type=FieldType.DATE, known=known_from("licence.营业执照.issued_on"), must_be_known=True)) == ()


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (with_field(name=said("名称")), FaultKind.NAME_TWICE),
        (with_field(name=said("申请日期")), FaultKind.NAME_OF_STANDARD_INPUT),
        (with_field(needed_if="面积 >"), FaultKind.CONDITION_UNREADABLE),
        (with_field(needed_if='面积 = "大"'), FaultKind.CONDITION_NEVER_HOLDS),
        (with_field(needed_if="面职 > 1"), FaultKind.CONDITION_NEVER_HOLDS),
        (with_field(needed_if='货物 = "桃花"'), FaultKind.CONDITION_NEVER_HOLDS),
        (with_field(needed_if="面积 + 1"), FaultKind.CONDITION_NOT_BOOLEAN),
        (with_field(needed_if='此项 = "一"'), FaultKind.CONDITION_ON_LATER_FIELD),
        (with_field(needed_if='说明 = "一"'), FaultKind.CONDITION_ON_OPTIONAL_FIELD),
        (with_material(needed_if='说明 = "一"'), FaultKind.CONDITION_ON_OPTIONAL_FIELD),
        (with_field(type=FieldType.NUMBER, known=known_from("enterprise.name")), FaultKind.KNOWN_OF_ANOTHER_TYPE),
        (with_field(known=known_from("commitments.broken")), FaultKind.KNOWN_OF_ANOTHER_TYPE),
        (with_field(must_be_known=True), FaultKind.NEVER_KNOWN),
        (replace(STALL, applicant=ApplicantKind.PERSON), FaultKind.KNOWN_OF_ANOTHER_APPLICANT),
        (replace(STALL, result=replace(RESULT, scope="wares")), FaultKind.SCOPE_UNKNOWN),
        (replace(STALL, result=replace(RESULT, place="goods")), FaultKind.PLACE_UNKNOWN),
        (replace(STALL, result=replace(RESULT, ends="goods")), FaultKind.END_UNKNOWN),
        (replace(STALL, kind=ItemKind.RENEWAL), FaultKind.RENEWS_UNSAID),
        (replace(STALL, result=replace(RESULT, renews="摊位许可证")), FaultKind.RENEWS_UNSAID),
        (replace(STALL, on_signature=OnSignature("goods", "area", "area", "示例 第一条")), FaultKind.SIGNATURE_UNASKED),
        (replace(STALL, on_signature=OnSignature("goods", "nothing", "goods", "示例 第一条")), FaultKind.SIGNATURE_UNPROVEN),
        (replace(STALL, commitment=None), FaultKind.NOTICE_MISSING),
        (replace(STALL, limits=replace(LIMITS, check="")), FaultKind.CHECK_LIMIT_MISSING),
        (replace(STALL, paths=(Path.INSTANT, Path.MISSING_PAPERS, Path.ORDINARY)), FaultKind.NOTICE_UNUSED),
        (with_material(needed_if=""), FaultKind.PATH_NEVER_OPEN),
        (replace(STALL, materials=STALL.materials[:1]), FaultKind.NOTHING_DEFERRABLE),
    ],
)
def test_each_fault_is_found(item: Item, kind: FaultKind) -> None:
    found = [each for each in faults_of(item) if each.kind is kind]
    assert found
    assert all(each.words.chinese != each.words.english for each in found)


def test_a_fault_has_its_line() -> None:
    (found,) = faults_of(with_field(needed_if="面积 +"))
    assert (found.line, "needed_if" in found.words.english) == (7, True)


def test_a_place_has_to_be_said() -> None:
    placeless = replace(STALL, fields=tuple(each for each in STALL.fields if each.code != "place"), result=Result(said("证"), "摊"))
    assert {each.kind for each in faults_of(placeless)} == {FaultKind.NO_PLACE_FIELD}
