"""How a message leaves: taken by one worker, sent outside of any transaction, recorded. What is done is never lost, at worst done twice.

The row is taken and "begun" is committed before anything is sent. So a worker that dies in between leaves a trace: after the lease the
delivery is taken again and, because it may have arrived, sent only once more; the receiver knows the second one by its permanent name.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from luoshi.district.messages.gateways import NotSent, hand_over
from luoshi.district.messages.hours import open_districts
from luoshi.district.messages.models import Delivery, DeliveryEvent, EventKind, State
from luoshi.district.messages.rendering import rendered
from luoshi.district.messages.retries import INTERRUPTIONS_MAX, LEASE, gap_after
from luoshi.district.messages.staying import AT_ONCE_MAX, KEPT_AT_ONCE_MAX, leaving, staying
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from luoshi.district.messages.rendering import Rendered
    from luoshi.district.offices.queries import District

TAKING_SECONDS = LEASE.total_seconds() / 2
"""For so long at most: leases are counted from the beginning, and behind a slow gateway the last one would be over before it is used."""

_STATE_AFTER = {EventKind.SENT: State.SENT, EventKind.KEPT: State.KEPT, EventKind.DROPPED: State.DROPPED}


def deliver(*, at: datetime) -> int:
    """Send what is due; outside the hours and working days of a district only what is urgent. Returns how many were taken up.

    Two workers at once take different ones.
    """
    began, open_in = monotonic(), open_districts(at)
    kept = _keep_here(at, open_in)
    for count in range(AT_ONCE_MAX):
        delivery = _take(at, open_in) if monotonic() - began < TAKING_SECONDS else None
        if delivery is None:
            return kept + count
        if delivery.state == State.WAITING:
            kind, detail, again = _send(delivery)
            _record(delivery, kind, detail, again=again, at=at)
    return kept + AT_ONCE_MAX


def _due(at: datetime, open_in: Sequence[District]) -> QuerySet[Delivery]:
    """What waits and may leave, due longest first, unless another worker has it."""
    may_leave = Q(message__urgent=True) | Q(message__person__district__in=open_in)
    due = Delivery.objects.filter(may_leave, state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return due.select_for_update(of=("self",), skip_locked=True)


@transaction.atomic
def _keep_here(at: datetime, open_in: Sequence[District]) -> int:
    """Settle what never leaves this machine; returns how many those were."""
    found = list(_due(at, open_in).filter(staying("message__person__")).values_list("pk", "contact__valid_to")[:KEPT_AT_ONCE_MAX])
    for kind, ended in ((EventKind.KEPT, False), (EventKind.DROPPED, True)):
        some = [pk for pk, valid_to in found if (valid_to is not None) == ended]
        if some:
            Delivery.objects.filter(pk__in=some).update(state=_STATE_AFTER[kind], due_at=at)
            DeliveryEvent.objects.bulk_create(DeliveryEvent(delivery_id=each, kind=kind, at=at) for each in some)
    return len(found)


@transaction.atomic
def _take(at: datetime, open_in: Sequence[District]) -> Delivery | None:
    """The delivery that is due longest, for this worker alone as long as the lease lasts, with its attempt on record."""
    taken = _due(at, open_in).filter(leaving("message__person__")).select_related("message__person", "contact").first()
    if taken is None:
        return None
    if _was_interrupted(taken):
        taken.interruptions += 1
        _note(taken, EventKind.INTERRUPTED, at)
    if taken.interruptions > INTERRUPTIONS_MAX:
        taken.state = State.FAILED
    else:
        taken.attempts, taken.due_at = taken.attempts + 1, at + LEASE
        _note(taken, EventKind.BEGUN, at)
    taken.save(update_fields=["state", "due_at", "attempts", "interruptions"])
    return taken


def _was_interrupted(delivery: Delivery) -> bool:
    """Whether the last attempt was begun and nobody knows how it ended; most are at their first."""
    if not delivery.attempts:
        return False
    last = delivery.events.order_by("-pk").first()
    return last is not None and last.kind == EventKind.BEGUN


def _send(delivery: Delivery) -> tuple[EventKind, str, bool]:
    """What came of it, why, and whether to ask again if nothing did."""
    if delivery.contact.valid_to is not None:
        return EventKind.DROPPED, "", False
    to = delivery.contact
    try:
        hand_over(settings.MESSAGE_GATEWAYS, to.channel, to.address, words_of(delivery), name=f"{delivery.message.code}.{delivery.pk}")
    except NotSent as problem:
        return EventKind.NOT_SENT, str(problem), not problem.permanent
    return EventKind.SENT, "", False


def words_of(delivery: Delivery) -> Rendered:
    """What a delivery says, in the language of its address."""
    message = delivery.message
    return rendered(
        Words(message.subject_zh, message.subject_en), Words(message.body_zh, message.body_en), message.link, message.code,
        language=delivery.contact.language, site=settings.SITE_ADDRESS,
    )  # fmt: skip


@transaction.atomic
def _record(delivery: Delivery, kind: EventKind, detail: str, *, again: bool, at: datetime) -> None:
    gap = gap_after(delivery.attempts) if again else None
    delivery.state = State.WAITING if gap else _STATE_AFTER.get(kind, State.FAILED)
    delivery.due_at = at + gap if gap else at
    delivery.save(update_fields=["state", "due_at"])
    _note(delivery, kind, at, detail)


def _note(delivery: Delivery, kind: EventKind, at: datetime, detail: str = "") -> None:
    DeliveryEvent.objects.create(delivery=delivery, kind=kind, at=at, detail=detail[:300])
