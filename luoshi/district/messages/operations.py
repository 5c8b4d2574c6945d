"""Changes of messages: something is told, read, delivered; a person's address is entered or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from luoshi.district.messages import fail_if, queries
from luoshi.district.messages.addresses import tidied
from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.models import Channel, Contact, Delivery, DeliveryEvent, EventKind, Language, Message, State
from luoshi.district.offices.queries import Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.words import Words

__all__ = ["deliver", "end_contact", "enter_contact", "mark_all_read", "mark_read", "send", "try_again"]


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
    """Tell persons something. It stands in the inbox of each as soon as the caller's transaction is committed, and not before.

    The worker delivers it by the channels that each person has, at least once: if a machine fails at the wrong moment, it arrives
    twice, with the same permanent name.

    Args:
        to: who has to know; whoever stands in it twice is told once.
        topic: what it is about, ``supervision.issued``.
        subject: one line, in both languages; personal data do not belong into it, because it travels in the clear.
        body: the text, plain, in both languages.
        link: the path of the page where it goes on, ``/workbench/…``, or nothing.
        key: what makes it this message and no other: told again under the same key, nobody hears it twice.
        at: when.
        urgent: whether it may leave outside the sending hours and on days off.

    Returns:
        How many persons were told who had not been before.

    Raises:
        TransactionManagementError: there is no transaction that it could belong to.
        IntegrityError: a subject, the topic or the key is empty, or the link leads out of this site.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a message is sent in the transaction of what it tells about")
    persons = {person.pk: person for person in queries.each_once(to)}
    new = _new({
        "persons": list(persons), "topic": topic, "key": key, "subject_zh": subject.chinese, "subject_en": subject.english,
        "body_zh": body.chinese, "body_en": body.english, "link": link, "urgent": urgent, "at": at,
    })  # fmt: skip
    ways = queries.contacts([persons[person] for person in new]) if new else []
    Delivery.objects.bulk_create(Delivery(message_id=new[way.person_id], contact=way, due_at=at) for way in ways)
    return len(new)


def _new(words: Mapping[str, Any]) -> dict[int, int]:
    """The new messages by the persons who were not told before, in one statement: the database itself says who was."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, words)
        return dict(cursor.fetchall())


_TOLD: Final = """
INSERT INTO district_messages_message (person_id, topic, key, subject_zh, subject_en, body_zh, body_en, link, urgent, at)
SELECT person, %(topic)s, %(key)s, %(subject_zh)s, %(subject_en)s, %(body_zh)s, %(body_en)s, %(link)s, %(urgent)s, %(at)s
FROM unnest(%(persons)s::bigint[]) WITH ORDINALITY told(person, place) ORDER BY place
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
