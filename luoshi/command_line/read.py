"""`luoshi read`: what an office can use on its first day: a report goes in, its promises come out as a table, a file or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.command_line.endings import USAGE_ERROR, ending_with_its_reader, fail
from luoshi.command_line.incoming_document import STANDARD_STREAM, report_text
from luoshi.command_line.written_reading import Form, Government, Wish, written

if TYPE_CHECKING:
    from luoshi.engines.reading.model import Reading


def read(
    report: Annotated[Path, typer.Argument(help="报告文件，- 为标准输入 / The report (.txt .docx .html .pdf); - is standard input.")],
    *,
    to: Annotated[Form | None, typer.Option(help="写成文件 / Write a table of tasks, or JSON.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪里，- 为标准输出 / Where to; - is standard output.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="列出全部 / Also promises without numbers, and last year's results.")] = False,
    owners: Annotated[Government | None, typer.Option(help="建议牵头单位 / Suggest lead units, to be confirmed.")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / Overwrite an existing file.")] = False,
) -> None:
    """读一份政府工作报告：列出目标、承诺和文本问题。 / Read a work report: its targets, its promises and what is open in its text.

    退出码 / Exit codes: 0 完成 / done, 2 用法不对 / wrong call, 3 读不了 / unreadable,
    141 输出无人再读（如 | head）/ nobody reads the output any more, as with | head.
    """
    if output is not None and to is None:
        fail(
            USAGE_ERROR,
            "--output 需要同时用 --to 指明格式（xlsx、docx 或 json）。",
            "--output needs --to with a format: xlsx, docx or json.",
        )
    if owners is not None and to not in {Form.XLSX, Form.DOCX}:
        fail(
            USAGE_ERROR,
            "--owners 只用于任务分解表，请加 --to xlsx 或 --to docx。",
            "--owners is for the table of tasks: add --to xlsx or --to docx.",
        )
    reading = _read(report)
    wish = Wish(everything, owners)
    if to is None:
        _print(reading, everything=everything)
    elif output == STANDARD_STREAM or (output is None and to is Form.JSON):
        _write_to_standard_output(written(reading, to, wish), to)
    else:
        _write_file(output or Path(f"{_stem(report)}_任务分解表.{to.value}"), lambda: written(reading, to, wish), force=force)


def _read(report: Path) -> Reading:
    from luoshi.engines.reading import read as read_text

    return read_text(report_text(report))


def _print(reading: Reading, *, everything: bool) -> None:
    from rich.console import Console

    from luoshi.command_line.printing.reading import print_reading

    with ending_with_its_reader():
        print_reading(reading, Console(), everything=everything)


def _write_to_standard_output(content: bytes, form: Form) -> None:
    if form is not Form.JSON and sys.stdout.isatty():
        fail(
            USAGE_ERROR,
            f"{form.value} 文件不能显示在终端，请用 --output 指定文件。",
            f"A terminal cannot show {form.value}; name a file with --output.",
        )
    with ending_with_its_reader():
        sys.stdout.buffer.write(content)


def _write_file(path: Path, content: Callable[[], bytes], *, force: bool) -> None:
    if path.exists() and not force:
        fail(
            USAGE_ERROR, f"{path} 已存在，没有改动。要覆盖请加 --force。", f"{path} exists and was left alone. Add --force to overwrite it."
        )
    try:
        path.write_bytes(content())
    except OSError as error:
        fail(
            USAGE_ERROR,
            f"不能写入 {path}。请检查文件夹是否存在、是否有权写入，或换一个位置。",
            f"Cannot write {path}: {error.strerror}. Check the folder, or choose another place.",
        )
    typer.echo(f"已写入 {path} / Written to {path}", err=True)


def _stem(report: Path) -> str:
    return "报告" if report == STANDARD_STREAM else report.stem
