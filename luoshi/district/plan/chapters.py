"""What the plan tells of a commitment: what was promised and adopted, who does what, what is planned by when, what is on record."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext

from luoshi.district.casework import queries as casework
from luoshi.district.chapters import Chapter, Entry
from luoshi.district.facts import queries as facts
from luoshi.district.languages import said
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.plan import queries
from luoshi.district.plan.fields import FIELDS
from luoshi.district.plan.tallies import facts_of, lines, tallies_of
from luoshi.district.plan.words import NATURES, OTHER_FIELDS
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.models import Change, Commitment, Tally
    from luoshi.district.plan.tallies import FactLine

FACTS_MAX: Final = 300
CHANGED_MAX: Final = 60
"""So many characters of a value that was changed are told; the whole stands in the history."""
NEVER_TOLD: Final = ("note",)
"""Fields that are for the district's officials alone."""


def promised(commitment: Commitment, on: date) -> Sequence[Entry]:
    """The day on which a meeting adopted the plan in which it stands."""
    report = commitment.report
    assert report.adoption is not None, "only a plan in force is told of"
    words = gettext("写进《%(title)s》，由%(meeting)s通过。") % {"title": report.title, "meeting": report.adoption.meeting}
    return [Entry(report.adoption.held_on, words, _page(commitment))]


def arranged(commitment: Commitment, on: date) -> Sequence[Entry]:
    """Who does what, and what of the promise and its arrangement was changed since it was adopted."""
    return [*_arrangement(commitment), *_changes(commitment)]


def _arrangement(commitment: Commitment) -> Iterator[Entry]:
    if commitment.lead is None:
        return
    parts = [gettext("由%(unit)s牵头") % {"unit": _name(commitment.lead)}]
    if commitment.leader is not None:
        post = said(Words(commitment.leader.title, commitment.leader.title_en or commitment.leader.title))
        parts.append(gettext("%(post)s负责") % {"post": post})
    if others := [_name(each) for each in commitment.cooperating.all()]:
        parts.append(gettext("%(units)s配合") % {"units": gettext("、").join(others)})
    if measure := queries.measure_of(commitment):
        parts.append(gettext("属于举措“%(measure)s”") % {"measure": measure})
    known = commitment.confirmed_at or commitment.report.adopted_at
    assert known is not None, "only a plan in force is told of"
    yield Entry(localtime(known).date(), gettext("，").join(parts) + gettext("。"), _page(commitment))


def _name(unit: Unit) -> str:
    return said(Words(unit.name, unit.name_en or unit.name))


def _page(commitment: Commitment) -> str:
    return reverse("plan:commitment", args=[commitment.code])


def _changes(commitment: Commitment) -> Iterator[Entry]:
    report = commitment.report
    later = [each for each in queries.changes_of(commitment) if report.adopted_at and each.at > report.adopted_at]
    told = [each for each in later if each.field not in NEVER_TOLD and (each.old or each.new)]
    for (_, nature, _), group in groupby(told, key=lambda each: (each.revision, each.nature, each.at)):
        changes = list(group)
        words = gettext("%(nature)s：%(changes)s。") % {"nature": NATURES[nature], "changes": gettext("；").join(map(_change, changes))}
        yield Entry(localtime(changes[0].at).date(), words, f"{_page(commitment)}#history-title")


def _change(change: Change) -> str:
    name = FIELDS[change.field].label if change.field in FIELDS else OTHER_FIELDS[change.field]
    values = {"field": name, "old": _short(change.old) or gettext("未写明"), "new": _short(change.new) or gettext("未写明")}
    return gettext("%(field)s由“%(old)s”改为“%(new)s”") % values


def _short(words: str) -> str:
    return words if len(words) <= CHANGED_MAX else words[:CHANGED_MAX] + "…"


def planned(commitment: Commitment, on: date) -> Sequence[Entry]:
    """What was to be reached by the end of which quarter, and the day by which all is to be done."""
    return [
        *_milestones(commitment),
        *([Entry(commitment.deadline, gettext("完成时限。"), _page(commitment))] if commitment.deadline else []),
    ]


def _milestones(commitment: Commitment) -> Iterator[Entry]:
    year = commitment.report.year
    if year is None:
        return
    for each in commitment.milestones.all():
        month = each.quarter * 3
        words = gettext("计划到这一天：%(words)s。") % {"words": each.text.rstrip("。")}
        yield Entry(date(year, month, monthrange(year, month)[1]), words, f"{_page(commitment)}#checks-title")


def recorded(commitment: Commitment, on: date) -> Sequence[Entry]:
    """What is on record of it: facts about it, one by one, and how many of those that are counted beside it happened in which month."""
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    about = facts.Subject(queries.KIND, commitment.code, commitment.label)
    until = make_aware(datetime.combine(on, time.max))
    found = facts.facts_about(about, district=district).filter(happened_at__lte=until).order_by("-number")[:FACTS_MAX]
    told = [_fact(each) for each in lines(found, by=PUBLIC)]
    return [*told, *(each for tally in tallies_of(commitment) if not tally.ended for each in _by_month(tally, until))]


def _fact(line: FactLine) -> Entry:
    """A fact; of one that is not public, that it is there, which its proof says to anybody."""
    return Entry(localtime(line.at).date(), line.name or gettext("一条内容不公开的记录"), reverse("facts:fact", args=[line.number]))


def _by_month(tally: Tally, until: datetime) -> Iterator[Entry]:
    counted = facts_of(tally).filter(happened_at__lte=until).order_by().annotate(month=TruncMonth("happened_at")).values("month")
    name = said(Words(tally.name, tally.name_en or tally.name))
    address = reverse("plan:tally", args=[tally.commitment.code, tally.number])
    for each in counted.annotate(count=Count("number"), last=Max("happened_at")).order_by("month"):
        words = gettext("本月记录“%(name)s”%(count)s%(unit)s。") % {"name": name, "count": f"{each['count']:,}", "unit": tally.unit}
        yield Entry(localtime(each["last"]).date(), words, address, stands_for=each["count"])


def noticed(commitment: Commitment, on: date) -> Sequence[Entry]:
    """The cases about it: when each was opened and, where it is, closed. What is in them is for those who have a part in them."""
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    now = make_aware(datetime.combine(on, time.max))
    rows = casework.rows_about(facts.Subject(queries.KIND, commitment.code, commitment.label), district=district, at=now)
    return [each for row in rows if row.case.opened_at <= now for each in _case(row, _page(commitment))]


def _case(row: casework.Row, address: str) -> Iterator[Entry]:
    case = row.case
    opened = gettext("发出%(matter)s（%(code)s）。") % {"matter": row.matter, "code": case.code}
    yield Entry(localtime(case.opened_at).date(), opened, address)
    if case.closed_at is not None:
        closed = gettext("%(matter)s（%(code)s）办结：%(status)s。") % {"matter": row.matter, "code": case.code, "status": row.status}
        yield Entry(localtime(case.closed_at).date(), closed, address)


CHAPTERS = (
    Chapter("promise", 10, Words("承诺", "Promise"), promised),
    Chapter("measures", 20, Words("安排", "Arrangement"), arranged),
    Chapter("milestones", 30, Words("计划节点", "Milestone"), planned),
    Chapter("facts", 40, Words("记录", "Record"), recorded, gathered=True),
    Chapter("notices", 70, Words("督办", "Supervision"), noticed),
)
