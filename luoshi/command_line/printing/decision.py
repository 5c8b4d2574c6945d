"""Decisions as an office sees them in a terminal: what the model asks for, its answers, what was found on the way, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from luoshi.engines.decisions import Finding, FindingKind, Outcome, sentences
from luoshi.engines.decisions.explain import parameter_words, value_text, value_words
from luoshi.engines.decisions.questions import Question
from luoshi.engines.feel import FindingKind as FeelFindingKind
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from luoshi.engines.decisions.parameters import InForce, Parameter
    from luoshi.engines.decisions.problems import Labels

REMEDIES: Final = {
    FindingKind.NO_RULE: Words("请为这种情况补一条规则，或写默认值。", "Add a rule for this case, or a default."),
    FindingKind.SEVERAL_RULES: Words(
        "请让规则互不重叠，或改用 FIRST、PRIORITY、COLLECT。", "Make the rules exclude each other, or use FIRST, PRIORITY or COLLECT."
    ),
    FindingKind.DIFFERENT_OUTPUTS: Words(
        "请让同时适用的规则结论一致，或改用其他命中策略。", "Let rules that overlap agree, or change the hit policy."
    ),
    FindingKind.NOT_ALLOWED: Words("请改用允许的值，或修改模型的允许范围。", "Use an allowed value, or allow this one in the model."),
    FindingKind.WRONG_TYPE: Words("请让值与所声明的类型一致。", "Let the value be of the declared type."),
    FindingKind.NO_INPUT: Words("请在输入中补上。", "Add it to the input."),
    FindingKind.UNKNOWN_INPUT: Words("请核对名称。", "Check the name."),
    FindingKind.NO_LOGIC: Words("请在输入中给出这个人的结论。", "Give that person's decision in the input."),
    FindingKind.NOT_BOOLEAN: Words("请把条件写成结果为 true 或 false 的表达式。", "Write a condition that is true or false."),
    FindingKind.NOT_A_LIST: Words("请写成列表，如 [1, 2]。", "Write a list, as [1, 2]."),
    FindingKind.NOT_A_FUNCTION: Words("请写函数或业务知识模型的名称。", "Write the name of a function or of a business knowledge model."),
    FindingKind.WRONG_ARGUMENTS: Words("请核对参数的名称和个数。", "Check names and number of the arguments."),
    FindingKind.EXTERNAL_FUNCTION: Words("请改用 FEEL 书写这个函数。", "Write the function in FEEL."),
    FindingKind.TOO_DEEP: Words("请减少函数的层层调用。", "Let functions call each other less deeply."),
    FindingKind.TOO_MUCH: Words("请缩短列表，或减少循环中的循环。", "Shorten the lists, or have fewer loops in loops."),
    FindingKind.UNVERIFIED_PARAMETER: Words(
        "请由经办人对照文件确认，并在 parameters.yaml 中改写状态。",
        "Let a person confirm it from the document, and change its status in parameters.yaml.",
    ),
    FindingKind.UNVERIFIED_DOCUMENT: Words(
        "请由经办人核对文件原文，并在 documents.yaml 中改写状态。",
        "Let a person find the document, and change its status in documents.yaml.",
    ),
    FindingKind.DOCUMENT_NOT_IN_FORCE: Words(
        "请核对日期，或改引当时有效的文件。", "Check the day, or cite the document that was in force."
    ),
    FindingKind.EXPRESSION: Words("请核对这一表达式和它用到的值。", "Check this expression and the values it uses."),
}
_NO_MOMENT: Final = Words("请用 --at 2023-06-30T09:00 给出时刻。", "Tell the moment with --at 2023-06-30T09:00.")

_CONTROLS: Final = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")
"""Characters with which a text could give orders to the terminal."""


def remedy(finding: Finding) -> Words:
    """What to do about a finding."""
    if finding.cause is not None and finding.cause.kind is FeelFindingKind.NO_MOMENT:
        return _NO_MOMENT
    return REMEDIES[finding.kind]


def said(words: Words, *, english: bool) -> str:
    """The sentence in the language that was asked for."""
    return words.english if english else words.chinese


def print_questions(
    console: Console, asked: Iterable[Question], decisions: Mapping[str, Sequence[Question]], labels: Labels, *, english: bool
) -> None:
    """What the model asks for, then what it decides and from what. Under a name stands what ``labels`` call it, where that differs."""

    def named(name: str) -> str:
        label = said(labels.get(name, Words(name, name)), english=english)
        return name if label == name else f"{name}\n{label}"

    inputs = _table(
        Words("需要的输入", "What the model asks for"), Words("名称|类型|允许的值", "name|type|allowed values"), english=english
    )
    for each in asked:
        person = said(Words("（由人作出的决策）", " (decided by a person)"), english=english) if each.is_decided_by_person else ""
        inputs.add_row(*map(plain, (f"{named(each.name)}{person}", each.type_text, "\n".join(each.allowed))))
    outputs = _table(Words("可以回答的决策", "What it decides"), Words("名称|依据", "name|from"), english=english)
    for name, needed in decisions.items():
        outputs.add_row(plain(named(name)), plain("、".join(each.name for each in needed)))
    for table, none in (
        (inputs, Words("模型不需要输入。", "The model asks for nothing.")),
        (outputs, Words("模型没有可以回答的决策。", "The model decides nothing.")),
    ):
        console.print(table if table.row_count else said(none, english=english), highlight=False)


def print_parameters(console: Console, parameters: Iterable[tuple[Parameter, InForce | None]], on: date, *, english: bool) -> None:
    """What the package knows by itself, as of a day."""
    title = Words(f"由参数给出（{on}）", f"What parameters give on {on}")
    table = _table(title, Words("名称|数值|单位|来源", "name|value|unit|from"), english=english)
    for parameter, chosen in parameters:
        value = "—" if chosen is None else value_text(chosen.value)
        source = Words("这一天没有数值", "no value on this day") if chosen is None else parameter_words(chosen)
        table.add_row(*map(plain, (parameter.name, value, parameter.unit, said(source, english=english))))
    console.print(table, highlight=False)


def print_answer(console: Console, name: str, outcome: Outcome, *, labels: Labels, explain: bool, english: bool) -> None:
    """The answer, what was found, and with ``explain`` how it came about; things are called as ``labels`` call them."""
    from rich.padding import Padding
    from rich.text import Text

    called, value = said(labels.get(name, Words(name, name)), english=english), said(value_words(outcome.value, labels), english=english)
    console.print(Text(plain(f"{called} = {value}"), style="bold"))
    told = sentences(outcome, labels)
    reasons = told[1 : len(told) - len(outcome.findings)] if explain else ()
    for reason in reasons:
        console.print(Padding(Text(plain(said(reason, english=english))), (0, 0, 0, 3)))
    for number, finding in enumerate(outcome.findings, start=1):
        words, advice = said(finding.words(), english=english), said(remedy(finding), english=english)
        console.print(Padding(Text(plain(f"{number}. {words}{' ' if english else ''}{advice}")), (0, 0, 0, 3)))


def _table(title: Words, columns: Words, *, english: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=said(title, english=english), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in said(columns, english=english).split("|"):
        table.add_column(column, overflow="fold")
    return table


def plain(text: str) -> str:
    """The text without characters that could give orders to the terminal."""
    return text.translate(_CONTROLS)
