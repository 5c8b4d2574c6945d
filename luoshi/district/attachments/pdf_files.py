"""PDF files (ISO 32000): whether one opens without a password and does nothing by itself."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from luoshi.district.attachments.errors import AttachmentRefused

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGES_LOOKED_AT = 500
"""The actions of a page fire when it is turned; beyond these pages nobody sets one."""

_ACTING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"}


def check(content: bytes) -> None:
    """Pass a PDF that can be read and is only read.

    Raises:
        AttachmentRefused: it is damaged, needs a password, or holds scripts, launch actions, or other files than plain data.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - loads slowly, and most attachments are pictures
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise AttachmentRefused.encrypted()
        acts = _acts(reader)
    except DependencyError as error:  # AES, for which pypdf needs a further library: what cannot be looked into is not taken
        raise AttachmentRefused.encrypted() from error
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError, NotImplementedError) as error:
        raise AttachmentRefused.damaged() from error
    if acts:
        raise AttachmentRefused.acting_pdf()


def _acts(reader: PdfReader) -> bool:
    root = _plain(reader.root_object)
    names = _plain(root.get("/Names")) or {}
    if "/JavaScript" in names or not _is_data(reader) or _is_acting(root.get("/OpenAction")) or _any_acting(root.get("/AA")):
        return True
    pages = (_plain(reader.pages[number]) for number in range(min(len(reader.pages), PAGES_LOOKED_AT)))
    return any(_page_acts(page) for page in pages)


def _is_data(reader: PdfReader) -> bool:
    """Whether every file within is JSON, as the signed document within an electronic licence: a program reads it, nothing runs it."""
    inner = [(name, content) for name, contents in reader.attachments.items() for content in contents]
    return all(PurePath(name).suffix.lower() == ".json" and _is_json(content) for name, content in inner)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _page_acts(page: Any) -> bool:
    notes = [_plain(note) for note in _plain(page.get("/Annots")) or ()]
    return _any_acting(page.get("/AA")) or any(
        _is_acting(note.get("/A")) or _any_acting(note.get("/AA")) or note.get("/Subtype") == "/FileAttachment" for note in notes if note
    )


def _any_acting(triggers: Any) -> bool:
    found = _plain(triggers)
    return isinstance(found, dict) and any(_is_acting(each) for each in found.values())


def _is_acting(action: Any) -> bool:
    """Whether an action, or one of those that follow it, does more than turn to a page."""
    found = _plain(action)
    if isinstance(found, list):
        return any(_is_acting(each) for each in found)
    return isinstance(found, dict) and (found.get("/S") in _ACTING or _is_acting(found.get("/Next")))


def _plain(thing: Any) -> Any:
    """The object that a reference stands for."""
    return thing.get_object() if hasattr(thing, "get_object") else thing
