"""What somebody would apply for and gets without: whichever capability gives it says so, and is asked before anybody applies in vain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from luoshi.district.services.applicants import Subject
from luoshi.engines.approval import ItemKind

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.approval import Item
    from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody gets without applying, in words, and the address where it goes on."""

    words: Words
    address: str


Settles: TypeAlias = "Callable[[District, str, Collection[Subject], date], Mapping[Subject, Settled]]"
"""Of some applicants those who get what an item, by its code, would give them."""

_KNOWN: Final[list[Settles]] = []


def register_settling(settles: Settles) -> None:
    """Let a capability say who gets something without applying: called from its ``AppConfig.ready``."""
    _KNOWN.append(settles)


def settled(item: Item, subjects: Collection[Subject], *, district: District, on: date) -> dict[Subject, Settled]:
    """Who of some applicants gets already what an item would give; nothing but a benefit comes without application."""
    if item.kind is not ItemKind.BENEFIT:
        return {}
    return {subject: found for settles in _KNOWN for subject, found in settles(district, item.code, subjects, on).items()}
