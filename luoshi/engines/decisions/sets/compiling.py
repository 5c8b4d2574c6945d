"""A package of decisions becomes a plan: by the law of a day, for the wanted decisions, over all rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlglot import exp

from luoshi.engines.decisions.citations import NATIONWIDE, annotation_cells
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import Decision, DecisionTable
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import in_force
from luoshi.engines.decisions.questions import Question
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.boxes import Elements, Given
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.declared import Conversion, InputColumn, input_column
from luoshi.engines.decisions.sets.doubts import BITS_MAX, MISSING
from luoshi.engines.decisions.sets.expressions import Translator
from luoshi.engines.decisions.sets.layers import Layers
from luoshi.engines.decisions.sets.plan import CANNOT_BE_DECIDED, NO_RULE, Output, Reason, SetColumn, SetPlan
from luoshi.engines.decisions.sets.quantities import Quantity
from luoshi.engines.decisions.sets.refusals import NotTranslatable, Refusal, Refused
from luoshi.engines.decisions.sets.statement import ABSENT, raw_name
from luoshi.engines.decisions.sets.values import (
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
    doubt_of,
)  # fmt: skip
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.words import Words


def compile_set(
    package: DecisionPackage,
    wanted: Sequence[str],
    *,
    on: date,
    jurisdictions: Sequence[str] = (NATIONWIDE,),
    explained_by: str | None = None,
) -> SetPlan:
    """The wanted decisions of a package as one statement for all rows, by the law of a day.

    ``explained_by`` is a decision whose table gives each row its reason: the rule that hit, of a list the first one.

    Raises:
        NotTranslatable: with every operation that SQL cannot say, before anything runs.
        NoValueInForce: a parameter has no value on that day.
        UnknownDecision: the package has no such decision, or they stand in several models.
    """
    asked = [*wanted, *([explained_by] if explained_by is not None else [])]
    compiled = package.model_of(asked[0])
    questions = _questions(package, compiled, asked)
    elements, columns = _elements(package, compiled, questions, on, jurisdictions)
    values = {name: found for name in asked if (found := _asked(elements, compiled, name)) is not None}
    reason, reasons = _reason(package, compiled, elements, explained_by) if explained_by in values else (None, {})
    outputs = [output for name in wanted if name in values for output in _outputs(elements, name, values[name])]
    if elements.refusals:
        raise NotTranslatable(elements.refusals)
    always = [Doubt(each.doubt.inputs) for each in outputs]
    bits = 0
    for each in always:
        bits |= each.inputs
    inputs = tuple(replace(column, needed=bool(bits >> position & 1)) for position, column in enumerate(columns))
    return SetPlan(
        inputs, tuple(each.column for each in outputs), reasons, tuple(outputs), reason,
        elements.translator.layers, tuple(elements.translator.doubts.names),
    )  # fmt: skip


def _questions(package: DecisionPackage, compiled: Compiled, asked: Sequence[str]) -> list[Question]:
    """The inputs of all asked decisions, each once, in the order of the model."""
    keys = {each.unit.key for name in asked for each in package.needed(name) if package.model_of(name) is compiled}
    return [each for each in package.questions(compiled) if each.unit.key in keys]


def _elements(
    package: DecisionPackage, compiled: Compiled, questions: Sequence[Question], on: date, jurisdictions: Sequence[str]
) -> tuple[Elements, list[SetColumn]]:
    """The model with its parameters known and its inputs as columns."""
    translator = Translator(Layers(), DateAndTime(Date(on.year, on.month, on.day), Time(0, 0, 0)))
    elements = Elements(compiled, translator, {})
    filled = package.filled_in(compiled)
    needed = {named.key for unit in compiled.units.values() for named in unit.needs}
    chosen = in_force(
        [package.parameters[each.unit.element.name] for each in filled if each.unit.key in needed], on=on, jurisdictions=jurisdictions
    )
    by_name = {each.name: each.value for each in chosen}
    conversion = Conversion(translator)
    for each in filled:
        unit = each.unit
        if unit.element.name in by_name:
            value = Known(by_name[unit.element.name])
            elements.values[unit.key] = conversion.converted(value, unit.declared, unit.element.place, unit.element.name)
    return elements, list(_inputs(elements, questions))


def _inputs(elements: Elements, questions: Sequence[Question]) -> Iterator[SetColumn]:
    """Each input as a column of the source, null where the table has none or what it has is not allowed."""
    translator = elements.translator
    found: list[tuple[int, Sql, Sql]] = []
    for position, question in enumerate(questions):
        unit = question.unit
        try:
            column = input_column(unit.declared)
            bit = translator.doubts.bit(question.name)
        except Refused as refused:
            elements.refusals.append(refused.at(unit.element.place))
            elements.failed.add(unit.key)
            continue
        value = _input(elements, unit, column, position, bit)
        elements.values[unit.key] = value
        found.append((bit, sql.column(raw_name(position)), value.sql))
        texts = tuple(question.choices)
        yield SetColumn(question.name, str(unit.declared.type if unit.declared else ""), column.sql_type, choices=texts)
    translator.layers.define(ABSENT, _mask([(bit, raw) for bit, raw, _ in found]))
    translator.layers.define(MISSING, _mask([(bit, value) for bit, _, value in found]))


def _input(elements: Elements, unit: Unit, column: InputColumn, position: int, bit: int) -> Column:
    translator = elements.translator
    raw = Column(sql.column(raw_name(position)), column.sort, Doubt(bit), column.quantity, column.characters)
    is_allowed = _is_allowed(translator, raw, unit, column)
    value: Sql = raw.sql if column.quantity is None else sql.cast(raw.sql, column.quantity.sql)
    if is_allowed is not None:
        value = sql.case([(sql.holds(is_allowed), value)])
    return replace(raw, sql=translator.layers.column(value))


def _is_allowed(translator: Translator, raw: Column, unit: Unit, column: InputColumn) -> Sql | None:
    """What the type asks of a value, bounds that are only believed among it; nothing where anything of the column's type goes."""
    assert unit.declared is not None, "an input without a type is refused"
    parts: list[Sql] = []
    if column.quantity is not None:  # once a number lies between its bounds, most of what is said of it holds
        low, high = (_bound(each, column.quantity) for each in (column.quantity.low, column.quantity.high))
        parts.append(exp.Between(this=raw.sql, low=low, high=high))
    if unit.declared.constraint is not None:
        condition = Conversion(translator).is_allowed(replace(raw, characters=Characters()), unit.declared)
        parts += [condition.sql] if isinstance(condition, Column) else []
    return sql.joined(exp.And, parts) if parts else None


