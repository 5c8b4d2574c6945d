"""How a personal value is shown to whoever may not see it whole: enough to tell two apart, too little to use."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from luoshi.engines import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HIDDEN: Final = "*"


class Personal(StrEnum):
    """What a personal value holds."""

    CITIZEN_ID = "citizen_id"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"


def masked(value: str, personal: Personal) -> str:
    """The value with what must not be seen replaced by ``*``."""
    return _MASKS[personal](value)


def _address(value: str) -> str:
    """Where it begins stays, as far as a district; a shorter one is hidden whole."""
    shown: Final = 4
    return value[:shown] + HIDDEN * 4 if len(value) > 2 * shown else HIDDEN * 4


_MASKS: Mapping[Personal, Callable[[str], str]] = {
    Personal.CITIZEN_ID: lambda value: identifiers.mask(value, identifiers.Personal.CITIZEN_ID),
    Personal.NAME: lambda value: identifiers.mask(value, identifiers.Personal.NAME),
    Personal.PHONE: lambda value: identifiers.mask(value, identifiers.Personal.PHONE),
    Personal.ADDRESS: _address,
}
