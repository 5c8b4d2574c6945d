"""Signed heads of a record: a short text that anybody can keep, compare and check years later.

The text is a checkpoint in a signed note (C2SP `tlog-checkpoint` and `signed-note`), as transparency logs publish it:

    luoshi/facts/9f86d081884c7d65        the record, named after its key
    1000000                              how many facts it holds
    3GzNZ+7T…=                           the root over them, in base64
    2023-01-20T09:30:00.000000Z          when it was sealed

    — luoshi/facts/9f86d081884c7d65 …    the Ed25519 signature (RFC 8032) over the text above the empty line
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from luoshi.engines.transparency.hashing import HASH_BYTES

ED25519: Final = b"\x01"
"""The kind of a signature and of its key in a signed note."""
KEY_BYTES: Final = 32
_KEY_HASH_BYTES: Final = 4


class MalformedCheckpoint(ValueError):
    """A text that is no signed checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed: which record, how many facts, the root over them, and when they were sealed, in UTC."""

    origin: str
    size: int
    root: bytes
    sealed_at: str

    @property
    def text(self) -> str:
        """The text that is signed, every line ended."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n{self.sealed_at}\n"


def origin_of(public_key: bytes) -> str:
    """The name of a record, which follows from its key: no two records bear the same."""
    return f"luoshi/facts/{sha256(public_key).hexdigest()[:16]}"


def verifier_key(public_key: bytes) -> str:
    """The key as programs for signed notes take it: name, hash, kind and key."""
    name = origin_of(public_key)
    return f"{name}+{_key_hash(name, public_key).hex()}+{b64encode(ED25519 + public_key).decode()}"


def public_key_of(private_key: bytes) -> bytes:
    """The public half of an Ed25519 key of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def signed(checkpoint: Checkpoint, private_key: bytes) -> bytes:
    """The signature over a checkpoint."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(checkpoint.text.encode())


def is_signed(checkpoint: Checkpoint, signature: bytes, public_key: bytes) -> bool:
    """Whether the signature is the key's, and the checkpoint of the key's record."""
    if checkpoint.origin != origin_of(public_key) or len(public_key) != KEY_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, checkpoint.text.encode())
    except InvalidSignature:
        return False
    return True


def note(checkpoint: Checkpoint, signature: bytes, public_key: bytes) -> str:
    """The signed note as it is published."""
    name = checkpoint.origin
    return f"{checkpoint.text}\n— {name} {b64encode(_key_hash(name, public_key) + signature).decode()}\n"


def read_note(text: str) -> tuple[Checkpoint, bytes]:
    """A checkpoint and its signature, not yet checked.

    Raises:
        MalformedCheckpoint: the text is no signed checkpoint.
    """
    try:
        origin, size, root, sealed_at, empty, signature_line, end = text.split("\n")
        dash, name, signature = signature_line.split(" ")
        checkpoint = Checkpoint(origin, int(size), b64decode(root, validate=True), sealed_at)
        found = b64decode(signature, validate=True)[_KEY_HASH_BYTES:]
    except ValueError as error:
        raise MalformedCheckpoint(str(error)) from error
    if empty or end or dash != "—" or name != origin or len(checkpoint.root) != HASH_BYTES or str(checkpoint.size) != size:
        raise MalformedCheckpoint(text)
    return checkpoint, found


def _key_hash(name: str, public_key: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:_KEY_HASH_BYTES]
