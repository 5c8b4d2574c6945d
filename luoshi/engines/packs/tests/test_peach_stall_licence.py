"""The teaching item uses everything that an item can say, and an application for it goes all the way from the form to the grant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import luoshi
from luoshi.engines.approval import (
    Application,
    Assessment,
    CommitmentVerdict,
    FieldType,
    Given,
    Item,
    Outcome,
    PaperState,
    Rank,
    Source,
    Standard,
    assess,
    inputs_of,
    read_value,
    read_words,
    verdict_of,
)
from luoshi.engines.approval import Path as Way
from luoshi.engines.approval.known_from import MEMBERS
from luoshi.engines.decisions import DecisionPackage
from luoshi.engines.packs import package_of, read_pack

FOLDER = Path(luoshi.__file__).parent / "packs" / "peach_stall_licence"
ON = date(2023, 4, 1)
REGISTERED = {
    "credit_code": "92990001TXYX002066",
    "name": "桃源芳草园林示例店",
    "form": "个体工商户",
    "established_on": "2017-09-21",
    "industry": "7840",
    "keeper": "990001194801011003",
    "phone": "13900000000",
    "place": "TY-001",
    "place_area": "120",
    "false_before": False,
}
TYPED: Mapping[str, str | list[str]] = {"stock": ["鲜桃"], "stall_area": "6", "days": "5", "cooks": "false"}


@cache
def loaded() -> tuple[Item, DecisionPackage]:
    pack = read_pack(FOLDER)
    assert pack.item is not None
    return pack.item, package_of(pack)


def applied(typed: Mapping[str, str | list[str]], *, promised: bool = False, **papers: PaperState) -> Assessment:
    """What comes of an application, as an office computes it."""
    item, package = loaded()
    known = {code: Given(read_value(item.field(code), raw), Source.REGISTER) for code, raw in REGISTERED.items()}
    read = read_words(item, typed, known)
    assert read.problems == ()
    conditions = frozenset(each.code for each in item.conditions) if promised else frozenset[str]()
    standard = Standard(broken_commitment=False, pending_same=False, promised=conditions)
    asked = {each.name for each in package.needed(item.decision)}
    outcome = package.decide(item.decision, inputs_of(item, read.given, on=ON, standard=standard, asked=asked), on=ON)
    findings = [each.kind_name for each in outcome.findings]
    verdict = verdict_of(outcome.value, findings=findings, labels=package.labels, clauses={})
    application = Application(item, None, read.given, {"premises_proof": PaperState.KNOWN, **papers}, conditions)
    return assess(application, verdict=verdict, commitment=CommitmentVerdict(allows=True), missing_papers=None, pending_same=False)


def test_it_uses_everything_that_an_item_can_say() -> None:
    item, _ = loaded()
    assert {each.type for each in item.fields} == set(FieldType)
    known = [*(each.known for each in item.fields), *(each.known for each in item.materials)]
    assert {each.register for each in known if each is not None} == set(MEMBERS)
    assert {each.rank for each in item.materials} == set(Rank)
    assert set(item.paths) == set(Way)
    assert item.renewal is not None
    for flags in (
        {each.required for each in item.fields},
        {each.must_be_known for each in item.fields},
        {each.personal for each in item.fields},
        {bool(each.needed_if) for each in item.fields},
        {each.commitment for each in item.materials},
        {each.deferrable for each in item.materials},
        {bool(each.needed_if) for each in item.materials},
    ):
        assert flags == {True, False}


@pytest.mark.parametrize(
    ("typed", "promised", "outcome", "path"),
    [
        (TYPED, False, Outcome.GRANT, Way.INSTANT),
        ({**TYPED, "stall_area": "12"}, False, Outcome.ASK, Way.ORDINARY),
        ({**TYPED, "cooks": "true", "equipment": "电炉一台、灭火器两具"}, True, Outcome.GRANT, Way.COMMITMENT),
        ({**TYPED, "cooks": "true"}, True, Outcome.ASK, Way.COMMITMENT),
        ({**TYPED, "days": "8"}, False, Outcome.PERSON, Way.ORDINARY),
    ],
)
def test_from_the_form_to_the_outcome(typed: Mapping[str, str | list[str]], outcome: Outcome, path: Way, *, promised: bool) -> None:
    found = applied(typed, promised=promised)
    assert (found.outcome, found.path) == (outcome, path)


def test_an_unmet_condition_is_told_in_both_languages() -> None:
    (reason,) = [each for each in applied({**TYPED, "days": "8"}).reasons if "七天" in each.words.chinese]
    assert reason.words.english == "Between one and seven days a week"
