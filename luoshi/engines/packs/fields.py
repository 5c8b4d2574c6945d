"""The fields of one entry or row: written text in, checked values out; whatever does not fit is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from luoshi.engines.packs.files import Tree, line_of
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

Made = TypeVar("Made")

NOTHING = {"", "~", "null"}
"""How YAML writes that there is no value."""
_CALLED_BY = ("code", "key", "name", "year")
"""The field by which an entry of a list is called in a message, the first that it has."""
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")  # Excel turns 2023-06-15 into 2023/6/15 when it saves
_AMOUNT = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,12})?")
_COUNT = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a YAML list or one row of a sheet, as written. ``lines`` are those of its fields in a YAML file, ``line`` its own."""

    file: str
    place: Words
    values: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    line: int = 0

    def problem(self, field: str, remedy: Words) -> PackProblem:
        """The refusal of one field's value."""
        return PackProblem(self.file, self.place, field, self.values.get(field, ""), remedy, line=self.line_of(field))

    def line_of(self, field: str) -> int:
        """The line of a field, or of the entry where the field is not written."""
        return self.lines.get(field, self.line)

    def maybe(self, field: str) -> str:
        """A text that may be missing: then empty."""
        value = self.values.get(field, "")
        return "" if value in NOTHING else value

    def text(self, field: str) -> str:
        """A text that must be there."""
        if value := self.maybe(field):
            return value
        raise self.problem(field, Words("此项必填，请补上。", "This is required: fill it in."))

    def said(self, field: str) -> Words:
        """A text in both languages."""
        return Words(self.text(field), self.text(f"{field}_en"))

    def maybe_said(self, field: str) -> Words:
        """A text in both languages, or in none."""
        return self.said(field) if self.maybe(field) or self.maybe(f"{field}_en") else Words("", "")

    def yes(self, field: str, *, otherwise: bool = False) -> bool:
        """Whether ``true`` is written; where nothing is, what is usual."""
        return self.word(field, ("true", "false")) == "true" if self.maybe(field) else otherwise

    def code(self, field: str) -> str:
        """An identifier: it names the entry for good and may stand in an address."""
        value = self.text(field)
        if _CODE.fullmatch(value):
            return value
        raise self.problem(
            field,
            Words(
                "编码只能用小写英文字母、数字和下划线，并以字母开头，例如 education_head。",
                "A code holds small letters, digits and underscores and begins with a letter, such as education_head.",
            ),
        )

    def word(self, field: str, allowed: Collection[str]) -> str:
        """One word of a closed list."""
        value = self.text(field)
        if value in allowed:
            return value
        raise self.problem(field, Words(f"应为以下之一：{'、'.join(allowed)}。", f"Write one of: {', '.join(allowed)}."))

    def known(self, field: str, kind: Words, names: Collection[str], home: str = "offices.yaml") -> str:
        """A name that must stand for something written elsewhere in the pack, in its file ``home``."""
        value = self.text(field)
        if value in names:
            return value
        raise self.unknown(field, value, kind, names, home)

    def unknown(self, field: str, value: str, kind: Words, names: Collection[str], home: str = "offices.yaml") -> PackProblem:
        """The refusal of a name that stands for nothing, with the names nearest to it."""
        near = get_close_matches(value, names, n=3, cutoff=0.5) or sorted(names)[:3]
        chinese = f"没有这个{kind.chinese}；" + (f"是否为：{'、'.join(near)}？" if near else "") + f"也可先在 {home} 中登记。"
        english = f"There is no such {kind.english}. " + (f"Did you mean {', '.join(near)}? " if near else "") + f"Or add it to {home}."
        return PackProblem(self.file, self.place, field, value, Words(chinese, english), line=self.line_of(field))

    def maybe_day(self, field: str) -> date | None:
        """A day, or None where nothing is written."""
        value = self.maybe(field)
        if not value:
            return None
        try:
            if match := _DAY.fullmatch(value):
                return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            pass  # 2023-02-30 has the shape of a day and is none: the same refusal
        raise self.problem(
            field, Words("不是日期；请按“年-月-日”填写，例如 2023-06-15。", "This is no date: write year-month-day, such as 2023-06-15.")
        )

    def day(self, field: str) -> date:
        """A day that must be there."""
        self.text(field)
        day = self.maybe_day(field)
        assert day is not None
        return day

    def validity(self, first_field: str = "valid_from", last_field: str = "valid_to") -> tuple[date, date | None]:
        """The first and the last day on which the entry counts."""
        first, last = self.day(first_field), self.maybe_day(last_field)
        if last and last < first:
            raise self.problem(
                last_field,
                Words(
                    f"结束日期早于开始日期 {first}；请改为不早于该日，或留空表示至今有效。",
                    f"It ends before it begins on {first}: write that day or a later one, or nothing if it still counts.",
                ),
            )
        return first, last

    def count(self, field: str, first: int, last: int) -> int:
        """A whole number between two bounds."""
        value = self.text(field)
        if _COUNT.fullmatch(value) and first <= int(value) <= last:
            return int(value)
        raise self.problem(field, Words(f"请填写 {first} 到 {last} 之间的整数。", f"Write a whole number from {first} to {last}."))

    def maybe_amount(self, field: str) -> Decimal | None:
        """A number without unit, or None where nothing is written."""
        value = self.maybe(field)
        if not value:
            return None
        if _AMOUNT.fullmatch(value):
            return Decimal(value)
        raise self.problem(
            field,
            Words(
                "不是数字；请只写数，不带单位和千位分隔符，例如 1234.5，单位写在基数来源里。",
                "This is no number: write it without unit and separators, such as 1234.5; the unit belongs into the source.",
            ),
        )


