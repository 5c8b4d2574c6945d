"""Reads of messages: somebody's inbox, what would be sent, how deliveries stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from django.conf import settings
from django.db.models import Count

from luoshi.district.messages.addresses import is_well_formed
from luoshi.district.messages.hours import register_working_days
from luoshi.district.messages.letters import letters_leave
from luoshi.district.messages.models import Channel, Contact, Delivery, Language, Message, State
from luoshi.district.messages.rendering import Rendered, rendered
from luoshi.district.messages.staying import stays_here
from luoshi.district.offices.queries import Person
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import District

__all__ = [
    "Channel",
    "Contact",
    "Delivery",
    "Language",
    "Message",
    "Preview",
    "Slice",
    "State",
    "is_well_formed",
    "letters_leave",
    "register_working_days",
]

PAGE = 20
COUNTED_MAX = 100
"""Beyond this nobody counts: 99+."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one person would be sent by one channel. ``channel`` is ``None`` for the own inbox, where both languages stand."""

    person: Person
    channel: Channel | None
    address: str
    language: str
    words: Rendered


Row = TypeVar("Row", Message, Delivery)


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some of the rows, newest first; ``older`` is where the next ones begin, ``None`` at the end."""

    rows: list[Row]
    older: int | None


def preview(*, to: Person | Sequence[Person], subject: Words, body: Words, link: str) -> list[Preview]:
    """What :func:`~luoshi.district.messages.operations.send` would send, to whom, by which channel; nothing is stored."""
    persons = each_once(to)
    inbox = [Preview(each, None, "", language, _words(subject, body, link, language)) for each in persons for language in Language.values]
    outside = [
        Preview(each.person, Channel(each.channel), each.address, each.language, _words(subject, body, link, each.language))
        for each in contacts(persons)
    ]
    return inbox + outside


def each_once(to: Person | Sequence[Person]) -> list[Person]:
    """The persons, each once, however often they are named."""
    return [to] if isinstance(to, Person) else list(dict.fromkeys(to))


def _words(subject: Words, body: Words, link: str, language: str) -> Rendered:
    return rendered(subject, body, link, "", language=language, site=settings.SITE_ADDRESS)


def contacts(persons: Sequence[Person]) -> list[Contact]:
    """The present addresses of persons by which a message leaves: those for which there is a gateway, or all where none leaves anyway."""
    people = {each.pk: each for each in persons}
    found = list(Contact.objects.raw(_PRESENT, [list(people)]))
    for each in found:
        each.person = people[each.person_id]
    return [each for each in found if each.channel in settings.MESSAGE_GATEWAYS or stays_here(each.person)]


_PRESENT: Final = """
SELECT * FROM district_messages_contact WHERE person_id = ANY(%s::bigint[]) AND valid_to IS NULL ORDER BY person_id, channel
"""


def channels(person: Person) -> list[Channel]:
    """The channels by which this person could be reached."""
    return [each for each in Channel if each.value in settings.MESSAGE_GATEWAYS or stays_here(person)]


def contacts_of(person: Person) -> dict[str, Contact]:
    """The present addresses of a person by channel."""
    return {each.channel: each for each in Contact.objects.filter(person=person, valid_to=None)}


def inbox(person: Person, *, before: int | None = None, size: int = PAGE) -> Slice[Message]:
    """The messages of a person, those older than the one with the id ``before``."""
    return _slice(Message.objects.filter(person=person), before, size)


def unread_count(account: int) -> int:
    """How many messages the person with this account has not read, counted up to :data:`COUNTED_MAX`."""
    return Message.objects.filter(person__account=account, read_at=None)[:COUNTED_MAX].count()


def deliveries(district: District, state: State | None = None, *, before: int | None = None, size: int = PAGE) -> Slice[Delivery]:
    """The deliveries of a district, all or those in a state, with their events; those older than the one with the id ``before``."""
    found = Delivery.objects.filter(message__person__district=district).select_related("message__person", "contact")
    wanted = found.filter(state=state) if state else found
    return _slice(wanted.prefetch_related("events__person"), before, size)


def _slice(found: QuerySet[Row], before: int | None, size: int) -> Slice[Row]:
    """Turned by key: a page costs the same however far back it lies, and nothing slips while new rows come in."""
    some = list((found.filter(pk__lt=before) if before is not None else found).order_by("-pk")[: size + 1])
    return Slice(some[:size], some[size - 1].pk if len(some) > size else None)


def counts(district: District) -> dict[str, int]:
    """How many deliveries of a district are in each state."""
    found = Delivery.objects.filter(message__person__district=district).values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in found}
