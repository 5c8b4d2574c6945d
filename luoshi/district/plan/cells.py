"""What an official writes into a cell becomes a value, or a refusal that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from luoshi.district.offices.queries import leaders, units
from luoshi.district.plan.fields import OPERATOR_NAMES, QUARTERS, SIGNS
from luoshi.district.plan.queries import reporting_classes
from luoshi.district.plan.words import STRENGTHS
from luoshi.engines.documents.written_days import NotADay, read_day
from luoshi.engines.reading.model import Kind, Operator
from luoshi.engines.reading.tables import BASE_NAMES, KIND_NAMES
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from luoshi.district.offices.queries import District, Post, Unit
    from luoshi.district.plan.fields import Value
    from luoshi.district.plan.models import ReportingClass

Row = TypeVar("Row")

_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,10})?")
_YEARS = range(2000, 2200)
_YEAR_END = re.compile(r"(?P<year>2[01]\d\d)年(?:年?底|12月底|末|年末)")
_ALONGSIDE = re.compile(r"与(?P<peg>.+?)(?P<word>基本同步|同步增长|同步|匹配|持平|相当)")
_BESIDE = re.compile(r"(?P<word>不低于|不高于|高于|低于|快于|慢于|优于|好于|略高于|略低于)(?P<peg>\D.*)")
_TARGET = re.compile(
    rf"(?P<sign>约|≥|>=|不低于|＞|>|超过|≤|<=|不超过)?(?P<value>{_NUMBER.pattern})(?:[—–~～](?P<value_max>{_NUMBER.pattern}))?"
)
_OPERATORS: dict[str, Operator] = {
    "": Operator.EQUAL, "约": Operator.ABOUT,
    "≥": Operator.AT_LEAST, ">=": Operator.AT_LEAST, "不低于": Operator.AT_LEAST,
    "＞": Operator.MORE_THAN, ">": Operator.MORE_THAN, "超过": Operator.MORE_THAN,
    "≤": Operator.AT_MOST, "<=": Operator.AT_MOST, "不超过": Operator.AT_MOST,
}  # fmt: skip


class CellProblem(Exception):
    """A cell that cannot be taken over, and what to write there."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.remedy = Words(chinese, english)


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a district's table stand for on a day."""

    units: Mapping[str, Unit]
    leaders: Mapping[str, Post]
    classes: Mapping[str, ReportingClass]

    @classmethod
    def of(cls, district: District, *, on: date) -> Names:
        """All present names of a district."""
        return cls(
            {unit.name: unit for unit in units(district, on=on)},
            _unambiguous(leaders(district, on=on)),
            {one.letter: one for one in reporting_classes(district)},
        )


def _unambiguous(posts: Iterable[Post]) -> dict[str, Post]:
    """Posts by their titles; a title that two of them bear names neither."""
    found: dict[str, Post] = {}
    shared = set()
    for post in posts:
        if post.title in found:
            shared.add(post.title)
        found[post.title] = post
    return {title: post for title, post in found.items() if title not in shared}


def parse(name: str, words: str, names: Names) -> Value:
    """What ``words`` say about the field ``name``; the inverse of :func:`~luoshi.district.plan.fields.text`.

    Raises:
        CellProblem: they say nothing that the field could hold.
    """
    if name in QUARTERS:
        return _plain_number(words)
    if name not in _PARSERS:
        return words
    empty, read = _PARSERS[name]
    return read(words, names) if words or empty is _NEVER_EMPTY else empty


def target_value(words: str) -> dict[str, str]:
    """What the cell 目标值 says, as the texts of four fields; the inverse of :func:`~luoshi.district.plan.fields.target_text`.

    >>> target_value("≥30")
    {'operator': '不低于', 'value': '30', 'value_max': '', 'peg': ''}
    >>> target_value("与GDP同步")["peg"]
    'GDP'
    """
    words = _even(words).replace(" ", "")
    if words in OPERATOR_NAMES.values() and words not in {OPERATOR_NAMES[operator] for operator in (*SIGNS, Operator.EQUAL)}:
        return {"operator": words, "value": "", "value_max": "", "peg": ""}
    if match := _TARGET.fullmatch(words):
        operator = _OPERATORS[match["sign"] or ""]
        return {"operator": OPERATOR_NAMES[operator], "value": match["value"], "value_max": match["value_max"] or "", "peg": ""}
    if pegged := _ALONGSIDE.fullmatch(words) or _BESIDE.fullmatch(words):
        numberless = {"operator": OPERATOR_NAMES[Operator.PEGGED], "value": "", "value_max": ""}
        return {**numberless, "comparator": pegged["word"], "peg": pegged["peg"]}
    raise CellProblem(
        "请写数字，前面可加 约、≥、＞、≤，区间写作 5—6；没有数字的写 提高、降低、位次 或 与…同步。单位写在“计量单位”栏。",
        "Write a number, perhaps with 约, ≥, ＞ or ≤ before it, or 5—6; without one 提高, 降低, 位次 or 与…同步. The unit stands apart.",
    )


