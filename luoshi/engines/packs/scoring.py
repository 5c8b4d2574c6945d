"""``scoring.yaml``: how units are scored. It says everything itself, since a frozen score keeps the text by which it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, by_code, entry, mappings, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, line_of, text_of, tree_in, without
from luoshi.engines.packs.model import (
    ADJUSTMENT_KINDS,
    MEASURES,
    PART_KINDS,
    RHYTHMS,
    STATUSES,
    AdjustmentEntry,
    CurveEntry,
    PartEntry,
    ScoringEntry,
)
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FILE: Final = "scoring.yaml"
PART = Words("部分", "part")
ADJUSTMENT = Words("加减分", "adjustment")
WEIGHTS = Words("权重", "weights")
BY_HAND = Words("单独的权重", "weight by hand")
APART = Words("不计入总分的", "thing kept apart")
OPEN = Words("未定的", "open question")
OTHER: Final = "other"
"""The curve of measures that have none of their own."""

_HEAD: Final = ("code", "name", "name_en", "whole", "rhythm", "interval", "basis", "status")
_GROUPS: Final = ("weights", "parts", "adjustments", "apart", "open")
_PART_FIELDS: Final = ("code", "name", "name_en", "kind", "points", "rhythm", "late_worth")
_CURVE_FIELDS: Final = ("dead_band", "zero_at", "interval_max")
_ADJUSTMENT_FIELDS: Final = ("code", "name", "name_en", "kind", "points", "most")
_LEVELS: Final = ("50", "80", "95")
"""The intervals that a forecast has."""


def read_scoring(folder: Path) -> ScoringEntry | None:
    """Read ``scoring.yaml`` of a pack; without the file it has no formula.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return scoring_of(text_of(folder / FILE, FILE)) if (folder / FILE).exists() else None


def scoring_of(text: str) -> ScoringEntry:
    """The formula that a text of ``scoring.yaml`` says. Its version is the SHA-256 of the text.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    tree = tree_in(text, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, (*_HEAD, *_GROUPS))
    head = entry(FILE, WHOLE_FILE, without(tree, *_GROUPS), _HEAD)
    parts = by_code(FILE, PART, tree.get("parts", ""), _part)
    _refuse_wrong_sum(head, parts)
    by_class, otherwise, by_hand = _weights(head, tree.get("weights", ""))
    return ScoringEntry(
        code=head.code("code"),
        name=head.said("name"),
        whole=_more_than_nothing(head, "whole"),
        rhythm=head.word("rhythm", RHYTHMS),
        interval=int(head.word("interval", _LEVELS)) if head.maybe("interval") else None,
        by_class=by_class,
        otherwise=otherwise,
        by_hand=by_hand,
        parts=parts,
        adjustments=by_code(FILE, ADJUSTMENT, tree.get("adjustments", ""), _adjustment),
        apart=tuple(_said(APART, tree.get("apart", ""))),
        open=tuple(_said(OPEN, tree.get("open", ""))),
        basis=head.text("basis"),
        status=head.word("status", STATUSES),
        text=text,
        version=hashlib.sha256(text.encode()).hexdigest(),
        line=head.line,
    )


def _refuse_wrong_sum(head: Entry, parts: tuple[PartEntry, ...]) -> None:
    """The points of the parts come to the whole: a score whose weights do not is nobody's to recompute."""
    found, whole = sum((each.points for each in parts), Decimal(0)), _more_than_nothing(head, "whole")
    if found != whole:
        said = Words(
            f"各部分的分值合计 {found}，应等于 {whole}。", f"The points of the parts come to {found}; they have to come to {whole}."
        )
        raise head.problem("whole", said)


