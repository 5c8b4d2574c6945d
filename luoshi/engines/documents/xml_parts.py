"""The XML inside Office files, read without the two things that make XML dangerous: declared entities and endless trees."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from luoshi.engines.documents.refusals import damaged, too_intricate
from luoshi.words import Words

ELEMENTS_MAX = 2_000_000
"""A report of 60,000 characters has about 100,000 elements, even where Word cut every sentence into pieces."""

DEPTH_MAX = 200


def local(element: Element) -> str:
    """The name of an element without its namespace, which differs between the two editions of the Office standard."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute with this local name."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


def children_of(part: bytes, parent: str) -> Iterator[Element]:
    """The finished children of the first element called ``parent``, one after the other; each is forgotten when the next is asked for.

    Raises:
        UnreadableDocument: broken XML, a document type declaration, or more or deeper elements than any report has.
    """
    _refuse_declarations(part)
    ancestors: list[Element] = []
    try:
        # Without declarations, and with the limits above, the dangers that this rule warns of are gone.
        for count, (event, element) in enumerate(iterparse(BytesIO(part), events=("start", "end"))):  # noqa: S314
            if event == "start":
                ancestors.append(element)
                _refuse_endless_tree(count, len(ancestors))
                continue
            ancestors.pop()
            if ancestors and local(ancestors[-1]) == parent and not any(local(each) == parent for each in ancestors[:-1]):
                yield element
                ancestors[-1].remove(element)
    except ParseError as error:
        raise damaged("Word") from error


def _refuse_endless_tree(events: int, depth: int) -> None:
    if events > 2 * ELEMENTS_MAX or depth > DEPTH_MAX:
        raise too_intricate(
            Words(
                f"文件内部结构异常：超过 {ELEMENTS_MAX:,} 个元素或 {DEPTH_MAX} 层嵌套。",
                f"The inner structure is abnormal: more than {ELEMENTS_MAX:,} elements or {DEPTH_MAX} levels.",
            )
        )


def _refuse_declarations(part: bytes) -> None:
    """Office files never declare a document type; entities declared in one can grow to any size."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _stop
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the end of input, as expat wants it
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise damaged("Word") from error


class _RootReached(Exception):
    pass


def _stop(_name: str, _attributes: dict[str, str]) -> None:
    raise _RootReached


def _refuse_doctype(_name: str, _system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 - expat's signature
    raise too_intricate(
        Words(
            "文件内含文档类型声明（可能是实体膨胀攻击），拒绝读取。",
            "The file declares a document type, as entity bombs do; it is not read.",
        )
    )
