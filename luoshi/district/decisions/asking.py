"""What somebody types in becomes values of the model, and its outcome becomes an answer with its reasons. Nothing of it is stored."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from luoshi.district.decisions import boxes
from luoshi.district.languages import said
from luoshi.engines.decisions import Compiled, Outcome, sentences, table_reasons
from luoshi.engines.decisions.explain import allowed_words, table_sentences, value_text
from luoshi.engines.decisions.incoming import Numeral, RefusedInput, Values, read_json_value, read_values
from luoshi.engines.decisions.questions import Question, final_decisions, offered_names
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.temporal import DateAndTime, parse_date_and_time
from luoshi.engines.packs.model import PackWords

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.decisions.boxes import Label
    from luoshi.district.decisions.checks import Opened
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.citations import Cited
    from luoshi.engines.decisions.parameters import InForce
    from luoshi.engines.decisions.problems import Labels
    from luoshi.engines.decisions.trace import DecisionTrace
    from luoshi.engines.feel import Type, Value

RADIOS_MAX: Final = 5
"""So many choices are shown side by side; more are a list to open."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_WITHOUT_SECONDS = re.compile(r"((?:T|\A)\d\d:\d\d)\Z")


@dataclass(slots=True)
class Field:
    """A question as a form asks it. ``kind`` chooses the control; ``given`` is what was typed, kept whatever it was."""

    question: Question
    position: int
    label: str
    kind: str
    asked: str = ""
    help: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    given: str = ""
    is_unknown: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Of the control in the page."""
        return f"q{self.position}"


def decisions_of(compiled: Compiled) -> tuple[str, ...]:
    """What answers the whole: services, which offer decisions together, and decisions that no other one requires."""
    services = tuple(each.name for each in compiled.model.services)
    return tuple(dict.fromkeys((*services, *final_decisions(compiled)))) or offered_names(compiled)


def steps_of(compiled: Compiled) -> tuple[str, ...]:
    """What may be asked besides: the decisions on the way."""
    return tuple(name for name in offered_names(compiled) if name not in decisions_of(compiled))


def fields(found: Opened, decision: str, label: Label) -> list[Field]:
    """What must be known to answer a decision: all that no parameter fills."""
    assert found.package is not None, "the caller has looked"
    words = found.pack.words if found.pack else PackWords()
    return [_field(position, each, label, words) for position, each in enumerate(found.package.needed(decision), 1)]


def _field(position: int, question: Question, label: Label, words: PackWords) -> Field:
    wanted = question.declared.type if question.declared else feel.ANY
    own = question.unit.element.name  # without the prefix of an import
    made = Field(question, position, label(question.name), _KINDS.get(wanted, "json"))
    made.asked = said(words.questions[own]) if own in words.questions else ""
    made.help = said(words.help[own]) if own in words.help else ""
    if wanted == feel.STRING and question.choices:
        made.kind = "radios" if len(question.choices) <= RADIOS_MAX else "list"
        made.choices = tuple((each, label(each)) for each in question.choices)
    elif wanted == feel.BOOLEAN:
        made.choices = (("true", gettext("是")), ("false", gettext("否")))
    else:
        made.hint = _hint(question, wanted)
    return made


_KINDS: Final[Mapping[Type, str]] = {
    feel.NUMBER: "number",
    feel.STRING: "text",
    feel.BOOLEAN: "yes_no",
    feel.DATE: "date",
    feel.TIME: "time",
    feel.DATE_AND_TIME: "datetime-local",
    feel.DAYS_DURATION: "duration",
    feel.YEARS_DURATION: "duration",
}


def _hint(question: Question, wanted: Type) -> str:
    plain = [said(allowed_words(each)) for each in question.allowed if "?" not in each]  # a formula helps nobody who fills in a form
    hints = [gettext("允许的值：%(allowed)s") % {"allowed": "；".join(plain)}] if plain else []
    if wanted in {feel.DAYS_DURATION, feel.YEARS_DURATION}:
        hints.append(gettext("写成 P1Y2M（1 年 2 个月）或 P3DT4H（3 天 4 小时）"))
    elif wanted not in _KINDS:
        hints.append(gettext("写成 JSON，例如 %(example)s") % {"example": json.dumps(_example(wanted), ensure_ascii=False)})
    return gettext("；").join(hints)


def _example(wanted: Type) -> Any:
    """A value of a type, as JSON has it."""
    if isinstance(wanted, feel.ListType):
        return [_example(wanted.item)]
    if isinstance(wanted, feel.ContextType):
        return {name: _example(member) for name, member in wanted.members}
    return _EXAMPLES.get(wanted, gettext("文字"))


_EXAMPLES: Final[Mapping[Type, Any]] = {feel.NUMBER: 1, feel.BOOLEAN: True, feel.DATE: "2023-06-30", feel.TIME: "09:00:00"}


# --- reading what was typed


def read(asked: Sequence[Field], given: Mapping[str, str]) -> Values | None:
    """The values of what was typed; ``None`` if something is wrong, which then stands beside its field."""
    values = Values()
    for each in asked:
        each.given = given.get(f"in:{each.question.name}", "")
        each.is_unknown = f"unknown:{each.question.name}" in given
        one = _read(each)
        if one is not None:
            values.inputs.update(one.inputs)
            values.decided.update(one.decided)
    return None if any(each.errors for each in asked) else values


def _read(asked: Field) -> Values | None:
    text = asked.given.strip()
    if not text and not asked.is_unknown:
        asked.errors.append(gettext("请填写；不适用或确实不知道的，勾选旁边的方框。"))
        return None
    try:
        data = None if asked.is_unknown or text == "null" else _data(text, asked.kind)
        return read_values({asked.question.name: data}, [asked.question], [asked.question])
    except RefusedInput as refusal:
        asked.errors.extend(f"{said(each.what)} {said(each.remedy)}" for each in refusal.refusals)
        return None


def _data(text: str, kind: str) -> Any:
    """What was typed, as JSON would have it."""
    if kind == "number":
        written = _plain_number(text)
        return Numeral(written) if _NUMBER.fullmatch(written) else text
    if kind == "yes_no" and text in {"true", "false"}:
        return text == "true"
    if kind in {"time", "datetime-local"}:
        return _WITHOUT_SECONDS.sub(r"\1:00", text)
    return read_json_value(text) if kind == "json" else text


def _plain_number(text: str) -> str:
    """A number with half-width digits, and without the commas that part its thousands."""
    plain = unicodedata.normalize("NFKC", text)
    return plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain


_THOUSANDS: Final = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


# --- the answer


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """The value of a parameter that was used, with where it stands and how sure that is."""

    name: str
    value: Shown
    unit: str
    chosen: InForce


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what it answered, why, by which tables. ``is_answer``: it is what was asked, or a part of that."""

    name: str
    value: Shown
    is_answer: bool
    sentences: tuple[str, ...]
    tables: tuple[tuple[str, boxes.Table], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome as a page tells it: the answer first, then how it came about, and what it rests on."""

    decision: str
    value: Shown
    steps: tuple[Step, ...]
    """What the answer consists of first, then what led to it."""
    findings: tuple[str, ...]
    parameters: tuple[UsedParameter, ...]
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A value: plain words, or members with their names."""

    text: str
    is_nothing: bool = False
    members: tuple[tuple[str, Shown], ...] = ()


def shown(value: Value, label: Label) -> Shown:
    """A value as people read it."""
    if value is None:
        return Shown(gettext("没有答案"), is_nothing=True)
    if isinstance(value, bool):
        return Shown(gettext("是") if value else gettext("否"))
    if isinstance(value, str):
        return Shown(label(value))
    return _members(value, label) if isinstance(value, dict | tuple) else Shown(value_text(value))


def _members(value: dict[str, Value] | tuple[Value, ...], label: Label) -> Shown:
    """What is put together of others: plain things in a row, the rest one below the other with their names."""
    if not value:
        return Shown(gettext("一项也没有"))
    if isinstance(value, dict):
        return Shown("", members=tuple((label(name), shown(each, label)) for name, each in value.items()))
    items = [shown(each, label) for each in value]
    if not any(each.members for each in items):
        return Shown(gettext("；").join(each.text for each in items))
    return Shown("", members=tuple((str(number), each) for number, each in enumerate(items, 1)))


def moment_of(on: date) -> DateAndTime:
    """What FEEL's ``now()`` says when a rule is asked for a day: its beginning, so that the same question has the same answer."""
    return parse_date_and_time(f"{on.isoformat()}T00:00:00")


def answer(package: DecisionPackage, decision: str, values: Values, *, on: date, jurisdictions: Sequence[str], label: Label) -> Answer:
    """What the model says by the law of a day.

    Raises:
        NoValueInForce: a parameter that is needed has no value on that day.
    """
    outcome = package.decide(decision, values.inputs, decided=values.decided, on=on, jurisdictions=jurisdictions, at=moment_of(on))
    return told(outcome, package.labels, label)


def told(outcome: Outcome, words: Labels, label: Label) -> Answer:
    """An outcome in the reader's language."""
    trace = outcome.trace
    return Answer(
        decision=label(trace.asked),
        value=shown(outcome.value, label),
        steps=tuple(_steps(outcome, words, label)),
        findings=tuple(dict.fromkeys(said(each.words()) for each in outcome.findings)),
        parameters=tuple(UsedParameter(label(each.name), shown(each.value, label), each.parameter.unit, each) for each in trace.parameters),
        citations=tuple({each.citation: each for each in trace.citations}.values()),
    )


def _steps(outcome: Outcome, words: Labels, label: Label) -> list[Step]:
    """The steps, the answer first. The engine tells all of them in one row; each step has one sentence and those of its tables."""
    decisions = outcome.trace.decisions
    parts = set(outcome.value) if isinstance(outcome.value, dict) else set()
    told_in_a_row = iter(sentences(outcome, words)[1:])
    steps = []
    for step in decisions:
        count = 1 + sum(len(list(table_sentences(reason, words))) for reason in table_reasons(step))
        steps.append(
            Step(
                label(step.name),
                shown(step.value, label),
                step is decisions[-1] or step.name in parts,
                tuple(said(each) for each in islice(told_in_a_row, count)),
                tuple(_tables(step, label)),
            )
        )
    steps.reverse()
    return sorted(steps, key=lambda step: not step.is_answer)


def _tables(step: DecisionTrace, label: Label) -> Iterator[tuple[str, boxes.Table]]:
    for used, reason in zip(step.tables, table_reasons(step), strict=True):
        yield label(reason.name), boxes.table(used.table.source, label, reason)
