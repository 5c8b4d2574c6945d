"""A licence is issued signed, renewed, suspended and revoked, and what was said of it stays."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.district.credentials import queries, signing
from luoshi.district.credentials.errors import (
    CredentialError,
    KeyRetired,
    NeedsReasonAndLaw,
    NoSuchLicence,
    NotAllowed,
    NotInThisState,
    NumberTaken,
    OnlyAPerson,
    WrongDays,
)
from luoshi.district.credentials.models import Credential, Event, SigningKey
from luoshi.district.credentials.operations import renew, restore, revoke, suspend
from luoshi.district.credentials.states import State
from luoshi.district.credentials.tests.conftest import AT, CITIZEN, NUMBER, TODAY, issued
from luoshi.district.facts import queries as facts
from luoshi.district.facts.models import Fact
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.engines.credentials import FaultKind, check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from luoshi.district.offices.tests.government import Government

WHY = {"reason": "以欺骗手段取得许可", "basis": "行政许可法第六十九条第二款"}


def state(on: date = TODAY) -> State:
    """How the licence stands on a day."""
    return queries.standing(Credential.objects.get(number=NUMBER), on=on).state


def test_a_licence_is_signed_by_a_published_key_and_costs_two_rows(government: Government) -> None:
    issued(government)
    by = government.by("zhou")
    with CaptureQueriesContext(connection) as asked:
        second = issued(government, number="青许（示例）校外〔2023〕000002号", by=by)
    said = [query["sql"].split()[0] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert said == ["INSERT", "SELECT", "INSERT"], "two rows, and whether the key is listed"
    document = queries.document(second)
    assert check(document, at=AT, keys=signing.listed_keys()).faults == ()
    assert document["credentialSubject"]["certificateHolderName"] == "青溪示例培训学校有限公司"


def test_a_natural_person_is_masked_in_what_is_signed(government: Government) -> None:
    credential = issued(government, holder_name="秦示例", holder_code=CITIZEN)
    text = queries.text(credential)
    assert "秦示例" not in text
    assert CITIZEN not in text
    assert json.loads(text)["credentialSubject"]["certificateHolderCode"] == "990001********1003"
    assert (credential.holder_name, credential.holder_code) == ("秦示例", CITIZEN)


def test_it_is_found_by_number_and_code_together_only(government: Government) -> None:
    credential = issued(government)
    typed = queries.grouped(credential.code).lower()
    assert queries.verified("青许(示例)校外[2023]000001号", typed) == credential
    assert queries.verified(NUMBER, "0000-0000-0000") is None
    assert queries.verified("青许（示例）校外〔2023〕000002号", typed) is None
    assert queries.verified("", "") is None


def test_renewed_it_is_signed_anew_under_its_number(government: Government) -> None:
    credential = issued(government)
    later = AT + timedelta(days=700)
    renew(NUMBER, expires_on=date(2029, 1, 19), by=government.by("zhou"), at=later)
    assert queries.document(credential)["validUntil"] == "2029-01-19T23:59:59+08:00"
    assert [event.kind for event in queries.events(credential)] == ["issued", "renewed"]
    with pytest.raises(WrongDays):
        renew(NUMBER, expires_on=date(2028, 1, 1), by=government.by("zhou"), at=later)


def test_on_the_last_day_it_is_valid_and_on_the_next_it_has_expired(government: Government) -> None:
    issued(government)
    assert (state(date(2026, 1, 19)), state(date(2026, 1, 20))) == (State.VALID, State.EXPIRED)
    with pytest.raises(NotInThisState):
        renew(NUMBER, expires_on=date(2029, 1, 19), by=government.by("zhou"), at=AT + timedelta(days=1100))


def test_a_person_who_may_approve_revokes_with_reason_and_law_for_good(government: Government) -> None:
    issued(government)
    revoke(NUMBER, **WHY, by=government.by("li"), at=AT)
    assert state() == State.REVOKED
    fact = Fact.objects.get()
    assert (fact.kind, fact.subject_key, fact.public, fact.said["details"]) == ("licence.revoked", NUMBER, True, {"basis": WHY["basis"]})
    assert facts.names([fact]) == {fact.number: "证照撤销"}
    for change in (revoke, suspend, restore):
        with pytest.raises(NotInThisState):
            change(NUMBER, **WHY, by=government.by("li"), at=AT)


def test_suspended_it_does_not_count_until_it_is_restored(government: Government) -> None:
    issued(government)
    suspend(NUMBER, **WHY, by=government.by("li"), at=AT)
    assert state() == State.SUSPENDED
    restore(NUMBER, **WHY, by=government.by("li"), at=AT)
    assert state() == State.VALID


@pytest.mark.parametrize("change", [revoke, suspend, restore])
def test_no_machine_and_nobody_without_the_power_takes_a_licence_away(government: Government, change: Callable[..., object]) -> None:
    issued(government)
    head = government.by("li")
    for machine in (PUBLIC, Authority(None, head.posts, head.powers)):
        with pytest.raises(OnlyAPerson):
            change(NUMBER, **WHY, by=machine, at=AT)
    for other in ("zhou", "wu"):
        with pytest.raises(NotAllowed):
            change(NUMBER, **WHY, by=government.by(other), at=AT)
    for missing in ("reason", "basis"):
        with pytest.raises(NeedsReasonAndLaw):
            change(NUMBER, **{**WHY, missing: " "}, by=head, at=AT)
    assert Event.objects.count() == 1


def test_what_cannot_be_a_licence_is_refused_and_nothing_is_stored(government: Government) -> None:
    issued(government)
    refused: list[tuple[type[CredentialError], dict[str, object]]] = [
        (NumberTaken, {}),
        (WrongDays, {"number": "2", "expires_on": date(2023, 1, 19)}),
        (NotAllowed, {"number": "2", "by": PUBLIC}),
    ]
    for refusal, changes in refused:
        with pytest.raises(refusal), transaction.atomic():
            issued(government, **changes)
    with pytest.raises(NoSuchLicence):
        revoke("2", **WHY, by=government.by("li"), at=AT)
    assert Credential.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credentials_credential SET holder_name = '别人'",
        "UPDATE credentials_event SET expires_on = NULL",
        "DELETE FROM credentials_event",
        "TRUNCATE credentials_event",
        "TRUNCATE credentials_credential CASCADE",
        "DELETE FROM credentials_signingkey",
        "TRUNCATE credentials_signingkey",
        "UPDATE credentials_signingkey SET valid_from = valid_from + interval '1 day'",
        "UPDATE credentials_signingkey SET public_key = 'z6Mk'",
    ],
)
def test_the_database_lets_nobody_alter_what_was_said(government: Government, statement: str) -> None:
    issued(government)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError):
            cursor.execute(statement)


def test_the_database_lets_no_machine_revoke_and_nothing_follow_a_revocation(government: Government) -> None:
    credential = issued(government)
    said = {"credential": credential, "at": AT, "reason": "欺骗", "basis": "第六十九条"}
    with pytest.raises(IntegrityError, match="only_a_person_revokes"), transaction.atomic():
        Event.objects.create(kind="revoked", **said)
    person = government.people["li"]
    Event.objects.create(kind="revoked", person=person, **said)
    with pytest.raises(IntegrityError, match="nothing happens to a licence that is revoked"), transaction.atomic():
        Event.objects.create(kind="restored", person=person, **said)


def test_a_new_key_signs_what_comes_and_the_old_one_still_proves_what_was(government: Government, tmp_path: Path) -> None:
    old = issued(government)
    first_key = (tmp_path / "licence_key").read_text()
    (tmp_path / "licence_key").unlink()
    later = AT + timedelta(days=1)
    new = issued(government, number="2", at=later)
    keys = signing.listed_keys()
    assert [(key.valid_from, key.valid_to) for key in keys] == [(AT, later), (later, None)]
    for credential in (old, new):
        assert check(queries.document(credential), at=later, keys=keys).faults == ()
    assert check(queries.document(new), at=later, keys=keys[:1]).faults[0].kind == FaultKind.UNKNOWN_KEY
    (tmp_path / "licence_key").write_text(first_key)
    with pytest.raises(KeyRetired), transaction.atomic():
        issued(government, number="3", at=later)
    assert SigningKey.objects.count() == 2


def test_a_key_that_signs_for_an_earlier_moment_is_listed_from_then_on(government: Government) -> None:
    issued(government)
    earlier = issued(government, number="2", at=AT - timedelta(days=9), issued_on=TODAY - timedelta(days=9))
    assert check(queries.document(earlier), at=AT, keys=signing.listed_keys()).faults == ()
