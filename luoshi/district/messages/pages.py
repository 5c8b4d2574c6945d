"""Puts together what the pages of messages show; templates decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from luoshi.district.messages import queries
from luoshi.district.messages.delivering import words_of
from luoshi.district.messages.forms import ContactForm
from luoshi.district.messages.models import Language, State
from luoshi.district.messages.rendering import rendered
from luoshi.district.offices.queries import officials
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.messages.models import Delivery
    from luoshi.district.offices.queries import Authority, District, Person


def contacts_page(person: Person, given: ContactForm | None, *, by: Authority, on: date) -> dict[str, Any]:
    """One form for each channel, with the present address; ``given`` is the one that was just filled in."""
    present = queries.contacts_of(person)
    forms = []
    for channel in queries.channels(person):
        now = present.get(channel)
        known = {"address": now.address, "language": now.language} if now else {}
        forms.append((channel, now, given if given and given.channel == channel else ContactForm(channel, initial=known)))
    others = officials(by.district, on=on) if by.district and by.is_office_of(by.district) else []
    return {"person": person, "is_own": by.person == person, "forms": forms, "others": others}


def deliveries_page(district: District, state: State, *, before: int | None) -> dict[str, Any]:
    """The deliveries of a district in one state, with how many there are in each."""
    found = queries.deliveries(district, state, before=before)
    counts = queries.counts(district)
    return {
        "states": [(each, counts.get(each.value, 0)) for each in (State.FAILED, State.WAITING, State.SENT, State.DROPPED, State.KEPT)],
        "state": state,
        "entries": [(each, words_of(each)) for each in found.rows],
        "older": found.older,
    }


def preview_page(district: District, *, before: int | None) -> dict[str, Any]:
    """What would be sent: each message in both languages, the one that the receiver would read first."""
    found = queries.deliveries(district, before=before)
    return {"entries": [(each, _in_both_languages(each)) for each in found.rows], "older": found.older}


def _in_both_languages(delivery: Delivery) -> list[tuple[str, Any]]:
    message, own = delivery.message, delivery.contact.language
    subject, body = Words(message.subject_zh, message.subject_en), Words(message.body_zh, message.body_en)
    return [
        (each, rendered(subject, body, message.link, message.code, language=each, site=settings.SITE_ADDRESS))
        for each in sorted(Language.values, key=lambda language: language != own)
    ]
