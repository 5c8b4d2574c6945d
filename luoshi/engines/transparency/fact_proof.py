"""The proof of one fact as a file: everything that is needed to check it, without the database that it came from."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.engines.transparency.checkpoint import KEY_BYTES, MalformedCheckpoint, is_signed, read_note
from luoshi.engines.transparency.hashing import HASH_BYTES, leaf_hash
from luoshi.engines.transparency.verification import is_included
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "luoshi-fact-proof/1"


class MalformedProof(ValueError):
    """A file that is no proof of a fact; ``what`` says what is wrong with it."""

    def __init__(self, what: Words) -> None:
        super().__init__(f"{what.chinese} {what.english}")
        self.what = what


@dataclass(frozen=True, slots=True)
class FactProof:
    """That a fact stands at a position of the record.

    Attributes:
        number: the number of the fact.
        content: its content; ``None`` where whoever asks may not read it, and is given the hash alone.
        leaf: the hash of the content.
        position: the place in the record, counted from 0.
        path: the hashes from the leaf to the root.
        checkpoint: the signed head of the record, as text.
        public_key: of the record.
    """

    number: int
    content: str | None
    leaf: bytes
    position: int
    path: tuple[bytes, ...]
    checkpoint: str
    public_key: bytes

    def to_json(self) -> str:
        """The file."""
        values = {
            "format": FORMAT,
            "number": self.number,
            "content": self.content,
            "leaf_hash": self.leaf.hex(),
            "position": self.position,
            "path": [one.hex() for one in self.path],
            "checkpoint": self.checkpoint,
            "public_key": b64encode(self.public_key).decode(),
        }
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def read_proof(text: str) -> FactProof:
    """The proof in a file.

    Raises:
        MalformedProof: it is no JSON, or not of this shape.
    """
    try:
        values = json.loads(text)
    except RecursionError as error:
        raise MalformedProof(Words("文件里的层次太深，不是证明。", "The file is nested too deeply for a proof.")) from error
    except ValueError as error:
        raise MalformedProof(Words(f"文件不是 JSON：{error}。", f"The file is no JSON: {error}.")) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise MalformedProof(Words(f"文件不是 {FORMAT} 格式的证明。", f"The file is no proof of the format {FORMAT}."))
    try:
        return _of(values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MalformedProof(Words(f"证明缺少或写错了一项：{error}。", f"A part of the proof is missing or wrong: {error}.")) from error


def _of(values: Mapping[str, object]) -> FactProof:
    content, path = values["content"], values["path"]
    if not (content is None or isinstance(content, str)) or not isinstance(path, list):
        raise TypeError("content, path")
    return FactProof(
        number=_integer(values["number"]),
        content=content,
        leaf=_bytes(values["leaf_hash"], HASH_BYTES),
        position=_integer(values["position"]),
        path=tuple(_bytes(one, HASH_BYTES) for one in path),
        checkpoint=str(values["checkpoint"]),
        public_key=_key(values["public_key"]),
    )


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(repr(value))


def _bytes(value: object, length: int) -> bytes:
    found = bytes.fromhex(str(value))
    if len(found) != length:
        raise ValueError(repr(value))
    return found


def _key(value: object) -> bytes:
    found = b64decode(str(value), validate=True)
    if len(found) != KEY_BYTES:
        raise ValueError(repr(value))
    return found


def faults(proof: FactProof) -> list[Words]:
    """Everything in which a proof fails; nothing where the fact stands in the record as the proof says."""
    try:
        checkpoint, signature = read_note(proof.checkpoint)
    except MalformedCheckpoint:
        return [Words("树头不是签名检查点的样子。", "The head of the record is no signed checkpoint.")]
    found = []
    if proof.content is not None:
        if leaf_hash(proof.content.encode("utf-8", "surrogatepass")) != proof.leaf:
            found.append(Words("内容与它的哈希不符：内容被改过。", "The content has another hash: it was changed."))
        elif _number_in(proof.content) != proof.number:
            found.append(Words("内容写的是另一个编号。", "The content bears another number."))
    if not is_included(proof.leaf, proof.position, checkpoint.size, proof.path, checkpoint.root):
        found.append(
            Words("路径不通向树根：这条事实不在记录的这个位置。", "The path does not lead to the root: the fact does not stand there.")
        )
    if not is_signed(checkpoint, signature, proof.public_key):
        found.append(Words("签名不符：树头不是这把钥匙签的。", "The signature is wrong: the head was not signed with this key."))
    return found


def _number_in(content: str) -> object:
    try:
        values = json.loads(content)
    except ValueError:
        return None
    return values.get("number") if isinstance(values, dict) else None
