"""Whether a machine may renew: never where anything that the rules ask for is unknown, disputed, or only said by the holder."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.services.renewals import blocks, expiring, left_alone
from luoshi.engines.approval import Given, PaperState, Reason, Source, Verdict
from luoshi.engines.packs import item_of
from luoshi.engines.packs.tests.small_item import FILES
from luoshi.words import Words

LICENCE = item_of(FILES["item.yaml"])
RENEWAL = item_of(
    FILES["item.yaml"].replace("kind: licence", "kind: renewal").replace("scope: goods}", "scope: goods, renews: 摊位许可证}")
)
ASKED = [field.name.chinese for field in LICENCE.fields]
NAMES = {field.code: field.name.chinese for field in LICENCE.fields if field.required}
VALUES: dict[str, str | Decimal | None] = {"name": "桃源摊位", "area": Decimal(8), "place": "TY-001", "goods": "桃子", "cellar": None}
KNOWN = {code: Given(value, Source.REGISTER) for code, value in VALUES.items()}
PAPERS = {material.code: PaperState.KNOWN for material in LICENCE.materials}
GRANTS = Verdict(grants=True)

unfit = st.sampled_from(("missing", "empty", "said", "disputed"))
verdicts = st.builds(
    Verdict,
    grants=st.booleans(),
    unmet=st.lists(st.just(Reason(Words("面积太大", "Too large"))), max_size=1).map(tuple),
    unknown=st.lists(st.sampled_from(["面积", "失信记录"]), unique=True).map(tuple),
    findings=st.lists(st.sampled_from(["unverified_value", "null", "unknown_input"]), unique=True).map(tuple),
)


def worse(code: str, how: str) -> dict[str, Given]:
    """All that is known, but for one field."""
    value = KNOWN[code].value
    said = {
        "empty": Given(None, Source.REGISTER),
        "said": Given(value, Source.APPLICANT),
        "disputed": Given(value, Source.REGISTER, stale=True),
    }
    return {each: one for each, one in KNOWN.items() if each != code} | ({code: said[how]} if how in said else {})


@given(st.sampled_from(sorted(NAMES)), unfit, verdicts)
def test_nothing_is_renewed_while_something_is_not_known(code: str, how: str, verdict: Verdict) -> None:
    assert blocks(LICENCE, worse(code, how), {}, verdict, asked=ASKED)


@given(verdicts)
def test_only_rules_that_grant_without_a_doubt_renew(verdict: Verdict) -> None:
    clear = verdict.grants and not verdict.unmet and not verdict.unknown and set(verdict.findings) <= {"unknown_input"}
    assert (blocks(LICENCE, KNOWN, {}, verdict, asked=ASKED) == ()) == clear


def test_each_thing_that_blocks_is_said_once_and_with_its_name() -> None:
    said = blocks(LICENCE, worse("area", "missing"), {}, Verdict(grants=False, unknown=("面积",)), asked=ASKED)
    assert [each.words.chinese for each in said] == ["登记里查不到“面积”。"]
    assert [each.words.chinese for each in blocks(LICENCE, worse("name", "missing"), {}, GRANTS, asked=ASKED)] == ["登记里查不到“名称”。"]
    assert blocks(LICENCE, worse("name", "missing"), {}, GRANTS, asked=["面积"]) == (), "the rules do not ask for it"


def test_a_renewal_needs_its_papers_proven_and_a_licence_had_them_looked_at() -> None:
    assert blocks(RENEWAL, KNOWN, PAPERS, GRANTS, asked=ASKED) == ()
    assert [each.clause for each in blocks(RENEWAL, KNOWN, {}, GRANTS, asked=ASKED)] == ["示例〔2021〕1号 第三条"]
    assert blocks(LICENCE, KNOWN, {}, GRANTS, asked=ASKED) == ()


@given(st.integers(-60, 120), st.sampled_from(["有效", "暂停", "吊销", "撤销", "注销"]), st.sampled_from(["甲证", "乙证"]))
def test_only_a_valid_licence_of_the_name_within_the_days_is_near_its_end(days: int, state: str, name: str) -> None:
    on = date(2024, 2, 29)
    values = {"name": name, "state": state, "expires_on": (on + timedelta(days=days)).isoformat()}
    assert (expiring(values, "甲证", on=on, ahead=45) is not None) == (0 <= days <= 45 and state == "有效" and name == "甲证")


def test_who_is_gone_is_left_alone() -> None:
    assert left_alone({"state": "存续"}) is None
    assert left_alone({"state": "歇业"}) is None, "a person decides"
    for holder in ({"state": "注销"}, {"state": "吊销"}, None):
        assert left_alone(holder) is not None
