"""``ladder.yaml``: the rungs that enterprises climb. Each says which decision of which pack puts somebody on it, what counts as near, where
the data come from, and to whom an enterprise turns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, by_code, entry, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, text_of, tree_in, without
from luoshi.engines.packs.model_of_ladders import ChecklistEntry, GapEntry, RungEntry
from luoshi.engines.packs.problems import WHOLE_FILE
from luoshi.engines.packs.sources import read_sources
from luoshi.words import Words

FILE: Final = "ladder.yaml"

_FIELDS: Final = ("code", "name", "name_en", "package", "decision", "contact", "contact_en", "item", "holds", "holds_en", "since")
_LISTS: Final = ("reached", "checklists", "gap", "one_step", "one_step_en", "sources")
_CHECKLIST_FIELDS: Final = ("condition", "result", "amount", "unit", "failing", "at_most")
_GAP_FIELDS: Final = ("decision", "of", "within", "unit", "unit_en")


def read_ladder(folder: Path) -> tuple[RungEntry, ...]:
    """Read ``ladder.yaml``, the lowest rung first; without the file there is no ladder.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return ladder_of(text_of(folder / FILE, FILE)) if (folder / FILE).exists() else ()


def ladder_of(text: str) -> tuple[RungEntry, ...]:
    """The rungs that the text of a ``ladder.yaml`` says.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    tree = tree_in(text, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, ("rungs",))
    return by_code(FILE, Words("台阶", "rung"), tree.get("rungs", ""), _rung)


def _rung(place: Words, values: dict[str, Tree]) -> tuple[Entry, RungEntry]:
    each = entry(FILE, place, without(values, *_LISTS), _FIELDS)
    reached = tuple(str(one) for one in texts(each, "reached", values.get("reached", "")))
    if not reached:
        raise each.problem(
            "reached", Words("请写明决策的哪些答案表示已经站上。", "Say which answers of the decision mean that it is reached.")
        )
    made = RungEntry(
        code=each.code("code"),
        name=each.said("name"),
        package=each.code("package"),
        decision=each.text("decision"),
        reached=reached,
        checklist=_checklist(each, place, values.get("checklists", "")),
        gap=_gap(place, values.get("gap", "")),
        one_step=_one_step(each, values.get("one_step", ""), values.get("one_step_en", "")),
        sources=tuple(source.said for source in read_sources(FILE, values.get("sources", ""))),
        contact=each.said("contact"),
        item=each.maybe("item"),
        holds=each.maybe_said("holds"),
        since=each.maybe("since"),
    )
    return each, made


def _one_step(rung: Entry, chinese: Tree, english: Tree) -> Mapping[str, Words]:
    """Answers of the decision, each with the step that alone is missing; in Chinese alone where nobody wrote it in English."""
    if (chinese, english) == ("", ""):
        return {}
    other = english or chinese
    if not (isinstance(chinese, dict) and isinstance(other, dict) and chinese.keys() == other.keys() and all(chinese.values())):
        remedy = Words(
            "两处都写成“决策的答案: 差的那一步”，答案相同。", "Write both as “answer of the decision: step”, of the same answers."
        )
        raise rung.problem("one_step", remedy)
    return {answer: Words(str(step), str(other[answer])) for answer, step in chinese.items()}


def _checklist(rung: Entry, place: Words, tree: Tree) -> ChecklistEntry | None:
    if not isinstance(tree, dict):
        return None
    each = entry(FILE, place, without(tree, "decisions", "of"), _CHECKLIST_FIELDS)
    return ChecklistEntry(
        decisions=tuple(str(one) for one in texts(rung, "checklists", tree.get("decisions", ""))),
        of=tuple(str(one) for one in texts(rung, "checklists", tree.get("of", ""))),
        condition=each.text("condition"),
        result=each.text("result"),
        amount=each.maybe("amount"),
        unit=each.maybe("unit"),
        failing=each.text("failing"),
        at_most=each.count("at_most", 1, 9),
    )


def _gap(place: Words, tree: Tree) -> GapEntry | None:
    if not isinstance(tree, dict):
        return None
    each = entry(FILE, place, tree, _GAP_FIELDS)
    return GapEntry(each.text("decision"), each.maybe("of"), each.maybe_amount("within") or Decimal(0), each.said("unit"))
