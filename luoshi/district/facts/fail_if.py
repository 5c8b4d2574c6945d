"""Every reason for which a fact is not recorded, each a function whose name is the condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.facts import queries
from luoshi.district.facts.errors import (
    CorrectedAlready,
    MalformedFact,
    NothingToCorrect,
    NotYetHappened,
    OutsideTransaction,
    PersonalData,
)
from luoshi.district.facts.new import DECIMALS, DIGITS, KEY_MAX, KIND_MAX, UNIT_MAX
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.facts.new import NewFact
    from luoshi.district.offices.queries import District

_LIKE_A_KIND: Final = Words("请写成 supervision.issued 的样子。", "Write it like supervision.issued.")
_LIKE_A_SUBJECT: Final = Words("请写成 commitment 的样子。", "Write it like commitment.")
_IN_ENGLISH: Final = Words("键请用英文。", "Use keys in English.")

INTEGER_MAX: Final = 2**53 - 1
"""Beyond this, programs that read JSON numbers as floats see another number (RFC 8785)."""

_KIND = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_SUBJECT_KIND = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_KEY = re.compile(r"[!-~]+(?: [!-~]+)*")
# What PostgreSQL cannot keep in a text (the zero character) or nobody can encode (half of a surrogate pair).
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
# GB 11643: division, day of birth, sequence, check character; with its own ends, so that no longer number is taken for it. What stands
# before is looked at after the first digit, because a pattern that begins with a digit is searched for quickly.
_CITIZEN = re.compile(r"[1-9](?<![0-9A-Za-z].)\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])")


def outside_transaction() -> None:
    """The change that the fact tells of could be undone, and the fact stay."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction


def malformed(new: NewFact) -> None:
    """A name is not as names are, a text is missing or cannot be stored."""
    _named("kind", new.kind, _KIND, KIND_MAX, _LIKE_A_KIND)
    _named("subject.kind", new.subject.kind, _SUBJECT_KIND, KIND_MAX, _LIKE_A_SUBJECT)
    _needed("subject.key", new.subject.key, KEY_MAX)
    _needed("source", new.source, None)
    if len(new.case) > KEY_MAX:
        raise MalformedFact("case", new.case, Words(f"请不超过 {KEY_MAX} 字。", f"Use at most {KEY_MAX} characters."))
    if found := _first(_UNSTORABLE, new):
        field, text = found
        raise MalformedFact(field, ascii(text), Words("请去掉不能保存的字符。", "Take out the character that cannot be stored."))


def _named(field: str, name: str, pattern: re.Pattern[str], longest: int, remedy: Words) -> None:
    if not pattern.fullmatch(name) or len(name) > longest:
        raise MalformedFact(field, name, remedy)


def _needed(field: str, text: str, longest: int | None) -> None:
    if not text.strip() or (longest is not None and len(text) > longest):
        limit = Words(f"，不超过 {longest} 字", f", with at most {longest} characters") if longest else Words("", "")
        raise MalformedFact(field, text, Words(f"请写明{limit.chinese}。", f"Say it{limit.english}."))


def quantity_is_not_exact(new: NewFact) -> None:
    """It has no unit, is no number, or has more digits than are stored."""
    quantity = new.quantity
    if (quantity is None) == bool(new.unit) or len(new.unit) > UNIT_MAX:
        raise MalformedFact("unit", new.unit, Words("数量和单位要么都写，要么都不写。", "Give both a quantity and its unit, or neither."))
    if quantity is None:
        return
    exponent = quantity.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -DECIMALS or quantity.adjusted() >= DIGITS - DECIMALS:
        remedy = Words(
            f"请写成数字，小数点前不超过 {DIGITS - DECIMALS} 位，后不超过 {DECIMALS} 位。",
            f"Write a number with at most {DIGITS - DECIMALS} digits before the point and {DECIMALS} after it.",
        )
        raise MalformedFact("quantity", quantity, remedy)


def details_are_not_exact(new: NewFact) -> None:
    """Something in the details has no one spelling, or is no JSON: a float, a key that is no code."""
    for field, value in _parts("details", new.details):
        if isinstance(value, int) and not -INTEGER_MAX <= value <= INTEGER_MAX:
            raise MalformedFact(field, value, Words("这么大的整数请写成文字。", "Write so large an integer as text."))
        if not (value is None or isinstance(value, str | int)):
            remedy = Words(
                "请用文字、整数、是否、空值、列表或对象；小数写成文字。", "Use text, integers, booleans, null, lists or objects."
            )
            raise MalformedFact(field, value, remedy)


def _parts(field: str, value: object) -> Iterator[tuple[str, object]]:
    """Everything in the details that is no list or object, with its path."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            _named(f"{field}.{key}", str(key), _KEY, KEY_MAX, _IN_ENGLISH)
            yield from _parts(f"{field}.{key}", part)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for place, part in enumerate(value):
            yield from _parts(f"{field}[{place}]", part)
    else:
        yield field, value


def not_yet_happened(new: NewFact, at: datetime) -> None:
    """It is a plan, or its time is in no zone."""
    if new.happened_at.tzinfo is None:
        raise MalformedFact("happened_at", new.happened_at, Words("时间要带时区。", "Give the time with its zone."))
    if new.happened_at > at:
        raise NotYetHappened(new.happened_at, at)


def holds_personal_data(new: NewFact) -> None:
    """A citizen's number stands in it."""
    if found := _first(_CITIZEN, new):
        raise PersonalData(found[0])


def _first(pattern: re.Pattern[str], new: NewFact) -> tuple[str, str] | None:
    """The first text in which something stands, with its field; all texts are searched at once, since hardly any fact has it."""
    texts = _texts(new)
    if not pattern.search("\n".join(text for _, text in texts)):
        return None
    return next((field, text) for field, text in texts if pattern.search(text))


def _texts(new: NewFact) -> list[tuple[str, str]]:
    texts = [
        ("subject.key", new.subject.key), ("subject.title", new.subject.title), ("source", new.source), ("reason", new.reason),
        ("unit", new.unit), ("case", new.case), ("application", new.application),
    ]  # fmt: skip
    if new.details:
        texts += [(field, value) for field, value in _parts("details", new.details) if isinstance(value, str)]
    return texts


def nothing_to_correct(new: NewFact, district: District) -> None:
    """A correction names no fact of this matter, or does not say why; a withdrawal is no correction."""
    if new.corrects is None:
        if new.withdrawn:
            raise MalformedFact("withdrawn", new.withdrawn, Words("请写明撤回哪一号事实。", "Name the fact that did not happen."))
        return
    _needed("reason", new.reason, None)
    fact = queries.fact(new.corrects)
    matter = (district.pk, new.kind, new.subject.kind, new.subject.key)
    if fact is None or (fact.district_id, fact.kind, fact.subject_kind, fact.subject_key) != matter:
        raise NothingToCorrect(new.corrects)


def corrected_already(new: NewFact) -> None:
    """Somebody else corrected it."""
    later = queries.correction_of(new.corrects) if new.corrects is not None else None
    if later is not None:
        raise CorrectedAlready(later)
