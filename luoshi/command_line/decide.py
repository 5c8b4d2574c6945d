"""`luoshi decide`: a decision model (OMG DMN) and somebody's data go in; the answer comes out, with every reason. Nothing is stored."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from luoshi.command_line.standard_output import ending_with_its_reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from luoshi.engines.decisions import Compiled, Model, Outcome, Problem, Remark, Words
    from luoshi.engines.feel import DateAndTime

REFUSED = 1
USAGE_ERROR = 2
_STANDARD_STREAM = Path("-")
_REMARKS_SHOWN = 20
"""Of what the type check says; the first ones are read, the others repeat."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the answer shall be told."""

    explain: bool
    as_json: bool
    english: bool


def decide(
    model: Annotated[Path, typer.Argument(help="决策模型文件（DMN 1.1–1.5） / The decision model, a .dmn file.")],
    *,
    data: Annotated[
        Path | None, typer.Option("--input", help="输入数据 JSON，- 为标准输入 / The data as JSON; - is standard input.")
    ] = None,
    decision: Annotated[str | None, typer.Option(help="问哪个决策 / Which decision or service to ask.")] = None,
    at: Annotated[str | None, typer.Option(help="now() 所指的时刻，如 2023-06-30T09:00 / The moment that now() means.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="说明理由 / Say why.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Write JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")] = False,
) -> None:
    """按 DMN 模型作决策；不给 --input 时列出模型需要什么。 / Decide by a DMN model; without --input list what it asks for.

    退出码 / Exit codes: 0 已回答 / answered, 1 模型或输入有错 / the model or the input is refused, 2 用法不对 / wrong call.
    """
    from luoshi.engines.decisions import check_types
    from luoshi.engines.feel import Severity

    if explain and data is None:
        _fail(USAGE_ERROR, "--explain 需要同时用 --input 给出数据。", "--explain needs --input with the data.")
    moment = _moment(at)
    manner = Manner(explain, as_json, english)
    compiled = _compiled(model, manner)
    if decision is not None and decision not in compiled.offered:
        _fail_unknown(compiled, decision)
    remarks = check_types(compiled)
    _warn(remarks if data is None else [each for each in remarks if each.severity is Severity.ERROR], manner)
    if data is None:
        _list(compiled, decision, remarks, manner)
    else:
        _tell(compiled, _outcomes(compiled, data, decision, moment, manner), manner)


# --- the model


def _compiled(path: Path, manner: Manner) -> Compiled:
    """The model, ready to be asked; with any problem the program ends, and says all of them."""
    from luoshi.engines.decisions import RefusedModel, compile_model, read_model
    from luoshi.engines.decisions.xml_tree import BYTES_MAX

    beside: list[Problem] = []
    try:
        model = read_model(_bytes(path, BYTES_MAX), file=path.name)
        compiled = compile_model(model, imports=_models_beside(path, beside) if model.imports else {})
        compiled.refuse_problems()
    except RefusedModel as refusal:
        _refuse_model((*refusal.problems, *beside), manner)
    return compiled


def _models_beside(path: Path, problems: list[Problem]) -> dict[str, Model]:
    """The models in the same folder, by namespace: a model finds there what it imports."""
    from luoshi.engines.decisions import RefusedModel, read_model
    from luoshi.engines.decisions.xml_tree import BYTES_MAX

    found: dict[str, Model] = {}
    for file in sorted(path.parent.glob("*.dmn")):
        if file.name != path.name and file.is_file():
            try:
                each = read_model(_bytes(file, BYTES_MAX), file=file.name)
                found[each.namespace] = each
            except RefusedModel as refusal:
                problems.extend(refusal.problems)
    return found


def _refuse_model(problems: Iterable[Problem], manner: Manner) -> NoReturn:
    from luoshi.engines.decisions.export import problems_json

    problems = tuple(problems)
    _refuse(problems_json(problems), [each.words() for each in problems], manner)


def _warn(remarks: Sequence[Remark], manner: Manner) -> None:
    """What in the model can never have a value, on standard error: the model answers nevertheless, as the standard wants it."""
    for each in remarks[:_REMARKS_SHOWN]:
        words = each.words()
        typer.echo(f"Warning: {words.english}" if manner.english else f"提醒：{words.chinese}", err=True)
    more = len(remarks) - _REMARKS_SHOWN
    if more > 0:
        typer.echo(f"Warning: and {more} more." if manner.english else f"提醒：另有 {more} 处。", err=True)


def _list(compiled: Compiled, decision: str | None, remarks: Sequence[Remark], manner: Manner) -> None:
    from rich.console import Console

    from luoshi.command_line.printed_decision import print_questions
    from luoshi.engines.decisions.export import json_text, questions_json, remarks_json
    from luoshi.engines.decisions.questions import needed, offered_names, questions

    asked = questions(compiled) if decision is None else needed(compiled, [decision])
    decisions = {name: needed(compiled, [name]) for name in (offered_names(compiled) if decision is None else [decision])}
    with ending_with_its_reader():
        if manner.as_json:
            typer.echo(json_text({**questions_json(compiled.model.name, asked, decisions), **remarks_json(remarks)}))
        else:
            print_questions(Console(), asked, decisions, english=manner.english)


# --- the answer


def _outcomes(compiled: Compiled, data: Path, decision: str | None, moment: DateAndTime | None, manner: Manner) -> dict[str, Outcome]:
    from luoshi.engines.decisions.export import refusals_json
    from luoshi.engines.decisions.incoming import BYTES_MAX, RefusedInput, read_json, read_values
    from luoshi.engines.decisions.questions import final_decisions, needed, questions

    names = final_decisions(compiled) if decision is None else (decision,)
    if not names:
        _fail(REFUSED, "模型没有可以回答的决策。", "The model has no decision that it could answer.")
    try:
        values = read_values(read_json(_bytes(data, BYTES_MAX)), questions(compiled, decision), needed(compiled, names))
    except RefusedInput as refusal:
        _refuse(refusals_json(refusal.refusals), [each.words() for each in refusal.refusals], manner)
    return {name: compiled.decide(name, values.inputs, decided=values.decided, at=moment) for name in names}


def _tell(compiled: Compiled, outcomes: Mapping[str, Outcome], manner: Manner) -> None:
    from rich.console import Console

    from luoshi.command_line.printed_decision import print_answer
    from luoshi.engines.decisions.export import answers_json, json_text

    with ending_with_its_reader():
        if manner.as_json:
            typer.echo(json_text(answers_json(compiled.model.name, outcomes, explain=manner.explain)))
            return
        for name, outcome in outcomes.items():
            print_answer(Console(), name, outcome, explain=manner.explain, english=manner.english)


# --- what whoever calls has written


_WITHOUT_SECONDS = re.compile(r"(T\d\d:\d\d)(?!:?\d)")


def _moment(text: str | None) -> DateAndTime | None:
    from luoshi.engines.feel import NotTemporal
    from luoshi.engines.feel.temporal import parse_date_and_time

    if text is None:
        return None
    try:
        return parse_date_and_time(_WITHOUT_SECONDS.sub(r"\1:00", text, count=1))
    except NotTemporal:
        _fail(USAGE_ERROR, f"--at 不是时刻：{text}。请写成 2023-06-30T09:00。", f"--at is no moment: {text}. Write it as 2023-06-30T09:00.")


def _bytes(path: Path, bytes_max: int) -> bytes:
    """The file, or one byte more than the limit of one that is too large, which its reader then refuses."""
    if path == _STANDARD_STREAM:
        return sys.stdin.buffer.read(bytes_max + 1)
    try:
        with path.open("rb") as file:
            return file.read(bytes_max + 1)
    except FileNotFoundError:
        _fail(USAGE_ERROR, f"没有这个文件：{path}。请检查路径和文件名。", f"There is no file {path}. Check the path and the name.")
    except IsADirectoryError:
        _fail(USAGE_ERROR, f"{path} 是文件夹。请给出文件本身。", f"{path} is a folder. Name the file itself.")
    except OSError as error:
        _fail(USAGE_ERROR, f"打不开 {path}。请检查您是否有权读取。", f"Cannot open {path}: {error.strerror}. Check that you may read it.")


def _fail_unknown(compiled: Compiled, decision: str) -> NoReturn:
    from luoshi.engines.decisions.questions import offered_names

    names = "、".join(offered_names(compiled))
    _fail(USAGE_ERROR, f"模型没有决策“{decision}”；有：{names}。", f"The model has no decision “{decision}”; it has {names}.")


def _refuse(as_json: Mapping[str, Any], words: Iterable[Words], manner: Manner) -> NoReturn:
    """Refusals speak both languages, as everywhere; with --json they are data."""
    from luoshi.engines.decisions.export import json_text

    if manner.as_json:
        typer.echo(json_text(as_json))
    for each in () if manner.as_json else words:
        typer.echo(each.english if manner.english else f"{each.chinese}\n{each.english}", err=True)
    raise typer.Exit(REFUSED)


def _fail(code: int, chinese: str, english: str) -> NoReturn:
    typer.echo(f"{chinese}\n{english}", err=True)
    raise typer.Exit(code)
