"""A report card as an office sees it in a terminal: each promise, what came of it, the verdict and the reason; the counts last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from luoshi.district.report_cards.queries import NAMES, RELATIONS, Verdict, promised, told, verdict_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from luoshi.district.report_cards.queries import Match, ReportCard, Row
    from luoshi.words import Words

_STYLES = {
    Verdict.MET: "green",
    Verdict.MISSED: "bold red",
    Verdict.PARTLY: "yellow",
    Verdict.UNDER_WAY: "cyan",
    Verdict.CANNOT_JUDGE: "dim",
}
_HEADER = (("承诺的指标", "Promised"), ("目标", "Goal"), ("结果", "Result"), ("判断", "Verdict"))


def print_card(card: ReportCard, console: Console, *, everything: bool, english: bool) -> None:
    """Print the promises of which the bulletin says something, with ``everything`` all of them."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for chinese, in_english in _HEADER:
        table.add_column(in_english if english else chinese, ratio=2, overflow="fold")
    for entry in card.entries:
        if entry.has_figures or everything:
            for row in entry.rows:
                _add(table, row, english=english)
    console.print(_title(card, english=english), style="bold", highlight=False)
    for remark in card.bulletin.remarks:
        console.print(_in(remark.words, english=english), style="yellow", highlight=False)
    console.print(table)
    console.print(summary(card, english=english), style="bold", highlight=False)


def summary(card: ReportCard, *, english: bool) -> str:
    """The counts, and by which tolerance."""
    total = sum(card.counts.values())
    parts = [f"{_in(NAMES[verdict], english=english)} {card.counts[verdict]}" for verdict in Verdict if card.counts[verdict]]
    if english:
        about = "not set" if card.tolerance is None else f"{card.tolerance:f} points (a setting, no official value)"
        return f"{total} promises: {', '.join(parts)}. “About” may be missed by: {about}."
    about = "没有设定" if card.tolerance is None else f"{card.tolerance:f} 个百分点（使用者的设定，没有官方口径）"
    return f"共 {total} 项目标：{'，'.join(parts)}。“左右”的容差：{about}。"


def _title(card: ReportCard, *, english: bool) -> str:
    spell = _in(card.bulletin.spell.label, english=english)
    return f"{card.bulletin.title} ({spell})" if english else f"{card.bulletin.title}（{spell}）"


def _add(table: Table, row: Row, *, english: bool) -> None:
    judgement = row.judgement
    result = Text("\n").join(_result(row, english=english))
    verdict = Text(_in(verdict_name(judgement), english=english), style=_STYLES[judgement.verdict])
    verdict.append(f"\n{_in(judgement.why, english=english)}", style="not bold default")
    table.add_row(Text(row.promise.indicator), Text(_in(promised(row.promise), english=english)), result, verdict)


def _result(row: Row, *, english: bool) -> Iterator[Text]:
    if row.judgement.used:
        yield _figure(row.judgement.used, english=english)
    for match in row.judgement.beside:
        words = _figure(match, english=english)
        words.append(f" [{_in(RELATIONS[match.relation], english=english)}]")
        words.stylize("dim")
        yield words


def _figure(match: Match, *, english: bool) -> Text:
    return Text(f"{match.observation.indicator} {_in(told(match.observation), english=english)}")


def _in(words: Words, *, english: bool) -> str:
    return words.english if english else words.chinese
