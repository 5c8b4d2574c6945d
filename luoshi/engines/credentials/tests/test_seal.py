"""What is signed is what the standard says, and whatever is changed in it is found and named."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.credentials import (
    Fault,
    FaultKind,
    Key,
    Licence,
    Malformed,
    check,
    document_of,
    keys_document,
    public_key_of,
    read_json,
    read_keys,
    sealed,
    written,
)
from luoshi.engines.credentials.documents import canonical
from luoshi.engines.credentials.multibase import base58, read_base58, read_multikey
from luoshi.engines.credentials.seal import is_signed, proof_value
from luoshi.words import Words

few = settings(max_examples=50, deadline=None)

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PRIVATE = bytes(range(32))
PUBLIC = public_key_of(PRIVATE)
KEYS = (Key(PUBLIC, AT),)
LICENCE = Licence(
    id="https://luoshi.example/licences/7KQM3V9P2XHD/",
    number="示许〔2026〕000001号",
    name=Words("食品经营许可证", "Food business licence"),
    holder_name="示例餐饮有限公司",
    holder_code="91990001TXYX00011F",
    authority="示例区政务服务局",
    issued_on=date(2026, 11, 25),
    begins=AT - timedelta(hours=9),
    ends=AT + timedelta(days=5),
    scope="热食类食品制售",
    place="示例路1号",
    lists="https://luoshi.example/licences/status/",
    position=131_073,
    is_sample=True,
)
SIGNED = sealed(document_of(LICENCE, PUBLIC), private_key=PRIVATE, at=AT)
TEXT = written(SIGNED)

# W3C, Data Integrity EdDSA Cryptosuites v1.0, appendix B: the test vectors of eddsa-jcs-2022.
W3C_PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
W3C_DOCUMENT = {
    "@context": W3C_CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{W3C_PUBLIC}#{W3C_PUBLIC}",
    "proofPurpose": "assertionMethod",
    "@context": W3C_CONTEXT,
}
W3C_SIGNATURE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"


def found(document: dict[str, Any], *, at: datetime = AT, keys: tuple[Key, ...] = KEYS) -> list[Fault]:
    """What is wrong with a licence."""
    return list(check(document, at=at, keys=keys).faults)


def changed(**fields: Any) -> dict[str, Any]:
    """The signed licence with other fields."""
    document: dict[str, Any] = json.loads(TEXT)
    document.update(fields)
    return document


def test_the_test_vector_of_the_standard_comes_out() -> None:
    private = read_base58(W3C_PRIVATE)[2:]
    assert public_key_of(private) == read_multikey(W3C_PUBLIC)
    assert proof_value(W3C_DOCUMENT, W3C_OPTIONS, private) == W3C_SIGNATURE
    assert is_signed({**W3C_DOCUMENT, "proof": {**W3C_OPTIONS, "proofValue": W3C_SIGNATURE}}, read_multikey(W3C_PUBLIC))


NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@few
@given(VALUES)
def test_canonical_text_is_that_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@few
@given(st.binary(max_size=70))
def test_base58_says_the_same_bytes(content: bytes) -> None:
    assert read_base58(base58(content)) == content


def test_a_licence_says_what_it_is_in_the_words_of_the_standard() -> None:
    assert found(read_json(TEXT.decode())) == []
    assert SIGNED["credentialSubject"]["certificateNumber"] == LICENCE.number
    assert SIGNED["credentialStatus"][0]["statusListIndex"] == "1"
    assert SIGNED["credentialStatus"][0]["statusListCredential"] == "https://luoshi.example/licences/status/1/revocation.json"


@few
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place: int, difference: int) -> None:
    content = bytearray(TEXT)
    content[place] ^= difference
    try:
        document = read_json(content.decode())
    except (UnicodeDecodeError, Malformed):
        return
    assert found(document)


@few
@given(st.sampled_from(sorted(SIGNED["credentialSubject"])), st.text(max_size=8))
def test_an_altered_field_is_named(field: str, value: str) -> None:
    document = changed()
    if value != document["credentialSubject"][field]:
        document["credentialSubject"][field] = value
        assert found(document) == [Fault(FaultKind.FIELD_ALTERED, f"credentialSubject.{field}")]


def test_what_is_taken_out_or_added_is_named() -> None:
    document = changed(remark="新")
    del document["credentialSubject"]["remark"]
    assert found(document) == [Fault(FaultKind.FIELD_MISSING, "credentialSubject.remark"), Fault(FaultKind.FIELD_ADDED, "remark")]


def test_an_altered_proof_cannot_accuse_a_field() -> None:
    document = changed()
    document["proof"]["fieldDigests"]["name"] = "u"
    assert [fault.kind for fault in found(document)] == [FaultKind.NOT_SIGNED]


def test_whoever_signs_with_another_key_is_no_issuer_of_ours() -> None:
    forged = sealed(document_of(LICENCE, PUBLIC), private_key=bytes(32), at=AT)
    assert [fault.kind for fault in found(forged)] == [FaultKind.ISSUER_ALTERED, FaultKind.UNKNOWN_KEY]
    own = public_key_of(bytes(32))
    assert [fault.kind for fault in found(sealed(document_of(LICENCE, own), private_key=bytes(32), at=AT))] == [FaultKind.UNKNOWN_KEY]


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (Key(PUBLIC, AT, AT), []),
        (Key(PUBLIC, AT + timedelta(seconds=1)), [FaultKind.KEY_NOT_IN_USE]),
        (Key(PUBLIC, AT - timedelta(days=2), AT - timedelta(days=1)), [FaultKind.KEY_NOT_IN_USE]),
    ],
)
def test_a_key_counts_while_it_is_in_use(key: Key, kinds: list[FaultKind]) -> None:
    assert [fault.kind for fault in found(changed(), keys=(key,))] == kinds


def test_the_last_second_is_valid_and_the_next_is_not() -> None:
    assert LICENCE.ends is not None
    assert found(changed(), at=LICENCE.ends) == []
    assert [fault.kind for fault in found(changed(), at=LICENCE.ends + timedelta(seconds=1))] == [FaultKind.EXPIRED]
    assert [fault.kind for fault in found(changed(), at=LICENCE.begins - timedelta(seconds=1))] == [FaultKind.NOT_YET_VALID]


def test_without_the_published_keys_it_says_what_it_does_not_know() -> None:
    checked = check(changed(), at=AT)
    assert checked.is_sound
    assert [words.english.split()[1] for words in checked.unknown] == ["published", "status", "status"]


def test_the_published_keys_can_be_read_again() -> None:
    keys = (Key(bytes(range(32, 64)), AT - timedelta(days=9), AT), Key(PUBLIC, AT))
    assert read_keys(read_json(json.dumps(keys_document("https://luoshi.example/licences/keys.json", keys)))) == keys


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": 1, "a": 2}', '{"a": 1.5}', '{"a": NaN}', "[" * 100_000, '{"a": {"b": 1, "b": 1}}'], ids=range(7)
)
def test_a_file_that_two_readers_may_read_differently_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_json(text)


@few
@given(st.recursive(VALUES, lambda inner: st.fixed_dictionaries({"proof": inner}), max_leaves=3), st.sampled_from(sorted(SIGNED)))
def test_nonsense_is_found_wrong_and_never_breaks_the_check(value: Any, field: str) -> None:
    document = changed(**{field: value})
    checked = check(document, at=AT, keys=KEYS, lists=[document])
    assert value == SIGNED[field] or checked.faults


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"verificationMethod": [{}]},
        {"verificationMethod": ["z"]},
        {"verificationMethod": [{"publicKeyMultibase": "z1", "validFrom": "x"}]},
    ],
)
def test_a_file_that_is_no_list_of_keys_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read_keys(document)
