"""The page of a person's queues, put together. Templates get these values and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext, gettext_noop

from luoshi.district.answers import number_of
from luoshi.district.casework.case_rows import rows
from luoshi.district.casework.models import CaseTypeVersion
from luoshi.district.casework.queues import Cursor, Filters, Queue, queue
from luoshi.district.days import day_of
from luoshi.district.languages import reads_chinese
from luoshi.district.offices import queries as offices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import Authority, District

TABS: Final[dict[Queue, tuple[str, str]]] = {
    Queue.MINE: (gettext_noop("我的"), gettext_noop("您手上没有办件。本单位有待领的，可以领下一件。")),
    Queue.UNTAKEN: (gettext_noop("本单位待领"), gettext_noop("本单位没有待领的办件。")),
    Queue.TURN: (gettext_noop("等我审批、核查"), gettext_noop("没有等您审批或核查的办件。")),
    Queue.HELP: (gettext_noop("请我单位协办"), gettext_noop("没有请贵单位协办的事。")),
    Queue.CLOSED: (gettext_noop("最近办结"), gettext_noop("您能看到的单位还没有办结的办件。")),
}
"""Each queue with its name, and what is said where it is empty."""
WAITING: Final = (Queue.MINE, Queue.TURN, Queue.UNTAKEN, Queue.HELP)
"""Where work may wait for somebody, what is closest to the person first."""


def queue_page(
    kind: Queue, filters: Filters, *, by: Authority, after: Cursor | None, before: Cursor | None, at: datetime
) -> dict[str, Any]:
    """One page of a queue with the ways to the others."""
    assert by.district is not None
    found = queue(kind, by=by, on=day_of(at), filters=filters, after=after, before=before)
    chosen, empty = TABS[kind]
    return {
        "kind": kind,
        "is_closed": kind is Queue.CLOSED,
        "tabs": [(each, gettext(name), query(each, filters)) for each, (name, _) in TABS.items()],
        "heading": gettext(chosen),
        "empty": gettext(empty),
        "rows": rows(found.cases, by.district, at=at),
        "earlier": query(kind, filters, before=cursor_text(found.earlier)) if found.earlier else "",
        "further": query(kind, filters, after=cursor_text(found.further)) if found.further else "",
        "filters": filters,
        "matters": matters(by.district),
        "units": _units(by, at) if kind is not Queue.MINE else [],
    }


def matters(district: District) -> list[tuple[str, str]]:
    """Code and name of each case type of the district."""
    versions = CaseTypeVersion.objects.filter(district=district).order_by("code", "-number").distinct("code").defer("files")
    return [(each.code, each.name if reads_chinese() else each.name_en) for each in versions]


def _units(by: Authority, at: datetime) -> list[tuple[str, str]]:
    assert by.district is not None
    return list(offices.units(by.district, on=day_of(at)).values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue in which something waits: what it is called, where it stands, and how much there is, counted up to a page."""

    name: str
    query: str
    count: int
    more: bool


def waiting(by: Authority, *, on: date) -> list[Waiting]:
    """The queues in which something waits for the person on a day, what is closest to the person first."""
    pages = {kind: queue(kind, by=by, on=on) for kind in WAITING}
    return [
        Waiting(gettext(TABS[kind][0]), query(kind, Filters()), len(page.cases), page.further is not None)
        for kind, page in pages.items()
        if page.cases
    ]


# --- what an address says


def cursor_text(cursor: Cursor) -> str:
    """A cursor as an address holds it."""
    return f"{cursor.place.isoformat()}~{cursor.pk}"


def cursor_of(text: str) -> Cursor | None:
    """The cursor of an address; ``None`` where it is none."""
    place, _, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(place)
        number = number_of(pk)
        return Cursor(moment.astimezone(UTC), number) if moment.tzinfo is not None and number is not None else None
    except (ValueError, OverflowError):  # no moment, or one beyond all years
        return None


def plain(text: str) -> str:
    """What an address says, without what the database cannot hold."""
    return text.replace("\x00", "").strip()[:100]


def kind_of(text: str, *, by: Authority, on: date) -> Queue:
    """The queue that is asked for; if that is not said or said wrongly, the first in which something waits, or one's own."""
    if text in set(Queue):
        return Queue(text)
    return next((kind for kind in WAITING if queue(kind, by=by, on=on, limit=1).cases), Queue.MINE)


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What an address filters by."""
    return Filters(*(plain(asked.get(name, "")) for name in ("matter", "status", "q", "unit")))


def query(kind: Queue, filters: Filters, **more: str) -> str:
    """The part of an address after ``?``."""
    asked = {"queue": kind.value, "matter": filters.matter, "status": filters.status, "unit": filters.unit, "q": filters.words, **more}
    return urlencode({name: value for name, value in asked.items() if value})
