"""What stands outside of quotation marks and brackets: only there may a sentence, a clause or a coordination be cut."""

from __future__ import annotations

from collections.abc import Iterator

OPENING, CLOSING = "“《（(「【", "”》）)」】"


def outside(text: str, *, reach: int | None = None) -> Iterator[tuple[int, str]]:
    """The characters outside of quotation marks and brackets, with their places.

    ``reach``: a mark that is not closed within so many characters counts as never opened, lest one lost mark swallow the report.

    >>> "".join(char for _, char in outside("打造“店、厂”（两类）集群"))
    '打造集群'
    """
    depth = opened = 0
    for index, char in enumerate(text):
        if char in OPENING:
            depth, opened = depth + 1, index if depth == 0 else opened
        elif char in CLOSING:
            depth = max(depth - 1, 0)
        else:
            if reach is not None and index - opened > reach:
                depth = 0
            if depth == 0:
                yield index, char
