"""The totals of a run over everybody, at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from luoshi.command_line.populations.running import amounts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from luoshi.command_line.populations.running import Totals
    from luoshi.engines.decisions.sets import CompiledSet


def print_totals(console: Console, plan: CompiledSet, totals: Totals) -> None:
    """Rows and amounts by reason; then how many lack what, of which none is decided."""
    table = Table(title="理由 / Reasons")
    table.add_column("理由 / reason")
    for each in ("行数 / rows", *amounts(plan)):
        table.add_column(each, justify="right")
    for number, rows, sums in totals.reasons:
        table.add_row(_reason(plan, number), f"{rows:,}", *(f"{each:,}" if each is not None else "—" for each in sums))
    console.print(table)
    _print_masks(console, "缺少 / lacking", totals.missing, plan.lacking)
    _print_masks(console, "没有规则 / without a rule", totals.unmatched, plan.without_rule)


def _reason(plan: CompiledSet, number: int | None) -> str:
    if number is None:
        return "全部（没有要求说明理由） / all"
    if number < 0:
        return "不能判断 / cannot be decided"
    found = plan.reasons.get(number)
    return f"{found.sentence.chinese} {found.clause}".strip() if found else "没有规则适用 / no rule applies"


def _print_masks(console: Console, title: str, counted: Sequence[tuple[int, int]], names: Callable[[int], Sequence[str]]) -> None:
    if not counted:
        return
    table = Table(title=title)
    table.add_column(title)
    table.add_column("行数 / rows", justify="right")
    for mask, rows in counted:
        table.add_row("、".join(names(mask)), f"{rows:,}")
    console.print(table)
