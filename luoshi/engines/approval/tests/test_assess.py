"""Each rule of the assessment, once: what is granted, what is asked, what a person gets, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.approval import (
    Application,
    Assessment,
    CommitmentVerdict,
    Given,
    MissingPapersVerdict,
    Outcome,
    Path,
    Reason,
    Verdict,
    assess,
    needed_fields,
    needed_materials,
)
from luoshi.engines.approval.conditions import asked
from luoshi.engines.approval.lacks import empty_fields
from luoshi.engines.approval.tests.stall import (
    ABSENT,
    ACCEPTS,
    ALL_PROMISED,
    ALLOWS,
    GRANTS,
    HANDED,
    STALL,
    WHOLE,
    WINE,
    application,
    declared,
    register,
    said,
)


def assessed(
    it: Application,
    *,
    verdict: Verdict | None = GRANTS,
    commitment: CommitmentVerdict | None = ALLOWS,
    missing_papers: MissingPapersVerdict | None = None,
    pending_same: bool = False,
) -> Assessment:
    return assess(it, verdict=verdict, commitment=commitment, missing_papers=missing_papers, pending_same=pending_same)


def told(found: Assessment) -> str:
    return "".join(each.words.chinese for each in found.reasons)


def lacks(found: Assessment) -> list[str]:
    return [f"{each.kind}:{each.code}" + "?" * bool(each.depends_on) for each in found.missing]


def without(fields: Mapping[str, Given], *codes: str) -> dict[str, Given]:
    return {code: one for code, one in fields.items() if code not in codes}


# --- the instant path


def test_what_is_known_and_granted_is_granted_at_once() -> None:
    found = assessed(application())
    assert (found.outcome, found.path, found.missing, found.reasons) == (Outcome.GRANT, Path.INSTANT, (), ())
    assert {each.path: each.is_open for each in found.ways} == {
        Path.INSTANT: True,
        Path.COMMITMENT: False,
        Path.MISSING_PAPERS: False,
        Path.ORDINARY: True,
    }


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (None, "没有现行有效的审查规则"),
        (Verdict(grants=False, unmet=(Reason(said("面积太大"), "第五条"),)), "面积太大"),
        (Verdict(grants=True, unknown=("面积",)), "缺少的情况：面积"),
        (Verdict(grants=True, unmet=(Reason(said("太大")),)), "太大"),
        (Verdict(grants=True, findings=("unverified_parameter",)), "unverified_parameter"),
        (Verdict(grants=True, findings=("null operand",)), "null operand"),
        (Verdict(grants=False), "没有得出准予"),
    ],
)
def test_any_doubt_about_the_rules_is_a_persons(verdict: Verdict | None, said: str) -> None:
    found = assessed(application(), verdict=verdict)
    assert (found.outcome, found.path) == (Outcome.PERSON, Path.ORDINARY)
    assert said in told(found)


def test_that_something_was_given_which_no_rule_asks_is_no_doubt() -> None:
    assert assessed(application(), verdict=Verdict(grants=True, findings=("unknown_input",))).outcome is Outcome.GRANT


@pytest.mark.parametrize(("area", "said"), [(declared(Decimal(6)), "只有申请人的申报"), (register(Decimal(6), stale=True), "已经过时")])
def test_what_must_be_known_is_known_and_fresh(area: Given, said: str) -> None:
    found = assessed(application({**WHOLE, "area": area}))
    assert (found.outcome, said in told(found)) == (Outcome.PERSON, True)
    assert assessed(application({**WHOLE, "name": declared("小摊")})).outcome is Outcome.GRANT


def test_the_same_is_not_granted_twice() -> None:
    found = assessed(application(), pending_same=True)
    assert (found.outcome, "已有在办的申请" in told(found)) == (Outcome.PERSON, True)


def test_a_machine_judges_no_paper() -> None:
    found = assessed(application(lease=HANDED))
    assert (found.outcome, found.path) == (Outcome.PERSON, Path.ORDINARY)
    assert "“租约”需人工审查" in told(found)


def test_a_promise_has_no_part_in_another_path() -> None:
    found = assessed(application(path=Path.INSTANT, promised=ALL_PROMISED))
    assert (found.outcome, "已签署承诺" in told(found)) == (Outcome.PERSON, True)


# --- asking


def test_everything_is_asked_at_once_also_what_may_yet_be_needed() -> None:
    found = assessed(application({"name": register("小摊")}, lease=ABSENT))
    assert found.outcome is Outcome.ASK
    assert lacks(found) == [
        "field:place", "field:area", "field:goods", "field:cellar?", "field:since?", "paper:lease", "paper:drawing?", "paper:spirits?",
    ]  # fmt: skip
    assert found.missing[3].depends_on == ("货物",)
    assert found.missing[3].words.chinese == "请填写“有酒窖”。（是否需要，取决于所填的：货物）"
    assert found.missing[3].words.english.endswith(f"(Whether it is needed depends on: {STALL.field('goods').name.english}.)")


def test_what_a_condition_lets_go_is_not_asked() -> None:
    assert [each.code for each in needed_fields(STALL, WHOLE)] == ["name", "place", "area", "goods", "days", "note"]
    assert [each.code for each in needed_materials(STALL, WHOLE)] == ["lease", "photo"]
    assert [each.code for each in needed_materials(STALL, {**WINE, "area": register(Decimal("10.5"))})] == [
        "lease", "drawing", "spirits", "photo",
    ]  # fmt: skip
    assert lacks(assessed(application(WINE))) == ["paper:spirits"]


def test_a_value_that_is_no_longer_asked_leaves_nothing_open() -> None:
    """Somebody chose wine, told of the cellar, then chose peaches."""
    assert needed_fields(STALL, {**WINE, "goods": declared("桃子")}) == needed_fields(STALL, WHOLE)


def test_an_empty_text_is_no_value() -> None:
    given = {**WHOLE, "name": declared(""), "place": register(None)}
    assert [each.code for each in empty_fields(asked(STALL, given), given)] == ["name", "place"]


# --- the commitment path


def test_a_promise_stands_for_papers() -> None:
    big = {**WHOLE, "area": register(Decimal(12))}
    found = assessed(application(big, path=Path.COMMITMENT, promised=ALL_PROMISED, lease=ABSENT))
    assert (found.outcome, found.path) == (Outcome.GRANT, Path.COMMITMENT)
    assert assessed(application(big, promised=ALL_PROMISED, lease=ABSENT)) == found
    assert lacks(assessed(application(big, lease=ABSENT))) == ["paper:lease", "paper:drawing"]


def test_every_condition_is_promised_and_the_text_is_right() -> None:
    some = application(path=Path.COMMITMENT, promised=frozenset({"tidy"}))
    assert lacks(assessed(some, commitment=CommitmentVerdict(allows=False, corrections=(said("承诺书没有签署"),)))) == ["promise:quiet"]
    found = assessed(replace(some, promised=ALL_PROMISED), commitment=CommitmentVerdict(allows=False, corrections=(said("文字不一致"),)))
    assert (found.outcome, found.missing[0].words.chinese) == (Outcome.ASK, "请更正承诺书：文字不一致。")


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (None, "没有现行有效的告知承诺规则"),
        (CommitmentVerdict(allows=False, exclusions=(Reason(said("曾作出虚假承诺")),)), "曾作出虚假承诺"),
        (CommitmentVerdict(allows=False, unknown=("信用记录",)), "信用记录"),
        (CommitmentVerdict(allows=False), "没有得出可以告知承诺"),
    ],
)
def test_where_no_promise_may_stand_the_papers_are_asked(commitment: CommitmentVerdict | None, said: str) -> None:
    it = application(path=Path.COMMITMENT, promised=ALL_PROMISED, lease=ABSENT)
    found = assessed(it, commitment=commitment)
    assert (found.outcome, found.path, lacks(found), said in told(found)) == (Outcome.ASK, Path.ORDINARY, ["paper:lease"], True)
    found = assessed(replace(it, papers={**it.papers, "lease": HANDED}), commitment=commitment)
    assert (found.outcome, found.path, said in told(found)) == (Outcome.PERSON, Path.ORDINARY, True)


def test_a_person_who_decides_on_a_commitment_asks_for_no_paper_that_it_covers() -> None:
    found = assessed(application(WINE, path=Path.COMMITMENT, promised=ALL_PROMISED, lease=ABSENT, spirits=HANDED))
    assert (found.outcome, found.path, told(found)) == (Outcome.PERSON, Path.COMMITMENT, "“酒类检验报告”需人工审查。")
    found = assessed(
        application(path=Path.COMMITMENT, promised=ALL_PROMISED), commitment=CommitmentVerdict(allows=True, findings=("no_rule",))
    )
    assert (found.outcome, found.path) == (Outcome.PERSON, Path.COMMITMENT)


# --- missing papers, and the ordinary path


def test_secondary_papers_may_follow() -> None:
    it = application(path=Path.MISSING_PAPERS, photo=ABSENT)
    found = assessed(it, missing_papers=ACCEPTS)
    assert (found.outcome, found.path, found.deferred) == (Outcome.PERSON, Path.MISSING_PAPERS, ("photo",))
    assert assessed(replace(it, path=None), missing_papers=ACCEPTS).deferred == ("photo",)
    assert lacks(assessed(replace(it, papers={**it.papers, "lease": ABSENT}), missing_papers=ACCEPTS)) == ["paper:lease"]


@pytest.mark.parametrize("verdict", [None, MissingPapersVerdict(accepts=False, reasons=(Reason(said("有失信记录")),))])
def test_where_they_may_not_they_are_asked(verdict: MissingPapersVerdict | None) -> None:
    found = assessed(application(path=Path.MISSING_PAPERS, photo=ABSENT), missing_papers=verdict)
    assert (found.outcome, found.path, lacks(found), found.deferred) == (Outcome.ASK, Path.ORDINARY, ["paper:photo"], ())
    assert bool(found.reasons)


def test_whoever_chooses_a_person_gets_one() -> None:
    found = assessed(application(path=Path.ORDINARY))
    assert (found.outcome, found.path, told(found)) == (Outcome.PERSON, Path.ORDINARY, "申请人选择了一般程序。")


def test_a_path_that_the_item_has_not_is_told() -> None:
    plain = replace(STALL, paths=(Path.ORDINARY,))
    found = assessed(replace(application(path=Path.INSTANT), item=plain))
    assert (found.outcome, told(found)) == (Outcome.PERSON, "这个事项不实行智能秒批。")
    assert told(assessed(replace(application(), item=plain))) == "这个事项不实行智能秒批。"


def test_what_was_once_true_of_days_is_still_read_as_days() -> None:
    early = {**WINE, "since": declared(date(2020, 1, 1))}
    dated = replace(STALL.material("photo"), needed_if='酒窖启用日期 < date("2020-01-02")')
    item = replace(STALL, materials=(dated,))
    assert needed_materials(item, early) == (dated,)
    assert needed_materials(item, {**early, "since": declared(date(2020, 1, 2))}) == ()
