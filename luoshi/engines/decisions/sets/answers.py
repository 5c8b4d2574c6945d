"""What decisions become in the answer of a statement: single values as columns, contexts as several, lists as masks of bits."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.boxes import Elements
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.doubts import BITS_MAX
from luoshi.engines.decisions.sets.plan import Output, SetColumn
from luoshi.engines.decisions.sets.quantities import NARROW
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import Column, Fraction, Item, Known, Listed, Parts, SetValue, Sort, Sql, doubt_of


def outputs(elements: Elements, name: str, value: SetValue, labels: dict[str, list[str]]) -> Iterator[Output]:
    """A decision as a column, a context as one for each member, a list as a mask of its items."""
    if isinstance(value, Parts):
        for member, each in value.members.items():
            yield from outputs(elements, f"{name}.{member}", each, labels)
        return
    try:
        yield _output(name, value, labels)
    except Refused as refused:
        place = next((unit.element.place for unit in elements.compiled.units.values() if unit.element.name == name), None)
        elements.refusals.append(refused.at(place or elements.compiled.model.place))


def _output(name: str, value: SetValue, labels: dict[str, list[str]]) -> Output:
    if isinstance(value, Listed):
        return _listed(name, value, labels.setdefault(name, _labels(value)))
    if isinstance(value, Fraction):
        shown = exp.Div(
            this=sql.cast(value.numerator.sql, "DOUBLE"), expression=sql.cast(value.divisor.sql, "DOUBLE"), typed=False, safe=False
        )
        return Output(SetColumn(name, "number", "DOUBLE"), shown, value.doubt)
    column = as_column(value)
    return Output(SetColumn(name, str(column.sort), _stored_type(column)), column.sql, column.doubt)


def _labels(listed: Listed) -> list[str]:
    """Of all items, each once."""
    found: list[str] = []
    for each in listed.items:
        times = sum(label.rpartition(" ")[0] == each.label for label in found)
        found.append(f"{each.label} {times}")
    return found


def _listed(name: str, listed: Listed, labels: list[str]) -> Output:
    """A list as a mask: a bit for each item that is there, the same for the same item in complete rows and in others."""
    if len(listed.items) > BITS_MAX:
        raise Refused(name, f"列表可能超过 {BITS_MAX} 项。", f"The list may have more than {BITS_MAX} items.")
    own = zip(_labels(listed), listed.items, strict=True)
    parts = [_bit(each.present, 1 << labels.index(label)) for label, each in own]
    whole = sql.joined(exp.BitwiseOr, parts) if parts else sql.bits(0)
    column = SetColumn(name, "list", "BIGINT", items=tuple(map(_label, listed.items)))
    return Output(column, whole, doubt_of(listed, *(each.present for each in listed.items)))


def _bit(present: Column | Known, bit: int) -> Sql:
    if isinstance(present, Known):
        return sql.bits(bit if present.value is True else 0)
    return sql.case([(sql.holds(present.sql), sql.bits(bit))], sql.bits(0))


def _label(item: Item) -> str:
    """What an item says: its value, of a context the first text.

    Raises:
        Refused: that is computed, where a mask tells only which items are there.
    """
    if isinstance(item.value, Known):
        return str(item.value.value)
    members = item.value.members.values() if isinstance(item.value, Parts) else []
    texts = (each.value for each in members if isinstance(each, Known) and isinstance(each.value, str))
    found = next(texts, None)
    if found is None:
        raise Refused(item.label, "作为结果的列表，各项须是写明的值。", "Items of a list that is an answer must be written out.")
    return found


def _stored_type(column: Column) -> str:
    if column.quantity is not None and column.sort is Sort.NUMBER:
        return f"DECIMAL({max(column.quantity.precision, NARROW)}, {column.quantity.scale})"
    return {Sort.TEXT: "TEXT", Sort.TRUTH: "BOOLEAN", Sort.DATE: "DATE"}.get(column.sort, "BIGINT")
