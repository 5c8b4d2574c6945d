"""The text of a Word document: paragraphs, table rows and numbered headings in the order of the document.

The XML is read directly and not through python-docx, which unpacks every picture first and knows no automatic numbers.
Footnotes, comments, headers, deleted passages and tables of contents are not the report's sentences and stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from luoshi.engines.documents.archive import read_part
from luoshi.engines.documents.numbering import Numbering, read_numbering
from luoshi.engines.documents.refusals import CHARACTERS_MAX, damaged, too_many_characters
from luoshi.engines.documents.xml_parts import attribute, child, children_of, local

_NOT_SAID = {"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "footnoteReference", "rt"}
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about numbers and whether it is a line of a table of contents."""

    list_id: str | None = None
    depth: int = 0
    in_contents: bool = False


def decode(content: bytes) -> str:
    """One line for each paragraph and table row; cells of a row are separated by tabs.

    Raises:
        UnreadableDocument: damaged, too large, or with a structure made to exhaust the reader.
    """
    document = read_part(content, "word/document.xml")
    if document is None:
        raise damaged("Word")
    styles = _read_styles(read_part(content, "word/styles.xml"))
    numbering = read_numbering(read_part(content, "word/numbering.xml"))
    lines: list[str] = []
    length = 0
    for line in _lines(children_of(document, "body"), styles, numbering):
        lines.append(line)
        length += len(line) + 1
        if length > CHARACTERS_MAX + 1:
            raise too_many_characters(length)
    return "\n".join(lines)


def _read_styles(part: bytes | None) -> dict[str, Style]:
    styles = children_of(part, "styles") if part else ()
    return {attribute(each, "styleId") or "": _style(each) for each in styles if local(each) == "style"}


def _style(element: Element) -> Style:
    list_id, depth = _list_of(child(element, "pPr", "numPr"))
    name = (attribute(child(element, "name"), "val") or "").lower()
    return Style(list_id, depth, in_contents=name.startswith("toc "))


def _list_of(element: Element | None) -> tuple[str | None, int]:
    depth = attribute(child(element, "ilvl"), "val") or "0"
    return attribute(child(element, "numId"), "val"), int(depth) if depth in set("012345678") else 0


def _lines(blocks: Iterable[Element], styles: dict[str, Style], numbering: Numbering) -> Iterator[str]:
    for block in blocks:
        if local(block) == "p":
            yield from _paragraph(block, styles, numbering)
        elif local(block) == "tbl":
            yield from _table(block, styles, numbering)
        elif local(block) in _WRAPPERS:
            yield from _lines(block, styles, numbering)


def _table(table: Element, styles: dict[str, Style], numbering: Numbering) -> Iterator[str]:
    for row in (each for each in table if local(each) == "tr"):
        cells = [list(_lines(cell, styles, numbering)) for cell in row if local(cell) == "tc"]
        if len(cells) == 1:  # a frame around prose, no table
            yield from cells[0]
        elif any(cells):
            yield "\t".join(" ".join(cell) for cell in cells)


def _paragraph(paragraph: Element, styles: dict[str, Style], numbering: Numbering) -> Iterator[str]:
    style = styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "", Style())
    text = "".join(_pieces(paragraph))
    if style.in_contents or not text.strip():
        return
    list_id, depth = _list_of(child(paragraph, "pPr", "numPr"))
    label = numbering.next_label(list_id or style.list_id or "", depth if list_id else style.depth)
    yield from f"{label}{text}".split("\n")


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        match local(each):
            case "t":
                yield each.text or ""
            case "tab":
                yield "\t"
            case "br" | "cr":
                yield "\n" if attribute(each, "type") in {None, "textWrapping"} else ""
            case "noBreakHyphen":
                yield "-"
            case "p":  # inside a text box
                yield "\n"
                yield from _pieces(each)
            case name if name not in _NOT_SAID:
                yield from _pieces(each)
