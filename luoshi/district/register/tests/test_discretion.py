"""What the database refuses is told without the values that it quotes: no log, traceback or page repeats a citizen's number."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from luoshi.district.register import operations
from luoshi.district.register.copying import ENTRIES, copy
from luoshi.district.register.kinds import PERSONS
from luoshi.district.register.models import Entry, EntryVersion
from luoshi.district.register.tests.samples import AT, BEGIN, citizen_id, person
from luoshi.district.register.tests.test_views import signed_in

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government


@pytest.fixture
def somebody(county: Government) -> Entry:
    """李样本7."""
    return operations.enter(PERSONS, county.district, person(7), valid_from=BEGIN, source="样本", by=county.by("zhou"), at=AT)


def again(entry: Entry) -> None:
    """The same number once more, as no operation would try."""
    Entry.objects.create(district=entry.district, kind=entry.kind, identifier=entry.identifier, key="P0", name=entry.name)


def copied_again(entry: Entry) -> None:
    copy(ENTRIES, [(0, entry.district_id, entry.kind, entry.identifier, "P0", entry.name, "", [], [])])


def copied_wrongly(entry: Entry) -> None:
    copy(ENTRIES, [(0, entry.district_id, entry.kind, entry.identifier * 50, "P0", entry.name, "", [], [])])


def ended_before_it_began(entry: Entry) -> None:
    version = entry.versions.get()
    version.pk, version.valid_to = None, BEGIN.replace(year=1999)
    EntryVersion.objects.bulk_create([version])


@pytest.mark.parametrize("act", [again, copied_again, copied_wrongly, ended_before_it_began])
def test_a_refused_row_is_not_quoted(somebody: Entry, act: object) -> None:
    assert callable(act)
    with pytest.raises((DatabaseError, psycopg.DatabaseError)) as refusal, transaction.atomic():
        act(somebody)
    told = "".join(traceback.format_exception(refusal.value))
    assert "constraint" in told or "too long" in told
    assert not [word for word in (citizen_id(7), "李样本", "13900000000", "DETAIL", "CONTEXT") if word in told]


def test_a_page_that_breaks_logs_no_number(
    somebody: Entry, county: Government, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(operations, "enter", lambda *_, **__: again(somebody))
    client: Client = signed_in(county, "zhou")
    client.raise_request_exception = False
    given = {**person(7), "by-valid_from": "2022-01-01", "by-source": "窗口", "by-reason": "登记"}
    with caplog.at_level(logging.INFO), transaction.atomic():
        answer = client.post("/registers/persons/new/", given)
        transaction.set_rollback(True)
    assert answer.status_code == 500
    assert IntegrityError.__name__ in caplog.text
    assert citizen_id(7) not in caplog.text + answer.content.decode()


def test_the_embedded_database_writes_no_values_into_its_own_log(db: None) -> None:
    if not connection.settings_dict["ENGINE"].endswith("embedded"):
        pytest.skip("what another PostgreSQL logs is set by whoever runs it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('log_error_verbosity'), current_setting('log_min_error_statement')")
        assert cursor.fetchone() == ("terse", "panic")
