"""With which key licences are signed. It lies in the data folder; who takes it away there lets the next licence be signed by a new one.

Keys that signed before stay listed with their days, so that what they signed can be checked for as long as it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from luoshi.district.credentials.errors import KeyRetired
from luoshi.district.credentials.models import SigningKey
from luoshi.district.data_folder import licence_key
from luoshi.district.locks import alone
from luoshi.engines.credentials import Key, multikey, public_key_of, read_multikey, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime


def signed(documents: Iterable[Callable[[bytes], Mapping[str, Any]]], *, at: datetime) -> list[dict[str, Any]]:
    """Documents, each with its proof, by the key that signs now; it is listed from then on.

    Args:
        documents: what makes each document, given the public half of the key.
        at: when they are signed.

    Raises:
        KeyRetired: the key in the data folder is an old one.
    """
    key = licence_key(settings.DATA_FOLDER)
    public_key = public_key_of(key)
    if not _is_listed(multikey(public_key), at):
        _enter(multikey(public_key), at)
    return [sealed(make(public_key), private_key=key, at=at) for make in documents]


def listed_keys() -> list[Key]:
    """All keys that ever signed, the first one first."""
    rows = SigningKey.objects.order_by("valid_from", "pk")
    return [Key(read_multikey(row.public_key), row.valid_from, row.valid_to) for row in rows]


def _is_listed(name: str, at: datetime) -> bool:
    """Asked with each licence, so without the detour by the models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM credentials_signingkey WHERE public_key = %s AND valid_to IS NULL AND valid_from <= %s)", [name, at]
        )
        [is_listed] = cursor.fetchone()
    return bool(is_listed)


def _enter(name: str, at: datetime) -> None:
    """List a key that signs for the first time, or for a moment before those that it signed yet; the key before it signs no more."""
    alone("list of signing keys")
    known = SigningKey.objects.filter(public_key=name).first()
    if known is None:
        SigningKey.objects.filter(valid_to=None).update(valid_to=at)
        SigningKey.objects.create(public_key=name, valid_from=at)
    elif known.valid_to is not None:
        raise KeyRetired(name)
    elif at < known.valid_from:
        SigningKey.objects.filter(pk=known.pk).update(valid_from=at)
