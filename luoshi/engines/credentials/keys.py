"""Whose signatures count, and from when to when: the published list of keys (W3C Controlled Identifiers 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.engines.credentials.documents import Malformed, moment_of, stamp
from luoshi.engines.credentials.multibase import multikey, read_multikey
from luoshi.engines.credentials.seal import issuer_of, method_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from luoshi.engines.credentials.documents import Document


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and between which moments it signed; without an end it still does."""

    public: bytes
    valid_from: datetime
    valid_to: datetime | None = None

    def signed_at(self, moment: datetime) -> bool:
        """Whether it was in use at a moment."""
        return self.valid_from <= moment and (self.valid_to is None or moment <= self.valid_to)


def key_of(method: object) -> bytes:
    """The public key that the name of a key holds (``did:key:z6Mk…#z6Mk…``).

    Raises:
        ValueError: it is no such name.
    """
    _, _, key = str(method).partition("#")
    found = read_multikey(key)
    if method != method_of(found):
        raise ValueError(method)
    return found


def keys_document(place: str, keys: Iterable[Key]) -> dict[str, Any]:
    """The list as it is published at a place."""
    methods = [_method(place, key) for key in keys]
    return {
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": place,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _method(place: str, key: Key) -> dict[str, Any]:
    ends = {"expires": stamp(key.valid_to)} if key.valid_to else {}
    return {
        "id": method_of(key.public),
        "type": "Multikey",
        "controller": place,
        "alsoKnownAs": issuer_of(key.public),
        "publicKeyMultibase": multikey(key.public),
        "validFrom": stamp(key.valid_from),
        **ends,
    }


def read_keys(document: Document) -> Sequence[Key]:
    """The keys of a list.

    Raises:
        Malformed: it is no such list; the text says what is wrong.
    """
    methods = document.get("verificationMethod")
    if not isinstance(methods, list):
        raise Malformed(Words("钥匙文件没有 verificationMethod。", "The file of keys has no verificationMethod."))
    return tuple(_read(method, place) for place, method in enumerate(methods, 1))


def _read(method: Any, place: int) -> Key:
    try:
        ends = method.get("expires")
        return Key(
            read_multikey(str(method["publicKeyMultibase"])), moment_of(method["validFrom"]), moment_of(ends) if ends is not None else None
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(
            Words(f"钥匙文件的第 {place} 把钥匙缺少或写错了一项：{error}。", f"A part of key {place} is missing or wrong: {error}.")
        ) from error
