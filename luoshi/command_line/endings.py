"""How a command ends: with a reason and a code, or with the reader of what it writes, who may leave early as in `luoshi read … | head`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

import typer

USAGE_ERROR: Final = 2


def fail(code: int, *lines: str) -> NoReturn:
    """Say what is wrong, in both languages, and end with a code."""
    typer.echo("\n".join(lines), err=True)
    raise typer.Exit(code)


@contextmanager
def ending_with_its_reader() -> Iterator[None]:
    """What is written inside goes out at once; if nobody reads it any more, the program ends quietly, as other tools do.

    The signal of the system ends it, so the shell sees 141. Python ignores that signal, for a server must outlive its visitors; and Rich
    and Click each answer the error that comes in its place with 1, which says that something went wrong.
    """
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
        sys.stdout.flush()
    finally:
        signal.signal(signal.SIGPIPE, before)
