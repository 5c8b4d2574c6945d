"""The door for documents that come in: the bytes of a file become the text to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.engines.documents.recognise import Format, disagreement, recognise
from luoshi.engines.documents.refusals import (
    BYTES_MAX,
    CHARACTERS_MAX,
    UnreadableDocument,
    empty,
    null_characters,
    too_many_bytes,
    too_many_characters,
)
from luoshi.words import Words

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of pairs and code points that are no characters: no reader sees them, and no XML may hold them."""


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A document as text.

    ``text`` of a ``.txt`` file is exactly what its bytes say (only a byte order mark is taken away), so that offsets into it are offsets
    into the file as any editor shows it; the text of the other formats holds no control characters. ``encoding`` is the codec of the
    characters; ``notes`` are Chinese remarks on what was guessed, replaced or left out.
    """

    text: str
    format: Format
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def decode(content: bytes, name: str) -> IncomingText:
    """The text of a ``.txt``, ``.docx``, ``.html`` or ``.pdf`` file, recognised by its content first and by ``name`` second.

    Raises:
        UnreadableDocument: the file is empty, too large, damaged, encrypted, a scan, or of another format; the reason says which.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise empty()
    if len(content) > BYTES_MAX:
        raise too_many_bytes(len(content))
    form = recognise(content, name)
    incoming = _decode_as_named(content, form, disagreement(form, name))
    if len(incoming.text) > CHARACTERS_MAX:
        raise too_many_characters(len(incoming.text))
    if not incoming.text.strip():
        raise empty()
    return incoming


def _decode_as_named(content: bytes, form: Format, remark: Words | None) -> IncomingText:
    """The text, with a remark if the name misleads: whoever is told that a PDF is damaged must know why a Word file is called so."""
    try:
        incoming = _decode(content, form)
    except UnreadableDocument as refusal:
        if remark is None:
            raise
        what = Words(remark.chinese + refusal.what.chinese, f"{remark.english} {refusal.what.english}")
        raise UnreadableDocument(refusal.reason, what, refusal.remedy) from refusal
    return incoming if remark is None else replace(incoming, notes=(remark.chinese, *incoming.notes))


def _decode(content: bytes, form: Format) -> IncomingText:
    # Each format is imported by the file that needs it: pypdf and the charset tables load slowly, and most reports are plain text.
    match form:
        case Format.TXT:
            from luoshi.engines.documents import text_file  # noqa: PLC0415

            decoded = text_file.decode(content)
            _refuse_null_characters(decoded.text)
            return IncomingText(decoded.text, form, decoded.encoding, decoded.notes)
        case Format.HTML:
            from luoshi.engines.documents import web_page  # noqa: PLC0415

            page = web_page.decode(content)
            return IncomingText(_NO_TEXT.sub("", page.text), form, page.encoding, page.notes)
        case Format.DOCX:
            from luoshi.engines.documents import word_text  # noqa: PLC0415

            return IncomingText(_NO_TEXT.sub("", word_text.decode(content)), form)
        case Format.PDF:
            from luoshi.engines.documents import pdf_text  # noqa: PLC0415

            return IncomingText(_NO_TEXT.sub("", pdf_text.decode(content)), form)


def _refuse_null_characters(text: str) -> None:
    """Offsets into a text file must stay true, so nothing can be dropped from it; and a sentence with a gap would be misread."""
    if count := text.count("\x00"):
        raise null_characters(count)
