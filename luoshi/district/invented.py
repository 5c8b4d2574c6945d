"""What a demonstration does by itself: it hands in papers that say that they are none, and does what its pack plans for a day."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import yaml
from docx import Document

from luoshi.district.offices.queries import District
from luoshi.engines.documents.archive import reproducible
from luoshi.engines.packs import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date


def paper(name: str) -> bytes:
    """A Word file with its name and the word that it is invented; the same file whenever it is written, so that a year repeats."""
    document, content = Document(), BytesIO()
    document.add_heading(name)
    document.add_paragraph("演示用的佐证材料，内容虚构。")
    document.save(content)
    return reproducible(content.getvalue(), {})


def planned(file: str, *, on: date) -> Iterator[tuple[District, Mapping[str, Any]]]:
    """What packs plan for a time in which a day lies, with its district. The list of a ``file`` says with each when it ``begins`` and
    ``ends``, both days included; outside of them nothing is asked of the database.
    """
    for name, several in _told(file):
        due = [each for each in several if each["begins"] <= on <= each["ends"]]
        district = District.objects.filter(name=name).first() if due else None
        if district is not None:
            yield from ((district, each) for each in due)


@cache  # packs stay the same while a program runs
def _told(file: str) -> Sequence[tuple[str, Sequence[Mapping[str, Any]]]]:
    return [(yaml.safe_load((each.parent / "pack.yaml").read_text())["district"], yaml.safe_load(each.read_text()))
            for each in sorted(SHIPPED.glob(f"*/{file}"))]  # fmt: skip
