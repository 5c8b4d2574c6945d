"""Bytes as text that says how it is written (Multibase), and public keys as text that says what they are (Multikey)."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The digits of base58btc: those that no eye confuses."""
ED25519_PUBLIC: Final = b"\xed\x01"
"""How the Multikey of an Ed25519 public key begins."""
KEY_BYTES: Final = 32

_VALUES: Final = {digit: value for value, digit in enumerate(BASE58)}


def base58(content: bytes) -> str:
    """Bytes in base58btc, with the ``z`` that says so."""
    number, digits = int.from_bytes(content), []
    while number:
        number, rest = divmod(number, 58)
        digits.append(BASE58[rest])
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + BASE58[0] * zeros + "".join(reversed(digits))


def read_base58(text: str) -> bytes:
    """The bytes of a text in base58btc.

    Raises:
        ValueError: it is none.
    """
    if not text.startswith("z") or not set(text) <= {"z", *BASE58}:
        raise ValueError(text)
    number = 0
    for digit in text[1:]:
        number = number * 58 + _VALUES[digit]
    zeros = len(text) - 1 - len(text[1:].lstrip(BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def base64(content: bytes) -> str:
    """Bytes in base64url without padding, with the ``u`` that says so."""
    return "u" + urlsafe_b64encode(content).decode().rstrip("=")


def read_base64(text: str) -> bytes:
    """The bytes of a text in base64url.

    Raises:
        ValueError: it is none.
    """
    if not text.startswith("u"):
        raise ValueError(text)
    return urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))


def multikey(public_key: bytes) -> str:
    """An Ed25519 public key as a Multikey: ``z6Mk…``."""
    return base58(ED25519_PUBLIC + public_key)


def read_multikey(text: str) -> bytes:
    """The Ed25519 public key of a Multikey.

    Raises:
        ValueError: it is none.
    """
    content = read_base58(text)
    if len(content) != len(ED25519_PUBLIC) + KEY_BYTES or not content.startswith(ED25519_PUBLIC):
        raise ValueError(text)
    return content[len(ED25519_PUBLIC) :]
