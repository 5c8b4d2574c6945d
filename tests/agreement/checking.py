"""Whether engines say the same of a generated model, row by row: the value, the reason, and the flags of what is not sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from luoshi.engines.decisions import Compiled, DecisionPackage, FindingKind, Outcome
from luoshi.engines.decisions.sets import NotTranslatable, SetPlan, compile_set
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.engines.feel.values import Value
from tests.agreement.answers import DAY, one_by_one, said
from tests.agreement.generated import Asked
from tests.agreement.rows import Row

AT: Final = DateAndTime(Date(DAY.year, DAY.month, DAY.day), Time(0, 0, 0))
WITHOUT_ANSWER: Final = frozenset((
    FindingKind.NO_RULE, FindingKind.SEVERAL_RULES, FindingKind.DIFFERENT_OUTPUTS, FindingKind.NOT_ALLOWED,
))  # fmt: skip
Answer = dict[str, Any]
Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Question:
    """What of a model can be asked of all rows at once, and what the engine answers one by one: of each row, and of the same in full."""

    plan: SetPlan
    explained_by: str
    rows: Sequence[tuple[Row, Row]]
    expected: Sequence[tuple[Outcomes, Outcomes]]


def question_of(asked: Asked, rows: Sequence[tuple[Row, Row]]) -> Question:
    """A generated model, asked one by one by the compiled engine, which says what the reference says."""
    package = asked.package()
    names = translatable(package, asked.names)
    assert len(names) > len(asked.names) / 2, "what is compared is most of what is generated"
    explained_by = next(each for each in reversed(names) if each in asked.tables)
    plan, (compiled,) = compile_set(package, names, on=DAY, explained_by=explained_by), package.models
    expected = []
    for row, full in rows:
        outcomes = {name: both_ways(compiled, name, row) for name in names}
        in_full = outcomes if row == full else {name: compiled.decide(name, full, at=AT) for name in names}
        expected.append((outcomes, in_full))
    return Question(plan, explained_by, rows, expected)


def translatable(package: DecisionPackage, names: Sequence[str]) -> list[str]:
    """The decisions that can be asked of all rows at once; the others are refused by name, with place and reason."""
    can = []
    for name in names:
        try:
            compile_set(package, [name], on=DAY)
        except NotTranslatable as refused:
            for each in refused.refusals:
                assert all((each.operation, each.place.line, each.why.chinese, each.why.english)), name
        else:
            can.append(name)
    return can


def both_ways(compiled: Compiled, name: str, row: Row) -> Outcome:
    """A decision by the compiled engine, which must say what the reference says."""
    short, full = compiled.decide(name, row, at=AT), compiled.decide_in_full(name, row, at=AT)
    assert repr(short.value) == repr(full.value), (name, row)
    assert [each.kind for each in short.findings] == [each.kind for each in full.findings], (name, row)
    return short


def differences(question: Question, ask: Callable[[SetPlan, list[Row], bool], list[Answer]]) -> Iterator[tuple[int, str]]:
    """The rows of which an engine says something else, each with what. ``ask`` answers, on wish what is doubtful too, as FEEL would."""
    rows = [row for row, _ in question.rows]
    plainly, answers = ask(question.plan, rows, True), ask(question.plan, rows, False)  # noqa: FBT003 - doubtful ones too
    for place, (as_feel, answer) in enumerate(zip(plainly, answers, strict=True)):
        for what in _of_row(question, place, as_feel, answer):
            yield place, what


def _of_row(question: Question, place: int, as_feel: Answer, answer: Answer) -> Iterator[str]:
    (row, full), (outcomes, in_full), plan = question.rows[place], question.expected[place], question.plan
    values, values_in_full = (one_by_one(plan, _value_of(each)) for each in (outcomes, in_full))
    for name, value in said(plan, as_feel).items():
        is_no_list = value == () and values[name] is None and answer[name] is None  # a list that is none is empty until it is told
        if value != values[name] and not is_no_list:
            yield f"{name}: {value!r} is not {values[name]!r} of {row}"
    is_doubtful = bool(answer["missing"] or answer["unmatched"])
    for name, value in said(plan, answer).items():
        if (value is not None or not is_doubtful) and not value == values[name] == values_in_full[name]:
            yield f"{name}: sure of {value!r}, yet {values[name]!r} of {row} and {values_in_full[name]!r} in full of {full}"
    rules = {rule_of(each[question.explained_by]) for each in (outcomes, in_full)}
    if answer["reason"] >= 0 and rules != {answer["reason"]}:
        yield f"{question.explained_by}: rule {answer['reason']} is not {rules} of {row}"
    yield from _flags(answer, outcomes, is_full=row == full)


def _flags(answer: Answer, outcomes: Outcomes, *, is_full: bool) -> Iterator[str]:
    """Of a row that lacks nothing nothing is missing, and a flag says that some table has no answer."""
    if is_full and answer["missing"]:
        yield f"missing {answer['missing']}, where nothing is"
    is_answered = not any(each.kind in WITHOUT_ANSWER for outcome in outcomes.values() for each in outcome.findings)
    if is_full and is_answered and answer["unmatched"]:
        yield f"unmatched {answer['unmatched']}, where every table has an answer"


def _value_of(outcomes: Outcomes) -> Callable[[str], Value]:
    return lambda name: outcomes[name].value


def rule_of(outcome: Outcome) -> int:
    """The rule that answered, of several the first; 0 where none did."""
    chosen = outcome.trace.decisions[-1].tables[-1].chosen
    return min(chosen) + 1 if chosen else 0
