"""Changes of the record: a fact is recorded with the change that it tells of, and sealed a little later."""

from __future__ import annotations

import hmac
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from luoshi.district.facts import fail_if, queries
from luoshi.district.facts.models import Fact
from luoshi.district.facts.new import NewFact, content_of, moment
from luoshi.district.facts.sealing import seal_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District

__all__ = ["NewFact", "record", "record_many", "seal"]

COPIED_AT_ONCE: Final = 10_000
_NONCE_CHARACTERS: Final = 32
"""128 bits."""


def record(new: NewFact, *, district: District, by: Authority, at: datetime) -> Fact:
    """Record a fact, in the transaction of the change that it tells of.

    Args:
        new: what happened.
        district: whose fact it is.
        by: who did it or entered it; nobody (``PUBLIC``) where the clock did.
        at: when it is recorded.

    Raises:
        OutsideTransaction: there is no transaction.
        FactError: the fact cannot be recorded as it is; the text says why.
    """
    fail_if.outside_transaction()
    _refuse(new, at)
    _refuse_correction(new, district)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('facts_number')")
        [number] = cursor.fetchone()
    return Fact.objects.create(number=number, content=_Writer(district, by, at).content(new, number))


def record_many(news: Iterable[NewFact], *, district: District, by: Authority, at: datetime) -> int:
    """Record any number of facts, all or none; they are read one by one and never held together. Returns how many they were.

    Raises:
        OutsideTransaction: there is no transaction.
        FactError: one of them cannot be recorded as it is.
    """
    fail_if.outside_transaction()
    writer, count, coming = _Writer(district, by, at), 0, iter(news)
    batch = _next_batch(coming, district, at)
    if len(batch) < COPIED_AT_ONCE:  # everything was looked at before anything is written: nothing is to be undone
        _copy(batch, writer)
        return len(batch)
    with transaction.atomic():
        while batch:
            _copy(batch, writer)
            count += len(batch)
            batch = _next_batch(coming, district, at)
    return count


def _next_batch(coming: Iterator[NewFact], district: District, at: datetime) -> list[NewFact]:
    """The next facts, each of which can be recorded as it is."""
    batch = list(islice(coming, COPIED_AT_ONCE))
    for new in batch:
        _refuse(new, at)
        _refuse_correction(new, district)
    return batch


def _copy(batch: Sequence[NewFact], writer: _Writer) -> None:
    """Each fact is written down while the database reads the one before it."""
    if not batch:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('facts_number') FROM generate_series(1, %s)", [len(batch)])
        numbers = [number for [number] in cursor.fetchall()]
        with cursor.copy("COPY facts_fact (number, content) FROM STDIN") as copy:
            for new, number in zip(batch, numbers, strict=True):
                copy.write_row((number, writer.content(new, number)))


def seal(*, at: datetime) -> int:
    """Seal the facts that wait, block by block, and sign the heads; return how many were sealed.

    Facts that are recorded meanwhile may wait for the next time. Of several sealers at once one works.

    Raises:
        RuntimeError: within a transaction; each block is one of its own.
    """
    waiting, count = queries.waiting(), 0
    while count < waiting and (sealed := seal_block(at=at)):
        count += sealed
    return count


def _refuse(new: NewFact, at: datetime) -> None:
    fail_if.malformed(new)
    fail_if.quantity_is_not_exact(new)
    fail_if.details_are_not_exact(new)
    fail_if.not_yet_happened(new, at)
    fail_if.holds_personal_data(new)


def _refuse_correction(new: NewFact, district: District) -> None:
    fail_if.nothing_to_correct(new, district)
    fail_if.corrected_already(new)


class _Writer:
    """Writes contents: what is the same for all of them is made once."""

    def __init__(self, district: District, by: Authority, at: datetime) -> None:
        self.district = {"id": district.pk, "name": district.name}
        self.by = _codes(by)
        self.recorded_at = moment(at)
        self.key = salted_hmac("luoshi.facts.nonce", "", algorithm="sha256").digest()

    def content(self, new: NewFact, number: int) -> str:
        nonce = _nonce(self.key, number)
        return content_of(new, number=number, nonce=nonce, district=self.district, by=self.by, recorded_at=self.recorded_at)


def _codes(by: Authority) -> dict[str, Any] | None:
    """The posts that did it, each with its unit; who held them then is known to the offices, where a person can be forgotten."""
    return None if by.person is None else {"posts": [f"{post.unit.code}/{post.code}" for post in by.posts]}


def _nonce(key: bytes, number: int) -> str:
    """A text that nobody can guess who does not know the key."""
    return hmac.digest(key, b"%d" % number, "sha256").hex()[:_NONCE_CHARACTERS]
