"""Changes of messages: something is told, read, delivered; a person's address is entered or ended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from luoshi.district.messages import fail_if, queries
from luoshi.district.messages.addresses import tidied
from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.letters import forget_letters, post
from luoshi.district.messages.models import Channel, Contact, Delivery, DeliveryEvent, EventKind, Language, Message, State
from luoshi.district.offices.queries import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.words import Words

__all__ = [
    "NewMessage",
    "deliver",
    "end_contact",
    "enter_contact",
    "forget_letters",
    "mark_all_read",
    "mark_read",
    "post",
    "send",
    "send_all",
    "try_again",
]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Something that persons have to know.

    Attributes:
        to: who has to know; whoever stands in it twice is told once.
        topic: what it is about, ``supervision.issued``.
        subject: one line, in both languages; personal data do not belong into it, because it travels in the clear.
        body: the text, plain, in both languages.
        link: the path of the page where it goes on, ``/workbench/…``, or nothing.
        key: what makes it this message and no other: told again under the same key, nobody hears it twice.
        urgent: whether it may leave outside the sending hours and on days off.
    """

    to: Person | Sequence[Person]
    topic: str
    subject: Words
    body: Words
    link: str
    key: str
    urgent: bool = False

    def words(self) -> tuple[Any, ...]:
        """What is stored of it, in the order of the columns."""
        subject, body = self.subject, self.body
        return self.topic, self.key, subject.chinese, subject.english, body.chinese, body.english, self.link, self.urgent


def send(
    *,
    to: Person | Sequence[Person],
    topic: str,
    subject: Words,
    body: Words,
    link: str,
    key: str,
    at: datetime,
    urgent: bool = False,
) -> int:
    """Tell persons something, as :func:`send_all` does; the arguments are the attributes of :class:`NewMessage`."""
    return send_all([NewMessage(to, topic, subject, body, link, key, urgent)], at=at)


def send_all(news: Sequence[NewMessage], *, at: datetime) -> int:
    """Tell persons something. It stands in the inbox of each as soon as the caller's transaction is committed, and not before.

    The worker delivers it by the channels that each person has, at least once: if a machine fails at the wrong moment, it arrives
    twice, with the same permanent name.

    Args:
        news: what is told, in this order.
        at: when.

    Returns:
        How many messages there are that nobody had been told before.

    Raises:
        TransactionManagementError: there is no transaction that it could belong to.
        IntegrityError: a subject, the topic or the key is empty, or the link leads out of this site.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a message is sent in the transaction of what it tells about")
    told = [(person, new) for new in news for person in queries.each_once(new.to)]
    if not told:
        return 0
    made = _new([(person.pk, *new.words()) for person, new in told], at)
    people = {person.pk: person for person, _ in told}
    ways = groupby(queries.contacts([people[number] for number in made]) if made else [], key=lambda way: way.person_id)
    Delivery.objects.bulk_create(
        Delivery(message_id=message, contact=way, due_at=at) for number, each in ways for way in each for message in made[number]
    )
    return sum(map(len, made.values()))


def _new(rows: Sequence[tuple[Any, ...]], at: datetime) -> dict[int, list[int]]:
    """The new messages by the persons who were not told before, in one statement: the database itself says who was."""
    made: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [at, *map(list, zip(*rows, strict=True))])
        for person, message in cursor.fetchall():
            made.setdefault(person, []).append(message)
    return made


_TOLD: Final = """
INSERT INTO district_messages_message (at, person_id, topic, key, subject_zh, subject_en, body_zh, body_en, link, urgent)
SELECT %s, person, topic, key, subject_zh, subject_en, body_zh, body_en, link, urgent
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[]) WITH ORDINALITY
    told(person, topic, key, subject_zh, subject_en, body_zh, body_en, link, urgent, place)
ORDER BY place
ON CONFLICT (person_id, key) DO NOTHING
RETURNING person_id, id
"""


def mark_read(message: int, *, by: Authority, at: datetime) -> Message | None:
    """A person has read an own message; ``None`` if there is none of this id. Reading it again changes nothing."""
    found = Message.objects.filter(pk=message, person=by.person).first()
    if found is not None:
        Message.objects.filter(pk=message, read_at=None).update(read_at=at)
    return found


def mark_all_read(*, by: Authority, at: datetime) -> int:
    """A person has read all messages up to a moment; returns how many those were."""
    return Message.objects.filter(person=by.person, read_at=None, at__lte=at).update(read_at=at)


@transaction.atomic
def enter_contact(
    person: Person, channel: Channel, address: str, *, by: Authority, at: datetime, language: Language = Language.CHINESE
) -> Contact:
    """From now on the person is reached there by this channel, and no longer at the address before it.

    Raises:
        NotYours: whoever acts is neither the person nor of the office.
        WrongAddress: it is no address of the channel.
    """
    fail_if.neither_owner_nor_office(person, by)
    address = tidied(address, channel)
    fail_if.wrong_address(address, channel)
    assert by.person is not None, "an owner or an office has a person"
    Person.objects.select_for_update().get(pk=person.pk)  # one change of a person's addresses at a time
    present = Contact.objects.filter(person=person, channel=channel, valid_to=None)
    if same := present.filter(address=address, language=language).first():
        return same
    present.update(valid_to=at)
    return Contact.objects.create(person=person, channel=channel, address=address, language=language, valid_from=at, entered_by=by.person)


def end_contact(person: Person, channel: Channel, *, by: Authority, at: datetime) -> int:
    """The person is no longer reached by this channel; what waits to be sent there is dropped. Returns how many addresses ended.

    Raises:
        NotYours: whoever acts is neither the person nor of the office.
    """
    fail_if.neither_owner_nor_office(person, by)
    return Contact.objects.filter(person=person, channel=channel, valid_to=None).update(valid_to=at)


@transaction.atomic
def try_again(delivery: int, *, by: Authority, at: datetime) -> Delivery:
    """Let a delivery that failed be tried anew from its first attempt.

    Raises:
        Delivery.DoesNotExist: there is none of this id.
        NotOfTheOffice: whoever acts does not keep the plan of the district.
        NotFailed: it is on its way, or has arrived.
    """
    found = Delivery.objects.select_for_update(of=("self",)).select_related("message__person__district").get(pk=delivery)
    fail_if.not_of_the_office(found.message.person.district, by)
    fail_if.not_failed(found)
    found.state, found.due_at, found.attempts, found.interruptions = State.WAITING, at, 0, 0
    found.save(update_fields=["state", "due_at", "attempts", "interruptions"])
    DeliveryEvent.objects.create(delivery=found, kind=EventKind.TRIED_AGAIN, at=at, person=by.person)
    return found
