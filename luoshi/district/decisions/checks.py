"""A version's text as the engine sees it: what is wrong with it, what its tables leave open, whether its examples hold.

All of it follows from the text alone, so it is computed when somebody asks, and kept while it is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luoshi.engines.decisions import Compiled, Model, Problem, RefusedModel, Words, analyse, compile_model, read_model
from luoshi.engines.decisions.analysis_results import Analysis, Level
from luoshi.engines.decisions.model import DecisionTable

WORK_MAX: Final = 300_000
"""Steps for each question to a table: some tenths of a second, for somebody waits. What was not finished is told."""

TABLES_MAX: Final = 40
"""So many tables of a model are analysed on saving; more would keep the person who saves waiting for longer than a minute."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A text as the engine reads it. Without ``compiled`` there is nothing to ask, without ``model`` nothing to show either."""

    model: Model | None
    compiled: Compiled | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything that is known about a text: its problems, and by the name of each decision what analysis says of its table."""

    problems: tuple[Problem, ...]
    analyses: tuple[tuple[str, Analysis], ...] = ()
    tables_left: int = 0
    """How many tables were not analysed, because there are too many."""

    @property
    def contradictions(self) -> tuple[tuple[str, Words], ...]:
        """Rules that contradict each other against the hit policy of their table, with the decision where they stand."""
        return tuple((name, each.words()) for name, analysis in self.analyses for each in analysis.overlaps if each.level is Level.ERROR)

    @property
    def warnings(self) -> int:
        """How much is most likely not meant."""
        found = [(*(analysis.gaps or ()), *analysis.overlaps, *analysis.unreachable) for _, analysis in self.analyses]
        return sum(each.level is Level.WARNING for group in found for each in group)

    @property
    def fault(self) -> Words | None:
        """The first thing that keeps the model from being put in force."""
        if self.problems:
            return self.problems[0].words()
        if self.contradictions:
            name, words = self.contradictions[0]
            return Words(f"决策表“{name}”自相矛盾：{words.chinese}", f"the table “{name}” contradicts itself: {words.english}")
        return None

    def counts(self) -> dict[str, int]:
        """What a list shows of it."""
        return {"problems": len(self.problems), "contradictions": len(self.contradictions), "warnings": self.warnings}


@lru_cache(maxsize=32)
def opened(content: str) -> Opened:
    """The text, read and compiled as far as that goes."""
    try:
        model = read_model(content.encode())
    except RefusedModel as refusal:
        return Opened(None, None, refusal.problems)
    try:
        compiled = compile_model(model)
    except RefusedModel as refusal:
        return Opened(model, None, refusal.problems)
    return Opened(model, compiled, compiled.problems)


@lru_cache(maxsize=32)
def check(content: str, examples: str) -> Checks:
    """Everything that can be known about a text and its examples."""
    found = opened(content)
    if found.compiled is None or found.problems:
        return Checks(found.problems)
    names = [each.name for each in found.compiled.model.decisions if isinstance(each.logic, DecisionTable)]
    analyses = tuple((name, analyse(found.compiled, name, work=WORK_MAX)) for name in names[:TABLES_MAX])
    return Checks((), analyses, len(names[TABLES_MAX:]))
