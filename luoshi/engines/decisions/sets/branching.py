"""One of several values, by conditions: what ``if`` and decision tables make of them, whatever kind the values are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.calculating import as_fraction, shaped
from luoshi.engines.decisions.sets.conditions import Logic, opposite, truth
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.quantities import Quantity
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import (
    NULL,
    SURE,
    Characters,
    Column,
    Doubt,
    Fraction,
    Item,
    Known,
    Listed,
    Parts,
    SetValue,
    Sort,
    Sql,
)  # fmt: skip
from luoshi.engines.feel.comparison import is_equal


@dataclass(frozen=True, slots=True)
class Branching:
    """Chooses values; the first condition that is true decides."""

    logic: Logic

    def either(self, condition: Column | Known, then: SetValue, otherwise: SetValue) -> SetValue:
        """``if condition then … else …``; null counts as false."""
        if isinstance(condition, Known):
            return doubted(then if condition.value is True else otherwise, condition.doubt)
        doubt = self.logic.doubts.of_branch(condition.sql, condition.doubt, then.doubt, otherwise.doubt)
        return self.chosen([condition], [then], otherwise, doubt)

    def chosen(self, conditions: Sequence[Column], values: Sequence[SetValue], otherwise: SetValue, doubt: Doubt) -> SetValue:
        """The value of the first condition that is true, else ``otherwise``. The doubt is the caller's to say."""
        every = [*values, otherwise]
        first = every[0]
        if isinstance(first, Known) and all(isinstance(each, Known) and is_equal(each.value, first.value) for each in every):
            return Known(first.value, doubt)
        if any(isinstance(each, Listed) for each in every):
            return self._listed(conditions, every, doubt)
        if any(isinstance(each, Parts) for each in every):
            return self._parts(conditions, every, doubt)
        if any(isinstance(each, Fraction) for each in every):
            return _fraction(conditions, every, doubt)
        return _column(conditions, every, doubt)

    def _parts(self, conditions: Sequence[Column], every: Sequence[SetValue], doubt: Doubt) -> SetValue:
        contexts = [each for each in every if isinstance(each, Parts)]
        names = list(contexts[0].members)
        if len(contexts) < len(every) or any(list(each.members) != names for each in contexts):
            raise Refused("if", "各分支应是成员相同的上下文。", "All branches must be contexts with the same members.")
        members = {}
        for name in names:
            *values, otherwise = (each.members[name] for each in contexts)
            members[name] = self.chosen(conditions, values, otherwise, doubt)
        return Parts(members)

    def _listed(self, conditions: Sequence[Column], every: Sequence[SetValue], doubt: Doubt) -> SetValue:
        items: list[Item] = []
        earlier: list[Column | Known] = []
        for condition, value in zip([*conditions, None], every, strict=True):
            taken = [*map(_not_true, earlier), *([] if condition is None else [condition])]
            items.extend(replace(each, present=self.logic.every([*taken, each.present])) for each in items_of(value))
            earlier.append(condition if condition is not None else NULL)
        return Listed(tuple(items), doubt)


def _not_true(condition: Column | Known) -> Column | Known:
    if isinstance(condition, Column) and not condition.sure:
        return truth(sql.negated(sql.known_or_false(condition.sql)), condition.doubt, sure=True)
    return opposite(condition)


def items_of(value: SetValue) -> tuple[Item, ...]:
    """The items of a list, those of a known one always there.

    Raises:
        Refused: it is no list.
    """
    if isinstance(value, Listed):
        return value.items
    if isinstance(value, Known) and isinstance(value.value, tuple):
        return tuple(Item(Known(True), Known(each)) for each in value.value)  # noqa: FBT003 - always there
    raise Refused("list", "这里需要列表，而它可能为空值（null）或不是列表。", "A list is wanted; this may be null or no list.")


def doubted(value: SetValue, doubt: Doubt) -> SetValue:
    """The value with more doubt."""
    if not doubt:
        return value
    if isinstance(value, Fraction):
        return replace(value, numerator=replace(value.numerator, doubt=value.numerator.doubt | doubt))
    if isinstance(value, Parts):
        return Parts({name: doubted(each, doubt) for name, each in value.members.items()})
    return value if not isinstance(value, Known | Column | Listed) else replace(value, doubt=value.doubt | doubt)


def _column(conditions: Sequence[Column], every: Sequence[SetValue], doubt: Doubt) -> Column:
    columns = alike(every)
    whole = together(columns)
    *values, otherwise = (each.sql if each.quantity is None or whole.quantity is None else shaped(each, whole.quantity) for each in columns)
    pairs = [(sql.holds(condition.sql), value) for condition, value in zip(conditions, values, strict=True)]
    return replace(whole, sql=sql.case(pairs, None if otherwise.key == "null" else otherwise), doubt=doubt)


def alike(values: Sequence[SetValue]) -> list[Column]:
    """Single values as columns of one sort.

    Raises:
        Refused: they are of several.
    """
    sorts = {as_column(each).sort for each in values if not (isinstance(each, Known) and each.value is None)}
    if len(sorts) > 1:
        raise Refused(
            "if", f"各分支类型不同：{'、'.join(sorted(sorts))}。", f"The branches are of several types: {', '.join(sorted(sorts))}."
        )
    if not sorts:
        return [as_column(each, Sort.TEXT) for each in values]
    sort = sorts.pop()
    return [_bare_null(each, sort) if isinstance(each, Known) and each.value is None else as_column(each) for each in values]


def _bare_null(known: Known, sort: Sort) -> Column:
    """Without a type of its own, beside values that have one: with one it would widen theirs."""
    return Column(sql.NULL.copy(), sort, known.doubt)


def together(columns: Sequence[Column]) -> Column:
    """What is known of all of them; a null says nothing."""
    first = next((each for each in columns if not _is_null(each.sql)), columns[0])
    quantities = [each.quantity for each in columns if each.quantity is not None and not _is_null(each.sql)]
    quantity = reduce(Quantity.hull, quantities) if quantities else first.quantity
    texts = [each.characters.among for each in columns if not _is_null(each.sql)]
    among = frozenset[str]().union(*(each for each in texts if each is not None)) if None not in texts else None
    digits = {each.characters.digits for each in columns if not _is_null(each.sql)}
    characters = Characters(among, digits.pop() if len(digits) == 1 else None)
    return Column(first.sql, first.sort, SURE, quantity, characters, all(each.sure for each in columns))


def _is_null(part: Sql) -> bool:
    return part.key == "null" or (part.key == "cast" and part.this.key == "null")


def _fraction(conditions: Sequence[Column], every: Sequence[SetValue], doubt: Doubt) -> Fraction:
    """Numerators and divisors are chosen each by themselves."""
    fractions = [_null_fraction() if isinstance(each, Known) and each.value is None else as_fraction(each) for each in every]
    divisors = _column(conditions, [each.divisor for each in fractions], doubt)
    return Fraction(_column(conditions, [each.numerator for each in fractions], doubt), divisors)


def _null_fraction() -> Fraction:
    return Fraction(as_column(NULL, Sort.NUMBER), as_column(Known(Decimal(1))))
