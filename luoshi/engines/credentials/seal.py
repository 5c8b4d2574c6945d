"""The proof under a document: cryptosuite ``eddsa-jcs-2022`` of W3C Data Integrity (canonical JSON, SHA-256, Ed25519).

Our proofs also hold a digest of the document and of each of its fields. Whoever finds the signature wrong can then tell what was altered:
if the signature fits the digest of the document as it was, the proof is untouched, and its other digests name the fields that are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from luoshi.engines.credentials.documents import canonical, stamp, written
from luoshi.engines.credentials.multibase import base58, base64, multikey, read_base58

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.engines.credentials.documents import Document

SUITE: Final = "eddsa-jcs-2022"
PROOF: Final = "proof"
SUBJECT: Final = "credentialSubject"
_VALUE: Final = "proofValue"
_FIELD_DIGEST_BYTES: Final = 12
"""Enough to tell fields apart; that nothing was altered is shown by the signature alone."""


@lru_cache(maxsize=4)
def _signer(private_key: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(private_key)


@lru_cache(maxsize=4)
def public_key_of(private_key: bytes) -> bytes:
    """The public half of an Ed25519 key of 32 bytes."""
    return _signer(private_key).public_key().public_bytes_raw()


@lru_cache(maxsize=64)
def method_of(public_key: bytes) -> str:
    """The name of a key, from which the key itself can be read (``did:key``): no network is needed to find it."""
    key = multikey(public_key)
    return f"did:key:{key}#{key}"


@lru_cache(maxsize=64)
def issuer_of(public_key: bytes) -> str:
    """The identifier of whoever holds a key."""
    return f"did:key:{multikey(public_key)}"


def sealed(document: Document, *, private_key: bytes, at: datetime) -> dict[str, Any]:
    """A document with its proof.

    Args:
        document: without a proof.
        private_key: Ed25519, 32 bytes.
        at: when it is signed.

    Raises:
        Malformed: the document has no canonical text.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": stamp(at),
        "verificationMethod": method_of(public_key_of(private_key)),
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
        "documentDigest": base64(_digest(document)),
        "fieldDigests": field_digests(document),
    }
    return {**document, PROOF: options | {_VALUE: proof_value(document, options, private_key)}}


def proof_value(document: Document, options: Document, private_key: bytes) -> str:
    """The signature over a document and the options of its proof."""
    data = _digest(options) + _digest(document)
    return base58(_signer(private_key).sign(data))


def is_signed(document: Document, public_key: bytes) -> bool:
    """Whether a document and its proof are what was signed with a key."""
    return _fits(document[PROOF], _digest(unsigned(document)), public_key)


def is_proof_intact(proof: Document, digest: bytes, public_key: bytes) -> bool:
    """Whether a proof is what was signed with a key, over a document of this digest."""
    return _fits(proof, digest, public_key)


def unsigned(document: Document) -> dict[str, Any]:
    """The document without its proof."""
    return {name: value for name, value in document.items() if name != PROOF}


def field_digests(document: Document) -> dict[str, str]:
    """The digest of each field by its name; those of the subject stand one by one: ``credentialSubject.certificateNumber``."""
    return {name: base64(sha256(canonical(value)).digest()[:_FIELD_DIGEST_BYTES]) for name, value in _fields(document)}


def _fields(document: Document) -> list[tuple[str, Any]]:
    found = [(name, value) for name, value in document.items() if name not in {PROOF, SUBJECT}]
    subject = document.get(SUBJECT)
    if isinstance(subject, Mapping):
        return found + [(f"{SUBJECT}.{name}", value) for name, value in subject.items()]
    return [*found, (SUBJECT, subject)]


def _fits(proof: Document, digest: bytes, public_key: bytes) -> bool:
    options = {name: value for name, value in proof.items() if name != _VALUE}
    try:
        signature = read_base58(str(proof.get(_VALUE)))
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _digest(options) + digest)
    except (InvalidSignature, ValueError):
        return False
    return True


def _digest(document: Document) -> bytes:
    return sha256(written(document)).digest()
