"""JSON becomes FEEL values by the types that a decision model declares; all that is not so is refused at once, with its JSON path."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import DecimalException, Inexact
from typing import Any, Final

from luoshi.engines.decisions.problems import shown
from luoshi.engines.decisions.questions import Question
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.types import Constraint, Declared
from luoshi.engines.feel import FeelSyntaxError, Range, Type, Value, coerce, evaluate, parse
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.temporal import DaysDuration, YearsDuration, parse_date, parse_date_and_time, parse_duration, parse_time
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.values import NUMBERS
from luoshi.words import Words

BYTES_MAX: Final = 5 * 1024 * 1024
NESTING_MAX: Final = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault of the input: where, what, and what to write instead."""

    path: str
    what: Words
    remedy: Words

    def words(self) -> Words:
        """The whole message."""
        return Words(
            f"{self.path}：{self.what.chinese}{self.remedy.chinese}",
            f"{self.path}: {self.what.english} {self.remedy.english}",
        )


class RefusedInput(ValueError):
    """Input that cannot be taken as it is, with every fault."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("\n".join(each.words().chinese for each in refusals))
        self.refusals = tuple(refusals)


@dataclass(frozen=True, slots=True)
class Values:
    """What was given, by the exact names that the engine knows: input data, and decisions that a person took."""

    inputs: dict[str, Value] = field(default_factory=dict)
    decided: dict[str, Value] = field(default_factory=dict)


# --- from bytes to JSON


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written: no float ever stands between the file and the decimal."""

    text: str


def read_json(content: bytes) -> dict[str, Any]:
    """The object that the file holds, its numbers as :class:`Numeral`.

    Raises:
        RefusedInput: it is too large, too deep, no JSON, or no object.
    """
    if len(content) > BYTES_MAX:
        raise _refused(
            Words("输入超过上限 5 MB。", "The input is larger than the limit of 5 MB."),
            Words("请只留下决策需要的数据。", "Leave only what the decision needs."),
        )
    data = read_json_value(_text(content))
    if not isinstance(data, dict):
        raise _refused(
            Words("最外层不是对象。", "The outermost value is no object."),
            Words('请写成 {"输入名": 值, …}。', 'Write {"name of the input": value, …}.'),
        )
    return data


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            Words(f"第 {error.start + 1} 个字节起不是 UTF-8。", f"From byte {error.start + 1} on this is not UTF-8."),
            Words("请另存为 UTF-8 编码。", "Save the file with the encoding UTF-8."),
        ) from error


def read_json_value(text: str) -> Any:
    """Any value that a text holds as JSON, its numbers as :class:`Numeral`.

    Raises:
        RefusedInput: it is too deep, or no JSON.
    """
    _refuse_deep(text)
    try:
        data = json.loads(text, parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral, object_pairs_hook=_object)
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        raise _refused(
            Words(
                f"第 {error.lineno} 行第 {error.colno} 个字符处不是合格的 JSON。",
                f"Line {error.lineno}, character {error.colno}: this is not JSON ({error.msg}).",
            ),
            Words("请检查逗号、引号和括号。", "Check commas, quotation marks and brackets."),
        ) from error
    except UnicodeEncodeError as error:
        escape = ascii(error.object[error.start])[1:-1]
        raise _refused(
            Words(f"{escape} 是半个字符。", f"{escape} is half a character."),
            Words("请写出完整的字符。", "Write the whole character."),
        ) from error
    return data


_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


def _refuse_deep(text: str) -> None:
    """Counted before anything is built: the parser calls itself for each level."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > NESTING_MAX:
            line = text.count("\n", 0, match.start()) + 1
            raise _refused(
                Words(
                    f"第 {line} 行嵌套超过 {NESTING_MAX} 层。",
                    f"In line {line} the nesting is deeper than the limit of {NESTING_MAX} levels.",
                ),
                Words("请把数据写得平一些。", "Write the data flatter."),
            )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = shown(Counter(name for name, _ in pairs).most_common(1)[0][0])
        raise _refused(
            Words(f"同一个对象里“{twice}”写了两次。", f"“{twice}” stands twice in one object."),
            Words("请只留一个。", "Leave one of them."),
        )
    return members


def _refused(what: Words, remedy: Words) -> RefusedInput:
    return RefusedInput([Refusal("$", what, remedy)])


# --- from JSON to values


def read_values(
    data: Mapping[str, Any], known: Sequence[Question], needed: Sequence[Question], *, filled: Sequence[Question] = ()
) -> Values:
    """The values of all that was given; ``filled`` are the inputs that parameters of a package fill.

    Raises:
        RefusedInput: names that the model does not know, inputs that are missing, values of other types or not allowed.
    """
    given = _flat(data, known)
    values, refusals, used = Values(), list[Refusal](), set[str]()
    for question in known:
        name = next((each for each in question.unit.names if each in given), None)
        if name is not None:
            used.add(name)
            path, value = given[name]
            target = values.decided if question.is_decided_by_person else values.inputs
            target[question.unit.names[0]], found = _converted(value, question.declared, path)
            refusals.extend(found)
        elif question in needed:
            refusals.append(_missing(_member("$", question.name), question.type_text))
    of_parameters = {name for question in filled for name in question.unit.names}
    for name, (path, _) in given.items():
        if name not in used:
            refusals.append(_filled(path, name) if name in of_parameters else _unknown(path, name, known))
    if refusals:
        raise RefusedInput(refusals)
    return values


def _flat(data: Mapping[str, Any], known: Sequence[Question]) -> dict[str, tuple[str, Any]]:
    """What is given by name, with its path. Inputs of an imported model may stand together in an object under the import's name."""
    names = {name for question in known for name in question.unit.names}
    prefixes = {prefix for question in known for prefix in question.unit.prefixes}
    given: dict[str, tuple[str, Any]] = {}
    for name, value in data.items():
        path = _member("$", name)
        if name in prefixes and name not in names and isinstance(value, dict):
            given |= {f"{name}.{inner}": (_member(path, inner), each) for inner, each in value.items()}
        else:
            given[name] = path, value
    return given


