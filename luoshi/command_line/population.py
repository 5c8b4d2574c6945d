"""`luoshi population`: published rules run over everybody in a file, on one machine or a cluster; invented enterprises to try it on.

Nothing is stored but the file that is asked for. It loads neither Django nor a register.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.sets import CompiledSet

REFUSED = 1
ENGINES = ("duckdb", "postgresql", "spark")
_COLUMN = re.compile(r"(?P<input>[^=]+)=(?P<column>.+)")

population = typer.Typer(help="对全体运行规则，生成模拟企业。 / Run rules over everybody, make invented enterprises.", no_args_is_help=True)


@population.command()
def run(
    pack: Annotated[Path, typer.Argument(help="数据包文件夹 / The folder of a pack.")],
    *,
    data: Annotated[Path, typer.Option(help="数据文件，.parquet 或 .csv，每行一个 / The data, a row each: .parquet or .csv.")],
    decision: Annotated[list[str], typer.Option(help="要答复的决策，可重复 / Which decisions to answer; may be repeated.")],
    on: Annotated[str, typer.Option(help="按哪一天的规定 / By the law of which day.")],
    dated_by: Annotated[
        str | None, typer.Option(help="日期输入，各行按自己那一天的规定 / A date among the inputs, by whose law each row is decided.")
    ] = None,
    explained_by: Annotated[str | None, typer.Option(help="由哪个决策说明理由 / Which decision's rule is the reason.")] = None,
    key: Annotated[str, typer.Option(help="编号所在的栏 / The column with the number.")] = "统一社会信用代码",
    keep: Annotated[list[str] | None, typer.Option(help="一并保留的栏，可重复 / Columns that come beside; may be repeated.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="输入与栏名不同时写 输入=栏名，可重复 / INPUT=COLUMN where names differ; may be repeated.")
    ] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option(help="地区，由小到大，默认全国 / Places, the smallest first; else nationwide.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="结果写入 .parquet；不写只报合计 / Write the result; else only the totals.")] = None,
    engine: Annotated[str, typer.Option(help="duckdb、postgresql 或 spark / Which engine.")] = "duckdb",
    database: Annotated[str | None, typer.Option(help="PostgreSQL 的地址 / The address of PostgreSQL.", envvar="DATABASE_URL")] = None,
    master: Annotated[str, typer.Option(help="Spark 的 master，如 spark://主机:7077 / Spark's master.")] = "local[*]",
) -> None:
    """对一份文件里的全体运行规则，报告各理由的数量和金额。 / Run the rules of a pack over everybody in a file; tell the totals.

    退出码 / Exit codes: 0 已运行 / done, 1 规则或数据不能运行 / the rules or the data are refused, 2 用法不对 / wrong call.
    """
    from rich.console import Console

    from luoshi.command_line.populations import running
    from luoshi.command_line.printing.population import print_totals
    from luoshi.engines.decisions.citations import NATIONWIDE

    _refuse_call(data, out, engine, database)
    law: dict[str, Any] = {"on": _day(on), "jurisdictions": jurisdiction or (NATIONWIDE,), "explained_by": explained_by}
    plan = _plan(_package(pack), decision, {**law, **({"dated_by": dated_by} if dated_by else {})})
    asked = running.Asked(data, key, tuple(keep or ()), _columns(plan, column or ()), out)
    try:
        totals = running.run(plan, asked, engine=engine, database=database or "", master=master)
    except running.RefusedData as refusal:
        fail(REFUSED, refusal.words.chinese, refusal.words.english)
    with ending_with_its_reader():
        print_totals(Console(), plan, totals)


@population.command()
def generate(
    rows: Annotated[int, typer.Argument(help="多少个企业，至多一千万 / How many enterprises, ten million at most.")],
    *,
    out: Annotated[Path, typer.Option(help="写到哪个 .parquet 文件 / Where to write.")],
    seed: Annotated[int, typer.Option(help="种子：同一种子得到同样的数据 / The same seed gives the same data.")] = 1,
) -> None:
    """生成模拟企业（不是真实数据，每行都注明），供试用和测速。 / Make invented enterprises, labelled in every row, to measure with.

    退出码 / Exit codes: 0 已生成 / done, 2 用法不对 / wrong call.
    """
    from luoshi.engines.synthetic import write_enterprises

    try:
        write_enterprises(out, rows, seed=seed)
    except FileExistsError:
        fail(USAGE_ERROR, f"{out} 已存在，没有改动；请换一个文件名。", f"{out} exists and was left alone: choose another name.")
    except ValueError:
        fail(USAGE_ERROR, "数量应在 1 到 10000000 之间。", "Ask for 1 to 10,000,000 rows.")
    typer.echo(f"{out}: {rows:,} 个模拟企业 / invented enterprises, seed {seed}")


def _refuse_call(data: Path, out: Path | None, engine: str, database: str | None) -> None:
    if not data.is_file():
        fail(USAGE_ERROR, f"没有文件 {data}。", f"There is no file {data}.")
    if out is not None and out.exists():
        fail(USAGE_ERROR, f"{out} 已存在，没有改动；请换一个文件名。", f"{out} exists and was left alone: choose another name.")
    if engine not in ENGINES:
        fail(USAGE_ERROR, f"--engine 应为：{'、'.join(ENGINES)}。", f"--engine is one of: {', '.join(ENGINES)}.")
    if engine == "postgresql" and not database:
        fail(USAGE_ERROR, "请用 --database 给出数据库地址。", "Give the address of the database with --database.")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        fail(USAGE_ERROR, "日期请写成 2023-07-01 的样子。", "Write the day as 2023-07-01.")


def _package(folder: Path) -> DecisionPackage:
    from luoshi.engines.decisions import RefusedModel
    from luoshi.engines.packs import PackProblem, package_of, read_pack

    try:
        return package_of(read_pack(folder))
    except PackProblem as problem:
        fail(REFUSED, problem.words().chinese, problem.words().english)
    except RefusedModel as refusal:
        words = [each.words() for each in refusal.problems]
        fail(REFUSED, "\n".join(each.chinese for each in words), "\n".join(each.english for each in words))


def _plan(package: DecisionPackage, decisions: Sequence[str], law: Mapping[str, Any]) -> CompiledSet:
    from luoshi.engines.decisions import NoValueInForce, UnknownDecision
    from luoshi.engines.decisions.sets import NotTranslatable, compile_by_day, compile_set

    try:
        return (compile_by_day if "dated_by" in law else compile_set)(package, decisions, **law)
    except UnknownDecision:
        known = "、".join(package.names)
        fail(USAGE_ERROR, f"没有这个决策；可以问的有：{known}。", f"There is no such decision; there are: {known}.")
    except (NotTranslatable, NoValueInForce) as refusal:
        fail(REFUSED, refusal.words().chinese, refusal.words().english)


def _columns(plan: CompiledSet, said: Sequence[str]) -> dict[str, str]:
    """How the file calls the inputs."""
    found: dict[str, str] = {}
    inputs = {each.name for each in plan.inputs}
    for each in said:
        pair = _COLUMN.fullmatch(each)
        if pair is None or pair["input"] not in inputs:
            fail(USAGE_ERROR, f"“{each}”应写成 输入=栏名。", f"Write “{each}” as INPUT=COLUMN, with an input of the model.")
        found[pair["input"]] = pair["column"]
    return found
