"""A proof in a file holds for its own fact, record and key alone, and a file that is none is refused with the reason."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.transparency import Checkpoint, FactProof, MalformedProof, faults, inclusion_proof, leaf_hash, read_proof, root
from luoshi.engines.transparency.checkpoint import is_signed, note, origin_of, public_key_of, read_note, signed, verifier_key
from luoshi.engines.transparency.tests.stores import stored

KEY = bytes(range(32))
PUBLIC = public_key_of(KEY)
CONTENTS = [f'{{"number":{number},"what":"示例"}}' for number in range(20)]


def proof(position: int = 7) -> FactProof:
    store = stored([content.encode() for content in CONTENTS])
    checkpoint = Checkpoint(origin_of(PUBLIC), 20, root(20, store), "2023-01-20T09:30:00.000000Z")
    return FactProof(
        number=position, content=CONTENTS[position], leaf=leaf_hash(CONTENTS[position].encode()), position=position,
        path=tuple(inclusion_proof(position, 20, store)), checkpoint=note(checkpoint, signed(checkpoint, KEY), PUBLIC), public_key=PUBLIC,
    )  # fmt: skip


@pytest.mark.parametrize("position", [0, 7, 19])
def test_a_proof_holds_also_after_it_was_a_file(position: int) -> None:
    assert read_proof(proof(position).to_json()) == proof(position)
    assert faults(proof(position)) == []


def test_whoever_may_not_read_the_content_has_a_proof_too() -> None:
    assert faults(replace(proof(), content=None)) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (replace(proof(), content=CONTENTS[7] + " "), "it was changed"),
        (replace(proof(), number=8), "another number"),
        (replace(proof(), position=8), "does not lead to the root"),
        (replace(proof(), path=proof().path[1:]), "does not lead to the root"),
        (replace(proof(), checkpoint=proof().checkpoint.replace("\n20\n", "\n21\n")), "signature is wrong"),
        (replace(proof(), checkpoint=proof().checkpoint.replace("2023-01-20", "2023-01-19")), "signature is wrong"),
        (replace(proof(), public_key=public_key_of(bytes(32))), "signature is wrong"),
        (replace(proof(), checkpoint="20"), "no signed checkpoint"),
    ],
)
def test_a_proof_that_was_changed_fails_and_says_where(changed: FactProof, fault: str) -> None:
    assert fault in " ".join(one.english for one in faults(changed))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("[]", "no proof of the format"),
        ("[" * 100_000, "too deeply"),
        (json.dumps({"format": "luoshi-fact-proof/1"}), "'content'"),
        (proof().to_json().replace('"position": 7', '"position": "7"'), "'7'"),
        (proof().to_json().replace(proof().leaf.hex(), proof().leaf.hex()[2:]), "missing or wrong"),
        (proof().to_json().replace('"path": [', '"path": [3,'), "missing or wrong"),
    ],
)
def test_a_file_that_is_no_proof_is_refused(text: str, said: str) -> None:
    with pytest.raises(MalformedProof) as refused:
        read_proof(text)
    assert said in refused.value.what.english


@settings(max_examples=30)
@given(
    st.text() | st.dictionaries(st.sampled_from(["format", "number", "content", "path"]), st.just("luoshi-fact-proof/1")).map(json.dumps)
)
def test_no_file_brings_the_reading_down(text: str) -> None:
    with pytest.raises(MalformedProof):
        read_proof(text)


def test_a_note_is_what_programs_for_signed_notes_expect() -> None:
    checkpoint, signature = read_note(proof().checkpoint)
    assert is_signed(checkpoint, signature, PUBLIC)
    text, line = proof().checkpoint.split("\n\n")
    name, key_hash, key = verifier_key(PUBLIC).split("+", 2)
    assert text.splitlines()[0] == name
    assert line.split(" ")[:2] == ["—", name]
    assert b64decode(line.split(" ")[2])[:4].hex() == key_hash
    assert b64decode(key) == b"\x01" + PUBLIC


@given(st.integers(0, 511))
def test_any_changed_bit_of_a_signature_is_refused(bit: int) -> None:
    checkpoint, signature = read_note(proof().checkpoint)
    assert not is_signed(checkpoint, (int.from_bytes(signature) ^ 1 << bit).to_bytes(64), PUBLIC)
