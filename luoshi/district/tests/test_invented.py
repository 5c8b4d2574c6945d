"""What a demonstration makes up is the same in each of its years."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from luoshi.district.invented import paper


def test_a_paper_keeps_no_trace_of_when_it_was_written() -> None:
    content = paper("示例佐证")
    assert content == paper("示例佐证")
    assert {each.date_time for each in ZipFile(BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
