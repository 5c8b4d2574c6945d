"""What changes from one version to another: first the inputs whose answer changes, then what is asked and decided, then wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.boxes import Box, box
from luoshi.district.decisions.checks import WORK_MAX, opened
from luoshi.district.languages import said
from luoshi.engines.decisions import compare
from luoshi.engines.decisions import model as dmn
from luoshi.engines.decisions.analysis_grid import NoTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luoshi.district.decisions.boxes import Label
    from luoshi.district.decisions.checks import Opened
    from luoshi.district.decisions.sources import Source
    from luoshi.engines.decisions import Model

CHANGES_MAX: Final = 60
"""So many sentences of one table are read by nobody at once; the rest is counted."""


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """What changes in one decision: in words where both are tables, and else both side by side."""

    name: str
    sentences: tuple[str, ...] = ()
    more: int = 0
    remarks: tuple[str, ...] = ()
    old: Box | None = None
    new: Box | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changes; ``cannot_compare`` says that one of the texts is no readable model."""

    decisions: tuple[DecisionChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    inputs_added: tuple[str, ...] = ()
    inputs_removed: tuple[str, ...] = ()
    cannot_compare: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing that the engine reads has changed."""
        return not (self.decisions or self.added or self.removed or self.inputs_added or self.inputs_removed or self.cannot_compare)


def differences(old: Source, new: Source, label: Label) -> Differences:
    """What changes from one version to another."""
    before, after = opened(old), opened(new)
    if before.compiled is None or after.compiled is None:
        return Differences(cannot_compare=True)
    was, now = _decisions(before.compiled.model), _decisions(after.compiled.model)
    asked_before, asked_now = _inputs(before.compiled.model), _inputs(after.compiled.model)
    return Differences(
        decisions=tuple(_changes(before, after, was, now, label)),
        added=tuple(label(name) for name in now if name not in was),
        removed=tuple(label(name) for name in was if name not in now),
        inputs_added=tuple(_input(name, asked_now, label) for name in asked_now if asked_now[name] != asked_before.get(name)),
        inputs_removed=tuple(_input(name, asked_before, label) for name in asked_before if asked_now.get(name) != asked_before[name]),
    )


def _decisions(model: Model) -> dict[str, dmn.Decision | dmn.KnowledgeModel]:
    elements: tuple[dmn.Decision | dmn.KnowledgeModel, ...] = (*model.decisions, *model.knowledge_models)
    return {each.name: each for each in elements}


def _inputs(model: Model) -> dict[str, str]:
    return {each.name: each.variable.type_ref or "" for each in model.inputs}


def _input(name: str, types: Mapping[str, str], label: Label) -> str:
    return f"{label(name)}（{types[name]}）" if types[name] else label(name)


def _changes(
    before: Opened,
    after: Opened,
    was: Mapping[str, dmn.Decision | dmn.KnowledgeModel],
    now: Mapping[str, dmn.Decision | dmn.KnowledgeModel],
    label: Label,
) -> Iterator[DecisionChange]:
    for name, element in now.items():
        old, new = _logic(was[name]) if name in was else None, _logic(element)
        if name not in was or _bare(old) == _bare(new):
            continue
        yield _in_words(before, after, name, label) or DecisionChange(label(name), old=box(old, label), new=box(new, label))


def _in_words(before: Opened, after: Opened, name: str, label: Label) -> DecisionChange | None:
    """The change of a table; none where one of the two is something else."""
    assert before.compiled is not None
    assert after.compiled is not None
    try:
        found = compare(before.compiled, after.compiled, name, work=WORK_MAX)
    except NoTable:
        return None
    remarks = [each.words() for each in found.unfinished]
    remarks += [each.words() for cells in found.not_decided for each in cells]
    return DecisionChange(
        label(name),
        tuple(said(each.words()) for each in found.changes[:CHANGES_MAX]),
        len(found.changes[CHANGES_MAX:]),
        tuple(dict.fromkeys(said(each) for each in remarks)),
    )


def _logic(element: dmn.Decision | dmn.KnowledgeModel) -> dmn.Expression | None:
    return element.logic if isinstance(element, dmn.Decision) else element.function


def _bare(part: Any) -> Any:
    """An expression without its places in the file, so that only what it says is compared."""
    if isinstance(part, tuple):
        return tuple(_bare(each) for each in part)
    if not hasattr(part, "place"):
        return part
    names = [name for name in part.__dataclass_fields__ if name not in {"place", "span"}]
    return (type(part), *(_bare(getattr(part, name)) for name in names))
