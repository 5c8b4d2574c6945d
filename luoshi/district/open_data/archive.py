"""The yearly archive: a plan, what happened to it and all its data as one HTML file without script, which any browser opens for ever.

Why HTML: a person reads it without a program that has to be installed, a program reads the JSON inside it, and it needs nothing beside it.
A database or a ZIP would need both.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import override

from luoshi.district.facts import queries as facts
from luoshi.district.open_data.files import to_json
from luoshi.district.open_data.queries import INVENTED, licence_of, table
from luoshi.district.plan.queries import commitments_of
from luoshi.district.public_tables import tables
from luoshi.district.story.queries import answers_among, lines_among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.open_data.files import Filled
    from luoshi.district.plan.queries import Commitment, Report


AT_ONCE: Final = 50
"""So many promises are asked about together."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table inside the archive: its JSON, escaped so that no word of it ends the element in which it stands."""

    filled: Filled
    text: str
    sha256: str


def to_html(report: Report, *, on: date, at: datetime, site: str, tell: Callable[[int, int], None]) -> bytes:
    """The archive of a plan as it is on a day; ``tell`` is told how many of how many promises are done.

    The same record gives the same bytes, but for the moment ``at`` that stands in it. What is told is in Chinese, as the plan is; headings,
    and the meaning of each column, are in English too.
    """
    assert report.district is not None, "only plans in force are archived"
    with override("zh-hans"):
        parts = [_part(table(each, report, on=on, site=site), report, on) for each in tables()]
        context = {
            "report": report,
            "on": on,
            "at": at,
            "site": site,
            "invented": INVENTED if report.invented else None,
            "licence": licence_of(report.district),
            "checkpoint": _checkpoint(),
            "areas": _areas(report, parts, on, tell),
            "parts": parts,
        }
        return render_to_string("open_data/archive.html", context).encode()


def _part(of: Filled, report: Report, on: date) -> Part:
    text = to_json(of, {"plan": report.slug, "as_of": on.isoformat()})
    return Part(of, text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"), hashlib.sha256(text.encode()).hexdigest())


def _checkpoint() -> str:
    """The signed head of the record at that time: whoever keeps it can prove later that nothing was taken out."""
    head = facts.head()
    return facts.checkpoint(head) if head is not None else ""


def _areas(report: Report, parts: list[Part], on: date, tell: Callable[[int, int], None]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The promises by their areas, each with its figures, its story and what the public was answered."""
    rows = {each.filled.table.code: _by_promise(each.filled) for each in parts}
    told, commitments = list[dict[str, Any]](), list(commitments_of(report))
    for done in range(0, len(commitments), AT_ONCE):
        tell(done, len(commitments))
        told += _told(commitments[done : done + AT_ONCE], rows, on)
    return [(area, list(group)) for area, group in groupby(told, key=lambda each: str(each["row"]["area"]))]


def _told(commitments: Sequence[Commitment], rows: Mapping[str, dict[Any, list[dict[str, Any]]]], on: date) -> list[dict[str, Any]]:
    lines, answers = lines_among(commitments, on=on), answers_among([each.pk for each in commitments])
    return [
        {
            "row": row,
            "values": rows.get("values", {}).get(each.code, []),
            "results": rows.get("results", {}).get(each.code, []),
            "lines": lines[each.pk],
            "answers": answers.get(each.pk, []),
        }
        for each in commitments
        for row in rows["commitments"].get(each.code, ())
    ]


def _named(of: Filled) -> list[dict[str, Any]]:
    codes = [each.code for each in of.table.columns]
    return [dict(zip(codes, row, strict=True)) for row in of.rows]


def _by_promise(of: Filled) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for each in _named(of):
        found.setdefault(each.get("commitment", each.get("code")), []).append(each)
    return found