def read_value(data: Any, declared: Declared | None, path: str = "$") -> Value:
    """One value, of a declared type or of any.

    Raises:
        RefusedInput: it is of another type, or not allowed.
    """
    value, refusals = _converted(data, declared, path)
    if refusals:
        raise RefusedInput(refusals)
    return value


def _converted(data: Any, declared: Declared | None, path: str) -> tuple[Value, list[Refusal]]:
    wanted = declared.type if declared is not None else feel.ANY
    conversion = _Conversion()
    value = conversion.value(data, wanted, path)
    if not conversion.refusals and declared is not None and declared.constraint is not None:
        value, _ = coerce(value, wanted)
        conversion.refusals.extend(_not_allowed(value, declared.constraint, path))
    return value, conversion.refusals


@dataclass(slots=True)
class _Conversion:
    """One value on its way; what cannot be converted is null until the whole is refused."""

    refusals: list[Refusal] = field(default_factory=list)

    def value(self, data: Any, wanted: Type, path: str) -> Value:
        """The value of the wanted type. As DMN allows, one thing stands for the list of it, and a list of one for what it holds."""
        if data is None:
            return None
        if isinstance(wanted, feel.ListType):
            return self._list(data, wanted.item, path) if isinstance(data, list) else (self.value(data, wanted.item, path),)
        if isinstance(data, list) and wanted != feel.ANY:
            return self.value(data[0], wanted, f"{path}[0]") if len(data) == 1 else self._wrong(data, wanted, path)
        if isinstance(wanted, feel.ContextType):
            return self._context(data, dict(wanted.members), path) if isinstance(data, dict) else self._wrong(data, wanted, path)
        return self._anything(data, path) if wanted == feel.ANY else self._plain(data, wanted, path)

    def _list(self, data: list[Any], item: Type, path: str) -> Value:
        return tuple(self.value(each, item, f"{path}[{position}]") for position, each in enumerate(data))

    def _context(self, data: dict[str, Any], members: Mapping[str, Type], path: str) -> Value:
        self.refusals.extend(_missing(_member(path, name), str(wanted)) for name, wanted in members.items() if name not in data)
        return {name: self.value(each, members.get(name, feel.ANY), _member(path, name)) for name, each in data.items()}

    def _anything(self, data: Any, path: str) -> Value:
        if isinstance(data, list):
            return self._list(data, feel.ANY, path)
        if isinstance(data, dict):
            return self._context(data, {}, path)
        return self._plain(data, feel.NUMBER, path) if isinstance(data, Numeral) else _same(data)

    def _plain(self, data: Any, wanted: Type, path: str) -> Value:
        accepted, read = _range_reader if isinstance(wanted, feel.RangeType) else _READERS.get(wanted, _NOTHING)
        if not isinstance(data, accepted):
            return self._wrong(data, wanted, path)
        try:
            value = read(data)
        except (ValueError, DecimalException, FeelSyntaxError):
            return self._wrong(data, wanted, path)
        return value if feel.conforms(value, wanted) else self._wrong(data, wanted, path)

    def _wrong(self, data: Any, wanted: Type, path: str) -> Value:
        found = _found(data)
        what = Words(f"需要 {wanted}，写的是{found.chinese}。", f"A value of type {wanted} is wanted; this is {found.english}.")
        self.refusals.append(Refusal(path, what, _remedy(wanted)))
        return None


def _same(data: Any) -> Value:
    """What is a FEEL value already."""
    assert isinstance(data, str | bool)
    return data


_EXACT = NUMBERS.copy()
_EXACT.traps[Inexact] = True


def _number(data: Numeral) -> Value:
    """The number, every digit of it, or an exception."""
    value = _EXACT.create_decimal(data.text)
    if not value.is_finite():
        raise ValueError(data.text)
    return value


def _range(data: str) -> Value:
    value = evaluate(parse(data), {}).value
    if not isinstance(value, Range):
        raise ValueError(data)  # noqa: TRY004 - the type of the text is right, its content is not
    return value


