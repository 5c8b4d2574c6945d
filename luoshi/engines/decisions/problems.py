"""What is wrong with a decision model, in words for the person who wrote it: which file, line and element, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from luoshi.words import Words

SHOWN = 80
"""How many characters of a wrong text are repeated: enough to find it, too few to flood the screen."""


Labels: TypeAlias = Mapping[str, Words]
"""How names and text values of a model are said to people."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a model. ``rule`` and ``column`` count from 1 and are set in the cells of a decision table."""

    file: str
    line: int = 0
    element: str = ""
    id: str = ""
    rule: int | None = None
    column: int | None = None

    def words(self) -> Words:
        """The place as people say it, the largest part first."""
        chinese = [f"文件 {self.file}"] if self.file else []
        english = [self.file] if self.file else []
        if self.line:
            chinese.append(f"第 {self.line} 行")
            english.append(f"line {self.line}")
        if self.element:
            chinese.append(f"元素 {self.element}" + (f"（id {self.id}）" if self.id else ""))
            english.append(f"element {self.element}" + (f" (id {self.id})" if self.id else ""))
        if self.rule is not None:
            chinese.append(f"规则 {self.rule}")
            english.append(f"rule {self.rule}")
        if self.column is not None:
            chinese.append(f"第 {self.column} 列")
            english.append(f"column {self.column}")
        return Words("，".join(chinese), ", ".join(english))


class ProblemKind(StrEnum):
    """The closed list of faults for which a model is refused."""

    UNREADABLE = "unreadable"  # no XML, too large, a document type declaration
    FOREIGN = "foreign"  # XML, yet no DMN of a known version
    INCOMPLETE = "incomplete"  # something that the standard demands is not there
    DUPLICATE = "duplicate"  # one name or id for two things
    UNKNOWN_REFERENCE = "unknown_reference"
    UNKNOWN_TYPE = "unknown_type"
    CYCLE = "cycle"
    SYNTAX = "syntax"  # a FEEL text that cannot be parsed
    UNSUPPORTED = "unsupported"  # an expression language other than FEEL


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what was found where, and what to write instead."""

    kind: ProblemKind
    place: Place
    what: Words
    remedy: Words

    def words(self) -> Words:
        """The whole message."""
        place = self.place.words()
        return Words(
            f"{place.chinese}：{self.what.chinese}{self.remedy.chinese}",
            f"{place.english}: {self.what.english} {self.remedy.english}",
        )


class RefusedModel(ValueError):
    """A model that cannot be taken as it is, with every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        each = [problem.words() for problem in problems]
        super().__init__("\n".join(f"{words.chinese} {words.english}" for words in each))
        self.problems = tuple(problems)


def shown(text: str) -> str:
    """A wrong text as it is repeated in a message."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
