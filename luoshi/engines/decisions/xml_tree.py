"""XML of unknown origin as a tree that knows the bytes each element stands on.

Declared entities and endless trees are what makes XML dangerous: a document type declaration, more bytes, more elements or deeper nesting
than any decision model has are refused before anything is built. The bytes are kept, because an editor's drawings and extensions must
come back exactly as they were: `write_xml` replaces single stretches of them and touches nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, RefusedModel
from luoshi.words import Words

BYTES_MAX: Final = 16 * 1024 * 1024
"""A table of 10,000 rules and ten columns has about 12 MB with the ids that editors write."""

ELEMENTS_MAX: Final = 1_000_000
DEPTH_MAX: Final = 100
"""Fifty contexts in each other. Reading and compiling take a few frames for each level, of the thousand that Python has."""

REMEDY_EXPORT = Words("请从决策建模工具重新导出 .dmn 文件。", "Export the .dmn file from the modelling tool again.")


@dataclass(slots=True)
class Element:
    """An element with local names, and the offsets (in bytes) of its whole and of what stands between its tags."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    start: int
    inner_start: int = -1
    inner_end: int = -1
    end: int = -1
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The character data directly inside."""
        return "".join(self.texts)

    @property
    def is_empty_tag(self) -> bool:
        """Written as ``<name/>``, so that there is no inside."""
        return self.inner_start < 0

    def all(self, *names: str) -> Iterator[Element]:
        """The children of the same namespace with one of these names: an extension may use the standard's names in its own namespace."""
        return (child for child in self.children if child.name in names and child.namespace == self.namespace)

    def first(self, *names: str) -> Element | None:
        """The first of :meth:`all`, or nothing."""
        return next(self.all(*names), None)


def read_tree(content: bytes, file: str) -> Element:
    """The root of the XML.

    Raises:
        RefusedModel: it is too large, declares a document type, has another encoding than UTF-8, or breaks the rules of XML.
    """
    if len(content) > BYTES_MAX:
        raise _unreadable(
            file,
            0,
            Words(
                f"文件有 {len(content) / 1048576:.1f} MB，超过上限 {BYTES_MAX // 1048576} MB。",
                f"The file has {len(content) / 1048576:.1f} MB, more than the limit of {BYTES_MAX // 1048576} MB.",
            ),
            Words("请把大的决策表拆成几个决策。", "Divide large tables into several decisions."),
        )
    if b"\x00" in content[:4]:
        raise _other_encoding(file, "UTF-16")
    builder = _Builder(content, file)
    try:
        builder.parser.Parse(content, True)  # noqa: FBT003 - the end of input, as expat wants it
    except expat.ExpatError as error:
        raise _unreadable(
            file,
            error.lineno,
            Words(
                f"不是合格的 XML：{expat.ErrorString(error.code)}（第 {error.offset + 1} 个字符）。",
                f"This is not well-formed XML: {expat.ErrorString(error.code)} (character {error.offset + 1}).",
            ),
            REMEDY_EXPORT,
        ) from error
    assert builder.root is not None, "expat refuses a document without a root"
    return builder.root


class _Builder:
    """Builds the tree from expat's events; expat tells where each event begins, and the next one tells where a start tag ended."""

    def __init__(self, content: bytes, file: str) -> None:
        self.content, self.file = content, file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.opened_last: Element | None = None
        self.count = 0
        self.prefixes: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False  # one event per piece, so that the first tells where the start tag ended
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.finish
        parser.CharacterDataHandler = self.characters
        # Whatever else begins inside an element also tells where its start tag ended.
        parser.CommentHandler = lambda _text: self.settle()
        parser.ProcessingInstructionHandler = lambda _target, _data: self.settle()
        parser.StartCdataSectionHandler = self.settle

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise _other_encoding(self.file, encoding)

    def doctype(self, _name: str, _system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 - expat's signature
        raise _unreadable(
            self.file,
            self.parser.CurrentLineNumber,
            Words(
                "文件内含文档类型声明 <!DOCTYPE>（可能是实体膨胀攻击），拒绝读取。",
                "The file declares a document type (<!DOCTYPE>), as entity bombs do; it is not read.",
            ),
            Words("请删去这一声明：DMN 文件不需要它。", "Remove the declaration: DMN files need none."),
        )

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.settle()
        self.count += 1
        if self.count > ELEMENTS_MAX or len(self.open) >= DEPTH_MAX:
            raise _unreadable(
                self.file,
                self.parser.CurrentLineNumber,
                Words(
                    f"内部结构异常：超过 {ELEMENTS_MAX:,} 个元素或 {DEPTH_MAX} 层嵌套。",
                    f"The inner structure is abnormal: more than {ELEMENTS_MAX:,} elements or {DEPTH_MAX} levels.",
                ),
                REMEDY_EXPORT,
            )
        namespace, _, local = name.rpartition(" ")
        # The standard's attributes have no prefix; those with one belong to a tool, and the writer leaves them where they are.
        plain = {key: value for key, value in attributes.items() if " " not in key}
        line, start = self.parser.CurrentLineNumber, self.parser.CurrentByteIndex
        element = Element(namespace, local, plain, line, start, prefixes=self.prefixes)
        self.prefixes = {}
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.opened_last = element

    def finish(self, _name: str) -> None:
        element = self.open.pop()
        end_of_start = _end_of_tag(self.content, element.start) if self.opened_last is element else 0
        if self.content[end_of_start - 2 : end_of_start] == b"/>":  # an empty tag: there is no inside
            self.opened_last = None
            element.end = end_of_start
            return
        self.settle()
        element.inner_end = self.parser.CurrentByteIndex
        element.end = self.content.index(b">", element.inner_end) + 1

    def characters(self, data: str) -> None:
        self.settle()
        if self.open:
            self.open[-1].texts.append(data)

    def settle(self) -> None:
        """The start tag of the element that was opened last ended where the present event begins."""
        if self.opened_last is not None:
            self.opened_last.inner_start = self.parser.CurrentByteIndex
            self.opened_last = None


def _end_of_tag(content: bytes, start: int) -> int:
    """Behind the ``>`` that closes the tag; one inside an attribute's value closes nothing."""
    quote = b""
    for index in range(start, len(content)):
        character = content[index : index + 1]
        if quote:
            quote = b"" if character == quote else quote
        elif character in {b'"', b"'"}:
            quote = character
        elif character == b">":
            return index + 1
    return len(content)  # not reached: expat has seen the tag's end


def _other_encoding(file: str, encoding: str) -> RefusedModel:
    """Bytes are counted and replaced as UTF-8, which all modelling tools write."""
    return _unreadable(
        file,
        1,
        Words(f"文字编码是 {encoding}，只读取 UTF-8。", f"The encoding is {encoding}; only UTF-8 is read."),
        Words("请另存为 UTF-8 编码。", "Save the file with the encoding UTF-8."),
    )


def _unreadable(file: str, line: int, what: Words, remedy: Words) -> RefusedModel:
    return RefusedModel([Problem(ProblemKind.UNREADABLE, Place(file, line), what, remedy)])
