"""The door for documents that come in: the bytes of a file become the text to read."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.engines.documents.recognise import Format, recognise
from luoshi.engines.documents.refusals import BYTES_MAX, CHARACTERS_MAX, empty, too_many_bytes, too_many_characters


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A document as text.

    ``text`` of a ``.txt`` file is exactly what its bytes say (only a byte order mark is taken away), so that offsets into it are offsets
    into the file as any editor shows it. ``encoding`` is the codec of the characters; ``notes`` are Chinese remarks on what was guessed,
    replaced or left out.
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
    incoming = _decode(content, recognise(content, name))
    if len(incoming.text) > CHARACTERS_MAX:
        raise too_many_characters(len(incoming.text))
    if not incoming.text.strip():
        raise empty()
    return incoming


def _decode(content: bytes, form: Format) -> IncomingText:
    # Each format is imported by the file that needs it: pypdf and the charset tables load slowly, and most reports are plain text.
    match form:
        case Format.TXT:
            from luoshi.engines.documents import text_file  # noqa: PLC0415

            decoded = text_file.decode(content)
            return IncomingText(decoded.text, form, decoded.encoding, decoded.notes)
        case Format.HTML:
            from luoshi.engines.documents import web_page  # noqa: PLC0415

            page = web_page.decode(content)
            return IncomingText(page.text, form, page.encoding, page.notes)
        case Format.DOCX:
            from luoshi.engines.documents import word_text  # noqa: PLC0415

            return IncomingText(word_text.decode(content), form)
        case Format.PDF:
            from luoshi.engines.documents import pdf_text  # noqa: PLC0415

            return IncomingText(pdf_text.decode(content), form)