def _bound(value: Decimal, quantity: Quantity) -> Sql:
    return sql.decimal(value, quantity.precision, quantity.scale)


def _mask(parts: Iterable[tuple[int, Sql]]) -> Sql:
    """The bits of columns that are null; most rows have none, which is one look."""
    parts = list(parts)
    if not parts:
        return sql.bits(0)
    complete = sql.joined(exp.And, (sql.is_there(value) for _, value in parts))
    each = [sql.case([(sql.is_null(value), sql.bits(bit))], sql.bits(0)) for bit, value in parts]
    return sql.case([(complete, sql.bits(0))], sql.joined(exp.BitwiseOr, each))


def _asked(elements: Elements, compiled: Compiled, name: str) -> SetValue | None:
    if name not in compiled.offered:
        elements.refusals.append(Refusal(compiled.model.place, name, Words("须在同一个模型中。", "It must be in the same model.")))
        return None
    try:
        return elements.value(compiled.offered[name])
    except Given:
        return None


# --- what the statement answers


def _outputs(elements: Elements, name: str, value: SetValue) -> Iterator[Output]:
    """A decision as a column, a context as one for each member, a list as a mask of its items."""
    if isinstance(value, Parts):
        for member, each in value.members.items():
            yield from _outputs(elements, f"{name}.{member}", each)
        return
    try:
        yield _output(name, value)
    except Refused as refused:
        place = next((unit.element.place for unit in elements.compiled.units.values() if unit.element.name == name), None)
        elements.refusals.append(refused.at(place or elements.compiled.model.place))


