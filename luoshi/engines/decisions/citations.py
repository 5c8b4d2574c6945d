"""What a decision rests on: the documents of a pack, and where rules, decisions and parameters cite them.

A citation is written ``<key of the document> <article>``, several are separated by ``；``. A decision table has them in its annotation
column ``依据``, a decision or business knowledge model in the name of a knowledge source, a parameter's value in its own fields.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, repeat
from typing import Final

from luoshi.engines.decisions.model import NOWHERE, DecisionTable, Model, Rule, tables_in
from luoshi.engines.decisions.problems import Place
from luoshi.words import Words

COLUMN: Final = "依据"
"""The annotation column of a decision table that holds citations."""

NATIONWIDE: Final = "全国"
"""The jurisdiction of what counts in the whole country."""

_SEPARATORS: Final = re.compile(r"[；;\n]")


class Status(StrEnum):
    """How sure it is that something is so."""

    VERIFIED = "verified"  # it stands in a stored copy of the document
    ELSEWHERE = "elsewhere"  # it stands in one of another place, and is a default that an office has to confirm
    UNVERIFIED = "unverified"  # from memory, or from no document

    def words(self) -> Words:
        """The status in words."""
        return _STATUSES[self]


_STATUSES: Final = {
    Status.VERIFIED: Words("已核实", "verified"),
    Status.ELSEWHERE: Words("出自其他地区，待确认", "from another place, to be confirmed"),
    Status.UNVERIFIED: Words("未核实", "unverified"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A law or document that can be cited by its ``key``: its number, or its title where it has none.

    Days are whole and inclusive; None is what nobody knows, or for ``valid_to`` that the document is not known to have ended.
    """

    key: str
    title: str
    issuer: str
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    jurisdiction: str
    status: Status
    note: str = ""
    place: Place = NOWHERE

    def may_be_in_force(self, on: date) -> bool:
        """Whether nothing that is known says that it is not."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def period(self) -> Words:
        """When it is in force."""
        return period(self.valid_from, self.valid_to)


def period(first: date | None, last: date | None) -> Words:
    """A stretch of whole days in words; without a last day it goes on."""
    return Words(f"{first or '？'} 至 {last or '今'}", f"{first or '?'} to {last or 'now'}")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of a document, the article empty where the document has none."""

    document: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what cites it, where that stands, and the document if it is known."""

    citation: Citation
    by: Words
    place: Place
    document: Document | None = None


def citations_in(text: str, keys: Collection[str] = ()) -> tuple[Citation, ...]:
    """The citations that a text holds. A key may hold blanks: the longest known one with which the text begins is meant."""
    return tuple(_citation(each.strip(), keys) for each in _SEPARATORS.split(text) if each.strip())


def _citation(text: str, keys: Collection[str]) -> Citation:
    known = max((key for key in keys if text == key or (text.startswith(key) and text[len(key)].isspace())), key=len, default="")
    document = known or text.split(maxsplit=1)[0]
    return Citation(document, text[len(document) :].strip())


def annotation_cells(table: DecisionTable, rule: Rule, *, citing: bool) -> Iterator[tuple[str, Place]]:
    """The texts of a rule's annotations with their places: those of the column of citations, or those of the others."""
    for column, cell in zip(chain(table.annotations, repeat("")), rule.annotations, strict=False):
        if (column.strip() == COLUMN) is citing and not cell.is_blank:
            yield cell.text, cell.place


def citing_texts(model: Model) -> Iterator[tuple[str, Place]]:
    """Everything in a model that cites: cells of the column 依据, and knowledge sources."""
    for table in tables_in(model):
        for rule in table.rules:
            yield from annotation_cells(table, rule, citing=True)
    for source in model.knowledge_sources:
        yield source.name, source.place
