"""Documents of JSON: read so that nothing stays open, and written canonically (RFC 8785), so that the same document has the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from luoshi.words import Words

Document: TypeAlias = Mapping[str, Any]

CONTEXT: Final = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"]
"""The vocabulary of Verifiable Credentials 2.0; terms of others may stand beside it."""

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


class Malformed(ValueError):
    """A text that is no document of the kind that is needed; ``what`` says what is wrong with it."""

    def __init__(self, what: Words) -> None:
        super().__init__(f"{what.chinese} {what.english}")
        self.what = what


def written(document: Document) -> bytes:
    """The canonical text of a document.

    Raises:
        Malformed: it holds half of a character.
    """
    return canonical(document)


def canonical(value: object) -> bytes:
    """The text of RFC 8785, of values without fractions whose names are ASCII (so that code points sort as UTF-16 does).

    Raises:
        Malformed: it holds half of a character.
    """
    try:
        return _CANONICAL.encode(value).encode()
    except UnicodeEncodeError as error:
        raise Malformed(Words("文件里有半个字符，无法写出。", "The file holds half of a character, which nobody can write.")) from error


def read_json(text: str) -> dict[str, Any]:
    """The document in a file.

    Raises:
        Malformed: it is no JSON object, or one that two readers may read differently.
    """
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number)
    except RecursionError as error:
        raise Malformed(Words("文件里的层次太深。", "The file is nested too deeply.")) from error
    except Malformed:
        raise
    except ValueError as error:
        raise Malformed(Words(f"文件不是 JSON：{error}。", f"The file is no JSON: {error}.")) from error
    if not isinstance(values, dict):
        raise Malformed(Words("文件不是一份 JSON 文档。", "The file holds no JSON object."))
    return values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        name = next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place]))
        raise Malformed(Words(f"“{name}”写了两次，不知道哪个算数。", f"“{name}” stands there twice; nobody can say which counts."))
    return found


def _no_number(text: str) -> object:
    raise Malformed(Words(f"文件里有“{text}”：证照里没有小数。", f"The file holds “{text}”: there are no fractions in a licence."))


def stamp(moment: datetime) -> str:
    """A moment to the second, with its distance from UTC: 2026-11-25T00:00:00+08:00."""
    return moment.isoformat(timespec="seconds")


def moment_of(value: object) -> datetime:
    """The moment that a text names.

    Raises:
        ValueError: it is none, or says nothing of its time zone.
    """
    found = datetime.fromisoformat(value) if isinstance(value, str) else None
    if found is None or found.tzinfo is None:
        raise ValueError(value)
    return found
