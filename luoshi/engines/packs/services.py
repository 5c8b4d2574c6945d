"""``services.yaml``: which items a district offers by which unit, which post answers for the machine, a demonstration's applicants."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, tree_of, without
from luoshi.engines.packs.model import CAPACITIES, ApplicantEntry, OfferedItem, RepresentationEntry, ServicesEntry
from luoshi.engines.packs.offices import POST, UNIT, Offices
from luoshi.engines.packs.problems import WHOLE_FILE
from luoshi.words import Words

FILE: Final = "services.yaml"
ITEM = Words("事项", "item")
APPLICANT = Words("申请人", "applicant")
REPRESENTATION = Words("代表关系", "representation")

_HEAD: Final = ("automatic_post", "licence_prefix", "application_prefix", "credit_code_range")
_PREFIX: Final = re.compile(r"[A-Z]{2,8}")
_RANGE: Final = re.compile(r"[0-9]{6}[0-9ABCDEFGHJKLMNPQRTUWXY]{1,6}")  # the signs of GB 32100; a test compares them
_LISTS: Final = ("items", "applicants")
_ITEM_FIELDS: Final = ("item", "unit", "valid_from", "valid_to")
_APPLICANT_FIELDS: Final = ("code", "name", "name_en", "citizen_id", "acts_for")
_REPRESENTATION_FIELDS: Final = ("enterprise", "as", "valid_from", "valid_to")


def read_services(folder: Path, offices: Offices) -> ServicesEntry | None:
    """Read ``services.yaml`` of a district; without the file it offers nothing.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if not (folder / FILE).exists():
        return None
    tree = tree_of(folder / FILE, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, (*_HEAD, *_LISTS))
    head = entry(FILE, WHOLE_FILE, without(tree, *_LISTS), _HEAD)
    return ServicesEntry(
        automatic_post=head.known("automatic_post", POST, [each.code for each in offices.posts]),
        licence_prefix=head.text("licence_prefix"),
        application_prefix=_prefix(head),
        credit_code_range=_range(head),
        items=_items(tree.get("items", ""), [each.code for each in offices.units]),
        applicants=_applicants(tree.get("applicants", "")),
    )


def _prefix(head: Entry) -> str:
    """It begins numbers that people type."""
    prefix = head.text("application_prefix")
    if _PREFIX.fullmatch(prefix):
        return prefix
    raise head.problem("application_prefix", Words("请写二至八个大写英文字母，如 TY。", "Write two to eight capital letters, such as TY."))


def _range(head: Entry) -> str:
    """Six digits of the division, then a part of the eight characters of the body; the rest is counted."""
    written = head.maybe("credit_code_range")
    if not written or _RANGE.fullmatch(written):
        return written
    said = Words(
        "请写六位区划代码和主体标识码的前一至六位，如 990001TXYD。",
        "Write six digits of the division and one to six characters.",
    )
    raise head.problem("credit_code_range", said)


def _items(tree: Tree, units: Collection[str]) -> tuple[OfferedItem, ...]:
    entries = [entry(FILE, place, values, _ITEM_FIELDS) for _, place, values in mappings(FILE, ITEM, tree)]
    items = [OfferedItem(each.code("item"), each.known("unit", UNIT, units), *each.validity(), each.line) for each in entries]
    refuse_twice(zip(entries, [each.item for each in items], strict=True), "item")
    return tuple(items)


def _applicants(tree: Tree) -> tuple[ApplicantEntry, ...]:
    pairs = [_applicant(place, values) for _, place, values in mappings(FILE, APPLICANT, tree)]
    refuse_twice(((each, applicant.code) for each, applicant in pairs), "code")
    refuse_twice(((each, applicant.citizen_id) for each, applicant in pairs), "citizen_id")
    return tuple(applicant for _, applicant in pairs)


def _applicant(place: Words, values: dict[str, Tree]) -> tuple[Entry, ApplicantEntry]:
    each = entry(FILE, place, without(values, "acts_for"), _APPLICANT_FIELDS)
    acts_for = tuple(_representations(place, values.get("acts_for", "")))
    return each, ApplicantEntry(each.code("code"), each.text("name"), each.text("name_en"), each.text("citizen_id"), acts_for)


def _representations(applicant: Words, tree: Tree) -> Iterator[RepresentationEntry]:
    for number, _, values in mappings(FILE, REPRESENTATION, tree):
        place = Words(f"{applicant.chinese}第{number}项代表关系", f"{applicant.english}, representation {number}")
        each = entry(FILE, place, values, _REPRESENTATION_FIELDS)
        yield RepresentationEntry(each.text("enterprise"), each.word("as", CAPACITIES), *each.validity())
