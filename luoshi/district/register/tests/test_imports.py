"""A file comes into a register: checked row by row, confirmed by a person, applied whole by the worker or not at all."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models import Count

from luoshi.district.facts.models import Fact
from luoshi.district.register import operations, queries
from luoshi.district.register import operations_of_duplicates as duplicates
from luoshi.district.register import operations_of_imports as imports
from luoshi.district.register.errors import ImportRefused, NotAllowed
from luoshi.district.register.exports import table_of
from luoshi.district.register.importing import ATTEMPTS_MAX, work
from luoshi.district.register.kinds import COMMITMENTS, ENTERPRISES
from luoshi.district.register.models import Entry, EntryVersion, Import, ImportProgress, ImportRow
from luoshi.district.register.tests.samples import AT, BEGIN, DAY, Why, credit_code, enterprise

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.register.fields import Kind


def file_of(*rows: dict[str, str], kind: Kind = ENTERPRISES, headings: dict[str, str] | None = None, encoding: str = "gb18030") -> bytes:
    """A CSV file with the columns that any of the rows has."""
    columns = {field.code: field.column for field in kind.fields} | (headings or {})
    codes = list(dict.fromkeys(code for row in rows for code in row))
    written = StringIO()
    table = csv.writer(written)
    table.writerow([columns[code] for code in codes])
    table.writerows([row.get(code, "") for code in codes] for row in rows)
    return written.getvalue().encode(encoding)


def checked(county: Government, content: bytes) -> Import:
    """The file after the worker looked at it."""
    kept = imports.hand_in(
        ENTERPRISES, county.district, name="名录.csv", content=content, valid_from=DAY, source="虚构的登记簿", by=county.by("zheng"), at=AT
    )
    assert work(AT) == 1
    kept.refresh_from_db()
    return kept


def applied(county: Government, content: bytes, *, only_accepted: bool = False) -> Import:
    """The file after somebody confirmed it and the worker applied it."""
    kept = checked(county, content)
    imports.confirm(kept, only_accepted=only_accepted, by=county.by("zheng"), at=AT)
    assert work(AT) == 1
    kept.refresh_from_db()
    return kept


def test_a_file_is_reviewed_and_applied_and_the_second_time_changes_nothing(county: Government) -> None:
    content = file_of(
        *(enterprise(number) for number in range(1, 4)),
        headings={"credit_code": " 社会信用代码（必填）*", "name": "企业名称", "phone": "电话"},
    )
    kept = checked(county, content)
    assert (kept.state, kept.counts, Entry.objects.count()) == ("reviewed", {"new": 3}, 0)
    imports.confirm(kept, only_accepted=False, by=county.by("zheng"), at=AT)
    assert (work(AT), work(AT)) == (1, 0)
    kept.refresh_from_db()
    assert (kept.state, kept.content, kept.rows.count()) == ("applied", None, 0)
    entry = Entry.objects.get(identifier=credit_code(2))
    [version] = queries.versions(entry)
    assert version.values is not None
    assert (version.values["phone"], version.source, version.signature, version.by_import) == (
        "13800000000",
        "虚构的登记簿",
        "县民政局报送员 郑示例",
        kept,
    )
    assert queries.entries(ENTERPRISES, county.district, words="第2示例", on=DAY) == [entry]
    assert (
        Fact.objects.filter(kind="register.enterprises.entered", subject_key=credit_code(2)).get().said["details"]["version"] == version.pk
    )
    again = checked(county, content)
    assert again.counts == {"same": 3}
    with pytest.raises(ImportRefused):
        imports.confirm(again, only_accepted=False, by=county.by("zheng"), at=AT)


def test_only_what_the_file_says_is_changed(county: Government) -> None:
    applied(county, file_of(enterprise(1), enterprise(2)))
    change = {"credit_code": credit_code(1), "name": "改名的示例公司", "phone": ""}
    kept = applied(county, file_of(change, {**enterprise(2), "phone": ""}))
    assert kept.counts == {"changed": 1, "same": 1}
    entry = Entry.objects.get(identifier=credit_code(1))
    values = queries.values_of([entry], on=DAY)[entry.pk]
    assert values is not None
    assert (values["name"], values["phone"], entry.name) == ("改名的示例公司", "13800000000", "改名的示例公司")
    assert queries.entries(ENTERPRISES, county.district, words="第1示例", on=DAY) == [entry]


def test_every_fault_is_named_with_its_row_and_the_rest_can_be_taken_alone(county: Government) -> None:
    content = file_of(
        enterprise(1),
        enterprise(2, credit_code=credit_code(2)[:-1] + "?", established_on="去年"),
        enterprise(3, name="", contact="张**"),
        enterprise(1, name="又一次"),
    )
    kept = checked(county, content)
    assert kept.counts == {"new": 1, "wrong": 3}
    found = [
        (row.number, [problem["field"] for problem in row.problems]) for row in ImportRow.objects.filter(outcome="wrong").order_by("number")
    ]
    assert found == [(3, ["credit_code", "established_on"]), (4, ["contact", "name"]), (5, ["credit_code"])]
    with pytest.raises(ImportRefused):
        imports.confirm(kept, only_accepted=False, by=county.by("zheng"), at=AT)
    imports.confirm(kept, only_accepted=True, by=county.by("zheng"), at=AT)
    work(AT)
    assert list(Entry.objects.values_list("identifier", flat=True)) == [credit_code(1)]
    left = [(row.number, row.identifier, row.values, row.problems[0]["value"]) for row in kept.rows.order_by("number")]
    assert left == [(3, "", {}, credit_code(2)[:-1] + "?"), (4, "", {}, "张**"), (5, "", {}, credit_code(1))]


def test_faults_are_told_with_personal_values_masked(county: Government) -> None:
    kept = checked(county, file_of(enterprise(1, phone="1380000000"), enterprise(2, contact="王虚构")))
    assert [row.problems[0]["value"] for row in kept.rows.filter(outcome="wrong")] == ["138***0000"]


def test_an_export_comes_back_as_it_went_out(county: Government) -> None:
    operations.enter(
        ENTERPRISES, county.district, enterprise(1, name="-2+3示例"), valid_from=BEGIN, source="窗口", by=county.by("zheng"), at=AT
    )
    heading, row = table_of(ENTERPRISES, county.district, on=DAY, unmasked=False)
    assert {"'-2+3示例", "张**", "138****0000"} <= set(row)
    back = StringIO()
    csv.writer(back).writerows([heading, row, [*row[:-1], "139****0000"]])
    kept = checked(county, back.getvalue().encode())
    assert kept.counts == {"same": 1, "wrong": 1}
    assert "phone" in [problem["field"] for problem in kept.rows.get(outcome="wrong").problems]


def told(kept: Import) -> list[tuple[int, str]]:
    """What is wrong, row by row."""
    return [(row.number, row.problems[0]["what"][0]) for row in kept.rows.filter(outcome="wrong").order_by("number")]


@pytest.mark.parametrize("only_accepted", [False, True])
def test_what_somebody_did_between_review_and_import_is_not_overwritten(county: Government, *, only_accepted: bool) -> None:
    """Whoever agreed to a part gets the other rows; whoever wanted all decides anew."""
    applied(county, file_of(*(enterprise(number) for number in range(1, 6))))
    rows = [enterprise(number, staff="9") for number in range(1, 7)]
    kept = checked(county, file_of(*rows, *([enterprise(7, name="")] if only_accepted else [])))
    imports.confirm(kept, only_accepted=only_accepted, by=county.by("zheng"), at=AT)
    one, two, three, four = (Entry.objects.get(identifier=credit_code(number)) for number in range(1, 5))
    by, why = county.by("zhao"), Why(source="窗口", reason="更正")
    operations.change(one, {"phone": "13900000000", "staff": "9"}, valid_from=DAY, by=by, at=AT, **why)
    operations.end(two, last_day=DAY, by=by, at=AT, **why)
    duplicates.merge(four, three, reason="重复", by=county.by("wu"), at=AT)
    operations.enter(ENTERPRISES, county.district, enterprise(6), valid_from=BEGIN, source="窗口", by=by, at=AT)
    said = dict(EntryVersion.objects.values_list("entry").annotate(Count("pk")))
    assert work(AT) == 1
    kept.refresh_from_db()
    when = "核对以后，县长 赵示例于 2023-01-20 17:30 "
    assert told(kept)[:4] == [
        (2, f"{when}改过这个条目的从业人数、联系电话。"),
        (3, f"{when}结束了这个条目。"),
        (4, "核对以后，县民政局局长 吴示例于 2023-01-20 17:30 把这个条目并入了另一个条目。"),
        (7, f"{when}登记了这个条目。"),
    ]
    if only_accepted:
        assert (kept.state, kept.counts) == ("applied", {"changed": 2, "wrong": 5})
        written = {Entry.objects.get(identifier=credit_code(number)).pk for number in (4, 5)}
    else:
        assert (kept.state, kept.counts, kept.confirmed_at) == ("reviewed", {"changed": 2, "wrong": 4}, None)
        written = set()
    assert {entry for entry, count in EntryVersion.objects.values_list("entry").annotate(Count("pk")) if count != said[entry]} == written


def test_whoever_confirms_and_when_stays_on_record(county: Government) -> None:
    kept = checked(county, file_of(enterprise(1)))
    imports.confirm(kept, only_accepted=False, by=county.by("zhao"), at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=2))
    kept.refresh_from_db()
    assert (kept.signature, kept.state) == ("县民政局报送员 郑示例", "applied")
    assert (kept.confirmed_by, kept.confirmed_signature, kept.confirmed_at) == (
        county.people["zhao"],
        "县长 赵示例",
        AT + timedelta(hours=1),
    )


def test_values_that_do_not_fit_together_on_a_later_day_are_not_written(county: Government) -> None:
    by, why = county.by("zhao"), Why(source="台账", reason="核查")
    words = {"number": "承1", "subject": credit_code(1), "matter": "示例", "receiver": "示例局", "promised_on": "2022-05-01"}
    entry = operations.enter(COMMITMENTS, county.district, {**words, "outcome": "待核查"}, valid_from=date(2022, 5, 1), by=by, at=AT, **why)
    kept_promise = {"outcome": "已履行", "checked_on": "2022-06-01"}
    operations.change(entry, kept_promise, valid_from=date(2022, 6, 1), by=by, at=AT, **why)
    content = file_of({**words, "promised_on": "2022-06-15", "outcome": "待核查"}, kind=COMMITMENTS)
    kept = imports.hand_in(
        COMMITMENTS, county.district, name="承诺.csv", content=content, valid_from=date(2022, 5, 2), source="台账", by=by, at=AT
    )
    work(AT)
    kept.refresh_from_db()
    assert kept.counts == {"changed": 1}
    imports.confirm(kept, only_accepted=False, by=by, at=AT)
    work(AT)
    kept.refresh_from_db()
    assert (kept.state, told(kept), entry.versions.count()) == ("reviewed", [(2, "“核查日期”早于“承诺日期”。")], 2)


def test_what_cannot_be_read_is_refused_and_what_is_given_up_is_deleted(county: Government) -> None:
    for content in (b"PK\x03\x04", "没有\n表头".encode(), "统一社会信用代码,社会信用代码\n1,2".encode()):
        kept = checked(county, content)
        assert (kept.state, kept.content) == ("refused", None)
        assert kept.refusal is not None
    kept = checked(county, file_of(enterprise(1)))
    imports.discard(kept, by=county.by("zheng"), at=AT)
    kept.refresh_from_db()
    assert (kept.state, kept.content, kept.rows.count(), Entry.objects.count()) == ("discarded", None, 0, 0)
    with pytest.raises(ImportRefused):
        imports.confirm(kept, only_accepted=True, by=county.by("zheng"), at=AT)


def test_only_whoever_may_change_a_register_imports_into_it(county: Government) -> None:
    kept = checked(county, file_of(enterprise(1)))
    for code in set(county.people) - {"zheng", "zhao"}:
        by = county.by(code)
        for act in (
            lambda by=by: imports.hand_in(ENTERPRISES, county.district, name="a", content=b"a", valid_from=DAY, source="a", by=by, at=AT),
            lambda by=by: imports.confirm(kept, only_accepted=True, by=by, at=AT),
            lambda by=by: imports.discard(kept, by=by, at=AT),
        ):
            with pytest.raises(NotAllowed), transaction.atomic():
                act()
        assert queries.kept_import(kept.pk, by=by) is None


def test_an_import_that_breaks_off_again_and_again_is_given_up_and_keeps_nobody_waiting(county: Government) -> None:
    def handed_in(number: int) -> Import:
        return imports.hand_in(
            ENTERPRISES, county.district, name="名录.csv", content=file_of(enterprise(number)), valid_from=DAY, source="样本",
            by=county.by("zheng"), at=AT,
        )  # fmt: skip

    first, second = handed_in(1), handed_in(2)
    ImportProgress.objects.filter(of=first).update(attempts=ATTEMPTS_MAX)
    assert (work(AT), work(AT), work(AT)) == (1, 1, 0)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.content, second.state) == ("refused", None, "reviewed")
