"""The sentences of the checker: what was found, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.engines.feel.builtins.signatures import Builtin, Formal
from luoshi.engines.feel.checking.relations import kind_of
from luoshi.engines.feel.checking.remarks import suggestion
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.types import DATE, DATE_AND_TIME, NUMBER, STRING, TIME, Type
from luoshi.words import Words

_SHOWN = 10
_SHOWN_LENGTH = 80

REVERSED = Words(
    "范围的起点大于终点，里面什么也没有；请把小的写在前面。",
    "The range begins after its end, so nothing lies in it; write the smaller end first.",
)
NO_RANGE = Words("“!=”不是范围，只能用于条件；请改写成条件。", "“!=” is no range; it can only be a test. Write it as a condition.")
EXTERNAL = Words(
    "不执行外部函数（Java、PMML），结果总是空值；请用 FEEL 写出其内容。",
    "External functions (Java, PMML) are not run and give null; write their content in FEEL.",
)
DIVISION_BY_ZERO = Words("除数写成了零，没有结果；请改正除数。", "The divisor is zero, so there is no result; correct the divisor.")

IF = Words("“if”的条件", "The condition of “if”")
FILTER = Words("筛选条件", "The filter's condition")
SATISFIES = Words("“satisfies”的条件", "The condition of “satisfies”")
TEST = Words("条件", "The test")
OPERAND = Words("逻辑运算的一方", "A side of the logical operation")


def unknown_name(name: str, known: Iterable[str]) -> Words:
    """A variable that is not there."""
    near = suggestion(name, known)
    return Words(
        f"没有名为“{_short(name)}”的变量。{near.chinese or '文字要加直引号。'}",
        f"There is no variable “{_short(name)}”.{near.english or ' Texts stand in straight quotation marks.'}",
    )


def unknown_function(name: str, known: Iterable[str]) -> Words:
    """A function that is not there."""
    near = suggestion(name, known)
    return Words(
        f"没有名为“{_short(name)}”的函数。{near.chinese or '请写内置函数，或先定义它。'}",
        f"There is no function “{_short(name)}”.{near.english or ' Write a built-in one, or define it first.'}",
    )


def unknown_type(name: str, known: Iterable[str]) -> Words:
    """A type that is not there."""
    near = suggestion(name, known)
    return Words(
        f"没有名为“{_short(name)}”的类型。{near.chinese or '请写 number、string、date 等，或先定义它。'}",
        f"There is no type “{_short(name)}”.{near.english or ' Write number, string, date …, or define it first.'}",
    )


def unknown_member(name: str, members: Iterable[str]) -> Words:
    """A member that a context does not have, or is not known to have."""
    members = list(members)
    near = suggestion(name, members)
    return Words(
        f"没有成员“{_short(name)}”，有的是：{_listed(members)}。{near.chinese}",
        f"There is no member “{_short(name)}”; there are {_listed(members)}.{near.english}",
    )


def unknown_property(kind: str, name: str, properties: Iterable[str]) -> Words:
    """A property that values of the kind do not have."""
    known = _listed(list(properties))
    return Words(
        f"“{kind}”没有成员“{_short(name)}”；它的成员是：{known}。", f"A {kind} has no member “{_short(name)}”; its members are: {known}."
    )


def duplicate(name: str) -> Words:
    """A name that stands twice."""
    return Words(f"“{_short(name)}”写了两次；请去掉一个。", f"“{_short(name)}” stands twice; take one away.")


def operands(operator: ArithmeticOperator, left: Type, right: Type) -> Words:
    """Two kinds with which nothing can be calculated."""
    remedy = _remedy(operator, left, right)
    kinds = kind_of(left) or "Any", kind_of(right) or "Any"
    return Words(
        f"“{kinds[0]}”与“{kinds[1]}”不能作“{operator}”运算。{remedy.chinese}",
        f"“{operator}” does not go with a {kinds[0]} and a {kinds[1]}. {remedy.english}",
    )


def _remedy(operator: ArithmeticOperator, left: Type, right: Type) -> Words:
    """What is most likely meant."""
    kinds = {kind_of(left), kind_of(right)}
    if "list" in kinds:
        return _OF_LIST
    if kinds == {str(NUMBER), str(TIME)}:
        return Words('时间要加减时长，如 duration("PT8H")。', 'To a time a duration is added, such as duration("PT8H").')
    if str(NUMBER) in kinds and kinds & {str(DATE), str(DATE_AND_TIME)}:
        return Words(
            '日期要加减时长，如 duration("P30D")、duration("P1Y")。',
            'To a date a duration is added, such as duration("P30D") or duration("P1Y").',
        )
    if str(STRING) in kinds and operator is ArithmeticOperator.ADD:
        return Words("要接成文字，请先写 string(…)。", "To join it to a text, write string(…) first.")
    if str(STRING) in kinds:
        return Words("要当作数计算，请先写 number(…)。", "To calculate with a text, write number(…) first.")
    return Words("请核对两边的类型。", "Check the types of both sides.")


_OF_LIST = Words("列表要先取其中一项，如 […][1]，或用 sum、count 等。", "Of a list take one item, as […][1], or use sum, count …")


def different_kinds(operator: str, *sides: Type) -> Words:
    """A comparison of what cannot be compared."""
    kinds = [kind_of(side) or "Any" for side in sides]
    remedy = _OF_LIST if "list" in kinds and operator != "in" else Words("请让两边类型相同。", "Let both sides be of one type.")
    return Words(
        f"“{operator}”比较的是不同类型：{'、'.join(kinds)}，条件不会成立。{remedy.chinese}",
        f"“{operator}” compares different kinds ({', '.join(kinds)}), so it never holds. {remedy.english}",
    )


def no_order(kind: str) -> Words:
    """A comparison of what has no order."""
    return Words(
        f"“{kind}”类型的值没有大小之分；请用“=”，或比较其中的数、日期。",
        f"Values of type {kind} have no order; use “=”, or compare a number or a date in them.",
    )


def no_opposite(static: Type) -> Words:
    """A minus before what has no opposite."""
    kind = kind_of(static)
    return Words(f"“{kind}”不能取负；请写数或时长。", f"A {kind} has no opposite; write a number or a duration.")


def not_boolean(what: Words, static: Type) -> Words:
    """A condition that is none."""
    kind = kind_of(static)
    return Words(
        f"{what.chinese}应当是 true 或 false，而不是“{kind}”；请写比较，如 x > 0。",
        f"{what.english} must be true or false, not a {kind}; write a comparison such as x > 0.",
    )


def not_allowed(value: str, allowed: Sequence[str]) -> Words:
    """A string that the other side can never be."""
    near = suggestion(value, allowed)
    values = _listed([f'"{each}"' for each in allowed])
    return Words(
        f"“{_short(value)}”不在允许的值之中（{values}），条件不会成立。{near.chinese}",
        f"“{_short(value)}” is not among the allowed values ({values}), so it never holds.{near.english}",
    )


def single_filtered(static: Type) -> Words:
    """A filter of a single value."""
    kind = kind_of(static)
    return Words(
        f"要筛选的不是列表，而是一个“{kind}”，会当作只有一项的列表。",
        f"What is filtered is no list but a {kind}; it is taken as a list of one.",
    )


def single_iterated(static: Type) -> Words:
    """A loop over a single value."""
    kind = kind_of(static)
    return Words(
        f"要逐个处理的不是列表，而是一个“{kind}”，只会处理一次。",
        f"What is gone through is no list but a {kind}; it is taken as a list of one.",
    )


def no_steps(low: Type, high: Type) -> Words:
    """A loop from something to something that has no next."""
    kinds = kind_of(low) or "Any", kind_of(high) or "Any"
    return Words(
        f"循环只能从数到数或从日期到日期，不能从“{kinds[0]}”到“{kinds[1]}”。",
        f"A loop runs from number to number or from date to date, not from {kinds[0]} to {kinds[1]}.",
    )


# Calls


def not_a_function(static: Type) -> Words:
    """A call of something else."""
    kind = kind_of(static)
    return Words(f"“{kind}”不是函数，不能调用；请核对名称。", f"A {kind} is no function and cannot be called; check the name.")


def wrong_number(wanted: int, given: int) -> Words:
    """Too many or too few arguments."""
    return Words(f"函数需要 {wanted} 个参数，给了 {given} 个。", f"The function takes {wanted} arguments, {given} are given.")


def wrong_form(function: Builtin) -> Words:
    """A number of arguments that no declaration takes."""
    forms = [f"{function.name}({', '.join(formal.name for formal in variant.formals)})" for variant in function.variants]
    return Words(f"参数的个数不对；可以写：{'；'.join(forms)}。", f"Wrong number of arguments; it can be: {'; '.join(forms)}.")


def unknown_argument(name: str, forms: Sequence[tuple[str, ...]]) -> Words:
    """A parameter that the function does not have."""
    known = list(dict.fromkeys(each for form in forms for each in form))
    near = suggestion(name, known)
    return Words(
        f"函数没有参数“{_short(name)}”；参数是：{_listed(known)}。{near.chinese}",
        f"The function has no parameter “{_short(name)}”; its parameters are {_listed(known)}.{near.english}",
    )


def wrong_names(forms: Sequence[tuple[str, ...]]) -> Words:
    """Parameters that are missing, or of two declarations."""
    each = [f"({', '.join(form)})" for form in forms]
    return Words(
        f"参数不全或不能同时写；可以写：{'；'.join(each)}。", f"Arguments are missing, or exclude each other; it can be: {'; '.join(each)}."
    )


def argument_type(function: str, formal: Formal, given: Type) -> Words:
    """An argument that a built-in function does not take."""
    wanted = " / ".join(formal.kinds) if formal.kinds and "list" not in formal.kinds else str(formal.static)
    return Words(
        f"{function} 的参数“{formal.name}”应当是 {wanted}，而不是 {given}。",
        f"The argument “{formal.name}” of {function} must be {wanted}, not {given}.",
    )


def wrong_type(given: Type, wanted: Type) -> Words:
    """A value where another type is wanted."""
    return Words(
        f"这里需要 {_short(str(wanted))}，而不是 {_short(str(given))}。",
        f"A {_short(str(wanted))} is wanted here, not a {_short(str(given))}.",
    )


def _listed(names: list[str]) -> str:
    more = "…" if len(names) > _SHOWN else ""
    return ("、".join(map(_short, names[:_SHOWN])) or "（无）") + more


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"
