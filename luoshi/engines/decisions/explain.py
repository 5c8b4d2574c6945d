"""Why a decision came out as it did: which rules applied and with which values, which condition of which other rule failed, and for a
negative answer the nearest rule and what is missing. As data, and as sentences in Chinese and English.

Reasons are computed from the trace when somebody asks, since most decisions of a population run are never asked about. FEEL has neither
clock nor chance, so the conditions say now what they said then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from luoshi.engines.decisions.evaluate import Outcome
from luoshi.engines.decisions.hit_policies import same
from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.decisions.problems import Words
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.tables import TableRule
from luoshi.engines.decisions.trace import DecisionTrace, Source, TableTrace
from luoshi.engines.feel import parse
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.values import Value, number

_AS_TEXT: Final = parse("string(value)", names=("value",))

SOURCES: Final = {
    Source.GIVEN: Words("所提供", "given"),
    Source.DECIDED: Words("由另一决策得出", "decided"),
    Source.MISSING: Words("未提供", "not given"),
}


@dataclass(frozen=True, slots=True)
class ConditionReason:
    """One condition of a rule: the column, what the rule asks, the value it met, and whether it holds."""

    column: int
    title: str
    asked: str
    value: Value
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleReason:
    """A rule with its conditions; columns where anything goes are left out. ``number`` counts from 1."""

    number: int
    applies: bool
    conditions: tuple[ConditionReason, ...]
    outputs: tuple[Value, ...]
    annotations: tuple[str, ...]

    @property
    def failed(self) -> tuple[ConditionReason, ...]:
        """The conditions that do not hold."""
        return tuple(each for each in self.conditions if not each.holds)


@dataclass(frozen=True, slots=True)
class TableReason:
    """A use of a table: all rules with their conditions, and which of them made the answer."""

    name: str
    hit_policy: HitPolicy
    inputs: tuple[tuple[str, Value], ...]
    rules: tuple[RuleReason, ...]
    chosen: tuple[RuleReason, ...]
    value: Value
    is_default: bool

    def nearest(self, wanted: Callable[[RuleReason], bool] | None = None) -> RuleReason | None:
        """The rule that fails in the fewest conditions, the first of several; among those that are ``wanted``."""
        others = [each for each in self.rules if each.failed and (wanted is None or wanted(each))]
        return min(others, key=lambda rule: len(rule.failed), default=None)


def table_reasons(step: DecisionTrace) -> tuple[TableReason, ...]:
    """The tables that a decision used, with all reasons."""
    return tuple(table_reason(each) for each in step.tables)


def table_reason(used: TableTrace) -> TableReason:
    """All reasons of one use of a table."""
    # A table that refused an input asked no rule.
    rules = (
        tuple(_rule(position, rule, used) for position, rule in enumerate(used.table.rules)) if used.inputs or not used.table.inputs else ()
    )
    titles = (each.source.title for each in used.table.inputs)
    return TableReason(
        name=used.table.name,
        hit_policy=used.table.source.hit_policy,
        inputs=tuple(zip(titles, used.inputs, strict=False)),
        rules=rules,
        chosen=tuple(rules[position] for position in used.chosen),
        value=used.value,
        is_default=used.is_default,
    )


def _rule(position: int, rule: TableRule, used: TableTrace) -> RuleReason:
    run = Run(used.at)
    conditions = tuple(
        ConditionReason(
            column=column + 1,
            title=used.table.inputs[column].source.title,
            asked=tests.source.text.strip(),
            value=used.inputs[column],
            holds=tests.accepts(used.inputs[column], dict(used.scope), run),
        )
        for column, tests in rule.tested
    )
    return RuleReason(
        number=position + 1,
        applies=all(each.holds for each in conditions),
        conditions=conditions,
        outputs=tuple(None if cell is None else cell(dict(used.scope), run) for cell in rule.conclusions),
        annotations=tuple(each.text.strip() for each in rule.source.annotations),
    )


# --- sentences


def value_text(value: Value) -> str:
    """A value as FEEL writes it."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"“{value}”"
    text = evaluate(_AS_TEXT, {"value": value}).value
    return text if isinstance(text, str) else "?"


def is_negative(value: Value) -> bool:
    """No, nothing, none: an answer after which people ask what was missing."""
    return value is None or value is False or value in ((), {}) or same(value, number(0))


def sentences(outcome: Outcome) -> tuple[Words, ...]:
    """The outcome told step by step, the answer first."""
    trace = outcome.trace
    answer = value_text(outcome.value)
    told = [Words(f"“{trace.asked}”的结论是 {answer}。", f"“{trace.asked}” is {answer}.")]
    for step in trace.decisions:
        told.extend(_step_sentences(step))
    told.extend(finding.words() for finding in outcome.findings)
    return tuple(told)


def _step_sentences(step: DecisionTrace) -> Iterator[Words]:
    value = value_text(step.value)
    used = [(each.name, value_text(each.value), SOURCES[each.source]) for each in step.used]
    if used:
        chinese = "，".join(f"{name} = {text}（{source.chinese}）" for name, text, source in used)
        english = ", ".join(f"{name} = {text} ({source.english})" for name, text, source in used)
        yield Words(f"“{step.name}”得出 {value}，依据：{chinese}。", f"“{step.name}” is {value}, from {english}.")
    else:
        yield Words(f"“{step.name}”得出 {value}。", f"“{step.name}” is {value}.")
    for reason in table_reasons(step):
        yield from table_sentences(reason)


def table_sentences(reason: TableReason) -> Iterator[Words]:
    """The rules that made the answer, and for a negative answer the nearest other rule with what it lacks."""
    for rule in reason.chosen:
        yield _applies(reason, rule)
    if reason.is_default:
        yield Words(f"决策表“{reason.name}”没有规则适用。", f"No rule of the table “{reason.name}” applies.")
    if is_negative(reason.value):
        answers = [rule.outputs for rule in reason.chosen]
        nearest = reason.nearest(lambda rule: not any(same(rule.outputs, each) for each in answers))
        if nearest is not None:
            yield _lacks(reason, nearest)


def _applies(reason: TableReason, rule: RuleReason) -> Words:
    if not rule.conditions:
        return Words(
            f"决策表“{reason.name}”规则 {rule.number} 无条件适用。", f"Rule {rule.number} of the table “{reason.name}” always applies."
        )
    conditions = [(each.title, value_text(each.value), each.asked) for each in rule.conditions]
    chinese = "；".join(f"{title}为 {value}，符合“{asked}”" for title, value, asked in conditions)
    english = "; ".join(f"{title} is {value}, which meets “{asked}”" for title, value, asked in conditions)
    note = f"（{'；'.join(filter(None, rule.annotations))}）" if any(rule.annotations) else ""
    return Words(
        f"决策表“{reason.name}”规则 {rule.number} 适用{note}：{chinese}。",
        f"Rule {rule.number} of the table “{reason.name}” applies{note}: {english}.",
    )


def _lacks(reason: TableReason, rule: RuleReason) -> Words:
    missing = [(each.title, value_text(each.value), each.asked) for each in rule.failed]
    chinese = "；".join(f"{title}应符合“{asked}”，现为 {value}" for title, value, asked in missing)
    english = "; ".join(f"{title} would have to meet “{asked}” and is {value}" for title, value, asked in missing)
    return Words(
        f"最接近的是决策表“{reason.name}”规则 {rule.number}，还差：{chinese}。",
        f"The nearest is rule {rule.number} of the table “{reason.name}”; it lacks: {english}.",
    )
