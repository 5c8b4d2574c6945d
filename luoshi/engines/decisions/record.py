"""A decision's record: what was asked, by which versions of models and parameters, what was answered and why. Who keeps it can have it
recomputed years later, and is told what has changed.

    outcome, record = decide_on_record(package, "可返还金额", inputs, on=date(2023, 7, 1))
    recompute(record_from_json(record.to_json()), package).differences
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any, Final

from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.evaluate import Outcome, UnknownDecision
from luoshi.engines.decisions.exact import exact_text, exact_value
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import InForce, NoValueInForce
from luoshi.engines.decisions.problems import shown
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.values import Value
from luoshi.words import Words

Pairs = tuple[tuple[str, str], ...]
"""Names with texts, in the order of the names."""


class AlteredRecord(ValueError):
    """A record that is not as it was written, or was never one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which decision, of which inputs, by the law of which day and places, and what persons decided."""

    decision: str
    inputs: Mapping[str, Value]
    on: date
    jurisdictions: tuple[str, ...]
    decided: Mapping[str, Value]
    at: DateAndTime | None


@dataclass(frozen=True, slots=True)
class UsedVersion:
    """The version of a parameter that was used; ``value`` is a FEEL text."""

    name: str
    value: str
    valid_from: str
    document: str
    article: str
    jurisdiction: str
    status: str


@dataclass(frozen=True, slots=True)
class RulesFired:
    """The rules of one use of a table that made its answer, counted from 1."""

    table: str
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One decision. Values are FEEL texts, so that every digit is kept; days are ISO texts.

    ``models`` has for the asked model and those it imports the SHA-256 of its bytes, ``findings`` the kinds of finding.
    """

    package: str
    models: Pairs
    decision: str
    on: str
    jurisdictions: tuple[str, ...]
    at: str
    inputs: Pairs
    decided: Pairs
    parameters: tuple[UsedVersion, ...]
    answer: str
    findings: tuple[str, ...]
    rules: tuple[RulesFired, ...]
    citations: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The digest of the record's canonical JSON: the same content has the same digest, and no other has it."""
        return _digest(self._canonical().encode())

    def as_data(self) -> dict[str, Any]:
        """The record with its digest, in the values of JSON."""
        text = self._canonical()
        return {**json.loads(text), "sha256": _digest(text.encode())}

    def to_json(self) -> str:
        """The record with its digest."""
        return json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True, indent=1)

    def _canonical(self) -> str:
        return json.dumps(_by_field(self), default=_by_field, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _by_field(one: Record | UsedVersion | RulesFired) -> dict[str, Any]:
    return {each.name: getattr(one, each.name) for each in fields(one)}


def record_from_json(text: str) -> Record:
    """The record that :meth:`Record.to_json` wrote.

    Raises:
        AlteredRecord: it is something else, or was altered: its digest does not fit.
    """
    try:
        data = json.loads(text)
        digest = data.pop("sha256")
        record = _record(data)
        found = record.sha256
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise AlteredRecord("这不是一条决策记录。 This is no record of a decision.") from error
    if found != digest:
        raise AlteredRecord(
            f"记录与其摘要不符：应为 {shown(str(digest))}，算得 {found}；内容被改动过，请取原件。 "
            f"The record does not fit its digest {shown(str(digest))}, it has {found}: it was altered; take the original."
        )
    return record


def _record(data: dict[str, Any]) -> Record:
    if set(data) != {each.name for each in fields(Record)}:
        raise KeyError(*data)
    return Record(
        **{
            **data,
            "parameters": tuple(UsedVersion(**each) for each in data["parameters"]),
            "rules": tuple(RulesFired(each["table"], tuple(each["rules"])) for each in data["rules"]),
            **{name: tuple(map(tuple, data[name])) for name in ("models", "inputs", "decided")},
            **{name: tuple(data[name]) for name in ("jurisdictions", "findings", "citations")},
        }
    )


def decide_on_record(
    package: DecisionPackage,
    name: str,
    inputs: Mapping[str, Value],
    *,
    on: date,
    jurisdictions: Sequence[str] = (NATIONWIDE,),
    decided: Mapping[str, Value] | None = None,
    at: DateAndTime | None = None,
) -> tuple[Outcome, Record]:
    """The answer as :meth:`DecisionPackage.decide` gives it, with its record.

    Raises:
        UnknownDecision: no model has the decision.
        NoValueInForce: a parameter has no value on that day.
        NotExact: an input or the answer is a function, which nobody can write down.
    """
    asked = Asked(name, inputs, on, tuple(jurisdictions), decided or {}, at)
    outcome = package.decide(name, inputs, on=on, jurisdictions=jurisdictions, decided=decided, at=at)
    return outcome, record_of(package, asked, outcome)


def record_of(package: DecisionPackage, asked: Asked, outcome: Outcome) -> Record:
    """The record of an answer that the package gave to this question.

    Raises:
        NotExact: an input or the answer is a function.
    """
    return Record(
        package=package.id,
        models=_models(package, asked.decision),
        decision=asked.decision,
        on=asked.on.isoformat(),
        jurisdictions=asked.jurisdictions,
        at="" if asked.at is None else exact_text(asked.at),
        inputs=_texts(asked.inputs),
        decided=_texts(asked.decided),
        parameters=tuple(map(_used_version, outcome.trace.parameters)),
        answer=exact_text(outcome.value),
        findings=tuple(each.kind_name for each in outcome.findings),
        rules=_rules(outcome),
        citations=tuple(dict.fromkeys(str(each.citation) for each in outcome.trace.citations)),
    )


def _models(package: DecisionPackage, name: str) -> Pairs:
    namespaces = {key[0] for key in package.model_of(name).units}
    models = (each.model for each in package.models if each.model.namespace in namespaces)
    return tuple(sorted((each.place.file, _digest(each.content)) for each in models))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _texts(values: Mapping[str, Value]) -> Pairs:
    return tuple((name, exact_text(value)) for name, value in sorted(values.items()))


def _used_version(chosen: InForce) -> UsedVersion:
    version = chosen.version
    return UsedVersion(
        chosen.name,
        exact_text(chosen.value),
        version.valid_from.isoformat(),
        version.document,
        version.article,
        version.jurisdiction,
        version.status.value,
    )


def _rules(outcome: Outcome) -> tuple[RulesFired, ...]:
    return tuple(
        RulesFired(used.table.name, tuple(position + 1 for position in used.chosen))
        for step in outcome.trace.decisions
        for used in step.tables
    )


# --- recomputing


@dataclass(frozen=True, slots=True)
class Recomputation:
    """The record that the same question has now, None where it has no answer; and what is otherwise than it was."""

    record: Record | None
    differences: tuple[Words, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything is as it was."""
        return not self.differences


def recompute(record: Record, package: DecisionPackage) -> Recomputation:
    """Ask the question of a record again, and compare everything."""
    try:
        _, now = decide_on_record(
            package,
            record.decision,
            _values(record.inputs),
            on=date.fromisoformat(record.on),
            jurisdictions=record.jurisdictions,
            decided=_values(record.decided),
            at=_moment(record.at),
        )
    except NoValueInForce as refusal:
        return Recomputation(None, (refusal.words(),))
    except UnknownDecision:
        gone = Words(f"已没有名为“{record.decision}”的决策。", f"There is no decision called “{record.decision}” any more.")
        return Recomputation(None, (gone,))
    return Recomputation(now, tuple(_differences(record, now)))


def _values(pairs: Pairs) -> dict[str, Value]:
    return {name: exact_value(text) for name, text in pairs}


def _moment(text: str) -> DateAndTime | None:
    moment = exact_value(text) if text else None
    assert moment is None or isinstance(moment, DateAndTime), "the record fits its digest"
    return moment


def _differences(old: Record, new: Record) -> Iterator[Words]:
    if old.package != new.package:
        yield _difference(Words("决策包", "The package"), old.package, new.package)
    yield from _changed(Words("模型", "The model"), dict(old.models), dict(new.models))
    yield from _changed(Words("参数", "The parameter"), _by_name(old), _by_name(new))
    for name, words in _COMPARED.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _difference(words, _said(before), _said(after))


_COMPARED: Final = {
    "answer": Words("结论", "The answer"),
    "findings": Words("发现", "The findings"),
    "rules": Words("适用的规则", "The rules that applied"),
    "citations": Words("依据", "The citations"),
}


def _by_name(record: Record) -> dict[str, str]:
    return {
        each.name: f"{each.value}（{each.document} {each.article}，{each.jurisdiction}，{each.valid_from}，{each.status}）"
        for each in record.parameters
    }


def _changed(kind: Words, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Words]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield _difference(Words(f"{kind.chinese}“{name}”", f"{kind.english} “{name}”"), old.get(name, ""), new.get(name, ""))


def _difference(what: Words, old: str, new: str) -> Words:
    return Words(
        f"{what.chinese}不同：记录为 {old or '无'}，现为 {new or '无'}。",
        f"{what.english} differs: {old or 'nothing'} in the record, {new or 'nothing'} now.",
    )


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "；".join(f"“{each.table}” {', '.join(map(str, each.rules))}" if isinstance(each, RulesFired) else each for each in value)
