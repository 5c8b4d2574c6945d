"""`luoshi demo`: the demonstration's year goes on to a day, or begins anew."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.command_line.endings import fail

if TYPE_CHECKING:
    from luoshi.district.demonstration.queries import Showing

REFUSED = 1


def demo(
    until: Annotated[str | None, typer.Option(help="演示到哪一天，如 2023-09-30 / The day to be shown; else the pack's own.")] = None,
    seed: Annotated[int | None, typer.Option(help="种子；只在开始时有用 / What decides chance; only when the year begins.")] = None,
    *,
    anew: Annotated[bool, typer.Option("--anew", help="清空示范数据，从头开始 / Empty the demonstration and begin anew.")] = False,
) -> None:
    """让演示区的一年走到某一天（全部数据是模拟的），并打印指纹。 / Live the demonstration's year up to a day, and print its digest.

    同一种子总得到同样的一年；中断以后再运行，接着走。往回看要用 --anew 从头开始，先停止 luoshi serve。
    The same seed gives the same year; interrupted, it goes on where it was. To go back, begin --anew, with luoshi serve stopped.

    退出码 / Exit codes: 0 到了 / it is there, 1 不能 / refused.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    os.environ["LUOSHI_DEMONSTRATION"] = "1"
    import django
    from django.core.exceptions import ImproperlyConfigured

    from luoshi.district.errors import NotPrepared

    try:
        django.setup()
        showing = _lived(until, seed, anew=anew)
    except (ImproperlyConfigured, NotPrepared) as problem:
        fail(REFUSED, str(problem))
    from luoshi.district.demonstration.queries import digest

    typer.echo(f"演示到 / shown: {showing.day}   种子 / seed: {showing.seed}")
    typer.echo(f"指纹 / digest: {digest(showing.district, on=showing.day)}")


def _lived(until: str | None, seed: int | None, *, anew: bool) -> Showing:
    from django.utils import timezone

    from luoshi.district.collector import spare_the_collector
    from luoshi.district.demonstration import operations, queries
    from luoshi.district.offices.errors import Refusal
    from luoshi.district.preparation import prepare

    try:
        if anew:
            operations.empty()
        prepare(demonstration=False, say=typer.echo)
        spare_the_collector()
        operations.begin(seed=seed, machine=timezone.now())
        year = queries.year_of()
        day = date.fromisoformat(until) if until else year.shown if year else date.min
        _live(operations.go_on_to(day))
    except ValueError:
        fail(REFUSED, "日期请写成 2023-09-30 的样子。", "Write the day as 2023-09-30.")
    except Refusal as refusal:
        fail(REFUSED, str(refusal))
    found = queries.showing()
    assert found is not None
    return found


def _live(showing: Showing) -> None:
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from luoshi.district.demonstration.operations import live_next

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("天 / days"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{showing.day}", total=(showing.aim - showing.day).days)
        while (day := live_next(machine=timezone.now())) is not None:
            bar.update(task, completed=(day - showing.day).days, description=f"{day}")
