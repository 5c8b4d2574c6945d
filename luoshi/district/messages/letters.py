"""How somebody outside is written to: stored with what the letter tells of, sent by the worker, its address forgotten afterwards.

As with deliveries, a letter is taken and the attempt committed before anything is sent: a worker that dies in between leaves it to the next
one, after the lease. What may have arrived is then sent once more, under the same permanent name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from luoshi.district.messages.gateways import NotSent, hand_over
from luoshi.district.messages.hours import open_districts
from luoshi.district.messages.models import Channel, Letter, State
from luoshi.district.messages.rendering import letter
from luoshi.district.messages.retries import LEASE, gap_after
from luoshi.district.messages.staying import AT_ONCE_MAX, KEPT_AT_ONCE_MAX, leaving, staying, stays_here

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import District


def letters_leave(district: District) -> bool:
    """Whether a letter from a district really leaves the house: there is a mail server, and the district is no invention."""
    return Channel.MAIL in settings.MESSAGE_GATEWAYS and not stays_here(district)


def post(
    address: str, *, district: District, language: str, topic: str, subject: str, body: str, key: str, at: datetime, link: str = "",
    leave: str = "",
) -> bool:  # fmt: skip
    """Write to somebody outside by mail; returns whether it is a new letter, for told again under the same key nothing is sent.

    Args:
        address: a mail address that was looked at with :func:`~luoshi.district.messages.queries.is_well_formed`.
        district: who writes; its sending hours and working days count.
        language: in which subject and body are.
        topic: what it is about, ``story.new``.
        subject: one line without personal data, because it travels in the clear.
        body: the text, plain.
        key: what makes it this letter and no other.
        at: when.
        link: the path of the page where it goes on, or nothing.
        leave: the path under which the receiver ends such letters, or nothing.

    Raises:
        TransactionManagementError: there is no transaction that it could belong to.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a letter is posted in the transaction of what it tells about")
    said = {"language": language, "topic": topic, "subject": subject[:200], "body": body, "link": link, "leave": leave}
    return Letter.objects.get_or_create(key=key, defaults={"district": district, "address": address, "at": at, "due_at": at, **said})[1]


def forget_letters(address: str, *, topic: str, at: datetime) -> int:
    """Letters of a topic that are on their way to an address are not sent, and the address is forgotten; returns how many those were."""
    waiting = Letter.objects.filter(address=address, topic__startswith=topic, state=State.WAITING)
    return waiting.update(state=State.DROPPED, address="", due_at=at)


def deliver_letters(*, at: datetime) -> int:
    """Send the letters that are due, within the hours of their districts; returns how many were taken up.

    Two workers at once take different ones.
    """
    open_in = open_districts(at)
    kept = _keep_here(at, open_in)
    for count in range(AT_ONCE_MAX):
        taken = _take(at, open_in)
        if taken is None:
            return kept + count
        _record(taken, *_send(taken), at=at)
    return kept + AT_ONCE_MAX


def _due(at: datetime, open_in: Sequence[District]) -> QuerySet[Letter]:
    """What waits and may leave, due longest first, unless another worker has it."""
    due = Letter.objects.filter(district__in=open_in, state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return due.select_for_update(of=("self",), skip_locked=True)


@transaction.atomic
def _keep_here(at: datetime, open_in: Sequence[District]) -> int:
    """Settle what never leaves this machine; returns how many those were."""
    found = list(_due(at, open_in).filter(staying("district__")).values_list("pk", flat=True)[:KEPT_AT_ONCE_MAX])
    return Letter.objects.filter(pk__in=found).update(state=State.KEPT, address="") if found else 0


@transaction.atomic
def _take(at: datetime, open_in: Sequence[District]) -> Letter | None:
    taken = _due(at, open_in).filter(leaving("district__")).select_related("district").first()
    if taken is not None:
        taken.attempts, taken.due_at = taken.attempts + 1, at + LEASE
        taken.save(update_fields=["attempts", "due_at"])
    return taken


def _send(taken: Letter) -> tuple[State, bool]:
    """How it stands afterwards, and whether to try again where it did not leave."""
    site = settings.SITE_ADDRESS
    words = letter(taken.subject, taken.body, taken.link, taken.leave, language=taken.language, site=site)
    leave = f"{site}{taken.leave}" if taken.leave else ""
    try:
        hand_over(settings.MESSAGE_GATEWAYS, Channel.MAIL, taken.address, words, name=f"L{taken.pk}", leave=leave)
    except NotSent as problem:
        return State.FAILED, not problem.permanent
    return State.SENT, False


@transaction.atomic
def _record(taken: Letter, state: State, again: bool, *, at: datetime) -> None:  # noqa: FBT001 - given by _send alone
    gap = gap_after(taken.attempts) if again else None
    if gap is not None:
        Letter.objects.filter(pk=taken.pk).update(due_at=at + gap)
    else:
        Letter.objects.filter(pk=taken.pk).update(state=state, address="")
