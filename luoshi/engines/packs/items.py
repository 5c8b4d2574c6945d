"""``item.yaml``: an item with its fields, materials, limits and notice, in one file: an application keeps the text it began under."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from luoshi.engines.approval import (
    KEPT,
    NEW,
    ApplicantKind,
    Area,
    Choice,
    Condition,
    Entering,
    Field,
    FieldType,
    Item,
    ItemKind,
    Known,
    Limits,
    Material,
    Notice,
    NotKnown,
    OnSignature,
    Rank,
    Renewal,
    Result,
    known_from,
)
from luoshi.engines.approval import Path as Way
from luoshi.engines.packs.fields import NOTHING, Entry, by_code, entry, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, line_of, text_of, tree_in, without
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FILE: Final = "item.yaml"

_HEAD: Final = ("code", "name", "name_en", "summary", "summary_en", "kind", "area", "applicant", "decision")
_PARTS: Final = (
    "called", "called_en", "paths", "basis", "limits", "result", "renewal", "on_signature", "fields", "materials", "commitment", "enters",
)  # fmt: skip
_FIELD_FIELDS: Final = (
    "code", "name", "name_en", "type", "known_from", "required", "needed_if", "must_be_known", "choices", "allowed_by", "unit", "help",
    "help_en",    "personal",
)  # fmt: skip
_MATERIAL_FIELDS: Final = (
    "code", "name", "name_en", "rank", "known_from", "commitment", "deferrable", "needed_if", "basis", "help", "help_en",
)  # fmt: skip
_NOTICE_FIELDS: Final = (
    "conditions", "consequences", "consequences_en", "check", "check_en", "publication", "publication_en", "field_of_exclusion",
    "agent_may_sign",
)  # fmt: skip
_RESULT_FIELDS: Final = ("name", "name_en", "mark", "valid_for", "ends", "scope", "place", "renews", "after_expiry")
_ON_SIGNATURE_FIELDS: Final = ("asked_by", "contract", "review", "basis")
_RENEWAL_FIELDS: Final = ("decision", "open_before", "counts_as_application")

FIELD = Words("表单项", "field")
MATERIAL = Words("材料", "material")
CHOICE = Words("选项", "choice")
CONDITION = Words("承诺条件", "condition")

Kind = TypeVar("Kind", bound=StrEnum)


def read_item(folder: Path) -> Item | None:
    """Read ``item.yaml`` of a pack; without the file it has no item.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return item_of(text_of(folder / FILE, FILE)) if (folder / FILE).exists() else None


