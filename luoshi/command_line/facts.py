"""`luoshi facts`: the record is sealed, verified and exported, and the proof of a fact written to a file and checked."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from luoshi.engines.transparency import FactProof, Finding
    from luoshi.words import Words

UNSOUND = 1

facts = typer.Typer(
    help="封存、核对、导出事实记录，出具和检查证明。 / Seal, verify and export the record; prove facts.", no_args_is_help=True
)

InEnglish = Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON / Write JSON.")]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有文件 / Overwrite an existing file.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写到哪里 / Where to write it.")]


@facts.command()
def seal(*, english: InEnglish = False) -> None:
    """封存等候中的事实（后台每几秒自动做一次）。 / Seal the facts that wait; the worker does it every few seconds."""
    _database()
    from luoshi.district import clock
    from luoshi.district.facts.operations import seal as seal_waiting

    count = seal_waiting(at=clock.now())
    typer.echo(f"Sealed {count:,} facts." if english else f"已封存 {count:,} 条事实。")


@facts.command()
def verify(*, as_json: AsJson = False, english: InEnglish = False) -> None:
    """从头到尾核对整个记录：被改、缺失、错位、多出、久未封存的事实和树头。 / Verify the whole record and name what is wrong.

    退出码 / Exit codes: 0 没有问题 / sound, 1 有问题 / something is wrong, 2 用法不对 / wrong call.
    """
    _database()
    from luoshi.district.facts import queries

    found = _verified(quiet=as_json)
    head = queries.head()
    size, root = (head.size, bytes(head.root).hex()) if head else (0, "")
    with ending_with_its_reader():
        if as_json:
            findings = [{"kind": one.kind, "first": one.first, "last": one.last, "what": one.words().english} for one in found]
            typer.echo(json.dumps({"size": size, "root": root, "findings": findings}, ensure_ascii=False, indent=1))
        else:
            _tell(found, size, root, english=english)
    if found:
        raise typer.Exit(UNSOUND)


def _verified(*, quiet: bool) -> list[Finding]:
    """The findings; whoever waits at a terminal sees how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    from luoshi.district import clock
    from luoshi.district.facts import queries

    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("核对 / verifying", total=None)
        return queries.verify(at=clock.now(), progress=lambda done, total: bar.update(task, completed=done, total=total))


def _tell(found: Sequence[Finding], size: int, root: str, *, english: bool) -> None:
    for one in found:
        typer.echo(f"✗ {one.words().english if english else one.words().chinese}")
    if not found:
        typer.echo(f"✓ {size:,} facts, as they were sealed." if english else f"✓ {size:,} 条事实，与封存时一致。")
        typer.echo(f"  {'root' if english else '树根'} {root}")


@facts.command()
def proof(
    number: Annotated[int, typer.Argument(help="事实编号 / The number of the fact.")],
    *,
    output: Output = None,
    force: Force = False,
) -> None:
    """出具一条事实在记录中的证明（JSON，含内容、位置、路径、树头）。 / Write the proof that a fact stands in the record.

    退出码 / Exit codes: 0 已写入 / written, 1 没有这条事实，或还没有封存 / no such fact, or not sealed yet, 2 用法不对 / wrong call.
    """
    file = output or Path(f"fact-{number}.json")
    _refuse_existing(file, force=force)
    _database()
    from luoshi.district.facts import queries

    fact = queries.fact(number)
    # With the content: whoever can start this program can read the database as well.
    found = queries.proof(fact, with_content=True) if fact else None
    if found is None:
        fail(UNSOUND, f"没有第 {number} 号事实，或它还没有封存。", f"There is no fact {number}, or it is not sealed yet.")
    _write(file, lambda: file.write_text(found.to_json(), encoding="utf-8"))


@facts.command("check-proof")
def check_proof(
    file: Annotated[Path, typer.Argument(help="证明文件 / The file of the proof.")],
    *,
    root: Annotated[str | None, typer.Option(help="另从公开页面抄下的树根 / The root, copied from the public page.")] = None,
    english: InEnglish = False,
) -> None:
    """检查一份证明，不需要数据库。 / Check a proof; needs no database.

    退出码 / Exit codes: 0 成立 / it holds, 1 不成立 / it does not, 2 用法不对 / wrong call.
    """
    from luoshi.engines.transparency import MalformedProof, faults, read_proof
    from luoshi.engines.transparency.checkpoint import read_note
    from luoshi.words import Words

    try:
        found = read_proof(file.read_bytes().decode("utf-8", "replace"))
    except OSError as error:
        fail(USAGE_ERROR, f"打不开 {file}。请检查路径。", f"Cannot open {file}: {error.strerror}. Check the path.")
    except MalformedProof as refusal:
        fail(UNSOUND, refusal.what.chinese, refusal.what.english)
    wrong = faults(found)
    if not wrong and root is not None and read_note(found.checkpoint)[0].root.hex() != root.strip().lower():
        wrong = [Words("树根与您给出的不同。", "The root is not the one that you gave.")]
    with ending_with_its_reader():
        for words in wrong or _held(found):
            typer.echo(f"{'✗' if wrong else '✓'} {words.english if english else words.chinese}")
    if wrong:
        raise typer.Exit(UNSOUND)