_Reader = tuple[type, Callable[[Any], Value]]
_READERS: Final[Mapping[Type, _Reader]] = {
    feel.NUMBER: (Numeral, _number),
    feel.STRING: (str, _same),
    feel.BOOLEAN: (bool, _same),
    feel.DATE: (str, parse_date),
    feel.TIME: (str, parse_time),
    feel.DATE_AND_TIME: (str, parse_date_and_time),
    feel.DAYS_DURATION: (str, parse_duration),
    feel.YEARS_DURATION: (str, parse_duration),
}
_range_reader: _Reader = (str, _range)
_NOTHING: Final[_Reader] = (type(None), lambda _: None)

_EXAMPLES: Final[Mapping[Type, str]] = {
    feel.NUMBER: "63, 0.05",
    feel.STRING: '"桃源"',
    feel.BOOLEAN: "true, false",
    feel.DATE: '"2023-06-30"',
    feel.TIME: '"09:00:00", "09:00:00+08:00"',
    feel.DATE_AND_TIME: '"2023-06-30T09:00:00"',
    feel.DAYS_DURATION: f'"{DaysDuration(93_600_000_000_000)}"',
    feel.YEARS_DURATION: f'"{YearsDuration(14)}"',
}


def _remedy(wanted: Type) -> Words:
    if wanted == feel.NUMBER:
        return Words("请写数字，不加引号，不超过 34 位有效数字，如 63、0.05。", "Write a number of at most 34 digits, unquoted: 63, 0.05.")
    if isinstance(wanted, feel.ContextType):
        return Words('请写成对象 {"名称": 值}。', 'Write an object, {"name": value}.')
    if isinstance(wanted, feel.RangeType):
        return Words('请写成 FEEL 区间，如 "[1..10]"。', 'Write a range of FEEL, as "[1..10]".')
    example = _EXAMPLES.get(wanted)
    if example is None:
        return Words("这一类型不能用 JSON 提供，请写 null。", "JSON cannot hold this type; write null.")
    return Words(f"请写成 {example.replace(', ', ' 或 ')}。", f"Write {example.replace(', ', ' or ')}.")


def _found(data: Any) -> Words:
    """What stands in the JSON, as people say it."""
    if isinstance(data, Numeral):
        digits = sum(each.isdigit() for each in data.text.lower().partition("e")[0])
        chinese, english = f"数字 {shown(data.text)}", f"the number {shown(data.text)}"
        return Words(f"{chinese}（{digits} 位）", f"{english} ({digits} digits)") if digits > NUMBERS.prec else Words(chinese, english)
    if isinstance(data, bool):
        return Words(f" {str(data).lower()}", str(data).lower())
    if isinstance(data, str):
        return Words(f"文字“{shown(data)}”", f"the text “{shown(data)}”")
    if isinstance(data, list):
        return Words(f"列表（{len(data)} 项）", f"a list of {len(data)}")
    return Words("对象", "an object")


def _not_allowed(value: Value, constraint: Constraint, path: str) -> Iterator[Refusal]:
    """Every part of the value that the model does not allow. Null says that nothing is known, and is allowed everywhere."""
    if value is None:
        return
    for tests in constraint.tests:
        if not tests.accepts(value, {}, Run()):
            text, allowed = shown(text_of(value)), shown(tests.source.text)
            what = Words(f"值 {text} 不在允许范围之内。", f"The value {text} is not among the allowed ones.")
            yield Refusal(path, what, Words(f"允许的是：{allowed}。", f"Allowed are: {allowed}."))
    if constraint.items is not None and isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _not_allowed(item, constraint.items, f"{path}[{position}]")
    if isinstance(value, dict):
        for name, member in constraint.members:
            yield from _not_allowed(value.get(name), member, _member(path, name))


def _missing(path: str, wanted: str) -> Refusal:
    return Refusal(
        path,
        Words("没有提供。", "It is not given."),
        Words(f"请补上（类型 {wanted}）；确实不知道的写 null。", f"Add it (type {wanted}); write null for what nobody knows."),
    )


def _unknown(path: str, name: str, known: Sequence[Question]) -> Refusal:
    names = "、".join(question.name for question in known)
    return Refusal(
        path,
        Words(f"模型没有名为“{shown(name)}”的输入。", f"The model has no input called “{shown(name)}”."),
        Words(f"可用的名称：{names}。", f"Names are: {names}.") if names else Words("模型不需要输入。", "The model needs no input."),
    )


def _filled(path: str, name: str) -> Refusal:
    return Refusal(
        path,
        Words(f"“{shown(name)}”由参数按日期给出。", f"“{shown(name)}” is filled by a dated parameter."),
        Words("请删去；要改数值请改 parameters.yaml。", "Remove it; to change the value, change parameters.yaml."),
    )


_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


def _member(path: str, name: str) -> str:
    return f"{path}.{name}" if _PLAIN_NAME.fullmatch(name) else f"{path}[{json.dumps(name, ensure_ascii=False)}]"