def item_of(text: str) -> Item:
    """The item that a text of ``item.yaml`` says. Its version is the SHA-256 of the text.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    tree = tree_in(text, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, (*_HEAD, *_PARTS))
    head = entry(FILE, WHOLE_FILE, without(tree, *_PARTS), _HEAD)
    return Item(
        code=head.code("code"),
        name=head.said("name"),
        summary=head.said("summary"),
        kind=_one(head, "kind", ItemKind),
        area=_one(head, "area", Area),
        applicant=_one(head, "applicant", ApplicantKind),
        paths=_paths(head, tree.get("paths", "")),
        decision=head.text("decision"),
        basis=_basis(head, tree.get("basis", "")),
        limits=_limits(_part(tree, "limits", Words("时限 limits", "limits"), ("decide", "promised", "check"))),
        result=_result(_part(tree, "result", Words("结果 result", "result"), _RESULT_FIELDS)),
        fields=by_code(FILE, FIELD, tree.get("fields", ""), _field),
        materials=by_code(FILE, MATERIAL, tree.get("materials", ""), _material),
        commitment=_notice(tree["commitment"]) if _is_written(tree, "commitment") else None,
        enters=_entering(tree) if _is_written(tree, "enters") else None,
        renewal=_renewal(tree) if _is_written(tree, "renewal") else None,
        on_signature=_on_signature(tree) if _is_written(tree, "on_signature") else None,
        called=tuple(texts(head, "called", tree.get("called", ""))),
        called_en=tuple(texts(head, "called_en", tree.get("called_en", ""))),
        version=hashlib.sha256(text.encode()).hexdigest(),
        line=head.line,
    )


# --- how things are written


def _one(each: Entry, field: str, kind: type[Kind]) -> Kind:
    return kind(each.word(field, tuple(one.value for one in kind)))


def _is_written(tree: dict[str, Tree], key: str) -> bool:
    written = tree.get(key, "")
    return not (isinstance(written, str) and written in NOTHING)


def _part(tree: dict[str, Tree], key: str, place: Words, fields: tuple[str, ...]) -> Entry:
    return entry(FILE, place, _group(key, place, tree.get(key, "")), fields)


def _group(key: str, place: Words, tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    remedy = Words("请在其下写“键: 值”。", "Write “key: value” beneath it.")
    raise PackProblem(FILE, place, key, str(tree), remedy, line=line_of(tree))


# --- the head


def _paths(head: Entry, tree: Tree) -> tuple[Way, ...]:
    """The paths as preferred; the ordinary one is there also when it is not written."""
    known = tuple(each.value for each in Way)
    written = tuple(str(each) for each in texts(head, "paths", tree))
    for each in written:
        if each not in known or written.count(each) > 1:
            remedy = Words(f"每种写一次，取自：{'、'.join(known)}。", f"Write each once, of: {', '.join(known)}.")
            raise PackProblem(FILE, WHOLE_FILE, "paths", each, remedy, line=line_of(tree))
    return tuple(dict.fromkeys((*map(Way, written), Way.ORDINARY)))


def _basis(head: Entry, tree: Tree) -> tuple[str, ...]:
    cited = tuple(str(each) for each in texts(head, "basis", tree))
    if not cited:
        raise head.problem("basis", Words("请写设定依据：文件 条款。", "Say by what law it exists: document and article."))
    return cited


def _limits(each: Entry) -> Limits:
    return Limits(each.text("decide"), each.text("promised"), each.maybe("check"), each.line)


def _result(each: Entry) -> Result:
    return Result(
        name=each.said("name"),
        mark=each.text("mark"),
        valid_for=each.maybe("valid_for"),
        scope=each.maybe("scope"),
        place=each.maybe("place"),
        renews=each.maybe("renews"),
        after_expiry=each.word("after_expiry", (KEPT, NEW)) if each.maybe("after_expiry") else KEPT,
        ends=each.maybe("ends"),
        line=each.line,
    )


def _renewal(tree: dict[str, Tree]) -> Renewal:
    each = _part(tree, "renewal", Words("续证 renewal", "renewal"), _RENEWAL_FIELDS)
    counts = each.yes("counts_as_application", otherwise=True)
    return Renewal(each.text("decision"), each.text("open_before"), counts, each.line)


def _on_signature(tree: dict[str, Tree]) -> OnSignature:
    each = _part(tree, "on_signature", Words("签约即发证 on_signature", "on_signature"), _ON_SIGNATURE_FIELDS)
    return OnSignature(each.code("asked_by"), each.code("contract"), each.code("review"), each.text("basis"), each.line)


def _entering(tree: dict[str, Tree]) -> Entering:
    place = Words("登记入库 enters", "enters")
    group = _group("enters", place, tree["enters"])
    each = entry(FILE, place, without(group, "values"), ("register",))
    register = each.word("register", ("enterprises",))
    values = _group("values", place, group.get("values", ""))
    written = entry(FILE, place, values, tuple(values))
    return Entering(register, {code: written.text(code) for code in values}, each.line)


# --- fields and materials


def _field(place: Words, values: dict[str, Tree]) -> tuple[Entry, Field]:
    each = entry(FILE, place, without(values, "choices"), _FIELD_FIELDS)
    kind = _one(each, "type", FieldType)
    return each, Field(
        code=each.code("code"),
        name=each.said("name"),
        type=kind,
        required=each.yes("required", otherwise=True),
        needed_if=each.maybe("needed_if"),
        must_be_known=each.yes("must_be_known"),
        known=_known(each),
        choices=_choices(each, kind, values),
        allowed_by=_allowed_by(each, kind),
        unit=each.maybe("unit"),
        help=each.maybe_said("help"),
        personal=each.yes("personal"),
        line=each.line,
    )


def _choices(each: Entry, kind: FieldType, values: dict[str, Tree]) -> tuple[Choice, ...]:
    choices = by_code(FILE, CHOICE, values.get("choices", ""), _choice)
    if kind.is_chosen != bool(choices):
        remedy = Words(
            "choice 和 choices 类型要写 choices，别的类型不写。", "A field of type choice or choices has choices, any other has none."
        )
        raise each.problem("type", remedy)
    return choices


def _allowed_by(each: Entry, kind: FieldType) -> str:
    if each.maybe("allowed_by") and not kind.is_chosen:
        raise each.problem("allowed_by", Words("只有 choice 和 choices 类型写 allowed_by。", "Only what is chosen has allowed_by."))
    return each.maybe("allowed_by")


def _choice(place: Words, values: dict[str, Tree]) -> tuple[Entry, Choice]:
    each = entry(FILE, place, values, ("code", "name", "name_en"))
    return each, Choice(each.text("code"), each.said("name"))


def _known(each: Entry) -> Known | None:
    if not each.maybe("known_from"):
        return None
    try:
        return known_from(each.text("known_from"))
    except NotKnown as refusal:
        raise each.problem("known_from", refusal.words) from None


def _material(place: Words, values: dict[str, Tree]) -> tuple[Entry, Material]:
    each = entry(FILE, place, values, _MATERIAL_FIELDS)
    rank = _one(each, "rank", Rank)
    if each.yes("deferrable") and rank is Rank.MAIN:
        remedy = Words(
            "主要材料不能容缺；请写 false，或写 rank: secondary。", "A main paper cannot follow: write false, or rank: secondary."
        )
        raise each.problem("deferrable", remedy)
    return each, Material(
        code=each.code("code"),
        name=each.said("name"),
        rank=rank,
        known=_known(each),
        commitment=each.yes("commitment"),
        deferrable=each.yes("deferrable"),
        needed_if=each.maybe("needed_if"),
        basis=each.text("basis"),
        help=each.maybe_said("help"),
        line=each.line,
    )


# --- the notice


def _notice(tree: Tree) -> Notice:
    place = Words("告知书 commitment", "commitment")
    group = _group("commitment", place, tree)
    each = entry(FILE, place, without(group, "conditions"), _NOTICE_FIELDS)
    conditions = by_code(FILE, CONDITION, group.get("conditions", ""), _condition)
    if not conditions:
        raise each.problem("conditions", Words("请写要承诺的条件，至少一条。", "Write what is promised: one condition at least."))
    return Notice(
        conditions=conditions,
        consequences=each.said("consequences"),
        check=each.said("check"),
        publication=each.said("publication"),
        field_of_exclusion=each.text("field_of_exclusion"),
        agent_may_sign=each.yes("agent_may_sign"),
        line=each.line,
    )


def _condition(place: Words, values: dict[str, Tree]) -> tuple[Entry, Condition]:
    each = entry(FILE, place, values, ("code", "says", "says_en"))
    return each, Condition(each.code("code"), each.said("says"), each.line)
