"""Other values for parameters and cells of tables: what would follow if the law said something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from luoshi.engines.decisions.model import Decision, DecisionTable, Model, Rule, Text, tables_in
from luoshi.engines.decisions.parameters import Parameter
from luoshi.engines.feel.values import Value
from luoshi.words import Words


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell of the table of a decision, by the decision's name. ``rule`` and ``column`` count from 1, conditions before conclusions."""

    table: str
    rule: int
    column: int

    def __str__(self) -> str:
        return f"{self.table}|{self.rule}|{self.column}"

    @classmethod
    def parse(cls, words: str) -> Cell | None:
        """The place that :meth:`__str__` writes; None where it is none."""
        table, _, numbers = words.partition("|")
        rule, _, column = numbers.partition("|")
        is_place = all(each.isascii() and each.isdigit() and len(each) < 6 for each in (rule, column))
        return cls(table, int(rule), int(column)) if is_place else None


class NothingToChange(LookupError):
    """What is to be changed is not in the package."""

    def __init__(self, wanted: str | Cell, known: Iterable[str]) -> None:
        self.wanted, self.known = wanted, tuple(known)
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self) -> Words:
        """What was meant, and what there is."""
        names = "、".join(self.known), ", ".join(self.known)
        if isinstance(self.wanted, Cell):
            cell = self.wanted
            return Words(
                f"没有决策表“{cell.table}”第 {cell.rule} 条规则第 {cell.column} 列；决策表有：{names[0]}。",
                f"There is no rule {cell.rule}, column {cell.column} of a table “{cell.table}”; the tables are {names[1]}.",
            )
        return Words(
            f"没有名为“{self.wanted}”的参数；有：{names[0]}。", f"There is no parameter “{self.wanted}”; the parameters are {names[1]}."
        )


def with_other_values(parameters: Mapping[str, Parameter], values: Mapping[str, Value]) -> list[Parameter]:
    """The parameters, of some the value another one on whatever day.

    Raises:
        NothingToChange: there is no such parameter.
    """
    for name in values:
        if name not in parameters:
            raise NothingToChange(name, parameters)
    return [_with_value(each, values[each.name]) if each.name in values else each for each in parameters.values()]


def _with_value(parameter: Parameter, value: Value) -> Parameter:
    return replace(parameter, values=tuple(replace(each, value=value) for each in parameter.values))


def with_other_cells(models: Iterable[Model], cells: Mapping[Cell, str]) -> list[Model]:
    """The models with other texts in cells of their tables.

    Raises:
        NothingToChange: there is no such cell.
    """
    models = list(models)
    for cell, text in cells.items():
        models = _with_cell(models, cell, text)
    return models


def _with_cell(models: list[Model], cell: Cell, text: str) -> list[Model]:
    tables = {decision.name: table for model in models for decision in model.decisions for table in _tables_of(decision)}
    table = tables.get(cell.table)
    if table is None or not 1 <= cell.rule <= len(table.rules) or not 1 <= cell.column <= len(table.inputs) + len(table.outputs):
        raise NothingToChange(cell, tables)
    rules = list(table.rules)
    rules[cell.rule - 1] = _with_text(rules[cell.rule - 1], cell.column - 1, text)
    return [_exchanged(model, table, replace(table, rules=tuple(rules))) for model in models]


def _tables_of(decision: Decision) -> list[DecisionTable]:
    """A decision's table: the first, where it has several."""
    return list(tables_in(decision.logic))[:1]


def _with_text(rule: Rule, column: int, text: str) -> Rule:
    def exchanged(texts: tuple[Text, ...], position: int) -> tuple[Text, ...]:
        return (*texts[:position], replace(texts[position], text=text), *texts[position + 1 :])

    width = len(rule.conditions)
    if column < width:
        return replace(rule, conditions=exchanged(rule.conditions, column))
    return replace(rule, conclusions=exchanged(rule.conclusions, column - width))


def _exchanged(part: Any, old: DecisionTable, new: DecisionTable) -> Any:
    """A part of a model with one table in the place of another; what does not hold it stays as it is."""
    if part is old:
        return new
    if isinstance(part, tuple):
        parts = tuple(_exchanged(each, old, new) for each in part)
        return part if all(one is two for one, two in zip(part, parts, strict=True)) else parts
    if is_dataclass(part) and not isinstance(part, type | Text):
        changed = {
            each.name: found
            for each in fields(part)
            if (found := _exchanged(getattr(part, each.name), old, new)) is not getattr(part, each.name)
        }
        return replace(part, **changed) if changed else part
    return part
