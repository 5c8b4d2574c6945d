"""Changes by which two entries turn out to be one and the same, or turn out not to be; and what was said can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.facts.operations import record
from luoshi.district.offices.queries import Power
from luoshi.district.register import duplicates, fail_if, telling
from luoshi.district.register.errors import NotDistinguished, NotMerged
from luoshi.district.register.kinds import KINDS
from luoshi.district.register.locks import share
from luoshi.district.register.models import Distinction, Entry, Merge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority


@transaction.atomic
def merge(kept: Entry, duplicate: Entry, *, reason: str, by: Authority, at: datetime) -> Merge:
    """Record that two entries are one and the same. Nothing of the duplicate is lost; its number leads to the one that is kept.

    Raises:
        NotAllowed: the person may not merge in this register.
        NeedsReason: nobody says how it is known.
        NoPair: they are one and the same entry, or of different registers.
        Merged: one of them was merged already.
    """
    kind = KINDS[kept.kind]
    fail_if.not_granted(Power.CHECK, kind, kept.district, by)
    fail_if.without_reason(reason)
    fail_if.no_pair(kept, duplicate)
    kept, duplicate = _both_locked(kept, duplicate)
    fail_if.merged_away(kept)
    fail_if.merged_away(duplicate)
    duplicate.merged_into = kept
    duplicate.save(update_fields=["merged_into"])
    return _record_merge(kept, duplicate, undone=False, reason=reason, by=by, at=at)


@transaction.atomic
def unmerge(duplicate: Entry, *, reason: str, by: Authority, at: datetime) -> Merge:
    """Undo a merge by a record of its own: the entry stands for itself again.

    Raises:
        NotAllowed: the person may not merge in this register.
        NeedsReason: nobody says why.
        NotMerged: it was not merged.
    """
    fail_if.not_granted(Power.CHECK, KINDS[duplicate.kind], duplicate.district, by)
    fail_if.without_reason(reason)
    duplicate = Entry.objects.select_for_update(of=("self",)).select_related("district", "merged_into").get(pk=duplicate.pk)
    kept = duplicate.merged_into
    if kept is None:
        raise NotMerged
    duplicate.merged_into = None
    duplicate.save(update_fields=["merged_into"])
    return _record_merge(kept, duplicate, undone=True, reason=reason, by=by, at=at)


@transaction.atomic
def distinguish(one: Entry, other: Entry, *, reason: str, by: Authority, at: datetime) -> Distinction:
    """Record that two entries that share something are not the same. They are not suggested as duplicates again until they share more.

    Raises:
        NotAllowed: the person may not merge in this register.
        NeedsReason: nobody says how it is known.
        NoPair: they are one and the same entry, or of different registers.
        Merged: one of them was merged into another entry.
        NothingShared: nothing suggests that they are the same.
        DistinguishedAlready: it was said already, of all that they share.
    """
    fail_if.not_granted(Power.CHECK, KINDS[one.kind], one.district, by)
    fail_if.without_reason(reason)
    fail_if.no_pair(one, other)
    one, other = _both_locked(one, other)
    fail_if.merged_away(one)
    fail_if.merged_away(other)
    shared = duplicates.shared(one, other)
    fail_if.nothing_shared(shared)
    fail_if.distinguished_already(duplicates.standing(one, other), shared)
    return _record_distinction(one, other, shared, undone=False, reason=reason, by=by, at=at)


@transaction.atomic
def undo_distinction(one: Entry, other: Entry, *, reason: str, by: Authority, at: datetime) -> Distinction:
    """Take back, by a record of its own, that two entries are not the same: they are suggested as duplicates again.

    Raises:
        NotAllowed: the person may not merge in this register.
        NeedsReason: nobody says why.
        NoPair: they are one and the same entry, or of different registers.
        NotDistinguished: nobody said so, or it was taken back already.
    """
    fail_if.not_granted(Power.CHECK, KINDS[one.kind], one.district, by)
    fail_if.without_reason(reason)
    fail_if.no_pair(one, other)
    one, other = _both_locked(one, other)
    stands = duplicates.standing(one, other)
    if stands is None:
        raise NotDistinguished
    return _record_distinction(one, other, stands.shared, undone=True, reason=reason, by=by, at=at)


def _both_locked(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    """In the order of their numbers, so that two who act on them never wait for each other."""
    share(KINDS[one.kind], one.district)
    rows = Entry.objects.select_for_update(of=("self",)).select_related("district").filter(pk__in=[one.pk, other.pk])
    found = {entry.pk: entry for entry in rows.order_by("pk")}
    return found[one.pk], found[other.pk]


def _record_merge(kept: Entry, duplicate: Entry, *, undone: bool, reason: str, by: Authority, at: datetime) -> Merge:
    assert by.person is not None, "whoever was granted a power is a person"
    _tell(telling.UNMERGED if undone else telling.MERGED, duplicate, {"kept": kept.key}, by, at)
    return Merge.objects.create(
        kept=kept, duplicate=duplicate, undone=undone, person=by.person, signature=by.signature, at=at, reason=reason.strip()
    )


def _record_distinction(
    one: Entry, other: Entry, shared: Sequence[str], *, undone: bool, reason: str, by: Authority, at: datetime
) -> Distinction:
    assert by.person is not None, "whoever was granted a power is a person"
    first, second = sorted((one, other), key=lambda entry: entry.pk)
    _tell(telling.NOT_DISTINGUISHED if undone else telling.DISTINGUISHED, second, {"other": first.key}, by, at)
    return Distinction.objects.create(
        one=first, other=second, shared=list(shared), undone=undone, person=by.person, signature=by.signature, at=at, reason=reason.strip()
    )


def _tell(what: str, entry: Entry, details: dict[str, str | int | None], by: Authority, at: datetime) -> None:
    record(telling.fact(KINDS[entry.kind], entry.key, what, at=at, details=details), district=entry.district, by=by, at=at)
