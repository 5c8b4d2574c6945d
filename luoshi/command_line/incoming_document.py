"""Documents that commands take: a file, or standard input; what cannot be read ends the program with the reason, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from luoshi.command_line.endings import fail

USAGE_ERROR = 2
UNREADABLE = 3
STANDARD_STREAM = Path("-")


def report_text(report: Path) -> str:
    """The text of a work report; anything else ends the program."""
    return _text(report, must_be_report=True)


def document_text(document: Path) -> str:
    """The text of any document, such as a statistical bulletin."""
    return _text(document, must_be_report=False)


def _text(path: Path, *, must_be_report: bool) -> str:
    from luoshi.engines.documents.incoming import decode
    from luoshi.engines.documents.refusals import UnreadableDocument
    from luoshi.engines.documents.report_check import refuse_unless_report

    try:
        incoming = decode(_bytes(path), path.name)
        if must_be_report:
            refuse_unless_report(incoming.text)
    except UnreadableDocument as refusal:
        fail(
            UNREADABLE,
            f"无法读取 {path}：{refusal.what.chinese}{refusal.remedy.chinese}",
            f"Cannot read {path}: {refusal.what.english} {refusal.remedy.english}",
        )
    for note in incoming.notes:
        typer.echo(f"提示：{note}", err=True)
    return incoming.text


def _bytes(path: Path) -> bytes:
    from luoshi.engines.documents.refusals import BYTES_MAX, too_many_bytes

    if path == STANDARD_STREAM:
        return sys.stdin.buffer.read(BYTES_MAX + 1)
    try:
        if path.is_file() and path.stat().st_size > BYTES_MAX:
            raise too_many_bytes(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        fail(UNREADABLE, f"没有这个文件：{path}。请检查路径和文件名。", f"There is no file {path}. Check the path and the name.")
    except IsADirectoryError:
        fail(UNREADABLE, f"{path} 是文件夹。请给出文件本身。", f"{path} is a folder. Name the file itself.")
    except OSError as error:
        fail(
            UNREADABLE,
            f"打不开 {path}。请检查您是否有权读取这个文件，或把它复制到自己的文件夹再试。",
            f"Cannot open {path}: {error.strerror}. Check that you may read it, or copy it to a folder of your own.",
        )