def entry(file: str, place: Words, values: Mapping[str, Tree], fields: Collection[str]) -> Entry:
    """An entry whose keys are all known and whose values are all plain."""
    refuse_unknown_keys(file, place, values, fields)
    plain: dict[str, str] = {}
    for key, value in values.items():
        if not isinstance(value, str):
            raise PackProblem(
                file,
                place,
                key,
                str(value),
                Words("这里应是一个值，不是列表或分组。", "Write one value here, neither a list nor a group."),
                line=line_of(value),
            )
        plain[key] = value.strip()
    return Entry(file, place, plain, {key: line_of(value) for key, value in values.items()}, getattr(values, "line", 0))


def refuse_unknown_keys(file: str, place: Words, keys: Iterable[str], known: Collection[str]) -> None:
    """A key that nobody reads is a slip of the pen: what it was meant to say would be lost."""
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            chinese = f"是否应为 {near[0]}？" if near else ""
            english = f"Did you mean {near[0]}? " if near else ""
            raise PackProblem(
                file,
                place,
                key,
                key,
                Words(
                    f"不认识的键；{chinese}可用的有：{'、'.join(known)}。",
                    f"This key is not known. {english}Known are: {', '.join(known)}.",
                ),
                line=line_of(key),
            )


def mappings(file: str, kind: Words, tree: Tree) -> Iterator[tuple[int, Words, dict[str, Tree]]]:
    """The entries of a YAML list: their number from 1, their place in words, and what they say."""
    if isinstance(tree, str) and tree in NOTHING:
        return
    if not isinstance(tree, list):
        remedy = Words("请写成列表，每条以“- ”开头。", "Write a list, each entry beginning with “- ”.")
        raise PackProblem(file, WHOLE_FILE, kind.english, str(tree), remedy, line=line_of(tree))
    for number, values in enumerate(tree, start=1):
        if not isinstance(values, dict):
            remedy = Words("每条请写成“键: 值”。", "Write each entry as “key: value”.")
            place = Words(f"第{number}个{kind.chinese}", f"{kind.english} {number}")
            raise PackProblem(file, place, "", str(values), remedy, line=line_of(values))
        called = next((values[key] for key in _CALLED_BY if key in values), "")
        named = f" {called}" if called and isinstance(called, str) else ""
        yield number, Words(f"第{number}个{kind.chinese}{named}", f"{kind.english} {number}{named}"), values


def by_code(file: str, kind: Words, tree: Tree, read: Callable[[Words, dict[str, Tree]], tuple[Entry, Made]]) -> tuple[Made, ...]:
    """The entries of a YAML list as they are read, each code once."""
    pairs = [read(place, values) for _, place, values in mappings(file, kind, tree)]
    refuse_twice(((each, each.text("code")) for each, _ in pairs), "code")
    return tuple(made for _, made in pairs)


def texts(each: Entry, field: str, tree: Tree) -> Iterator[str]:
    """A list of words; nothing is an empty one."""
    if isinstance(tree, str) and not tree:
        return
    for one in tree if isinstance(tree, list) else [tree]:
        if not isinstance(one, str) or not one or not isinstance(tree, list):
            remedy = Words("请写成列表，如 [全国]。", "Write a list, such as [全国].")
            raise PackProblem(each.file, each.place, field, str(tree), remedy, line=line_of(tree))
        yield one


def refuse_twice(entries: Iterable[tuple[Entry, str]], field: str) -> None:
    """No two entries of a list are called alike, since others refer to them by that name."""
    seen: dict[str, Words] = {}
    for each, name in entries:
        if first := seen.get(name):
            raise each.problem(
                field,
                Words(
                    f"与{first.chinese}重复；请改成不同的写法，或删去其中一条。",
                    f"The same as {first.english}: write another, or remove one of both.",
                ),
            )
        seen[name] = each.place