def _named(words: str, known: Mapping[str, Row], chinese: str, english: str) -> Row:
    if words in known:
        return known[words]
    alike = [name for name in known if words and (words in name or name in words)][:3]
    hint = f"是否指{'、'.join(alike)}？" if alike else "现有的可从下拉列表中选择。"
    raise CellProblem(
        f"本区现在没有这个{chinese}。{hint}", f"The district has no such {english} now{': ' + ', '.join(alike) + '?' if alike else '.'}"
    )


def _from(words: str, known: Mapping[str, str]) -> str:
    if words in known:
        return known[words]
    raise CellProblem(f"只能是：{'、'.join(known)}。", f"One of: {', '.join(known)}.")


def _decimal(words: str) -> Decimal:
    plain = _even(words).replace(" ", "")
    if _NUMBER.fullmatch(plain):
        return Decimal(plain)
    raise CellProblem("请只写数字，单位写在旁边的栏里。", "Write the number alone; its unit stands in the column beside it.")


def _day(words: str) -> date:
    plain = unicodedata.normalize("NFKC", words).replace(" ", "")
    if match := _YEAR_END.fullmatch(plain):
        return date(int(match["year"]), 12, 31)
    try:
        day = read_day(plain)
    except NotADay as refused:
        raise CellProblem(
            f"{refused.what.chinese}{refused.remedy.chinese}", f"{refused.what.english} {refused.remedy.english}"
        ) from refused
    if day.year not in _YEARS:
        raise CellProblem(f"{day.year} 年不像是期限，请核对。", f"{day.year} can hardly be meant; check it.")
    return day


def _plain_number(words: str) -> str:
    """A quarter may be a figure or a state of the work; a figure is written without separators."""
    bare = _even(words)
    return bare if _NUMBER.fullmatch(bare) else words


def _even(words: str) -> str:
    """Figures as they are typed on Chinese keyboards, without separators: １，２００ is 1200."""
    return unicodedata.normalize("NFKC", words).replace(",", "")


def _letter(words: str) -> str:
    """A, a, Ａ or A类: the letter of a class."""
    match = re.fullmatch(r"([A-Z])[类级]?", unicodedata.normalize("NFKC", words).strip().upper())
    return match[1] if match else words


def _units(words: str, names: Names) -> tuple[Unit, ...]:
    found = {_named(one, names.units, "单位", "unit") for one in re.split(r"[、,，;；\s]+", words) if one}
    return tuple(sorted(found, key=lambda unit: unit.pk))


_NEVER_EMPTY = object()
_KINDS = {name: kind.value for kind, name in KIND_NAMES.items() if kind is not Kind.RESULT}
_BASES = {name: base.value for base, name in BASE_NAMES.items()}
_BY_NAME = {name: operator for operator, name in OPERATOR_NAMES.items()}

_PARSERS: dict[str, tuple[Value, Callable[[str, Names], Value]]] = {
    "lead": (None, lambda words, names: _named(words, names.units, "单位", "unit")),
    "leader": (None, lambda words, names: _named(words, names.leaders, "领导岗位", "leader's post")),
    "cooperating": ((), _units),
    "reporting_class": (None, lambda words, names: _named(_letter(words), names.classes, "类别", "class")),
    "deadline": (None, lambda words, _: _day(words)),
    "value": (None, lambda words, _: _decimal(words)),
    "value_max": (None, lambda words, _: _decimal(words)),
    "base_value": (None, lambda words, _: _decimal(words)),
    "kind": (_NEVER_EMPTY, lambda words, _: _from(words, _KINDS)),
    "operator": (_NEVER_EMPTY, lambda words, _: _from(words, _BY_NAME)),
    "base": ("", lambda words, _: _from(words, _BASES)),
    "strength": ("", lambda words, _: _from(words, {word: word for word in STRENGTHS})),
    "dropped": (False, lambda words, _: words == "是"),
}
"""For each field that is no plain text: what an empty cell says, and how words are read."""
