"""What comes of an application: an outcome, the path, everything that is missing, every reason, and how each other path stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.engines.approval.given import Given, PaperState
from luoshi.engines.approval.items import Item, Path
from luoshi.engines.approval.verdicts import Reason
from luoshi.words import Words


class Outcome(StrEnum):
    """There is no fourth: nothing here refuses anybody."""

    GRANT = "grant"  # 准予
    ASK = "ask"  # 一次告知
    PERSON = "person"  # 转人工


class LackKind(StrEnum):
    """What can be missing."""

    FIELD = "field"
    PAPER = "paper"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing. ``depends_on`` are the names of empty fields on which it hangs whether it is needed at all."""

    kind: LackKind
    code: str
    words: Words
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How a path would stand if it were chosen: open if the application could go it as it is.

    ``bars`` keep it closed whatever the applicant does, ``lacks`` are what it still takes.
    """

    path: Path
    bars: tuple[Words, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in its way."""
        return not (self.bars or self.lacks)

    @property
    def why_not(self) -> tuple[Words, ...]:
        """Everything that stands in its way, each once."""
        return tuple(dict.fromkeys((*self.bars, *(each.words for each in self.lacks))))


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands. ``path`` None is the best one; ``promised`` are the codes of the conditions that are promised."""

    item: Item
    path: Path | None = None
    fields: Mapping[str, Given] = field(default_factory=dict)
    papers: Mapping[str, PaperState] = field(default_factory=dict)
    promised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What comes of it. ``deferred`` are the codes of the materials that may follow."""

    outcome: Outcome
    path: Path
    missing: tuple[Lack, ...] = ()
    reasons: tuple[Reason, ...] = ()
    deferred: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
