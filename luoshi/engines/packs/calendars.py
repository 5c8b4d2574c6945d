"""``years.yaml`` and ``hours.yaml``: which days are worked by the notice of each year, and when the offices are open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from luoshi.engines.casework import Calendar, CalendarRefused, HoursRefused, OfficeHours, TableStatus, YearTable
from luoshi.engines.decisions.citations import Document, Status
from luoshi.engines.packs.fields import Entry, entry, mappings
from luoshi.engines.packs.files import Tree, any_tree_of, line_of, tree_of, without
from luoshi.engines.packs.law import DOCUMENT, DOCUMENTS
from luoshi.engines.packs.model import STATUSES, HoursEntry
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

YEARS: Final = "years.yaml"
HOURS: Final = "hours.yaml"
YEAR: Final = Words("年份", "year")
HOLIDAY: Final = Words("假期", "holiday")
SPAN: Final = Words("时段", "span")
LONGEST_HOLIDAY: Final = timedelta(days=31)
"""A longer one is a slip of the pen: Spring Festival has nine days."""

_YEAR_FIELDS = ("year", "document", "days_off", "working_days")
_HOLIDAY_FIELDS = ("name", "from", "to")
_HOURS_FIELDS = ("zone", "status", "note", "spans")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def read_calendar(folder: Path, documents: Iterable[Document]) -> Calendar:
    """Read ``years.yaml``; each year cites its notice, whose day and status it takes over.

    Raises:
        PackProblem: the file is missing, or the first thing in it that is wrong or contradicts itself.
    """
    if not (folder / YEARS).exists():
        remedy = Words("日历包缺少 years.yaml；请写上每年的放假安排。", "A calendar has a file years.yaml: write the notice of each year.")
        raise PackProblem(YEARS, WHOLE_FILE, "", "", remedy)
    notices = {each.key: each for each in documents}
    entries = [_year(place, values, notices) for _, place, values in mappings(YEARS, YEAR, any_tree_of(folder / YEARS, YEARS))]
    try:
        return Calendar(tuple(table for _, table in entries))
    except CalendarRefused as refused:
        at = next((each for each, table in reversed(entries) if table.year == refused.year), Entry(YEARS, WHOLE_FILE, {}))
        raise at.problem("year", Words(refused.words.chinese, refused.words.english)) from refused


def _year(place: Words, values: dict[str, Tree], notices: Mapping[str, Document]) -> tuple[Entry, YearTable]:
    each = entry(YEARS, place, without(values, "days_off", "working_days"), _YEAR_FIELDS)
    year = each.count("year", 1949, 2999)
    notice = notices[each.known("document", DOCUMENT, notices, DOCUMENTS)]
    if notice.issued_on is None:
        remedy = Words("这份通知没有写成文日期；请在 documents.yaml 补上。", "This notice has no day of issue: add it to documents.yaml.")
        raise each.problem("document", remedy)
    table = YearTable(
        year,
        notice.key,
        notice.issued_on,
        days_off=_once(place, "days_off", _days_off(place, values.get("days_off", ""))),
        working_days=_once(place, "working_days", _working_days(place, values.get("working_days", ""))),
        status=TableStatus.VERIFIED if notice.status is Status.VERIFIED else TableStatus.UNVERIFIED,
    )
    return each, table


Dated = tuple[date, int]
"""A day and the line in which it is written."""


def _days_off(year: Words, tree: Tree) -> Iterator[Dated]:
    for _, place, values in mappings(YEARS, HOLIDAY, tree):
        each = entry(YEARS, Words(f"{year.chinese}，{place.chinese}", f"{year.english}, {place.english}"), values, _HOLIDAY_FIELDS)
        each.text("name")
        first, last = each.validity("from", "to")
        length = (last or first) - first
        if length > LONGEST_HOLIDAY:
            raise each.problem("to", Words("假期超过一个月；请核对日期。", "A holiday of more than a month: check the days."))
        yield from ((first + timedelta(days=number), each.line) for number in range(length.days + 1))


def _working_days(year: Words, tree: Tree) -> Iterator[Dated]:
    for each in tree if isinstance(tree, list) else [tree] if tree else []:
        day = entry(YEARS, year, {"working_days": each}, _YEAR_FIELDS)
        yield day.day("working_days"), line_of(each)


def _once(year: Words, field: str, days: Iterable[Dated]) -> frozenset[date]:
    """The days, none of which is written twice: one of both is probably another day."""
    seen: set[date] = set()
    for day, line in days:
        if day in seen:
            remedy = Words("这一天写了两次；请核对其中一处。", "This day is there twice: check one of them.")
            raise PackProblem(YEARS, year, field, str(day), remedy, line=line)
        seen.add(day)
    return frozenset(seen)


# --- office hours


def read_hours(folder: Path) -> HoursEntry | None:
    """Read ``hours.yaml`` of a pack, None where there is none.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if not (folder / HOURS).exists():
        return None
    tree = tree_of(folder / HOURS, HOURS)
    each = entry(HOURS, WHOLE_FILE, without(tree, "spans"), _HOURS_FIELDS)
    zone = _zone(each)
    spans = [_span(entry(HOURS, place, values, ("from", "to"))) for _, place, values in mappings(HOURS, SPAN, tree.get("spans", ""))]
    try:
        hours = OfficeHours(tuple(spans), zone)
    except HoursRefused as refused:
        raise each.problem("spans", Words(refused.words.chinese, refused.words.english)) from refused
    return HoursEntry(hours, each.word("status", STATUSES), each.maybe("note"))


def _zone(each: Entry) -> ZoneInfo:
    try:
        return ZoneInfo(each.text("zone"))
    except (OSError, ValueError, KeyError) as error:  # a folder of the zone table, a path, an unknown key
        raise each.problem("zone", Words("没有这个时区；例如 Asia/Shanghai。", "There is no such zone: write Asia/Shanghai.")) from error


def _span(each: Entry) -> tuple[time, time]:
    return _time(each, "from"), _time(each, "to")


def _time(each: Entry, field: str) -> time:
    if match := _TIME.fullmatch(each.text(field)):
        return time(int(match[1]), int(match[2]))
    raise each.problem(field, Words("不是时间；请按 24 小时制填写，例如 13:30。", "This is no time: write it as 13:30, of 24 hours."))
