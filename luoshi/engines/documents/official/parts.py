"""The parts of an official document, in the words of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from luoshi.engines.documents.official.numbering import LEVELS, label
from luoshi.engines.documents.sheet import Sheet


@dataclass(frozen=True, slots=True)
class LetterHead:
    """版头 of an official document: 发文机关标志 and 发文字号; the number is empty while it is a draft."""

    mark: str
    number: str


@dataclass(frozen=True, slots=True)
class BriefHead:
    """报头 of a brief: its name, 第20期, who issues it and when."""

    mark: str
    issue: str
    office: str
    dated: str


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph; of ``level`` 1 to 4 it is a heading or an item, which gets its number by its place, of 0 it is plain text."""

    text: str
    level: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.level <= LEVELS:
            raise ValueError(f"a paragraph has a level of 0 to {LEVELS}, not {self.level}")


@dataclass(frozen=True, slots=True)
class Record:
    """版记: to whom copies go, who printed it and when."""

    copied_to: tuple[str, ...]
    printed_by: str
    printed_on: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An official document.

    Attributes:
        head: of a document, or of a brief.
        title: its words in order, none of which is broken.
        addressees: 主送机关.
        body: 正文.
        attachments: tables, each on landscape pages of its own.
        signed_by: 发文机关署名; empty in a brief, whose head says it.
        dated: 成文日期, likewise.
        record: 版记; None where there is none.
        notice: stands in the upper left corner of the first page, as a degree of secrecy would: that it is a draft.
        running: stands over each page: that everything is invented.
    """

    head: LetterHead | BriefHead
    title: tuple[str, ...]
    addressees: tuple[str, ...]
    body: tuple[Point, ...]
    attachments: tuple[Sheet, ...] = ()
    signed_by: str = ""
    dated: date | None = None
    record: Record | None = None
    notice: str = ""
    running: str = ""

    @property
    def numbered(self) -> Iterator[tuple[str, Point]]:
        """The paragraphs of the body, each with the number that its place gives it."""
        counted = [0] * (LEVELS + 1)
        for point in self.body:
            if point.level:
                counted[point.level] += 1
                counted[point.level + 1 :] = [0] * (LEVELS - point.level)
            yield (label(point.level, counted[point.level]) if point.level else ""), point

    @property
    def addressed(self) -> str:
        """主送机关 with the colon that ends them."""
        return f"{'，'.join(self.addressees)}：" if self.addressees else ""

    @property
    def list_of_attachments(self) -> tuple[str, ...]:
        """附件说明: the titles, numbered where there are several; no punctuation at the end."""
        titles = [each.title for each in self.attachments]
        return tuple(titles) if len(titles) < 2 else tuple(f"{number}.{title}" for number, title in enumerate(titles, start=1))

    def attachment_label(self, number: int) -> str:
        """What stands over an attachment: 附件2, or 附件 where it is the only one."""
        return f"附件{number}" if len(self.attachments) > 1 else "附件"

    @property
    def length(self) -> int:
        """The characters of title and body without blanks, as a limit on the length of documents counts them."""
        return sum(len("".join(each.split())) for each in (*self.title, *(f"{number}{point.text}" for number, point in self.numbered)))
