"""The inputs of a model as columns of the table that is decided about.

A row is complete if every input is there and allowed: most rows are, and for these the model needs no null. The others go the careful way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from luoshi.engines.decisions.evaluate import Unit
from luoshi.engines.decisions.questions import Question
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.declared import Conversion, InputColumn, input_column
from luoshi.engines.decisions.sets.doubts import ABSENT, MISSING
from luoshi.engines.decisions.sets.expressions import Translator
from luoshi.engines.decisions.sets.plan import SetColumn
from luoshi.engines.decisions.sets.refusals import Refusal, Refused
from luoshi.engines.decisions.sets.statement import raw_name
from luoshi.engines.decisions.sets.values import Characters, Column, Doubt, Sql


@dataclass(frozen=True, slots=True)
class Input:
    """An input: its question, its column as the table has it, and what is asked of it."""

    question: Question
    raw: Column
    column: SetColumn
    allowed: Sql | None

    @property
    def fits(self) -> Sql:
        """True where the input is there and allowed."""
        return self.allowed if self.allowed is not None else sql.is_there(self.raw.sql)


def inputs_of(questions: Sequence[Question], translator: Translator, refusals: list[Refusal]) -> list[Input]:
    """The inputs in the order of the questions, each with its bit; those that are no columns are refused."""
    found: list[Input] = []
    for question in questions:
        try:
            found.append(_input(question, len(found), translator))
        except Refused as refused:
            refusals.append(Refusal(question.unit.element.place, f"{question.name}: {refused.operation}", refused.why))
    return found


def _input(question: Question, position: int, translator: Translator) -> Input:
    unit = question.unit
    column = input_column(unit.declared)
    bit = translator.doubts.bit(question.name)
    raw = Column(sql.column(raw_name(position)), column.sort, Doubt(bit), column.quantity, column.characters)
    feel_type = str(unit.declared.type) if unit.declared is not None else ""
    offered = SetColumn(question.name, feel_type, column.sql_type, choices=question.choices)
    return Input(question, raw, offered, _is_allowed(translator, raw, unit, column))


def complete(inputs: Sequence[Input]) -> Sql:
    """Where every input is there and allowed."""
    return sql.joined(exp.And, (each.fits for each in inputs)) if inputs else sql.TRUE.copy()


def certain_values(inputs: Sequence[Input]) -> list[Column]:
    """The inputs of complete rows."""
    return [replace(each.raw, doubt=Doubt(), sure=True) for each in inputs]


def doubtful_values(inputs: Sequence[Input], translator: Translator) -> list[Column]:
    """The inputs of other rows, null where they are missing or not allowed, and in two columns the bits of those."""
    layers = translator.layers
    values = [each.raw.sql if each.allowed is None else sql.case([(sql.holds(each.allowed), each.raw.sql)]) for each in inputs]
    found = [replace(each.raw, sql=layers.column(value)) for each, value in zip(inputs, values, strict=True)]
    bits = [each.raw.doubt.inputs for each in inputs]
    layers.define(ABSENT, _mask(zip(bits, (each.raw.sql for each in inputs), strict=True)))
    layers.define(MISSING, _mask(zip(bits, (each.sql for each in found), strict=True)))
    return found


def _is_allowed(translator: Translator, raw: Column, unit: Unit, column: InputColumn) -> Sql | None:
    """What the type asks of a value, bounds that are only believed among it; nothing where anything of the column's type goes."""
    assert unit.declared is not None, "an input without a type is refused"
    parts: list[Sql] = []
    if column.quantity is not None:  # once a number lies between its bounds, most of what is said of it holds
        low, high = (sql.number(each, column.quantity) for each in (column.quantity.low, column.quantity.high))
        parts.append(exp.Between(this=raw.sql, low=low, high=high))
    if unit.declared.constraint is not None:
        condition = Conversion(translator).is_allowed(replace(raw, characters=Characters()), unit.declared)
        parts += [condition.sql] if isinstance(condition, Column) else []
    return sql.joined(exp.And, parts) if parts else None


def _mask(parts: Iterable[tuple[int, Sql]]) -> Sql:
    """The bits of columns that are null; most rows have none, which is one look."""
    parts = list(parts)
    if not parts:
        return sql.bits(0)
    complete = sql.joined(exp.And, (sql.is_there(value) for _, value in parts))
    each = [sql.case([(sql.is_null(value), sql.bits(bit))], sql.bits(0)) for bit, value in parts]
    return sql.case([(complete, sql.bits(0))], sql.joined(exp.BitwiseOr, each))
