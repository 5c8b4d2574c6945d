"""The parts of a workbook and what each tells: which sheets there are, the shared texts, the number formats.

The XML is read directly and not through openpyxl, which makes binary fractions of all numbers, knows a formula or its result but not both,
takes no files of the strict standard, and fails on what nobody asked for: a style, a picture, a comment that some program wrote oddly.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from luoshi.engines.documents.archive import normal_name, read_parts
from luoshi.engines.documents.refusals import EXCEL, Reason, UnreadableDocument, damaged, too_intricate
from luoshi.engines.documents.workbook_values import FORMAT_CODES, NumberFormat, number_format, text_of
from luoshi.engines.documents.xml_parts import attribute, children_of, local

_NOT_NEEDED = re.compile(r"(?:^|/)(?:theme|drawings|charts|media|pivot\w*|externallinks|docprops|customxml|printersettings|embeddings)/")
_NOT_SAID = {"rPh", "phoneticPr", "rPr"}  # how names are read aloud, and how they look
_INDEX = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the workbook: what people call it, and its XML."""

    name: str
    hidden: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Book:
    """What a cell needs to be understood: the texts and formats that the sheets share, and from which year days are counted."""

    pages: tuple[Part, ...]
    texts: tuple[str | None, ...]
    formats: tuple[NumberFormat, ...]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str


def open_book(content: bytes) -> Book:
    """The parts of a workbook.

    Raises:
        UnreadableDocument: damaged, encrypted, too large, or with a structure made to exhaust the reader.
    """
    parts = read_parts(content, _is_needed, EXCEL)
    main = next((link.target for link in _links(parts, "").values() if link.kind == "officeDocument"), "xl/workbook.xml")
    links = _links(parts, main)
    pages: list[Part] = []
    from_1904 = False
    for element in elements(_required(parts, main), "workbook"):
        if local(element) == "workbookPr":
            from_1904 = attribute(element, "date1904") in {"1", "true"}
        elif local(element) == "sheets":
            pages.extend(_pages(element, parts, links))
    shared = {link.kind: parts.get(link.target) for link in links.values()}
    return Book(tuple(pages), _texts(shared.get("sharedStrings")), _formats(shared.get("styles")), from_1904)


def elements(part: bytes, parent: str) -> Iterator[Element]:
    """The children of the first element called ``parent``, one after the other.

    Raises:
        UnreadableDocument: as :func:`luoshi.engines.documents.xml_parts.children_of`, in words for workbooks.
    """
    try:
        yield from children_of(part, parent)
    except UnreadableDocument as refusal:
        raise (too_intricate(refusal.what, EXCEL) if refusal.reason is Reason.TOO_LARGE else damaged(EXCEL)) from refusal
    except (LookupError, ValueError) as error:  # an encoding that does not exist
        raise damaged(EXCEL) from error


def inner_text(element: Element) -> str:
    """What stands in a cell or among the shared texts, without its looks."""
    return "".join(_pieces(element))


def index(written: str | None) -> int | None:
    """A place in a list as files write it."""
    return int(written) if written is not None and _INDEX.fullmatch(written) else None


def _is_needed(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not _NOT_NEEDED.search(name)


def _required(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise damaged(EXCEL)
    return parts[name]


def _links(parts: Mapping[str, bytes], source: str) -> dict[str, _Link]:
    """Where a part leads, by the names it uses for that. What lies outside the file stays there."""
    folder, name = posixpath.split(source)
    part = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    each_link = elements(part, "Relationships") if part else ()
    return {
        attribute(each, "Id") or "": _Link(
            (attribute(each, "Type") or "").rpartition("/")[2],
            normal_name(posixpath.normpath(posixpath.join("/", folder, (attribute(each, "Target") or "").replace("\\", "/")))),
        )
        for each in each_link
        if attribute(each, "TargetMode") != "External"
    }


def _pages(sheets: Element, parts: Mapping[str, bytes], links: Mapping[str, _Link]) -> Iterator[Part]:
    """Tables only: a page may also be a chart, or a macro of the last century."""
    for sheet in sheets:
        link = links.get(attribute(sheet, "id") or "")
        if link is None:
            raise damaged(EXCEL)
        if link.kind == "worksheet":
            hidden = attribute(sheet, "state") in {"hidden", "veryHidden"}
            yield Part(text_of(attribute(sheet, "name") or "") or "", hidden, _required(parts, link.target))


def _texts(part: bytes | None) -> tuple[str | None, ...]:
    """Made ready once and not for each cell: a small file may refer to a long text a million times."""
    return tuple(text_of(inner_text(each)) for each in elements(part, "sst") if local(each) == "si") if part else ()


def _formats(part: bytes | None) -> tuple[NumberFormat, ...]:
    if not part:
        return ()
    own = {index(attribute(each, "numFmtId")): attribute(each, "formatCode") or "" for each in elements(part, "numFmts")}
    ids = [index(attribute(each, "numFmtId")) for each in elements(part, "cellXfs") if local(each) == "xf"]
    known = {each: number_format(own.get(each) or FORMAT_CODES.get(each or 0, "")) for each in set(ids)}
    return tuple(known[each] for each in ids)


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        if local(each) == "t":
            yield each.text or ""
        elif local(each) not in _NOT_SAID:
            yield from _pieces(each)
