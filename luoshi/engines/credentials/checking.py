"""Everything that is wrong with a licence, and everything that could not be looked at. Needs nothing but files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.credentials.documents import Malformed, moment_of
from luoshi.engines.credentials.faults import Fault, FaultKind
from luoshi.engines.credentials.keys import key_of
from luoshi.engines.credentials.multibase import read_base64
from luoshi.engines.credentials.seal import PROOF, SUBJECT, SUITE, field_digests, is_proof_intact, is_signed, issuer_of
from luoshi.engines.credentials.status_list import TYPE as STATUS_LIST
from luoshi.engines.credentials.status_list import Purpose, is_set
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.engines.credentials.documents import Document
    from luoshi.engines.credentials.keys import Key

NO_KEYS: Final = Words(
    "没有给公布的钥匙，只能知道文件自签名以来没有改过，不能知道是谁签的。",
    "No published keys were given: the file is as it was signed, but who signed it is not known.",
)
NO_LIST: Final = Words(
    "没有给状态列表 {}，不知道证照后来有没有被撤销或暂停。",
    "The status list {} was not given: whether the licence was revoked or suspended since is not known.",
)
_OF_PURPOSE: Final = {Purpose.REVOCATION.value: FaultKind.REVOKED, Purpose.SUSPENSION.value: FaultKind.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, and what could not be looked at."""

    faults: tuple[Fault, ...]
    unknown: tuple[Words, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, as far as could be looked at."""
        return not self.faults


def check(document: Document, *, at: datetime, keys: Sequence[Key] | None = None, lists: Sequence[Document] = ()) -> Checked:
    """Check a licence.

    Args:
        document: the licence, as :func:`read_json` reads it.
        at: the moment for which is asked whether it is valid.
        keys: those that are published; ``None`` where they are not at hand.
        lists: the status lists that are at hand, each checked like the licence itself.
    """
    faults = [*_signed(document, keys), *_days(document, at), *_statuses(document, at, keys, lists)]
    unknown = ([NO_KEYS] if keys is None else []) + _missing_lists(document, lists)
    return Checked(tuple(dict.fromkeys(faults)), tuple(unknown))


# --- the signature


def _signed(document: Document, keys: Sequence[Key] | None) -> Iterator[Fault]:
    """What is wrong with the document as it was signed."""
    proof = document.get(PROOF)
    if not isinstance(proof, Mapping) or (proof.get("type"), proof.get("cryptosuite")) != ("DataIntegrityProof", SUITE):
        yield Fault(FaultKind.MALFORMED, PROOF)
        return
    try:
        key, created = key_of(proof.get("verificationMethod")), moment_of(proof.get("created"))
    except ValueError as error:
        yield Fault(FaultKind.MALFORMED, f"{PROOF}: {error}")
        return
    try:
        yield from _altered(document, proof, key)
    except Malformed as error:
        yield Fault(FaultKind.MALFORMED, error.what.chinese)
    if _issuer(document) != issuer_of(key):
        yield Fault(FaultKind.ISSUER_ALTERED, str(_issuer(document)))
    if keys is not None:
        yield from _key_faults(key, created, keys)


def _altered(document: Document, proof: Document, key: bytes) -> Iterator[Fault]:
    if proof.get("proofPurpose") != "assertionMethod":
        yield Fault(FaultKind.MALFORMED, "proofPurpose")
    if is_signed(document, key):
        return
    before, name = proof.get("fieldDigests"), str(proof["verificationMethod"]).partition("#")[2]
    if not isinstance(before, Mapping) or not is_proof_intact(proof, _digest_of(proof), key):
        yield Fault(FaultKind.NOT_SIGNED, name)
        return
    now = field_digests(document)
    yield from (Fault(FaultKind.FIELD_MISSING, field) for field in before if field not in now)
    yield from (Fault(FaultKind.FIELD_ADDED, field) for field in now if field not in before)
    yield from (Fault(FaultKind.FIELD_ALTERED, field) for field in now if before.get(field, now[field]) != now[field])


def _digest_of(proof: Document) -> bytes:
    """The digest of the document as it was signed; nothing where the proof names none."""
    try:
        return read_base64(str(proof.get("documentDigest")))
    except ValueError:
        return b""


def _issuer(document: Document) -> object:
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, Mapping) else issuer


def _key_faults(key: bytes, created: datetime, keys: Sequence[Key]) -> Iterator[Fault]:
    known = [one for one in keys if one.public == key]
    if not known:
        yield Fault(FaultKind.UNKNOWN_KEY, issuer_of(key))
    elif not any(one.signed_at(created) for one in known):
        yield Fault(FaultKind.KEY_NOT_IN_USE, created.isoformat())


# --- the days


def _days(document: Document, at: datetime) -> Iterator[Fault]:
    yield from _day(document, "validFrom", FaultKind.NOT_YET_VALID, lambda begins: at < begins)
    yield from _day(document, "validUntil", FaultKind.EXPIRED, lambda ends: at > ends)


def _day(document: Document, field: str, kind: FaultKind, is_wrong: Callable[[datetime], bool]) -> Iterator[Fault]:
    if field not in document:
        return
    try:
        if is_wrong(moment_of(document[field])):
            yield Fault(kind, str(document[field]))
    except ValueError:
        yield Fault(FaultKind.MALFORMED, field)


# --- revoked and suspended since


def _statuses(document: Document, at: datetime, keys: Sequence[Key] | None, lists: Sequence[Document]) -> Iterator[Fault]:
    given = {str(one.get("id")): one for one in lists}
    for entry in _entries(document):
        found = given.get(str(entry.get("statusListCredential")))
        if found is not None:
            yield from _status(entry, found, at, keys)


def _status(entry: Document, found: Document, at: datetime, keys: Sequence[Key] | None) -> Iterator[Fault]:
    name, purpose, subject = str(found.get("id")), entry.get("statusPurpose"), found.get(SUBJECT)
    wrong = [*_signed(found, keys), *_days(found, at)]
    if wrong:
        yield from (Fault(FaultKind.LIST_WRONG, f"{name}: {one.words().chinese} {one.words().english}") for one in wrong)
        return
    if not isinstance(subject, Mapping) or STATUS_LIST not in str(found.get("type")) or subject.get("statusPurpose") != purpose:
        yield Fault(FaultKind.LIST_WRONG, f"{name}: type, statusPurpose")
        return
    try:
        if is_set(str(subject["encodedList"]), int(str(entry["statusListIndex"]))):
            yield Fault(_OF_PURPOSE[str(purpose)], name)
    except (KeyError, TypeError, ValueError) as error:
        yield Fault(FaultKind.LIST_WRONG, f"{name}: {error}")


def _missing_lists(document: Document, lists: Sequence[Document]) -> list[Words]:
    given = {str(one.get("id")) for one in lists}
    wanted = [str(entry.get("statusListCredential")) for entry in _entries(document)]
    return [Words(NO_LIST.chinese.format(one), NO_LIST.english.format(one)) for one in wanted if one not in given]


def _entries(document: Document) -> list[Mapping[str, Any]]:
    """The entries of a licence, be they one or several."""
    found = document.get("credentialStatus", [])
    return [entry for entry in (found if isinstance(found, list) else [found]) if isinstance(entry, Mapping)]
