"""A reading as an office sees it in a terminal: headline targets first, then area by area, then what is open in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.engines.reading.headline import headline_targets
from luoshi.engines.reading.model import Area, Clause, Finding, FindingKind, Half, Kind, Measurement, Reading, Target
from luoshi.engines.reading.tables import BASE_NAMES, FINDING_NAMES, KIND_NAMES, target_value

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Row = tuple[Clause, Target | None]


def print_reading(reading: Reading, console: Console, *, everything: bool) -> None:
    """Print targets and findings; with ``everything`` also promises without a number and the results of the review half."""
    headline = headline_targets(reading)
    if headline:
        _print_rows(console, "主要预期目标", [(clause, target) for _, clause, target in headline])
    shown = {id(target) for _, _, target in headline}
    for area in reading.areas:
        rows = [(clause, target) for clause, target in _rows(area, everything=everything) if id(target) not in shown]
        if rows:
            _print_rows(console, area.title or "开篇", rows)
    _print_findings(console, reading)
    console.print(summary(reading), style="bold", highlight=False)


def summary(reading: Reading) -> str:
    """One line with the counts."""
    kinds: Counter[Kind] = Counter()
    for clause in reading.clauses():
        if clause.half is Half.PLAN:
            kinds[clause.kind] += 1
    targets = [
        target for clause in reading.clauses() if clause.half is Half.PLAN and clause.kind is Kind.TARGET for target in clause.targets
    ]
    numeric = sum(target.measurement is Measurement.NUMERIC for target in targets)
    promises = "、".join(
        f"{KIND_NAMES[kind]} {count}" for kind, count in kinds.most_common() if kind not in {Kind.TARGET, Kind.PRINCIPLE, Kind.RESULT}
    )
    year = f"{reading.year} 年" if reading.year else "年份不明"
    return f"合计（{year}）：目标 {len(targets)} 项（数量目标 {numeric} 项），{promises}；文本问题 {len(reading.findings)} 处。"


def _rows(area: Area, *, everything: bool) -> Iterator[Row]:
    for measure in area.measures:
        for clause in measure.clauses:
            if clause.half is Half.PLAN or everything:
                yield from ((clause, target) for target in clause.targets if clause.kind in {Kind.TARGET, Kind.RESULT} or everything)
            if everything and not clause.targets and clause.kind not in {Kind.PRINCIPLE, Kind.RESULT}:
                yield clause, None


def _print_rows(console: Console, title: str, rows: Iterable[Row]) -> None:
    table = _table(title)
    for clause, target in rows:
        if target is None:
            table.add_row(clause.quote, KIND_NAMES[clause.kind], "", clause.strength or "")
        else:
            base = BASE_NAMES.get(target.base, "") if target.base else ""
            table.add_row(target.indicator, target_text(target), base, clause.strength or "")
    console.print(table)


def target_text(target: Target) -> str:
    """≥120亿元, 约6.5%, 与经济增长同步."""
    value = target_value(target)
    shown = f"{value:f}" if isinstance(value, Decimal) else str(value or "")
    return shown + (target.unit or "") if target.value is not None else shown


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("指标或事项", ratio=1, overflow="fold")
    table.add_column("目标", max_width=24, overflow="fold")
    table.add_column("口径", no_wrap=True)
    table.add_column("约束", no_wrap=True)
    return table


def _print_findings(console: Console, reading: Reading) -> None:
    """Findings of one kind with the same advice stand together under it."""
    from rich.padding import Padding
    from rich.text import Text

    together: dict[tuple[FindingKind, str], list[Finding]] = {}
    for finding in reading.findings:
        together.setdefault((finding.kind, finding.advice), []).append(finding)
    for number, ((kind, advice), findings) in enumerate(together.items(), start=1):
        console.print(Text(f"{number}. {FINDING_NAMES[kind]}（{len(findings)} 处）", style="bold"))
        for finding in findings:
            quote = reading.text[finding.span.start : finding.span.end].replace("\n", " ")
            console.print(Padding(Text(f"「{quote}」：{finding.message}"), (0, 0, 0, 3)))
        console.print(Padding(Text(f"建议：{advice}"), (0, 0, 1, 3)))
