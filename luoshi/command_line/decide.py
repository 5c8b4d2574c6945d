"""`luoshi decide`: a decision model (OMG DMN), perhaps of a pack, and somebody's data go in; the answer comes out, with every reason.
Nothing is stored.
"""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from luoshi.command_line.subject import Law, Subject
    from luoshi.engines.decisions import Compiled, DecisionPackage, Model, Outcome, Problem, Record, Remark
    from luoshi.engines.decisions.incoming import Values
    from luoshi.engines.feel import DateAndTime
    from luoshi.words import Words

REFUSED = 1
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
    model: Annotated[Path, typer.Argument(help="决策模型（DMN 1.1–1.5）或数据包文件夹 / A .dmn file, or the folder of a pack.")],
    *,
    data: Annotated[
        Path | None, typer.Option("--input", help="输入数据 JSON，- 为标准输入 / The data as JSON; - is standard input.")
    ] = None,
    decision: Annotated[str | None, typer.Option(help="问哪个决策 / Which decision or service to ask.")] = None,
    on: Annotated[str | None, typer.Option(help="按哪一天的规定，默认今天 / By the law of which day; today if not said.")] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option(help="地区，由小到大，可重复，默认全国 / Places, the smallest first; may be repeated.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="now() 所指的时刻，如 2023-06-30T09:00 / The moment that now() means.")] = None,
    record: Annotated[Path | None, typer.Option(help="把决策记录写入文件，可复算 / Write the decision's record to a file.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="说明理由 / Say why.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Write JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")] = False,
) -> None:
    """按 DMN 模型作决策；不给 --input 时列出模型需要什么。 / Decide by a DMN model; without --input list what it asks for.

    数据包里的模型按 --on 那天的参数作答。 / A model in a pack answers by the parameters of the day --on.

    退出码 / Exit codes: 0 已回答 / answered, 1 模型或输入有错、参数当天没有数值 / the model or the input is refused, or a parameter
    has no value on that day, 2 用法不对 / wrong call.
    """
    from luoshi.engines.decisions import check_types
    from luoshi.engines.feel import Severity

    if explain and data is None:
        fail(USAGE_ERROR, "--explain 需要同时用 --input 给出数据。", "--explain needs --input with the data.")
    moment = _moment(at)
    manner = Manner(explain, as_json, english)
    subject = _subject(model, manner)
    law = _law(subject, on, jurisdiction, moment)
    if decision is not None and decision not in subject.package.offered:
        _fail_unknown(subject, decision)
    remarks = [each for compiled in subject.models for each in check_types(compiled)]
    _warn(remarks if data is None else [each for each in remarks if each.severity is Severity.ERROR], manner)
    if data is None:
        _list(subject, decision, law, remarks, manner)
        return
    names = _names(subject, decision)
    _refuse_record(record, subject, names)
    values = _values(subject, data, names, decision, manner)
    outcomes = _outcomes(subject, values, names, law, manner)
    if record is not None:
        _keep(record, subject.record(values, names[0], outcomes[names[0]], law))
    _tell(subject, outcomes, manner)


# --- the model


def _subject(path: Path, manner: Manner) -> Subject:
    """What is asked, ready; with any problem the program ends, and says all of them."""
    from luoshi.command_line.subject import Subject
    from luoshi.engines.decisions.packaged import lone_package

    folder = _pack_of(path)
    if folder is None:
        compiled = _compiled(path, manner)
        return Subject(lone_package(compiled), (compiled,), is_pack=False)
    package = _package(folder, manner)
    named = [each for each in package.models if each.model.place.file == f"decisions/{path.name}"]
    return Subject(package, tuple(named) or package.models, is_pack=True)


def _pack_of(path: Path) -> Path | None:
    """The folder of a pack that is named, or in which the named model lies."""
    file = path.resolve()
    if path.is_file() and file.parent.name == "decisions" and (file.parent.parent / "pack.yaml").is_file():
        return file.parent.parent
    return path if (path / "pack.yaml").is_file() else None


def _package(folder: Path, manner: Manner) -> DecisionPackage:
    from luoshi.engines.decisions import RefusedModel
    from luoshi.engines.packs import PackProblem, package_of, read_pack

    try:
        package = package_of(read_pack(folder))
    except PackProblem as problem:
        words = problem.words()
        _refuse({"problems": [{"file": problem.file, "line": problem.line, "what": asdict(words)}]}, [words], manner)
    except RefusedModel as refusal:
        _refuse_model(refusal.problems, manner)
    if not package.models:
        fail(REFUSED, f"{folder} 中没有决策模型（decisions/*.dmn）。", f"{folder} holds no decision model (decisions/*.dmn).")
    return package


def _compiled(path: Path, manner: Manner) -> Compiled:
    """A model outside of any pack."""
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


def _list(subject: Subject, decision: str | None, law: Law, remarks: Sequence[Remark], manner: Manner) -> None:
    from rich.console import Console

    from luoshi.command_line.printing.decision import print_parameters, print_questions
    from luoshi.engines.decisions.export import json_text, parameters_json, questions_json, remarks_json

    names = subject.names() if decision is None else (decision,)
    needed = {name: subject.package.needed(name) for name in names}
    asked = subject.questions() if decision is None else needed[decision]
    parameters = subject.parameters(names, law)
    with ending_with_its_reader():
        if manner.as_json:
            typer.echo(json_text({**questions_json(subject.name, asked, needed), **parameters_json(parameters), **remarks_json(remarks)}))
            return
        print_questions(Console(), asked, needed, subject.package.labels, english=manner.english)
        if law.on is not None and parameters:
            print_parameters(Console(), parameters, law.on, english=manner.english)


# --- the answer


def _values(subject: Subject, data: Path, names: Sequence[str], decision: str | None, manner: Manner) -> Values:
    from luoshi.engines.decisions.export import refusals_json
    from luoshi.engines.decisions.incoming import BYTES_MAX, RefusedInput, read_json

    try:
        return subject.values(read_json(_bytes(data, BYTES_MAX)), names, decision)
    except RefusedInput as refusal:
        _refuse(refusals_json(refusal.refusals), [each.words() for each in refusal.refusals], manner)


def _outcomes(subject: Subject, values: Values, names: Sequence[str], law: Law, manner: Manner) -> dict[str, Outcome]:
    from luoshi.engines.decisions import NoValueInForce
    from luoshi.engines.decisions.export import no_value_json

    try:
        return subject.ask(values, names, law)
    except NoValueInForce as refusal:
        _refuse(no_value_json(refusal), [refusal.words()], manner)


def _names(subject: Subject, decision: str | None) -> tuple[str, ...]:
    """What shall be answered."""
    if decision is not None:
        return (decision,)
    if len(subject.models) > 1:
        names = "、".join(subject.names())
        fail(
            USAGE_ERROR,
            f"数据包有 {len(subject.models)} 个模型，请用 --decision 指明决策：{names}。",
            f"The pack has {len(subject.models)} models; name a decision with --decision: {names}.",
        )
    if not subject.final():
        fail(REFUSED, "模型没有可以回答的决策。", "The model has no decision that it could answer.")
    return subject.final()


def _refuse_record(path: Path | None, subject: Subject, names: Sequence[str]) -> None:
    """Before anything is computed: a record is of one decision of a pack, and no other one is written over."""
    if path is None:
        return
    if not subject.is_pack or len(names) > 1:
        fail(
            USAGE_ERROR,
            "--record 只用于数据包里的一个决策；请给出数据包并用 --decision 指明决策。",
            "--record is for one decision of a pack: name a pack, and the decision with --decision.",
        )
    if path.exists():
        fail(USAGE_ERROR, f"{path} 已存在，没有改动；请换一个文件名。", f"{path} exists and was left alone: choose another name.")


def _keep(path: Path, record: Record) -> None:
    try:
        path.write_text(record.to_json() + "\n", encoding="utf-8")
    except OSError as error:
        fail(USAGE_ERROR, f"不能写入 {path}。请检查文件夹。", f"Cannot write {path}: {error.strerror}. Check the folder.")
    typer.echo(f"已写入 {path} / Written to {path}", err=True)


def _tell(subject: Subject, outcomes: Mapping[str, Outcome], manner: Manner) -> None:
    from rich.console import Console

    from luoshi.command_line.printing.decision import print_answer
    from luoshi.engines.decisions.export import answers_json, json_text

    labels = subject.package.labels
    with ending_with_its_reader():
        if manner.as_json:
            typer.echo(json_text(answers_json(subject.name, outcomes, explain=manner.explain, labels=labels)))
            return
        for name, outcome in outcomes.items():
            print_answer(Console(), name, outcome, labels=labels, explain=manner.explain, english=manner.english)


# --- what whoever calls has written


def _law(subject: Subject, on: str | None, jurisdictions: list[str] | None, at: DateAndTime | None) -> Law:
    from luoshi.command_line.subject import Law
    from luoshi.engines.decisions.citations import NATIONWIDE

    if not subject.asks_the_clock and on is not None:
        fail(
            USAGE_ERROR,
            "模型旁没有 parameters.yaml，也不用 today() 和 now()，--on 不起作用；请去掉，或给出数据包里的模型。",
            "Neither has the model a parameters.yaml, nor does it use today() or now(), so --on says nothing: "
            "leave it out, or name a model of a pack.",
        )
    if not subject.is_pack and jurisdictions:
        fail(
            USAGE_ERROR,
            "模型不在数据包里，没有分地区的参数，--jurisdiction 不起作用；请去掉。",
            "The model is in no pack and has no parameters by place, so --jurisdiction says nothing: leave it out.",
        )
    day = _day(on) if on is not None else datetime.now(UTC).astimezone().date() if subject.is_pack else None
    return Law(day, tuple(jurisdictions or (NATIONWIDE,)), at)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(USAGE_ERROR, f"--on 不是日期：{text}。请写成 2023-06-30。", f"--on is no day: {text}. Write it as 2023-06-30.")


_WITHOUT_SECONDS = re.compile(r"(T\d\d:\d\d)(?!:?\d)")


def _moment(text: str | None) -> DateAndTime | None:
    from luoshi.engines.feel import NotTemporal
    from luoshi.engines.feel.temporal import parse_date_and_time

    if text is None:
        return None
    try:
        return parse_date_and_time(_WITHOUT_SECONDS.sub(r"\1:00", text, count=1))
    except NotTemporal:
        fail(USAGE_ERROR, f"--at 不是时刻：{text}。请写成 2023-06-30T09:00。", f"--at is no moment: {text}. Write it as 2023-06-30T09:00.")


def _bytes(path: Path, bytes_max: int) -> bytes:
    """The file, or one byte more than the limit of one that is too large, which its reader then refuses."""
    if path == _STANDARD_STREAM:
        return sys.stdin.buffer.read(bytes_max + 1)
    try:
        with path.open("rb") as file:
            return file.read(bytes_max + 1)
    except FileNotFoundError:
        fail(USAGE_ERROR, f"没有这个文件：{path}。请检查路径和文件名。", f"There is no file {path}. Check the path and the name.")
    except IsADirectoryError:
        fail(USAGE_ERROR, f"{path} 是文件夹。请给出文件本身。", f"{path} is a folder. Name the file itself.")
    except OSError as error:
        fail(USAGE_ERROR, f"打不开 {path}。请检查您是否有权读取。", f"Cannot open {path}: {error.strerror}. Check that you may read it.")


def _fail_unknown(subject: Subject, decision: str) -> NoReturn:
    names = "、".join(subject.names())
    fail(USAGE_ERROR, f"模型没有决策“{decision}”；有：{names}。", f"The model has no decision “{decision}”; it has {names}.")


def _refuse(as_json: Mapping[str, Any], words: Iterable[Words], manner: Manner) -> NoReturn:
    """Refusals speak both languages, as everywhere; with --json they are data."""
    from luoshi.engines.decisions.export import json_text

    if manner.as_json:
        typer.echo(json_text(as_json))
    for each in () if manner.as_json else words:
        typer.echo(each.english if manner.english else f"{each.chinese}\n{each.english}", err=True)
    raise typer.Exit(REFUSED)
