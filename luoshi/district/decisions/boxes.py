"""Boxed expressions as pages show them: a text, a decision table, a relation, or parts with names, in each other as deep as the model goes.

A page needs no script for it. In a decision table that was asked, each rule and condition says whether it held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_lazy

from luoshi.engines.decisions import model as dmn
from luoshi.engines.decisions.explain import is_negative, value_text
from luoshi.engines.decisions.hit_policies import same

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from luoshi.engines.decisions.explain import RuleReason, TableReason

HIT_POLICIES: Final[Mapping[dmn.HitPolicy, StrOrPromise]] = {
    dmn.HitPolicy.UNIQUE: gettext_lazy("至多一条规则适用"),
    dmn.HitPolicy.FIRST: gettext_lazy("取第一条适用的规则"),
    dmn.HitPolicy.PRIORITY: gettext_lazy("取结论优先的规则"),
    dmn.HitPolicy.ANY: gettext_lazy("适用的规则结论相同"),
    dmn.HitPolicy.COLLECT: gettext_lazy("汇集适用规则的结论"),
    dmn.HitPolicy.RULE_ORDER: gettext_lazy("按规则顺序列出结论"),
    dmn.HitPolicy.OUTPUT_ORDER: gettext_lazy("按结论优先列出"),
}
AGGREGATIONS: Final[Mapping[dmn.Aggregation, StrOrPromise]] = {
    dmn.Aggregation.SUM: gettext_lazy("结论求和"),
    dmn.Aggregation.MIN: gettext_lazy("取最小的结论"),
    dmn.Aggregation.MAX: gettext_lazy("取最大的结论"),
    dmn.Aggregation.COUNT: gettext_lazy("数有几种结论"),
}
_ITERATORS: Final[Mapping[dmn.IteratorKind, StrOrPromise]] = {
    dmn.IteratorKind.FOR: gettext_lazy("逐项计算"),
    dmn.IteratorKind.SOME: gettext_lazy("至少一项满足"),
    dmn.IteratorKind.EVERY: gettext_lazy("每一项都满足"),
}

Label = Callable[[str], str]
"""The words for a name of the model, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``holds`` is None where nobody asked, or anything goes."""

    text: str
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A rule. ``state`` is ``fired``, ``nearest`` or empty."""

    number: int
    conditions: tuple[Cell, ...]
    conclusions: tuple[str, ...]
    annotations: tuple[str, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of conditions or conclusions: its words, its type, its allowed values, and for a conclusion its default."""

    title: str
    type: str
    allowed: str = ""
    default: str = ""
    value: str | None = None
    """What it met, in a table that was asked."""


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table."""

    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    annotations: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_defaults(self) -> bool:
        """Whether it answers also where no rule applies."""
        return any(each.default for each in self.outputs)


@dataclass(frozen=True, slots=True)
class Box:
    """One boxed expression. ``kind`` (``text``, ``table``, ``relation``, ``parts``, ``nothing``) says which of the others is filled."""

    kind: str
    text: str = ""
    table: Table | None = None
    title: str = ""
    parts: tuple[tuple[str, Box], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()


NOTHING: Final = Box("nothing")


def box(expression: dmn.Expression | None, label: Label) -> Box:
    """An expression as it is shown."""
    return NOTHING if expression is None else _SHOWN[type(expression)](expression, label)


def _text(expression: dmn.LiteralExpression, label: Label) -> Box:
    return Box("text", in_words(expression.text.text.strip(), label))


def _table(expression: dmn.DecisionTable, label: Label) -> Box:
    return Box("table", table=table(expression, label))


def _context(expression: dmn.Context, label: Label) -> Box:
    entries = ((label(each.variable.name) if each.variable else gettext("结果"), box(each.value, label)) for each in expression.entries)
    return Box("parts", parts=tuple(entries))


def _invocation(expression: dmn.Invocation, label: Label) -> Box:
    called = expression.called.text.text if isinstance(expression.called, dmn.LiteralExpression) else ""
    bindings = tuple((label(each.parameter.name), box(each.value, label)) for each in expression.bindings)
    return Box("parts", title=gettext("调用 %(name)s") % {"name": label(called.strip())}, parts=bindings)


def _relation(expression: dmn.Relation, label: Label) -> Box:
    rows = tuple(tuple(box(cell, label) for cell in row) for row in expression.rows)
    return Box("relation", columns=tuple(label(each.name) for each in expression.columns), rows=rows)


def _list(expression: dmn.BoxedList, label: Label) -> Box:
    return Box("parts", parts=tuple((str(number), box(each, label)) for number, each in enumerate(expression.items, 1)))


def _function(expression: dmn.FunctionDefinition, label: Label) -> Box:
    names = "、".join(label(each.name) for each in expression.parameters)
    return Box("parts", title=gettext("函数（%(names)s）") % {"names": names}, parts=((gettext("结果"), box(expression.body, label)),))


def _conditional(expression: dmn.Conditional, label: Label) -> Box:
    parts = ((gettext("如果"), expression.condition), (gettext("那么"), expression.then), (gettext("否则"), expression.otherwise))
    return Box("parts", parts=tuple((name, box(each, label)) for name, each in parts))


def _filter(expression: dmn.Filter, label: Label) -> Box:
    return Box("parts", parts=((gettext("取自"), box(expression.of, label)), (gettext("条件"), box(expression.match, label))))


def _iterator(expression: dmn.Iterator, label: Label) -> Box:
    each = gettext("每个 %(name)s") % {"name": label(expression.variable.name)}
    parts = ((gettext("取自"), box(expression.of, label)), (each, box(expression.body, label)))
    return Box("parts", title=str(_ITERATORS[expression.kind]), parts=parts)


_SHOWN: Final[Mapping[type, Callable[..., Box]]] = {
    dmn.LiteralExpression: _text,
    dmn.DecisionTable: _table,
    dmn.Context: _context,
    dmn.Invocation: _invocation,
    dmn.Relation: _relation,
    dmn.BoxedList: _list,
    dmn.FunctionDefinition: _function,
    dmn.Conditional: _conditional,
    dmn.Filter: _filter,
    dmn.Iterator: _iterator,
}


# --- tables


def table(source: dmn.DecisionTable, label: Label, reason: TableReason | None = None) -> Table:
    """A decision table; with a ``reason``, as somebody asked it: what each column met, and which conditions held."""
    met = [in_words(_quoted(value_text(value)), label) for _, value in reason.inputs] if reason else []
    inputs = (
        Column(label(each.title), each.type_ref or "", _allowed(each.values, label), value=met[position] if position < len(met) else None)
        for position, each in enumerate(source.inputs)
    )
    outputs = (
        Column(
            label(each.label or each.name or source.output_label),
            each.type_ref or "",
            _allowed(each.values, label),
            _allowed(each.default, label),
        )
        for each in source.outputs
    )
    return Table(
        policy=str(AGGREGATIONS[source.aggregation] if source.aggregation else HIT_POLICIES[source.hit_policy]),
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        annotations=tuple(label(each) for each in source.annotations),
        rows=tuple(_rows(source.rules, label, reason)),
    )


def _quoted(text: str) -> str:
    """A text value as cells write it."""
    return f'"{text[1:-1]}"' if text.startswith("“") and text.endswith("”") else text


def in_words(text: str, label: Label) -> str:
    """A FEEL text with the words of the reader's language for the texts in it."""
    return _LITERAL.sub(lambda found: f'"{label(found[1])}"', text)


_LITERAL: Final = re.compile(r'"([^"\\]*)"')


def _allowed(text: dmn.Text | None, label: Label) -> str:
    return in_words(text.text.strip(), label) if text is not None else ""


def _rows(rules: Iterable[dmn.Rule], label: Label, reason: TableReason | None) -> Iterable[Row]:
    fired = {each.number for each in reason.chosen} if reason else set()
    nearest = _nearest(reason) if reason else None
    reasons = {each.number: each for each in reason.rules} if reason else {}
    for number, rule in enumerate(rules, 1):
        state = "fired" if number in fired else "nearest" if nearest and nearest.number == number else ""
        yield Row(
            number,
            tuple(
                Cell(in_words(each.text.strip(), label), _holds(reasons.get(number), column))
                for column, each in enumerate(rule.conditions, 1)
            ),
            tuple(in_words(each.text.strip(), label) for each in rule.conclusions),
            tuple(each.text.strip() for each in rule.annotations),
            state,
        )


def _nearest(reason: TableReason) -> RuleReason | None:
    """After a negative answer the rule that would have said something else and fails in the fewest conditions."""
    if not is_negative(reason.value):
        return None
    return reason.nearest(lambda rule: not any(same(rule.outputs, each.outputs) for each in reason.chosen))


def _holds(reason: RuleReason | None, column: int) -> bool | None:
    return next((each.holds for each in reason.conditions if each.column == column), None) if reason else None
