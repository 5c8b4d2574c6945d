"""Registers change by operations alone: each is whole, on record, signed, and refused where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.district.access_log.queries import looks_at
from luoshi.district.facts.models import Fact
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.district.offices.tests.government import Government
from luoshi.district.register import operations, queries
from luoshi.district.register import operations_of_duplicates as duplicates
from luoshi.district.register.errors import (
    AlreadyEntered,
    ChangedMeanwhile,
    IdentifierStays,
    Merged,
    NeedsReason,
    NoPair,
    NotAllowed,
    NothingChanges,
    NotMerged,
    NotThere,
    RegisterError,
    RowRefused,
    WrongDays,
    WrongValues,
)
from luoshi.district.register.fields import Kind
from luoshi.district.register.kinds import COMMITMENTS, ENTERPRISES, KINDS, LICENCES, PERSONS
from luoshi.district.register.models import Entry, EntryVersion, Merge
from luoshi.district.register.tests.samples import AT, BEGIN, DAY, Why, citizen_id, credit_code, enterprise, person
from luoshi.engines.packs import RegisterRow

LATER = timedelta(days=40)


def entered(county: Government, number: int = 1, **said: str) -> Entry:
    return operations.enter(
        ENTERPRISES, county.district, enterprise(number, **said), valid_from=BEGIN, source="虚构的登记簿", by=county.by("zheng"), at=AT
    )


def renamed(county: Government, entry: Entry, name: str, first: date, last: date | None = None) -> list[EntryVersion]:
    return operations.change(
        entry, {"name": name}, valid_from=first, valid_to=last, source="变更通知书", reason="更名", by=county.by("zheng"), at=AT
    )


def name_on(entry: Entry, day: date) -> str | None:
    values = queries.values_of([entry], on=day)[entry.pk]
    return values["name"] if values else None


def test_what_is_entered_stands_with_its_source_and_is_a_fact_without_personal_data(county: Government) -> None:
    entry = entered(county)
    [version] = queries.versions(entry)
    assert version.values is not None
    assert (entry.identifier, entry.key, entry.name) == (credit_code(1), credit_code(1), "青溪第1示例有限公司")
    assert (version.values["phone"], version.valid_from, version.valid_to, version.source) == ("13800000000", BEGIN, None, "虚构的登记簿")
    assert version.signature == "县民政局报送员 郑示例"
    fact = Fact.objects.get()
    assert (fact.kind, fact.subject_kind, fact.subject_key) == ("register.enterprises.entered", "register.enterprises", credit_code(1))
    assert fact.said["details"]["version"] == version.pk
    assert not any(word in fact.content for word in ("13800000000", "张虚构", "示例有限公司"))


def test_a_person_is_found_by_the_number_and_bears_a_key_that_tells_nothing(county: Government) -> None:
    entry = operations.enter(PERSONS, county.district, person(7), valid_from=BEGIN, source="户籍簿样本", by=county.by("zhou"), at=AT)
    assert entry.key == f"P{entry.pk:08}"
    assert citizen_id(7) not in Fact.objects.get().content
    found = {
        words: queries.entries(PERSONS, county.district, words=words, on=DAY)
        for words in (citizen_id(7).lower(), "李样本7", "李样本", "样本7")
    }
    assert [words for words, entries in found.items() if entries == [entry]] == [citizen_id(7).lower(), "李样本7"]


def test_a_change_from_a_day_on_leaves_the_days_before_and_what_is_known_of_later_ones(county: Government) -> None:
    entry = entered(county)
    renamed(county, entry, "青溪夏天示例公司", date(2022, 6, 1), date(2022, 8, 31))
    renamed(county, entry, "青溪新名示例公司", date(2022, 8, 1))
    names = [name_on(entry, day) for day in (BEGIN - timedelta(days=1), date(2022, 5, 31), date(2022, 6, 1), date(2022, 8, 1), DAY)]
    assert names == [None, "青溪第1示例有限公司", "青溪夏天示例公司", "青溪新名示例公司", "青溪新名示例公司"]
    earlier = operations.change(
        entry, {"staff": "12"}, valid_from=date(2022, 5, 1), source="年报样本", reason="补报", by=county.by("zheng"), at=AT + LATER
    )
    assert [(row.valid_from, (row.values or {})["name"]) for row in earlier] == [
        (date(2022, 5, 1), "青溪第1示例有限公司"),
        (date(2022, 6, 1), "青溪夏天示例公司"),
        (date(2022, 8, 1), "青溪新名示例公司"),
    ]
    assert [row.pk for row in queries.versions(entry, known_at=AT)] == [row.pk for row in queries.versions(entry)[:3]]


def test_it_is_found_by_each_of_its_names(county: Government) -> None:
    entry = entered(county)
    renamed(county, entry, "桃花坞样本合作社", DAY)
    entered(county, 2)
    for words in ("桃花坞", "花坞样", "第1示例", "桃", credit_code(1), credit_code(1).lower(), "青溪第1示例（有限）公司"):
        assert queries.entries(ENTERPRISES, county.district, words=words, on=DAY) == [entry], words
    for words in ("坞桃", "坞", "不存在", "青溪第3"):
        assert queries.entries(ENTERPRISES, county.district, words=words, on=DAY) == [], words


def test_what_ended_may_begin_again_and_is_not_there_between(county: Government) -> None:
    entry = entered(county)
    operations.end(entry, last_day=date(2022, 1, 31), source="注销通知书", reason="注销", by=county.by("zheng"), at=AT)
    assert [name_on(entry, day) is None for day in (date(2022, 1, 31), date(2022, 2, 1), DAY)] == [False, True, True]
    again = operations.enter(
        ENTERPRISES, county.district, enterprise(1), valid_from=date(2022, 6, 1), source="登记簿", by=county.by("zheng"), at=AT
    )
    assert again == entry
    assert [name_on(entry, day) is None for day in (date(2022, 5, 31), date(2022, 6, 1))] == [True, False]


def test_a_merged_entry_leads_to_the_kept_one_until_the_merge_is_undone(county: Government) -> None:
    kept, duplicate, third = entered(county, 1), entered(county, 2), entered(county, 3)
    by = county.by("wu")
    duplicates.merge(kept, duplicate, reason="同一主体重复登记", by=by, at=AT)
    assert queries.entry_called(ENTERPRISES, county.district, duplicate.key) == kept
    assert queries.entries(ENTERPRISES, county.district, on=DAY) == [third, kept]
    assert queries.entries(ENTERPRISES, county.district, words=duplicate.identifier, on=DAY) == [duplicate]
    for refused in (lambda: duplicates.merge(third, duplicate, reason="误", by=by, at=AT), lambda: renamed(county, duplicate, "新名", DAY)):
        with pytest.raises(Merged):
            refused()
    duplicates.unmerge(duplicate, reason="是两家", by=by, at=AT)
    assert queries.entry_called(ENTERPRISES, county.district, duplicate.key) == duplicate
    assert [(row.undone, row.reason) for row in queries.merges(kept)] == [(True, "是两家"), (False, "同一主体重复登记")]
    assert [fact.kind.rpartition(".")[2] for fact in Fact.objects.order_by("number")][-2:] == ["merged", "unmerged"]


def test_licences_and_commitments_are_linked_to_the_enterprise_that_they_name(county: Government) -> None:
    head = county.by("zhao")
    entry = operations.enter(ENTERPRISES, county.district, enterprise(1), valid_from=BEGIN, source="登记簿", by=head, at=AT)
    licence = operations.enter(
        LICENCES, county.district,
        {"number": "青许〔2022〕1号", "issuer": "青溪县示例局", "name": "示例证", "holder": credit_code(1), "issued_on": "2022年1月5日"},
        valid_from=date(2022, 1, 5), source="证照簿", by=head, at=AT,
    )  # fmt: skip
    assert [(kind.code, named) for kind, _, named in queries.linked(entry)] == [("licences", [licence])]
    again, kept = entered(county, 2), entered(county, 3)
    duplicates.merge(again, entry, reason="重复登记", by=head, at=AT)
    duplicates.merge(kept, again, reason="重复登记", by=head, at=AT)
    assert [(kind.code, named) for kind, _, named in queries.linked(kept)] == [("licences", [licence])]
    duplicates.unmerge(entry, reason="是两家", by=head, at=AT)
    values = queries.values_of([licence], on=DAY)[licence.pk]
    assert values is not None
    assert queries.named_by(licence, values) == {"holder": entry}
    assert queries.entries(LICENCES, county.district, words="青许〔2022〕1号", on=DAY) == [licence]


def test_what_is_personal_is_shown_for_a_reason_and_the_look_stays_although_all_else_is_undone(county: Government) -> None:
    entry = entered(county)
    with transaction.atomic():
        assert operations.reveal(entry, "phone", on=DAY, reason="核实投诉", by=county.by("wu"), at=AT) == "13800000000"
        transaction.set_rollback(True)
    [look] = looks_at("register.enterprises", entry.key)
    assert (look.what, look.detail, look.reason, look.signature) == ("field", "联系电话", "核实投诉", "县民政局局长 吴示例")
    with pytest.raises(NeedsReason):
        operations.reveal(entry, "phone", on=DAY, reason=" ", by=county.by("wu"), at=AT)


def test_whatever_is_wrong_is_named_all_at_once_and_nothing_is_stored(county: Government) -> None:
    with pytest.raises(WrongValues) as refusal:
        entered(county, credit_code="91990000MAXX00019", name="", established_on="2021年2月30日", form="国企", staff="十二")
    assert {problem.field for problem in refusal.value.problems} == {"credit_code", "name", "established_on", "form", "staff"}
    assert not Entry.objects.exists()
    assert not Fact.objects.exists()


def test_a_broken_commitment_needs_its_day_and_basis_and_days_must_be_in_order(county: Government) -> None:
    words = {
        "number": "承1",
        "subject": credit_code(1),
        "matter": "示例事项",
        "receiver": "示例局",
        "promised_on": "2022-05-01",
        "outcome": "未履行",
    }
    with pytest.raises(WrongValues) as refusal:
        operations.enter(COMMITMENTS, county.district, words, valid_from=DAY, source="台账", by=county.by("zhao"), at=AT)
    assert {problem.field for problem in refusal.value.problems} == {"checked_on", "basis"}
    with pytest.raises(WrongValues) as refusal:
        operations.enter(
            COMMITMENTS, county.district, {**words, "checked_on": "2022-04-01", "basis": "示例"}, valid_from=DAY, source="台账",
            by=county.by("zhao"), at=AT,
        )  # fmt: skip
    assert [problem.field for problem in refusal.value.problems] == ["checked_on"]


def test_each_refusal_has_its_condition(county: Government) -> None:
    entry, other = entered(county), entered(county, 2)
    by, at, why = county.by("zheng"), AT, Why(source="通知书", reason="示例")
    seen = queries.versions(entry)[-1].pk
    renamed(county, entry, "改过的示例公司", DAY)
    cases: list[tuple[type[RegisterError], Callable[[], object]]] = [
        (AlreadyEntered, lambda: entered(county)),
        (IdentifierStays, lambda: operations.change(entry, {"credit_code": credit_code(9)}, valid_from=DAY, by=by, at=at, **why)),
        (NothingChanges, lambda: renamed(county, entry, "改过的示例公司", DAY)),
        (NotThere, lambda: renamed(county, entry, "新名", BEGIN - timedelta(days=1))),
        (WrongDays, lambda: renamed(county, entry, "新名", DAY, BEGIN)),
        (ChangedMeanwhile, lambda: operations.change(entry, {"name": "新"}, valid_from=DAY, seen=seen, by=by, at=at, **why)),
        (NeedsReason, lambda: operations.change(entry, {"name": "新"}, valid_from=DAY, by=by, at=at, source="通知书", reason="")),
        (NeedsReason, lambda: operations.end(entry, last_day=DAY, source="", reason="注销", by=by, at=at)),
        (NoPair, lambda: duplicates.merge(entry, entry, reason="误", by=county.by("wu"), at=at)),
        (NotMerged, lambda: duplicates.unmerge(other, reason="误", by=county.by("wu"), at=at)),
    ]
    said = EntryVersion.objects.count()
    for refusal, act in cases:
        with pytest.raises(refusal):
            act()
    assert EntryVersion.objects.count() == said


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_operation_asks_for_its_power(county: Government, kind: Kind) -> None:
    """Every person × every operation: allowed are those alone to whom it was granted."""
    head = county.by("zhao")
    words = {
        "enterprises": enterprise(5),
        "persons": person(5),
        "places": {"code": "Q-5", "name": "虚构楼", "address": "虚构路五号"},
        "licences": {"number": "5", "issuer": "示例局", "name": "示例证", "holder": credit_code(5), "issued_on": "2022-01-01"},
        "commitments": {
            "number": "5",
            "subject": credit_code(5),
            "matter": "示例",
            "receiver": "示例局",
            "promised_on": "2022-01-01",
            "outcome": "待核查",
        },
    }[kind.code]
    again = {**words, kind.identified_by[0]: {"enterprises": credit_code(6), "persons": citizen_id(6)}.get(kind.code, "6")}
    entry = operations.enter(kind, county.district, words, valid_from=BEGIN, source="样本", by=head, at=AT)
    other = operations.enter(kind, county.district, again, valid_from=BEGIN, source="样本", by=head, at=AT)
    personal = next((field.code for field in kind.fields if field.personal), kind.named_by)
    name, why = kind.named_by, Why(source="样本", reason="示例")
    acts: dict[str, Callable[[Authority], object]] = {
        "change": lambda by: operations.change(entry, {name: "新的示例"}, valid_from=DAY, by=by, at=AT, **why),
        "change again": lambda by: operations.end(entry, last_day=DAY, by=by, at=AT, **why),
        "check": lambda by: duplicates.merge(entry, other, reason="示例", by=by, at=AT),
        "unmask": lambda by: operations.reveal(entry, personal, on=DAY, reason="示例", by=by, at=AT),
        "see": lambda by: queries.sight(kind, county.district, by=by),
    }
    every = {"see", "change", "check", "unmask"}
    granted: dict[str, dict[str, set[str]]] = {
        "zheng": {"enterprises": {"see", "change"}}, "wu": {"enterprises": {"see", "check", "unmask"}},
        "zhou": {"persons": {"see", "change"}}, "li": {"persons": {"see", "unmask"}},
        "zhao": dict.fromkeys(KINDS, every), "sun": {code: {"see"} for code in KINDS},
    }  # fmt: skip
    for person_code in (*county.people, ""):
        by = county.by(person_code) if person_code else PUBLIC
        for act, do in acts.items():
            power = act.split()[0]
            allowed = power in granted.get(person_code, {}).get(kind.code, set())
            with transaction.atomic():
                try:
                    seen = do(by)
                    done = seen.official if isinstance(seen, queries.Sight) else seen is not None
                except NotAllowed:
                    done = False
                transaction.set_rollback(True)
            assert done == allowed, (person_code, act)


def test_nobody_alters_what_was_said(county: Government) -> None:
    entry = entered(county)
    duplicates.merge(entry, entered(county, 2), reason="示例", by=county.by("wu"), at=AT)
    tries: list[Callable[[], object]] = [
        EntryVersion.objects.all().delete, Merge.objects.all().delete, lambda: EntryVersion.objects.update(source="别处"),
        lambda: Merge.objects.update(reason="别的"), lambda: Entry.objects.filter(pk=entry.pk).update(identifier="X"),
        lambda: connection.cursor().execute("DELETE FROM register_entry"),
    ]  # fmt: skip
    for alter in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            alter()


def test_tables_of_a_pack_are_loaded_once_and_a_later_row_is_a_change(county: Government) -> None:
    def row(number: int, day: date, **values: str) -> RegisterRow:
        return RegisterRow("places", number, day, "虚构台账", {"场所编号": "Q-1", "场所名称": "虚构楼", "地址": "虚构路一号", **values})

    rows = [row(2, BEGIN), row(3, DAY, 场所名称="新名虚构楼")]
    by = {"places": county.by("zhao")}
    assert operations.load_rows(rows, county.district, by=by, at=AT) == 2
    assert operations.load_rows(rows, county.district, by=by, at=AT) == 0
    entry = Entry.objects.get()
    assert [name_on(entry, day) for day in (BEGIN, DAY)] == ["虚构楼", "新名虚构楼"]
    for wrong in (RegisterRow("nothing", 2, DAY, "样本", {}), RegisterRow("persons", 2, DAY, "样本", {"身高": "1"})):
        with pytest.raises(RowRefused):
            operations.load_rows([wrong], county.district, by={"persons": county.by("zhao")}, at=AT)
