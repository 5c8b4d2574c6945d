"""Changes of imports: a file is handed in, and, when it was checked, somebody confirms or discards it. The worker does the work between."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.offices.queries import Power
from luoshi.district.register import fail_if
from luoshi.district.register.errors import ImportRefused
from luoshi.district.register.kinds import KINDS
from luoshi.district.register.models import Import, ImportProgress, ImportRow, ImportState, RowOutcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.fields import Kind


@transaction.atomic
def hand_in(
    kind: Kind, district: District, *, name: str, content: bytes, valid_from: date, source: str, by: Authority, at: datetime
) -> Import:
    """Keep a file for the worker to check. Nothing of it is in the register until somebody confirms what was found.

    Raises:
        NotAllowed: the person may not change this register.
        NeedsReason: nobody says where the file comes from.
        WrongDays: the day from which it counts is beyond any sensible one.
        ImportRefused: there is nothing in the file.
    """
    fail_if.not_granted(Power.CHANGE, kind, district, by)
    fail_if.without_source(source)
    fail_if.days_are_wrong(valid_from, None)
    if not content:
        raise ImportRefused.empty()
    assert by.person is not None, "whoever was granted a power is a person"
    kept = Import.objects.create(
        district=district,
        kind=kind.code,
        file_name=name[:200] or "—",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        valid_from=valid_from,
        source=source.strip()[:200],
        person=by.person,
        signature=by.signature,
        at=at,
        state=ImportState.READING,
    )
    ImportProgress.objects.create(of=kept)
    return kept


@transaction.atomic
def confirm(kept: Import, *, only_accepted: bool, by: Authority, at: datetime) -> None:
    """Let the worker import what was reviewed: all rows, or the faultless ones alone. Who said so, and when, stays on record.

    Raises:
        NotAllowed: the person may not change this register.
        ImportRefused: it does not wait for this, has faults though all rows were asked for, or would do nothing.
    """
    kept = _waiting(kept, by)
    if kept.counts.get(RowOutcome.WRONG, 0) and not only_accepted:
        raise ImportRefused.faulty(kept.counts[RowOutcome.WRONG])
    if not kept.counts.get(RowOutcome.NEW, 0) + kept.counts.get(RowOutcome.CHANGED, 0):
        raise ImportRefused.nothing_to_do()
    ImportProgress.objects.filter(of=kept).update(done=0, total=0)
    kept.state, kept.only_accepted = ImportState.APPLYING, only_accepted
    kept.confirmed_by, kept.confirmed_signature, kept.confirmed_at = by.person, by.signature[:200], at
    kept.save(update_fields=["state", "only_accepted", "confirmed_by", "confirmed_signature", "confirmed_at"])


@transaction.atomic
def discard(kept: Import, *, by: Authority, at: datetime) -> None:
    """Give a reviewed file up; it and its rows are deleted.

    Raises:
        NotAllowed: the person may not change this register.
        ImportRefused: it does not wait for this.
    """
    kept = _waiting(kept, by)
    ImportRow.objects.filter(of=kept).delete()
    kept.state, kept.content, kept.finished_at = ImportState.DISCARDED, None, at
    kept.save(update_fields=["state", "content", "finished_at"])


def _waiting(kept: Import, by: Authority) -> Import:
    """The import, held, if it waits for a person."""
    found = Import.objects.select_for_update(no_key=True, of=("self",)).select_related("district").get(pk=kept.pk)
    fail_if.not_granted(Power.CHANGE, KINDS[found.kind], found.district, by)
    if found.state != ImportState.REVIEWED:
        raise ImportRefused.not_waiting()
    return found