def _held(found: FactProof) -> tuple[Words, ...]:
    """What the proof shows."""
    from luoshi.engines.transparency.checkpoint import read_note
    from luoshi.words import Words

    head, _ = read_note(found.checkpoint)
    place = found.position + 1
    return (
        Words(
            f"第 {found.number} 号事实在记录的第 {place:,} 位，共 {head.size:,} 条，封存于 {head.sealed_at}。",
            f"Fact {found.number} stands at place {place:,} of a record of {head.size:,} facts, sealed at {head.sealed_at}.",
        ),
        Words(f"树根 {head.root.hex()}（{head.origin}）", f"Root {head.root.hex()} ({head.origin})"),
    )


@facts.command()
def export(
    file: Annotated[Path, typer.Argument(help="写到哪个 .parquet 文件 / The .parquet file to write.")],
    *,
    kind: Annotated[str, typer.Option(help="某类，或以它加点开头的各类 / A kind, or all that begin with it and a dot.")] = "",
    subject: Annotated[str, typer.Option(help="对象，如 commitment 或 commitment:编号 / About what.")] = "",
    happened_from: Annotated[str | None, typer.Option("--from", help="自哪天起，如 2023-01-01 / From which day on.")] = None,
    happened_to: Annotated[str | None, typer.Option("--to", help="到哪天为止（含） / To which day, inclusive.")] = None,
    force: Force = False,
) -> None:
    """把事实导出为 Parquet 文件，列有类型。 / Export facts to a Parquet file with typed columns.

    退出码 / Exit codes: 0 已写入 / written, 2 用法不对 / wrong call.
    """
    _refuse_existing(file, force=force)
    first, last = _day("--from", happened_from), _day("--to", happened_to)
    _database()
    from luoshi.district.facts import queries

    begin, end = _begin(first), _begin(last + timedelta(days=1) if last else None)
    wanted = queries.search(kind=kind, subject=subject, happened_from=begin, happened_before=end)
    typer.echo(f"{_write(file, lambda: queries.export(wanted, file)):,} 条事实 / facts", err=True)


# --- what all of them need


def _database() -> None:
    """Django ready, with a database whose tables are those of this version; otherwise the program ends and says why."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from luoshi.district.errors import NotPrepared

    try:
        django.setup()
        from luoshi.district.preparation import missing_migrations, start_database

        start_database()
        missing = missing_migrations()
    except (ImproperlyConfigured, NotPrepared) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(USAGE_ERROR) from problem
    if missing:
        fail(
            USAGE_ERROR,
            "数据库里还没有本版本的数据表。请先用 luoshi serve 启动一次。",
            "The database does not have the tables of this version yet. Start `luoshi serve` once.",
        )


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        fail(USAGE_ERROR, f"{option} 不是日期：{text}。请写成 2023-06-30。", f"{option} is no day: {text}. Write it as 2023-06-30.")


def _begin(day: date | None) -> datetime | None:
    """The first moment of a day where the site is."""
    from django.utils.timezone import make_aware

    return make_aware(datetime.combine(day, time.min)) if day is not None else None


def _refuse_existing(file: Path, *, force: bool) -> None:
    if file.exists() and not force:
        fail(
            USAGE_ERROR, f"{file} 已存在，没有改动。要覆盖请加 --force。", f"{file} exists and was left alone. Add --force to overwrite it."
        )


def _write(file: Path, act: Callable[[], int]) -> int:
    try:
        count = act()
    except OSError as error:
        fail(
            USAGE_ERROR,
            f"不能写入 {file}。请检查文件夹，或换一个位置。",
            f"Cannot write {file}: {error.strerror}. Check the folder, or choose another place.",
        )
    typer.echo(f"已写入 {file} / Written to {file}", err=True)
    return count
