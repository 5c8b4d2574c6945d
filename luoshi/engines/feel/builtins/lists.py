"""Functions of lists (DMN 1.5, tables 74 and 76). Positions count from 1, or from −1 backwards."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, Overflow

from luoshi.engines.feel import ternary
from luoshi.engines.feel.builtins.signatures import Machine, builtin
from luoshi.engines.feel.comparison import fingerprint, is_less
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.values import NUMBERS, Function, Value, kind

List = tuple[Value, ...]


def _fail_if_empty(items: List) -> None:
    if not items:
        raise NoValue(FindingKind.EMPTY_LIST, "列表为空，没有结果。", "The list is empty; there is no result.")


def _numbers(items: List) -> list[Decimal]:
    """The items, if all are numbers and there are any."""
    _fail_if_empty(items)
    found = []
    for item in items:
        if item is None:
            raise NoValue(FindingKind.NULL_OPERAND, "列表里有空值（null）。", "The list holds null.")
        if not isinstance(item, Decimal):
            raise NoValue(FindingKind.TYPE_MISMATCH, f"列表里有 {kind(item)}，应当都是数。", f"The list holds a {kind(item)}.", item)
        found.append(item)
    return found


def _position(items: List, position: Decimal, *, last: int) -> int:
    """The index from 0 of a position.

    Raises:
        NoValue: the list has none.
    """
    whole = int(position)
    if whole != position or not 1 <= abs(whole) <= last:
        raise NoValue(
            FindingKind.OUT_OF_RANGE,
            f"列表有 {len(items)} 项，没有第 {position} 项。",
            f"The list has {len(items)} items, none at position {position}.",
            position,
        )
    return whole - 1 if whole > 0 else len(items) + whole


# Looking


@builtin("list contains(list: list, element: Any) -> boolean")
def list_contains(items: List, element: Value) -> Value:
    """Whether an item equals the element."""
    wanted = fingerprint(element)
    return any(fingerprint(item) == wanted for item in items)


@builtin("count(list: list) -> number")
def count(items: List) -> Value:
    """How many items."""
    return Decimal(len(items))


@builtin("index of(list: list, match: Any) -> list<number>")
def index_of(items: List, match: Value) -> Value:
    """The positions of all items that equal the match."""
    wanted = fingerprint(match)
    return tuple(Decimal(index) for index, item in enumerate(items, 1) if fingerprint(item) == wanted)


# Statistics: a list, or the numbers as arguments


def _statistic(
    name: str, result: str, *, parameter: str = "n", item: str = "number"
) -> Callable[[Callable[[List], Value]], Callable[[List], Value]]:
    """Declare a function both of a list and of its items."""

    def declare(run: Callable[[List], Value]) -> Callable[[List], Value]:
        builtin(f"{name}(list: list<{item}>) -> {result}")(run)
        builtin(f"{name}({parameter}...: Any as {item}) -> {result}")(run)
        return run

    return declare


@_statistic("min", "Ordered", parameter="c", item="Ordered")
def minimum(items: List) -> Value:
    """The least item."""
    _fail_if_empty(items)
    is_less(items[0], items[0])  # refuses a single item that has no order
    return functools.reduce(lambda least, item: item if is_less(item, least) else least, items)


@_statistic("max", "Ordered", parameter="c", item="Ordered")
def maximum(items: List) -> Value:
    """The greatest item."""
    _fail_if_empty(items)
    is_less(items[0], items[0])
    return functools.reduce(lambda greatest, item: item if is_less(greatest, item) else greatest, items)


@_statistic("sum", "number")
def total(items: List) -> Value:
    """All numbers added."""
    return _within_range(lambda: functools.reduce(NUMBERS.add, _numbers(items)))


@_statistic("product", "number")
def product(items: List) -> Value:
    """All numbers multiplied."""
    return _within_range(lambda: functools.reduce(NUMBERS.multiply, _numbers(items)))


@_statistic("mean", "number")
def mean(items: List) -> Value:
    """The average."""
    numbers = _numbers(items)
    return _within_range(lambda: NUMBERS.divide(functools.reduce(NUMBERS.add, numbers), Decimal(len(numbers))))


@_statistic("median", "number")
def median(items: List) -> Value:
    """The middle number, or the average of the two in the middle."""
    numbers = sorted(_numbers(items))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return _within_range(lambda: NUMBERS.divide(NUMBERS.add(numbers[middle - 1], numbers[middle]), Decimal(2)))


@_statistic("stddev", "number")
def standard_deviation(items: List) -> Value:
    """The standard deviation of a sample."""
    numbers = _numbers(items)
    if len(numbers) < 2:
        raise NoValue(FindingKind.OUT_OF_RANGE, "标准差至少需要两个数。", "A standard deviation needs at least two numbers.", *numbers)
    average = mean(items)
    assert isinstance(average, Decimal)
    squares = (NUMBERS.power(NUMBERS.subtract(number, average), Decimal(2)) for number in numbers)
    return _within_range(lambda: NUMBERS.sqrt(NUMBERS.divide(functools.reduce(NUMBERS.add, squares), Decimal(len(numbers) - 1))))


@_statistic("mode", "list<number>")
def mode(items: List) -> Value:
    """The most frequent numbers, in order."""
    if not items:
        return ()
    counted = Counter(_numbers(items))
    most = max(counted.values())
    return tuple(sorted(number for number, times in counted.items() if times == most))


def _within_range(calculation: Callable[[], Decimal]) -> Decimal:
    try:
        return calculation()
    except Overflow as error:
        raise NoValue(FindingKind.OUT_OF_RANGE, "结果超出可表示的范围。", "The result is out of range.") from error


@_statistic("all", "boolean", parameter="b", item="Any")
def all_(items: List) -> Value:
    """Whether every item is true."""
    answer: ternary.Truth = True
    for item in items:
        answer = ternary.AND[answer, ternary.truth(item)]
    return _decided(answer, items)


@_statistic("any", "boolean", parameter="b", item="Any")
def any_(items: List) -> Value:
    """Whether some item is true."""
    answer: ternary.Truth = False
    for item in items:
        answer = ternary.OR[answer, ternary.truth(item)]
    return _decided(answer, items)


def _decided(answer: ternary.Truth, items: List) -> Value:
    if answer is not None:
        return answer
    raise NoValue(
        FindingKind.NULL_OPERAND, "列表里有不是 true 或 false 的项，结果不能确定。", "The list holds what is neither true nor false.", items
    )


# Making other lists


@builtin("sublist(list: list<T>, start position: number, length?: number) -> list<T>")
def sublist(items: List, start: Decimal, length: Decimal | None) -> Value:
    """So many items from a position."""
    begin = _position(items, start, last=len(items))
    if length is None:
        return items[begin:]
    if not 0 <= int(length) <= len(items) - begin:
        raise NoValue(
            FindingKind.OUT_OF_RANGE,
            f"从第 {start} 项起没有 {length} 项。",
            f"There are no {length} items from position {start}.",
            length,
        )
    return items[begin : begin + int(length)]


@builtin("append(list: list<T>, item...: T) -> list<T>", asks_machine=True)
def append(machine: Machine, items: List, more: List) -> Value:
    """With further items at the end."""
    return machine.sized_list((*items, *more))


@builtin("concatenate(list...: list<T>) -> list<T>", asks_machine=True)
def concatenate(machine: Machine, lists: tuple[List, ...]) -> Value:
    """All items of several lists."""
    return machine.sized_list(item for items in lists for item in items)


@builtin("insert before(list: list<T>, position: number, newItem: T) -> list<T>", asks_machine=True)
def insert_before(machine: Machine, items: List, position: Decimal, new: Value) -> Value:
    """With a further item before a position."""
    index = _position(items, position, last=len(items))
    return machine.sized_list((*items[:index], new, *items[index:]))


@builtin("remove(list: list<T>, position: number) -> list<T>")
def remove(items: List, position: Decimal) -> Value:
    """Without the item at a position."""
    index = _position(items, position, last=len(items))
    return (*items[:index], *items[index + 1 :])


@builtin("list replace(list: list<T>, position: number, newItem: T) -> list<T>")
def replace_at(items: List, position: Decimal, new: Value) -> Value:
    """With another item at a position."""
    index = _position(items, position, last=len(items))
    return (*items[:index], new, *items[index + 1 :])


@builtin("list replace(list: list<T>, match: function, newItem: T) -> list<T>", asks_machine=True)
def replace_matching(machine: Machine, items: List, match: Function, new: Value) -> Value:
    """With another item wherever ``match(item, newItem)`` is true."""
    return tuple(new if _said(machine, match, item, new) else item for item in items)


@builtin("reverse(list: list<T>) -> list<T>")
def reverse(items: List) -> Value:
    """In the other direction."""
    return items[::-1]


@builtin("union(list...: list<T>) -> list<T>", asks_machine=True)
def union(machine: Machine, lists: tuple[List, ...]) -> Value:
    """All items of several lists, each once."""
    return distinct_values(machine.sized_list(item for items in lists for item in items))


@builtin("distinct values(list: list<T>) -> list<T>")
def distinct_values(items: List) -> Value:
    """Each item once, where it first stands."""
    first: dict[object, Value] = {}
    for item in items:
        first.setdefault(fingerprint(item), item)
    return tuple(first.values())


@builtin("flatten(list: list) -> list", asks_machine=True)
def flatten(machine: Machine, items: List) -> Value:
    """The items of all lists in it, however deep."""
    return machine.sized_list(_leaves(items))


def _leaves(items: List) -> Iterator[Value]:
    """Without recursion, since lists may be nested as deep as somebody likes."""
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, tuple):
                waiting.append(iter(item))
                break
            yield item
        else:
            waiting.pop()


@builtin("sort(list: list<T>, precedes?: function) -> list<T>", asks_machine=True)
def sort(machine: Machine, items: List, precedes: Function | None) -> Value:
    """In the order that ``precedes(x, y)`` says, or from small to great; equal items stay as they were."""

    def order(left: Value, right: Value) -> int:
        if precedes is None:
            return -1 if is_less(left, right) else int(is_less(right, left))
        return -1 if _said(machine, precedes, left, right) else int(_said(machine, precedes, right, left))

    return tuple(sorted(items, key=functools.cmp_to_key(order)))


def _said(machine: Machine, function: Function, left: Value, right: Value) -> bool:
    """What a function says of two items; null counts as no."""
    answer = machine.invoke(function, (left, right))
    if answer is None or isinstance(answer, bool):
        return answer is True
    raise NoValue(
        FindingKind.CONDITION_NOT_BOOLEAN,
        f"函数应当返回 true 或 false，而不是“{kind(answer)}”。",
        f"The function must return true or false, not a {kind(answer)}.",
        answer,
    )
