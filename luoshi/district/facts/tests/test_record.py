"""A fact is recorded exactly as it was said, refused where it cannot be, corrected by a newer one, and never altered."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from django.db import IntegrityError, connection

from luoshi.district.facts import operations, queries
from luoshi.district.facts.errors import (
    CorrectedAlready,
    FactError,
    MalformedFact,
    NothingToCorrect,
    NotYetHappened,
    OutsideTransaction,
    PersonalData,
)
from luoshi.district.facts.models import Fact
from luoshi.district.facts.new import Subject
from luoshi.district.facts.operations import record, record_many
from luoshi.district.facts.tests.conftest import AT, SCHOOL, new, put
from luoshi.district.offices.operations import name_district
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.offices.tests.government import Government


def test_the_content_holds_everything_and_the_columns_are_read_from_it(government: Government) -> None:
    put(government, quantity=Decimal("12.50"), unit="万元", case="DC-1", application="A-1", details={"classes": [6, "大班"]})
    fact = Fact.objects.get()
    assert fact.content == json.dumps(fact.said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert fact.said == {
        "application": "A-1", "by": {"posts": ["education/education_reporter"]}, "case": "DC-1", "corrects": None,
        "details": {"classes": [6, "大班"]}, "district": {"id": government.district.pk, "name": "青溪县"},
        "happened_at": "2023-01-20T09:30:00.000000Z", "kind": "kindergarten.opened", "nonce": fact.said["nonce"], "number": fact.number,
        "public": True, "quantity": "12.50", "reason": "", "recorded_at": "2023-01-20T09:30:00.000000Z", "source": "县教育局月报",
        "subject": {"key": SCHOOL.key, "kind": "commitment", "title": SCHOOL.title}, "unit": "万元", "withdrawn": False,
    }  # fmt: skip
    assert (fact.kind, fact.subject_kind, fact.subject_key, fact.happened_at) == ("kindergarten.opened", "commitment", SCHOOL.key, AT)
    assert (fact.quantity, fact.unit, fact.case, fact.corrects, fact.public) == (Decimal("12.5"), "万元", "DC-1", None, True)
    assert (fact.district_id, fact.recorded_at) == (government.district.pk, AT)


def test_what_the_clock_did_is_nobodys_act(government: Government) -> None:
    assert record(new(), district=government.district, by=PUBLIC, at=AT).said["by"] is None


def test_equal_facts_have_unlike_contents_that_nobody_can_guess(government: Government) -> None:
    first, second = put(government), put(government)
    assert len({first.said["nonce"], second.said["nonce"]}) == 2
    assert len(first.said["nonce"]) == 32


def test_many_are_recorded_as_one_is(government: Government) -> None:
    alone = put(government)
    assert record_many((new() for _ in range(3)), district=government.district, by=government.by("zhou"), at=AT) == 3
    own = {"number", "nonce"}
    contents = [{key: value for key, value in fact.said.items() if key not in own} for fact in Fact.objects.all()]
    assert contents == [{key: value for key, value in alone.said.items() if key not in own}] * 4
    assert queries.waiting() == 4


@pytest.mark.parametrize("wrong", [{"kind": "opened"}, {"withdrawn": True}])
def test_of_many_with_a_wrong_one_none_is_recorded(government: Government, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]) -> None:
    monkeypatch.setattr(operations, "COPIED_AT_ONCE", 2)
    with pytest.raises(MalformedFact):
        record_many([new(), new(), new(), new(**wrong)], district=government.district, by=PUBLIC, at=AT)
    assert not Fact.objects.exists(), "nor is the transaction of the caller spoilt"


@pytest.mark.parametrize(
    ("changes", "refusal", "said"),
    [
        ({"kind": "Opened"}, MalformedFact, "kind"),
        ({"source": " "}, MalformedFact, "source"),
        ({"subject": Subject("commitment", "")}, MalformedFact, "subject.key"),
        ({"source": "半\ud800"}, MalformedFact, "source"),
        ({"details": {"note": "\x00"}}, MalformedFact, "details.note"),
        ({"details": {"list": [{"rate": 0.1}]}}, MalformedFact, "details.list[0].rate"),
        ({"details": {"面积": 1}}, MalformedFact, "details.面积"),
        ({"details": {"cents": 2**53}}, MalformedFact, "details.cents"),
        ({"quantity": Decimal(3)}, MalformedFact, "unit"),
        ({"unit": "所"}, MalformedFact, "unit"),
        ({"quantity": Decimal("NaN"), "unit": "所"}, MalformedFact, "quantity"),
        ({"quantity": Decimal("0.123456789"), "unit": "所"}, MalformedFact, "quantity"),
        ({"quantity": Decimal("1e18"), "unit": "所"}, MalformedFact, "quantity"),
        ({"happened_at": AT + timedelta(seconds=1)}, NotYetHappened, "2023-01-20 09:30:01"),
        ({"happened_at": AT.replace(tzinfo=None)}, MalformedFact, "happened_at"),
        ({"reason": "110101199003077758 来电"}, PersonalData, "reason"),
        ({"details": {"who": ["11010119900307775X"]}}, PersonalData, "details.who[0]"),
        ({"corrects": 10**6, "reason": "数错了"}, NothingToCorrect, "1000000"),
        ({"withdrawn": True}, MalformedFact, "withdrawn"),
    ],
)
def test_a_fact_that_cannot_be_recorded_is_refused_by_its_field(
    government: Government, changes: dict[str, Any], refusal: type[FactError], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        put(government, **changes)
    assert said in refused.value.what.english
    assert not Fact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_is_refused_outside_a_transaction() -> None:
    district = name_district("青溪县")
    with pytest.raises(OutsideTransaction):
        record(new(), district=district, by=PUBLIC, at=AT)
    with pytest.raises(OutsideTransaction):
        record_many([new()], district=district, by=PUBLIC, at=AT)
    assert not Fact.objects.exists()


def test_a_correction_takes_the_place_of_the_fact(government: Government) -> None:
    first = put(government, quantity=Decimal(3), unit="所")
    second = put(government, quantity=Decimal(2), unit="所", corrects=first.number, reason="一所未验收")
    other = put(government, quantity=Decimal(1), unit="所")
    about = queries.facts_about(SCHOOL, district=government.district)
    assert list(about) == [first, second, other]
    assert list(queries.standing(about)) == [second, other]
    assert queries.history(first) == queries.history(second) == [first, second]
    put(government, quantity=Decimal(0), unit="所", corrects=second.number, reason="并未开园", withdrawn=True)
    assert list(queries.standing(about)) == [other]


def test_a_fact_is_corrected_once_and_by_its_own_matter(government: Government, neighbour: Government) -> None:
    fact = put(government)
    for changes in ({"kind": "kindergarten.closed"}, {"subject": Subject("commitment", "another")}):
        with pytest.raises(NothingToCorrect):
            put(government, corrects=fact.number, reason="错了", **changes)
    with pytest.raises(NothingToCorrect):
        record(new(corrects=fact.number, reason="错了"), district=neighbour.district, by=PUBLIC, at=AT)
    with pytest.raises(MalformedFact):
        put(government, corrects=fact.number)
    later = put(government, corrects=fact.number, reason="错了")
    with pytest.raises(CorrectedAlready) as refused:
        put(government, corrects=fact.number, reason="又错了")
    assert f"更正第 {later.number} 号" in refused.value.remedy.chinese


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"corrects": "own"}, "a_correction_comes_after_what_it_corrects"),
        ({"corrects": "other"}, "a_correction_names_a_fact_of_the_same_matter"),
        ({"corrects": "corrected"}, "a_fact_is_corrected_once"),
        ({"withdrawn": True}, "only_a_correction_withdraws"),
        ({"unit": "所"}, "a_quantity_has_its_unit"),
        ({"number": 10**6}, "a_fact_says_its_own_number"),
    ],
)
def test_the_database_refuses_what_passes_the_program_by(government: Government, changes: dict[str, Any], constraint: str) -> None:
    corrected, other = put(government), put(government, kind="kindergarten.closed")
    last = put(government, corrects=corrected.number, reason="错了")
    number = last.number + 1
    names = {"own": number, "other": other.number, "corrected": corrected.number}
    content = last.said | {"number": number, "corrects": None} | {key: names.get(value, value) for key, value in changes.items()}
    with pytest.raises(IntegrityError, match=constraint.replace("_", ".")):
        Fact.objects.create(number=number, content=json.dumps(content))


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(("table", "column"), [("fact", "content"), ("leaf", "hash"), ("subtree", "hash"), ("treehead", "root")])
def test_what_is_on_record_is_neither_altered_nor_deleted(government: Government, change: str, table: str, column: str) -> None:
    put(government)
    with pytest.raises(IntegrityError, match="what is on record is not altered"), connection.cursor() as cursor:
        cursor.execute(change.format(f"facts_{table}", column, column))


def test_the_content_is_canonical_json(government: Government) -> None:
    """RFC 8785, as an independent library has it."""
    details = {"text": '引号" \\ / \n\t\x1f\x7f é 😀 \ue000', "n": [-(2**53) + 1, 0, True, None, {"b": 1, "a": {}}], "a b": "", "A": []}
    fact = put(government, details=details, quantity=Decimal("-0.50"), unit="所")
    assert fact.content.encode() == rfc8785.dumps(fact.said)
    assert fact.said["details"] == details
