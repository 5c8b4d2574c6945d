"""`luoshi compare`: a work report and a statistical bulletin go in, the report card comes out: what was promised beside what came of it."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail
from luoshi.command_line.incoming_document import UNREADABLE, document_text, report_text

if TYPE_CHECKING:
    from luoshi.engines.reading.statistics import Observations

TOLERANCE_DEFAULT = "0.5"
"""Points by which 左右 may be missed. No law and no document says it; whoever compares may say another, or “none”."""


def compare(
    report: Annotated[Path, typer.Argument(help="政府工作报告 / The work report (.txt .docx .html .pdf).")],
    bulletin: Annotated[Path, typer.Argument(help="统计公报、经济运行情况或下一年的报告 / The bulletin, or the next year's report.")],
    *,
    tolerance: Annotated[
        str, typer.Option(help="“左右”允许差几个百分点；none 表示不设 / Points by which “about” may be missed; none for not set.")
    ] = TOLERANCE_DEFAULT,
    year: Annotated[int | None, typer.Option(help="公报的年份，文中没写时用 / The bulletin's year, where it does not say so.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="也列出公报没有提到的目标 / Also promises of which the bulletin says nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Write JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")] = False,
) -> None:
    """拿统计公报对照政府工作报告：逐项目标是否完成。 / Hold a bulletin against a work report: which promises were kept.

    只有同名或同义的指标、同类的数字（增速对增速）、同一单位、同一年份才互相比较；相近而不同的指标并列给出，不合并。
    / Only one indicator, one kind of number, one unit and one year are compared; what is merely near stands beside and is never merged.

    退出码 / Exit codes: 0 完成 / done, 2 用法不对 / wrong call, 3 读不了 / unreadable.
    """
    from luoshi.district.report_cards.queries import promises_of, report_card, to_json
    from luoshi.engines.reading import read
    from luoshi.engines.reading.errors import TextTooLong

    points, text = _points(tolerance), _promising(report)
    try:
        reading = read(text)
    except TextTooLong as refusal:
        fail(UNREADABLE, f"无法读取 {report}。", f"Cannot read {report}. {refusal}")
    card = report_card(promises_of(reading), _observations(bulletin, year), points)
    with ending_with_its_reader():
        if as_json:
            typer.echo(
                json.dumps({"report": {"title": reading.title, "year": reading.year}, **to_json(card)}, ensure_ascii=False, indent=1)
            )
            return
        from rich.console import Console

        from luoshi.command_line.printing.card import print_card

        print_card(card, Console(), everything=everything, english=english)


def _promising(report: Path) -> str:
    from luoshi.engines.reading.statistics import is_bulletin

    text = report_text(report)
    if is_bulletin(text):
        fail(
            USAGE_ERROR,
            f"{report} 是统计公报。请先给出政府工作报告，再给出公报。",
            f"{report} is a bulletin. Name the work report first, and then the bulletin.",
        )
    return text


def _observations(bulletin: Path, year: int | None) -> Observations:
    from luoshi.engines.reading.errors import TextTooLong
    from luoshi.engines.reading.statistics import read_statistics
    from luoshi.engines.reading.statistics.errors import NoStatistics

    try:
        return read_statistics(document_text(bulletin), year=year)
    except NoStatistics as refusal:
        fail(UNREADABLE, f"无法读取 {bulletin}：{refusal.words.chinese}", f"Cannot read {bulletin}: {refusal.words.english}")
    except TextTooLong as refusal:
        fail(UNREADABLE, f"无法读取 {bulletin}。", f"Cannot read {bulletin}. {refusal}")


def _points(tolerance: str) -> Decimal | None:
    if tolerance == "none":
        return None
    try:
        points = Decimal(tolerance)
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or points < 0:
        fail(
            USAGE_ERROR,
            f"--tolerance 不是不小于 0 的数：{tolerance}。请写成 0.5，不设则写 none。",
            f"--tolerance is no number from 0 on: {tolerance}. Write 0.5, or none.",
        )
    return points
