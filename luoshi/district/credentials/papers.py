"""The signed document of a licence: what the public may read of it, in the words of the standard."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.timezone import get_default_timezone

from luoshi.district.credentials import signing
from luoshi.engines.credentials import Licence, document_of, written
from luoshi.engines.identifiers import Personal, RefusedIdentifier, mask, read_credit_code
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.credentials.models import Credential

END_OF_DAY: Final = time(23, 59, 59)


def address(path: str = "") -> str:
    """Where something of licences is found, as signed documents name it; a URN where the site has no address of its own."""
    return f"{settings.SITE_ADDRESS}/licences/{path}" if settings.SITE_ADDRESS else f"urn:luoshi:licences/{path}"


def is_of_person(holder_code: str) -> bool:
    """Whether the holder is a natural person: whoever has no credit code. In doubt somebody is masked who need not be."""
    try:
        read_credit_code(holder_code)
    except RefusedIdentifier:
        return True
    return False


def shown_holder(credential: Credential) -> tuple[str, str]:
    """Name and code of the holder, as everybody may see them."""
    if not credential.of_person:
        return credential.holder_name, credential.holder_code
    return mask(credential.holder_name, Personal.NAME), mask(credential.holder_code, Personal.CITIZEN_ID)


def papers_of(licences: Iterable[tuple[Credential, date | None]], *, at: datetime) -> list[str]:
    """The documents of licences that are valid to a day, signed, as canonical JSON.

    Raises:
        KeyRetired: the key in the data folder is an old one.
    """
    said = [partial(document_of, _licence(credential, expires_on)) for credential, expires_on in licences]
    return [written(each).decode() for each in signing.signed(said, at=at)]


def _licence(credential: Credential, expires_on: date | None) -> Licence:
    holder_name, holder_code = shown_holder(credential)
    zone = get_default_timezone()
    return Licence(
        id=address(f"{credential.code}/"),
        number=credential.number,
        name=Words(credential.name, credential.name_en),
        holder_name=holder_name,
        holder_code=holder_code,
        authority=credential.unit.name,
        issued_on=credential.issued_on,
        begins=datetime.combine(credential.issued_on, time.min, zone),
        ends=datetime.combine(expires_on, END_OF_DAY, zone) if expires_on else None,
        scope=credential.scope,
        place=credential.place,
        lists=address("status/"),
        position=credential.pk,
        is_sample=credential.district.invented,
    )
