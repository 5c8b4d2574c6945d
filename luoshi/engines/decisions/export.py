"""Decisions as JSON: answers, findings and trace; or what the model asks for; or why it or the input is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from luoshi.engines.decisions import Finding, Outcome, Place, Problem, Remark, sentences, table_reasons
from luoshi.engines.decisions.citations import Cited
from luoshi.engines.decisions.explain import RuleReason, TableReason
from luoshi.engines.decisions.incoming import Refusal
from luoshi.engines.decisions.parameters import NO_VALUE_IN_FORCE, InForce, NoValueInForce, Parameter
from luoshi.engines.decisions.problems import Labels
from luoshi.engines.decisions.questions import Question
from luoshi.engines.decisions.trace import DecisionTrace, Used
from luoshi.engines.feel import Function, Range, Value
from luoshi.engines.feel.texts import number_text, text_of
from luoshi.words import Words

INTEGERS_BELOW = 10**16
"""Larger whole numbers are written with an exponent."""


def json_text(data: Mapping[str, Any]) -> str:
    """The same data are always the same text."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)


def answers_json(model: str, outcomes: Mapping[str, Outcome], *, explain: bool, labels: Labels | None = None) -> dict[str, Any]:
    """All answers with their findings and traces, and with ``explain`` the sentences, in which things are called by ``labels``."""
    return {"model": model, "answers": [_answer(name, outcome, labels, explain=explain) for name, outcome in outcomes.items()]}


def questions_json(model: str, asked: Iterable[Question], decisions: Mapping[str, Sequence[Question]]) -> dict[str, Any]:
    """What the model asks for, and what it decides."""
    inputs = [
        {"name": each.name, "type": each.type_text, "allowed": list(each.allowed), "decided_by_person": each.is_decided_by_person}
        for each in asked
    ]
    return {
        "model": model,
        "inputs": inputs,
        "decisions": [{"name": name, "needs": [each.name for each in needed]} for name, needed in decisions.items()],
    }


def remarks_json(remarks: Iterable[Remark]) -> dict[str, Any]:
    """What the type check says of a model."""
    return {"remarks": [_remark(each) for each in remarks]}


def _remark(remark: Remark) -> dict[str, Any]:
    part = remark.text[remark.start : remark.end]
    said = {"kind": remark.kind.value, "severity": remark.severity.value, "message": _words(remark.message)}
    return {**said, **_place(remark.place), "decision": remark.owner, "expression": part}


def no_value_json(refusal: NoValueInForce) -> dict[str, Any]:
    """Which parameters have no value on the day."""
    parameters = [each.name for each in refusal.parameters]
    return {NO_VALUE_IN_FORCE: {"parameters": parameters, "on": refusal.on.isoformat(), "what": _words(refusal.words())}}


def problems_json(problems: Iterable[Problem]) -> dict[str, Any]:
    """Why the model is refused."""
    return {
        "problems": [
            {"kind": each.kind.value, **_place(each.place), "what": _words(each.what), "remedy": _words(each.remedy)} for each in problems
        ]
    }


def refusals_json(refusals: Iterable[Refusal]) -> dict[str, Any]:
    """Why the input is refused."""
    return {"refusals": [{"path": each.path, "what": _words(each.what), "remedy": _words(each.remedy)} for each in refusals]}


def json_value(value: Value) -> Any:
    """A value as JSON: dates, times and durations as ISO strings, ranges and functions as FEEL writes them."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, tuple):
        return [json_value(each) for each in value]
    if isinstance(value, dict):
        return {name: json_value(each) for name, each in value.items()}
    if isinstance(value, Range | Function):
        return text_of(value)
    return value if value is None or isinstance(value, bool | str) else str(value)


def _number(value: Decimal) -> int | float | str:
    """A JSON number where a reader that knows only doubles gets the same digits back; else the digits as a string."""
    nearest = float(value)
    if Decimal(repr(nearest)) != value:
        return number_text(value)
    return int(value) if value == value.to_integral_value() and abs(value) < INTEGERS_BELOW else nearest


def _answer(name: str, outcome: Outcome, labels: Labels | None, *, explain: bool) -> dict[str, Any]:
    answer = {
        "decision": name,
        "answer": json_value(outcome.value),
        "findings": [_finding(each) for each in outcome.findings],
        "trace": [_step(each) for each in outcome.trace.decisions],
        "parameters": [parameter_json(each) for each in outcome.trace.parameters],
        "citations": [_cited(each) for each in outcome.trace.citations],
    }
    return answer | {"explanation": [_words(each) for each in sentences(outcome, labels)]} if explain else answer


def parameters_json(parameters: Iterable[tuple[Parameter, InForce | None]]) -> dict[str, Any]:
    """What a package takes from parameters, with the version of the day where there is one; nothing where it takes nothing."""
    told = [
        {"name": each.name, "unit": each.unit, "meaning": _words(each.meaning), "in_force": None if one is None else parameter_json(one)}
        for each, one in parameters
    ]
    return {"parameters": told} if told else {}


def parameter_json(chosen: InForce) -> dict[str, Any]:
    """Which version of a parameter was used."""
    version = chosen.version
    return {
        "name": chosen.name,
        "value": json_value(chosen.value),
        "unit": chosen.parameter.unit,
        "from": version.valid_from.isoformat(),
        "to": None if version.valid_to is None else version.valid_to.isoformat(),
        "document": version.document,
        "article": version.article,
        "jurisdiction": version.jurisdiction,
        "status": version.status.value,
    }


def _cited(cited: Cited) -> dict[str, Any]:
    document = cited.document
    known = {} if document is None else {"title": document.title, "issuer": document.issuer, "status": document.status.value}
    return {"document": cited.citation.document, "article": cited.citation.article, "by": _words(cited.by), **known}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind_name,
        **_place(finding.place),
        "message": _words(finding.message),
        "values": [json_value(each) for each in finding.values],
    }


def _place(place: Place) -> dict[str, Any]:
    named = {"file": place.file, "line": place.line, "element": place.element, "id": place.id, "rule": place.rule, "column": place.column}
    return {name: value for name, value in named.items() if value}


def _words(words: Words) -> dict[str, str]:
    return {"chinese": words.chinese, "english": words.english}


def _step(step: DecisionTrace) -> dict[str, Any]:
    return {
        "decision": step.name,
        **_place(step.place),
        "service": step.service,
        "value": json_value(step.value),
        "used": [_used(each) for each in step.used],
        "tables": [_table(each) for each in table_reasons(step)],
    }


def _used(used: Used) -> dict[str, Any]:
    said = {"name": used.name, "value": json_value(used.value), "source": used.source.value}
    return said if used.parameter is None else {**said, "parameter": parameter_json(used.parameter)}


def _table(table: TableReason) -> dict[str, Any]:
    missed = table.missed()
    return {
        "name": table.name,
        "hit_policy": table.hit_policy.value,
        "inputs": [{"title": title, "value": json_value(value)} for title, value in table.inputs],
        "chosen": [_rule(each) for each in table.chosen],
        "nearest": None if missed is None else _rule(missed),
        "value": json_value(table.value),
        "is_default": table.is_default,
    }


def _rule(rule: RuleReason) -> dict[str, Any]:
    conditions = [
        {"column": each.column, "title": each.title, "asked": each.asked, "value": json_value(each.value), "holds": each.holds}
        for each in rule.conditions
    ]
    return {
        "rule": rule.number,
        "conditions": conditions,
        "outputs": [json_value(each) for each in rule.outputs],
        "annotations": list(rule.annotations),
        "citations": list(rule.citations),
    }