def _part(place: Words, values: dict[str, Tree]) -> tuple[Entry, PartEntry]:
    refuse_unknown_keys(FILE, place, values, (*_PART_FIELDS, "curves"))
    each = entry(FILE, place, without(values, "curves"), _PART_FIELDS)
    kind = each.word("kind", PART_KINDS)
    curves = dict(_curves(each, values.get("curves", "")))
    if (kind == "attainment") != (OTHER in curves):
        remedy = Words(
            "kind 为 attainment 的必须写 curves.other（其余指标的得分曲线），其他的不写曲线。",
            "A part of attainment has curves, one of them “other”; no other part has any.",
        )
        raise each.problem("curves", remedy)
    return each, PartEntry(
        code=each.code("code"),
        name=each.said("name"),
        kind=kind,
        points=_more_than_nothing(each, "points"),
        rhythm=each.word("rhythm", RHYTHMS) if each.maybe("rhythm") else "",
        curves=curves,
        late_worth=_share(each, kind),
    )


def _share(each: Entry, kind: str) -> Decimal:
    """What a late figure is worth: nothing where nobody says otherwise, never more than one in time."""
    found = each.maybe_amount("late_worth")
    if found is None:
        return Decimal(0)
    if kind != "timeliness" or not 0 <= found <= 1:
        raise each.problem(
            "late_worth",
            Words("只有 timeliness 才有，写 0 到 1 之间的数。", "Of timeliness alone: write a number from 0 to 1."),
        )
    return found


def _curves(of: Entry, tree: Tree) -> Iterator[tuple[str, CurveEntry]]:
    if tree == "":
        return
    group = _group(of, "curves", tree)
    refuse_unknown_keys(FILE, of.place, group, (*MEASURES, OTHER))
    for measure, said in group.items():
        each = entry(FILE, of.place, _group(of, measure, said), _CURVE_FIELDS)
        widest = _not_negative(each, "interval_max") if each.maybe("interval_max") else Decimal(0)
        yield measure, CurveEntry(_not_negative(each, "dead_band"), _not_negative(each, "zero_at"), widest)


def _weights(head: Entry, tree: Tree) -> tuple[Mapping[str, Decimal], Decimal, Mapping[str, Decimal]]:
    if tree == "":
        return {}, Decimal(1), {}
    group = _group(head, "weights", tree)
    refuse_unknown_keys(FILE, WEIGHTS, group, ("classes", "otherwise", "by_hand"))
    each = entry(FILE, WEIGHTS, without(group, "classes", "by_hand"), ("otherwise",))
    written = _group(head, "classes", group["classes"]) if "classes" in group else {}
    classes = entry(FILE, WEIGHTS, written, written)
    by_class = {letter: _more_than_nothing(classes, letter) for letter in classes.values}
    return by_class, _more_than_nothing(each, "otherwise"), dict(_by_hand(group.get("by_hand", "")))


def _by_hand(tree: Tree) -> Iterator[tuple[str, Decimal]]:
    for _, place, values in mappings(FILE, BY_HAND, tree):
        each = entry(FILE, place, values, ("quote", "weight"))
        yield each.text("quote"), _more_than_nothing(each, "weight")


def _adjustment(place: Words, values: dict[str, Tree]) -> tuple[Entry, AdjustmentEntry]:
    each = entry(FILE, place, values, _ADJUSTMENT_FIELDS)
    return each, AdjustmentEntry(
        each.code("code"),
        each.said("name"),
        each.word("kind", ADJUSTMENT_KINDS),
        _more_than_nothing(each, "points"),
        _more_than_nothing(each, "most"),
    )


def _said(kind: Words, tree: Tree) -> Iterator[Words]:
    for _, place, values in mappings(FILE, kind, tree):
        yield entry(FILE, place, values, ("says", "says_en")).said("says")


def _not_negative(each: Entry, field: str) -> Decimal:
    each.text(field)
    found = each.maybe_amount(field)
    if found is None or found < 0:
        raise each.problem(field, Words("请写不小于零的数。", "Write a number of zero or more."))
    return found


def _more_than_nothing(each: Entry, field: str) -> Decimal:
    if (found := _not_negative(each, field)) > 0:
        return found
    raise each.problem(field, Words("请写大于零的数。", "Write a number above zero."))


def _group(of: Entry, field: str, tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    raise PackProblem(
        FILE, of.place, field, str(tree), Words("请写成“键: 值”。", "Write it as “key: value”."), line=line_of(tree) or of.line
    )
