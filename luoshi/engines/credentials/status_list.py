"""Which licences are revoked or suspended, as one compressed list of bits (W3C Bitstring Status List 1.0).

Whoever fetches a list does not tell for which licence: it says something of 131,072 at once.
"""

from __future__ import annotations

import gzip
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.credentials.documents import CONTEXT, stamp
from luoshi.engines.credentials.multibase import base64, read_base64
from luoshi.engines.credentials.seal import SUBJECT, issuer_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LIST_BITS: Final = 131_072
"""The smallest list that the standard allows: 16 KB before it is compressed."""
TYPE: Final = "BitstringStatusListCredential"
_BYTES_MAX: Final = 16 * LIST_BITS // 8
"""What a list may unpack to, so that nobody's list fills our memory."""


class Purpose(StrEnum):
    """What a list says of a licence."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


def status_entries(lists: str, position: int) -> list[dict[str, str]]:
    """Where a licence stands in the lists, as the licence itself says it."""
    number, index = divmod(position, LIST_BITS)
    return [
        {
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose.value,
            "statusListIndex": str(index),
            "statusListCredential": list_id(lists, number, purpose),
        }
        for purpose in Purpose
    ]


def list_id(lists: str, number: int, purpose: Purpose) -> str:
    """The address of a list."""
    return f"{lists}{number}/{purpose.value}.json"


def status_list(
    lists: str, number: int, purpose: Purpose, positions: Iterable[int], public_key: bytes, *, begins: datetime, ends: datetime
) -> dict[str, Any]:
    """A list as a credential, not yet signed.

    Args:
        lists: where the lists lie.
        number: of the list; it holds the licences at the positions from ``number * LIST_BITS`` on.
        purpose: what it says of them.
        positions: those of which it is true; of other lists none.
        public_key: of whoever signs it.
        begins: since when it is so.
        ends: until when it may be relied on.
    """
    place = list_id(lists, number, purpose)
    return {
        "@context": CONTEXT,
        "id": place,
        "type": ["VerifiableCredential", TYPE],
        "issuer": {"id": issuer_of(public_key)},
        "validFrom": stamp(begins),
        "validUntil": stamp(ends),
        SUBJECT: {
            "id": f"{place}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": encoded(position - number * LIST_BITS for position in positions),
        },
    }


def encoded(indices: Iterable[int]) -> str:
    """A list in which the bits of these places are set; the first bit is the leftmost."""
    bits = bytearray(LIST_BITS // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return base64(gzip.compress(bytes(bits), mtime=0))


def is_set(encoded_list: str, index: int) -> bool:
    """Whether the bit of a place is set.

    Raises:
        ValueError: this is no list, or it ends before the place.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        bits = unpacker.decompress(read_base64(encoded_list), _BYTES_MAX)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not 0 <= index < len(bits) * 8 or len(bits) < LIST_BITS // 8:
        raise ValueError(index)
    return bool(bits[index // 8] & 0x80 >> index % 8)
