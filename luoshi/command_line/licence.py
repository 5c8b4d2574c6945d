"""`luoshi licence`: an electronic licence is checked by anybody, from files alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from luoshi.command_line.endings import USAGE_ERROR, fail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.engines.credentials import Checked
    from luoshi.words import Words

UNSOUND, UNKNOWN = 1, 3
ATTACHED = "licence.json"

licence = typer.Typer(help="核验电子证照。 / Check electronic licences.", no_args_is_help=True)


@licence.callback()
def _licence() -> None:
    """Makes `luoshi licence` a group of commands even while there is only one."""


@licence.command()
def check(
    file: Annotated[
        Path, typer.Argument(help="证照的 JSON 文件，或附有它的 PDF / The JSON file of the licence, or the PDF that holds it.")
    ],
    *,
    keys: Annotated[Path | None, typer.Option(help="公布的钥匙 keys.json / The published keys.")] = None,
    status: Annotated[list[Path] | None, typer.Option(help="状态列表，可给几个 / A status list; may be given several times.")] = None,
    at: Annotated[datetime | None, typer.Option(help="看哪一刻是否有效，缺省为现在 / Whether it is valid then; now by default.")] = None,
    english: Annotated[bool, typer.Option("--english", help="用英文回答 / Answer in English.")] = False,
) -> None:
    """核验一份电子证照：签名、期限、撤销，说明哪里不对。不需要数据库，也不需要网络。 / Check a licence, and say what is wrong with it.

    退出码 / Exit codes: 0 有效 / valid, 1 有问题 / something is wrong, 2 用法不对 / wrong call,
    3 没有查出问题，但没有给钥匙或状态列表，不能确定 / nothing wrong was found, but keys or status lists were not given.
    """
    from luoshi.engines.credentials import Malformed, read_keys
    from luoshi.engines.credentials import check as check_document

    try:
        document = _document(file)
        known = read_keys(_document(keys)) if keys else None
        lists = [_document(one) for one in status or []]
    except Malformed as problem:
        fail(UNSOUND, problem.what.chinese, problem.what.english)
    moment = at.astimezone() if at else datetime.now(UTC)
    checked = check_document(document, at=moment, keys=known, lists=lists)
    _tell(document, checked, english=english)
    if not checked.is_sound:
        raise typer.Exit(UNSOUND)
    if checked.unknown:
        raise typer.Exit(UNKNOWN)


def _tell(document: Mapping[str, Any], checked: Checked, *, english: bool) -> None:
    def said(words: Words) -> str:
        return words.english if english else words.chinese

    subject = document.get("credentialSubject")
    for name, value in subject.items() if isinstance(subject, dict) else ():
        typer.echo(f"  {name}: {value}")
    for fault in checked.faults:
        typer.echo(f"✗ {said(fault.words())}")
    if checked.is_sound:
        typer.echo("✓ As it was signed, and within its days." if english else "✓ 与签名时一致，在有效期内。")
    for words in checked.unknown:
        typer.echo(f"? {said(words)}")


def _document(file: Path) -> dict[str, Any]:
    """What is in a file; of a PDF what is attached to it."""
    from luoshi.engines.credentials import read_json

    try:
        content = file.read_bytes()
        return read_json((_attached(content) if content.startswith(b"%PDF") else content).decode())
    except OSError as error:
        fail(USAGE_ERROR, f"不能读取 {file}：{error.strerror}。", f"Cannot read {file}: {error.strerror}.")
    except UnicodeDecodeError:
        fail(UNSOUND, f"{file} 不是 UTF-8 文字。", f"{file} is no text in UTF-8.")


def _attached(content: bytes) -> bytes:
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return PdfReader(BytesIO(content)).attachments[ATTACHED][0]
    except (KeyError, PyPdfError):
        fail(UNSOUND, f"PDF 里没有附上 {ATTACHED}。", f"No {ATTACHED} is attached to the PDF.")
