"""Why a decision came out as it did: which rules applied and with which values, which condition of which other rule failed, and for a
negative answer the nearest rule and what is missing. As data, and as sentences in Chinese and English.

Reasons are computed from the trace when somebody asks, since most decisions of a population run are never asked about. FEEL has neither
clock nor chance, so the conditions say now what they said then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luoshi.engines.decisions.citations import Cited, Status, annotation_cells
from luoshi.engines.decisions.evaluate import Outcome
from luoshi.engines.decisions.hit_policies import MANY, same
from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.decisions.parameters import InForce
from luoshi.engines.decisions.problems import Labels
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.tables import TableRule
from luoshi.engines.decisions.trace import DecisionTrace, Source, TableTrace, Used
from luoshi.engines.feel import parse
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.values import Value, number
from luoshi.words import Words

_CLOSED: Final = re.compile(r"\[(-?[0-9.]*[0-9])\.\.(-?[0-9.]*[0-9])\]")
_BOUND: Final = re.compile(r"([<>]=?) *(-?[0-9.]*[0-9])")
_SIGNS: Final = {
    ">=": Words("不小于", "at least"),
    ">": Words("大于", "more than"),
    "<=": Words("不大于", "at most"),
    "<": Words("小于", "less than"),
}
_AS_TEXT: Final = parse("string(value)", names=("value",))

SOURCES: Final = {
    Source.GIVEN: Words("所提供", "given"),
    Source.DECIDED: Words("由另一决策得出", "decided"),
    Source.PARAMETER: Words("参数", "parameter"),
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
    """A rule with its conditions; columns where anything goes are left out. ``number`` counts from 1.

    ``citations`` are the cells of the annotation column 依据 as they are written, ``annotations`` those of the others.
    """

    number: int
    applies: bool
    conditions: tuple[ConditionReason, ...]
    outputs: tuple[Value, ...]
    annotations: tuple[str, ...]
    citations: tuple[str, ...] = ()

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

    def missed(self) -> RuleReason | None:
        """After a negative answer the nearest rule that says something else; its failed conditions are what is missing.

        A list may well be empty, and lacks nothing then.
        """
        if not is_negative(self.value) or (self.hit_policy in MANY and self.value == ()):
            return None
        answers = [rule.outputs for rule in self.chosen]
        return self.nearest(lambda rule: not any(same(rule.outputs, each) for each in answers))


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
        annotations=tuple(text.strip() for text, _ in annotation_cells(used.table.source, rule.source, citing=False)),
        citations=tuple(text.strip() for text, _ in annotation_cells(used.table.source, rule.source, citing=True)),
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


def sentences(outcome: Outcome, labels: Labels | None = None) -> tuple[Words, ...]:
    """The outcome told step by step: the answer first, then how it came about, what it rests on, and last what was found.

    ``labels`` are what names and text values of the model are called in the two languages; what has none is called as in the model.
    """
    speech = _Speech(labels or {})
    trace = outcome.trace
    asked, answer = speech.name(trace.asked), speech.value(outcome.value)
    told = [Words(f"“{asked.chinese}”的结论是 {answer.chinese}。", f"“{asked.english}” is {answer.english}.")]
    for step in trace.decisions:
        told.extend(speech.step(step))
    if trace.citations:
        told.append(_rests_on(trace.citations))
    told.extend(finding.words() for finding in outcome.findings)
    return tuple(told)


def table_sentences(reason: TableReason, labels: Labels | None = None) -> Iterator[Words]:
    """The rules that made the answer, and for a negative answer the nearest other rule with what it lacks."""
    return _Speech(labels or {}).table(reason)


def value_words(value: Value, labels: Labels) -> Words:
    """A value, the texts and names in it as people call them."""
    return _Speech(labels).value(value)


def allowed_words(written: str) -> Words:
    """What may be given, as people say it: ``[0..1]`` is 0 至 1, ``>= 0`` 不小于 0; anything else stays as the model has it."""
    if found := _CLOSED.fullmatch(written):
        return Words(f"{found[1]} 至 {found[2]}", f"{found[1]} to {found[2]}")
    if found := _BOUND.fullmatch(written):
        sign = _SIGNS[found[1]]
        return Words(f"{sign.chinese} {found[2]}", f"{sign.english} {found[2]}")
    return Words(written, written)


def parameter_words(chosen: InForce) -> Words:
    """Which version of a parameter it is: its document, its days, its place, and its status unless that is certain."""
    version = chosen.version
    days, status = version.period, version.status.words()
    doubt = Words("", "") if version.status is Status.VERIFIED else Words(f"，{status.chinese}", f", {status.english}")
    return Words(
        f"参数，{version.citation}，{version.jurisdiction}，{days.chinese}{doubt.chinese}",
        f"parameter, {version.citation}, {version.jurisdiction}, {days.english}{doubt.english}",
    )


def _rests_on(cited: Iterable[Cited]) -> Words:
    """Every document once, with its articles."""
    articles: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for each in cited:
        key = each.citation.document
        named = articles.setdefault(key, [])
        if each.citation.article and each.citation.article not in named:
            named.append(each.citation.article)
        if each.document is not None and each.document.title != key:
            titles[key] = each.document.title
    texts = [_document_text(key, titles.get(key), named) for key, named in articles.items()]
    return Words(f"依据：{'；'.join(texts)}。", f"It rests on: {'; '.join(texts)}.")


def _document_text(key: str, title: str | None, articles: list[str]) -> str:
    name = f"《{title}》（{key}）" if title else f"《{key}》"
    return name + "、".join(articles)


@dataclass(frozen=True, slots=True)
class _Speech:
    """How things are said with the labels that there are."""

    labels: Labels

    def name(self, name: str) -> Words:
        """An element or a column; of an imported element its own name is known."""
        return self.labels.get(name) or self.labels.get(name.rpartition(".")[2]) or Words(name, name)

    def value(self, value: Value) -> Words:
        """A value, its texts and the names in it in words."""
        if not self.labels:
            text = value_text(value)
            return Words(text, text)
        return Words(value_text(self._said(value, _chinese)), value_text(self._said(value, _english)))

    def _said(self, value: Value, language: Callable[[Words], str]) -> Value:
        if isinstance(value, str):
            return language(self.labels.get(value, Words(value, value)))
        if isinstance(value, tuple):
            return tuple(self._said(each, language) for each in value)
        if isinstance(value, dict):
            return {language(self.name(name)): self._said(each, language) for name, each in value.items()}
        return value

    def asked(self, text: str) -> Words:
        """A cell, the texts in it in words."""

        def translated(language: Callable[[Words], str]) -> str:
            return _LITERAL.sub(lambda found: f'"{language(self.labels.get(found[1], Words(found[1], found[1])))}"', text)

        return Words(translated(_chinese), translated(_english))

    def step(self, step: DecisionTrace) -> Iterator[Words]:
        """One decision with what it used, and the tables in it."""
        name, value = self.name(step.name), self.value(step.value)
        used = [self.used(each) for each in step.used]
        if used:
            chinese, english = "，".join(each.chinese for each in used), ", ".join(each.english for each in used)
            yield Words(f"“{name.chinese}”得出 {value.chinese}，依据：{chinese}。", f"“{name.english}” is {value.english}, from {english}.")
        else:
            yield Words(f"“{name.chinese}”得出 {value.chinese}。", f"“{name.english}” is {value.english}.")
        for reason in table_reasons(step):
            yield from self.table(reason)

    def used(self, used: Used) -> Words:
        """A value with its name and source."""
        name, value = self.name(used.name), self.value(used.value)
        source = parameter_words(used.parameter) if used.parameter is not None else SOURCES[used.source]
        return Words(f"{name.chinese} = {value.chinese}（{source.chinese}）", f"{name.english} = {value.english} ({source.english})")

    def table(self, reason: TableReason) -> Iterator[Words]:
        """The rules that made the answer, and for a negative answer the nearest other rule with what it lacks."""
        for rule in reason.chosen:
            yield self.applies(reason, rule)
        if reason.is_default:
            name = self.name(reason.name)
            yield Words(f"决策表“{name.chinese}”没有规则适用。", f"No rule of the table “{name.english}” applies.")
        missed = reason.missed()
        if missed is not None:
            yield self.lacks(reason, missed)

    def applies(self, reason: TableReason, rule: RuleReason) -> Words:
        """A rule with the conditions that hold, and what it rests on."""
        name, note = self.name(reason.name), _note(rule)
        chinese = f"决策表“{name.chinese}”规则 {rule.number} "
        english = f"Rule {rule.number} of the table “{name.english}” "
        if not rule.conditions:
            return Words(f"{chinese}无条件适用{note.chinese}。", f"{english}always applies{note.english}.")
        conditions = [(self.name(each.title), self.value(each.value), self.asked(each.asked)) for each in rule.conditions]
        met = Words(
            "；".join(f"{title.chinese}为 {value.chinese}，符合“{asked.chinese}”" for title, value, asked in conditions),
            "; ".join(f"{title.english} is {value.english}, which meets “{asked.english}”" for title, value, asked in conditions),
        )
        return Words(f"{chinese}适用{note.chinese}：{met.chinese}。", f"{english}applies{note.english}: {met.english}.")

    def lacks(self, reason: TableReason, rule: RuleReason) -> Words:
        """A rule that nearly applied, and the conditions that fail."""
        name = self.name(reason.name)
        missing = [(self.name(each.title), self.value(each.value), self.asked(each.asked)) for each in rule.failed]
        chinese = "；".join(f"{title.chinese}应符合“{asked.chinese}”，现为 {value.chinese}" for title, value, asked in missing)
        english = "; ".join(
            f"{title.english} would have to meet “{asked.english}” and is {value.english}" for title, value, asked in missing
        )
        return Words(
            f"最接近的是决策表“{name.chinese}”规则 {rule.number}，还差：{chinese}。",
            f"The nearest is rule {rule.number} of the table “{name.english}”; it lacks: {english}.",
        )


_LITERAL: Final = re.compile(r'"([^"\\]*)"')


def _chinese(words: Words) -> str:
    return words.chinese


def _english(words: Words) -> str:
    return words.english


def _note(rule: RuleReason) -> Words:
    """What a rule rests on, and what is noted of it."""
    cited, noted = "；".join(rule.citations), "；".join(filter(None, rule.annotations))
    chinese = "；".join(filter(None, (f"依据 {cited}" if cited else "", noted)))
    english = "; ".join(filter(None, (f"by {cited}" if cited else "", noted)))
    return Words(f"（{chinese}）" if chinese else "", f" ({english})" if english else "")
