"""Every reason for which a change about messages is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.messages.addresses import is_well_formed
from luoshi.district.messages.errors import NotFailed, NotOfTheOffice, NotYours, WrongAddress
from luoshi.district.messages.models import Channel, Delivery, State

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District, Person


def wrong_address(address: str, channel: Channel) -> None:
    """It is no address of the channel."""
    if not is_well_formed(address, channel):
        raise WrongAddress(address, channel)


def neither_owner_nor_office(person: Person, by: Authority) -> None:
    """Whoever acts is neither the person nor of the office of the person's district."""
    is_owner = by.person is not None and by.person.pk == person.pk
    if not is_owner and not by.is_office_of(person.district):
        raise NotYours


def not_of_the_office(district: District, by: Authority) -> None:
    """Whoever acts does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotOfTheOffice


def not_failed(delivery: Delivery) -> None:
    """It is on its way, or has arrived."""
    if delivery.state != State.FAILED:
        raise NotFailed(delivery.message.code)
