"""Everything that is refused to the public. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.messages.queries import Channel, is_well_formed
from luoshi.district.story.errors import LinkIsOver, NobodyAnswers, NothingAsked, WrongAddress
from luoshi.district.story.models import TEXT_MAX, Following

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Unit


def no_mail_address(address: str) -> None:
    """Nothing could be sent there."""
    if not is_well_formed(address, Channel.MAIL):
        raise WrongAddress(address)


def nothing_asked(text: str) -> None:
    """Nothing is said, or too much."""
    if not 0 < len(text) <= TEXT_MAX:
        raise NothingAsked(TEXT_MAX)


def nobody_answers(unit: Unit | None) -> Unit:
    """There is no unit to which it could be given."""
    if unit is None:
        raise NobodyAnswers
    return unit


def forgotten(key: int) -> Following:
    """The request that a link names was deleted, because nobody confirmed it in time."""
    found = Following.objects.select_related("commitment__report__district", "follower").filter(pk=key).first()
    if found is None:
        raise LinkIsOver
    return found