def _output(name: str, value: SetValue) -> Output:
    if isinstance(value, Listed):
        return _listed(name, value)
    if isinstance(value, Fraction):
        shown = exp.Div(
            this=sql.cast(value.numerator.sql, "DOUBLE"), expression=sql.cast(value.divisor.sql, "DOUBLE"), typed=False, safe=False
        )
        return Output(SetColumn(name, "number", "DOUBLE"), shown, value.doubt)
    column = as_column(value)
    return Output(SetColumn(name, str(column.sort), _stored_type(column)), column.sql, column.doubt)


def _listed(name: str, listed: Listed) -> Output:
    """A list as a mask: a bit for each item that is there."""
    if len(listed.items) > BITS_MAX:
        raise Refused(name, f"列表可能超过 {BITS_MAX} 项。", f"The list may have more than {BITS_MAX} items.")
    parts = [_bit(each.present, 1 << position) for position, each in enumerate(listed.items)]
    whole = sql.joined(exp.BitwiseOr, parts) if parts else sql.bits(0)
    column = SetColumn(name, "list", "BIGINT", items=tuple(map(_label, listed.items)))
    return Output(column, whole, doubt_of(listed, *(each.present for each in listed.items)))


def _bit(present: Column | Known, bit: int) -> Sql:
    if isinstance(present, Known):
        return sql.bits(bit if present.value is True else 0)
    return sql.case([(sql.holds(present.sql), sql.bits(bit))], sql.bits(0))


def _label(item: Item) -> str:
    """What an item says: its text, of a context the first one, else the number of its rule."""
    values = item.value.members.values() if isinstance(item.value, Parts) else [item.value]
    texts = (each.value for each in values if isinstance(each, Known) and isinstance(each.value, str))
    return next(texts, item.label)


def _stored_type(column: Column) -> str:
    if column.quantity is not None and column.sort is Sort.NUMBER:
        return f"DECIMAL({max(column.quantity.precision, 18)}, {column.quantity.scale})"
    return {Sort.TEXT: "TEXT", Sort.TRUTH: "BOOLEAN", Sort.DATE: "DATE"}.get(column.sort, "BIGINT")


# --- reasons


def _reason(
    package: DecisionPackage, compiled: Compiled, elements: Elements, explained_by: str | None
) -> tuple[Output | None, dict[int, Reason]]:
    """The column of rules of a decision's table, and what they say."""
    unit = compiled.units[compiled.offered[explained_by or ""]]
    decision = unit.element
    answered = elements.answered.get(unit.element.name)
    if answered is None or not isinstance(decision, Decision) or not isinstance(decision.logic, DecisionTable):
        elements.refusals.append(
            Refused(unit.element.name, "说明理由的必须是决策表。", "What gives reasons must be a decision table.").at(unit.element.place)
        )
        return None, {}
    rule = answered.rule.sql if isinstance(answered.rule, Column) else sql.integer(0)
    doubt = answered.rule.doubt if isinstance(answered.rule, Column) else SURE
    return Output(SetColumn("reason", "number", "INT"), rule, doubt), dict(_reasons(package, decision, decision.logic))


def _reasons(package: DecisionPackage, decision: Decision, table: DecisionTable) -> Iterator[tuple[int, Reason]]:
    name = decision.name
    english = package.labels[name].english if name in package.labels else name
    cannot = Words("资料不足或代码不明，不能判定", "Data are missing or a code is unknown; it cannot be decided")
    yield CANNOT_BE_DECIDED, Reason(CANNOT_BE_DECIDED, name, None, cannot)
    none = Words(f"“{name}”没有规则适用", f"No rule of “{english}” applies")
    yield NO_RULE, Reason(NO_RULE, name, None, none)
    for number, rule in enumerate(table.rules, 1):
        clause = "；".join(text for text, _ in annotation_cells(table, rule, citing=True))
        yield number, Reason(number, name, number, _sentence(package, [each.text for each in rule.conclusions]), clause)


def _sentence(package: DecisionPackage, conclusions: Sequence[str]) -> Words:
    """What a rule concludes, in the words of the pack."""
    said = [_said(package, each.strip()) for each in conclusions]
    return Words("，".join(each.chinese for each in said), ", ".join(each.english for each in said))


def _said(package: DecisionPackage, text: str) -> Words:
    plain = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    return package.labels.get(plain, Words(plain, plain))
