"""`luoshi pack`: packs are listed and checked, recorded decisions are computed again. Nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from luoshi.engines.packs import PackCheck

UNSOUND = 1

pack = typer.Typer(help="检查和列出数据包，复算决策记录。 / Check and list packs, recompute recorded decisions.", no_args_is_help=True)

Folders = Annotated[
    list[Path] | None, typer.Argument(help="数据包文件夹，默认为自带的 / Folders of packs; without any those that come with Luoshi.")
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON / Write JSON.")]
InEnglish = Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")]


@pack.command()
def check(folders: Folders = None, *, as_json: AsJson = False, english: InEnglish = False) -> None:
    """检查数据包：读取、编译、分析决策表、核对依据和用语、运行样例。 / Check packs: read, compile, analyse, run the examples.

    退出码 / Exit codes: 0 没有问题 / sound, 1 有需要修改之处 / something must be mended, 2 用法不对 / wrong call.
    """
    checks = list(_checked(_folders(folders), quiet=as_json))
    with ending_with_its_reader():
        _tell(checks, as_json=as_json, english=english)
    if not all(each.is_sound for each in checks):
        raise typer.Exit(UNSOUND)


def _checked(folders: Iterable[Path], *, quiet: bool) -> Iterator[PackCheck]:
    """Each folder checked; whoever waits at a terminal sees how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    from luoshi.engines.packs import check_pack

    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        for folder in folders:
            task = bar.add_task(folder.name, total=None)
            yield check_pack(folder, lambda done, total, task=task: bar.update(task, completed=done, total=total))  # type: ignore[misc]
            bar.remove_task(task)


def _tell(checks: Iterable[PackCheck], *, as_json: bool, english: bool) -> None:
    from rich.console import Console

    from luoshi.command_line.printing.pack import check_json, print_check

    if as_json:
        typer.echo(json.dumps({"packs": [check_json(each) for each in checks]}, ensure_ascii=False, indent=1))
        return
    for each in checks:
        print_check(Console(), each, english=english)


@pack.command("list")
def list_packs(folders: Folders = None, *, as_json: AsJson = False, english: InEnglish = False) -> None:
    """列出数据包：名称、地区、状态、决策模型和样例。 / List packs: name, place, status, decision models, examples.

    退出码 / Exit codes: 0 已列出 / listed, 1 有读不了的包 / a pack cannot be read, 2 用法不对 / wrong call.
    """
    from rich.console import Console

    from luoshi.command_line.printing.pack import listed_json, print_list
    from luoshi.engines.packs import Pack, PackProblem, read_pack

    found: dict[str, Pack | PackProblem] = {}
    for folder in _folders(folders):
        try:
            found[folder.name] = read_pack(folder)
        except PackProblem as problem:
            found[folder.name] = problem
    with ending_with_its_reader():
        if as_json:
            typer.echo(json.dumps({"packs": [listed_json(*each) for each in found.items()]}, ensure_ascii=False, indent=1))
        else:
            print_list(Console(), found, english=english)
    if any(isinstance(each, PackProblem) for each in found.values()):
        raise typer.Exit(UNSOUND)


@pack.command()
def draw(folder: Annotated[Path, typer.Argument(help="数据包文件夹 / The folder of the pack.")], *, english: InEnglish = False) -> None:
    """把数据包的事项类型画成图（SVG）。 / Draw the case type of a pack (SVG).

    退出码 / Exit codes: 0 已输出 / drawn, 1 没有事项类型，或读不了 / no case type, or it cannot be read, 2 用法不对 / wrong call.
    """
    from luoshi.engines.casework.drawing import draw as drawn
    from luoshi.engines.packs import PackProblem, read_pack

    _folders([folder])
    try:
        case_type = read_pack(folder).case_type
    except PackProblem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(UNSOUND) from problem
    if case_type is None:
        typer.echo(f"{folder.name} 没有事项类型（case.yaml）。\n{folder.name} has no case type (case.yaml).", err=True)
        raise typer.Exit(UNSOUND)
    with ending_with_its_reader():
        typer.echo(drawn(case_type, english=english), nl=False)


@pack.command()
def recompute(
    record: Annotated[Path, typer.Argument(help="luoshi decide --record 写的决策记录 / A record that luoshi decide --record wrote.")],
    folder: Annotated[Path, typer.Argument(help="数据包文件夹 / The folder of the pack.")],
    *,
    english: InEnglish = False,
) -> None:
    """按决策记录重新计算，说明与当时有何不同。 / Compute a recorded decision again, and say what differs.

    退出码 / Exit codes: 0 与记录一致 / as recorded, 1 有不同，或记录、数据包读不了 / something differs, or record or pack cannot be read,
    2 用法不对 / wrong call.
    """
    from luoshi.command_line.printing.decision import plain, said
    from luoshi.engines.decisions import RefusedModel, record_from_json
    from luoshi.engines.decisions import recompute as recomputed
    from luoshi.engines.packs import PackProblem, package_of, read_pack
    from luoshi.words import Words

    _folders([folder])
    try:
        again = recomputed(record_from_json(record.read_bytes().decode("utf-8", "replace")), package_of(read_pack(folder)))
    except OSError as error:
        fail(USAGE_ERROR, f"打不开 {record}。请检查路径。", f"Cannot open {record}: {error.strerror}. Check the path.")
    except (PackProblem, RefusedModel, ValueError) as refusal:  # a record that was altered is a ValueError
        typer.echo(str(refusal), err=True)
        raise typer.Exit(UNSOUND) from refusal
    agrees = Words("✓ 与记录一致。", "✓ As recorded.")
    with ending_with_its_reader():
        for words in again.differences or (agrees,):
            typer.echo(plain(said(words, english=english)))
    if not again.agrees:
        raise typer.Exit(UNSOUND)


def _folders(named: list[Path] | None) -> list[Path]:
    """The folders that are named, or those of the packs that come with Luoshi."""
    from luoshi.engines.packs import SHIPPED

    for folder in named or ():
        if not folder.is_dir():
            fail(
                USAGE_ERROR,
                f"{folder} 不是文件夹。请给出含 pack.yaml 的文件夹。",
                f"{folder} is no folder. Name one that holds a pack.yaml.",
            )
    return named or sorted(file.parent for file in SHIPPED.glob("*/pack.yaml"))
