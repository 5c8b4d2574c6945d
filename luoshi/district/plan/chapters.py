"""What the plan tells of a commitment: what was promised and adopted, who does what, what is planned by when, what is on record."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext

from luoshi.district.casework import queries as casework
from luoshi.district.chapters import Chapter, Entry
from luoshi.district.days import day_of
from luoshi.district.facts import queries as facts
from luoshi.district.languages import said, unit
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.plan import queries
from luoshi.district.plan.fields import FIELDS
from luoshi.district.plan.tallies import facts_of, lines, tallies_among
from luoshi.district.plan.words import NATURES, OTHER_FIELDS
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from luoshi.district.offices.queries import District, Unit
    from luoshi.district.plan.models import Change, Commitment, Tally
    from luoshi.district.plan.tallies import FactLine

FACTS_MAX: Final = 300
CHANGED_MAX: Final = 60
"""So many characters of a value that was changed are told; the whole stands in the history."""
NEVER_TOLD: Final = ("note",)
"""Fields that are for the district's officials alone."""


def promised(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """The day on which a meeting adopted the plan in which one stands."""
    return {each.pk: [_promised(each)] for each in commitments}


def _promised(commitment: Commitment) -> Entry:
    report = commitment.report
    assert report.adoption is not None, "only a plan in force is told of"
    words = gettext("写进《%(title)s》，由%(meeting)s通过。") % {"title": report.title, "meeting": report.adoption.meeting}
    return Entry(report.adoption.held_on, words, _page(commitment))


def arranged(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """Who does what, and what of the promise and its arrangement was changed since it was adopted."""
    ids = [each.pk for each in commitments]
    measures, changes = queries.measures_among(ids), queries.changes_among(ids)
    return {each.pk: [*_arrangement(each, measures.get(each.pk)), *_changes(each, changes.get(each.pk, ()))] for each in commitments}


def _arrangement(commitment: Commitment, measure: str | None) -> Iterator[Entry]:
    if commitment.lead is None:
        return
    parts = [gettext("由%(unit)s牵头") % {"unit": _name(commitment.lead)}]
    if commitment.leader is not None:
        post = said(Words(commitment.leader.title, commitment.leader.title_en or commitment.leader.title))
        parts.append(gettext("%(post)s负责") % {"post": post})
    if others := [_name(each) for each in commitment.cooperating.all()]:
        parts.append(gettext("%(units)s配合") % {"units": gettext("、").join(others)})
    if measure:
        parts.append(gettext("属于举措“%(measure)s”") % {"measure": measure})
    known = commitment.confirmed_at or commitment.report.adopted_at
    assert known is not None, "only a plan in force is told of"
    yield Entry(day_of(known), gettext("，").join(parts) + gettext("。"), _page(commitment))


def _name(unit: Unit) -> str:
    return said(Words(unit.name, unit.name_en or unit.name))


def _page(commitment: Commitment) -> str:
    return reverse("plan:commitment", args=[commitment.code])


def _changes(commitment: Commitment, changes: Iterable[Change]) -> Iterator[Entry]:
    report = commitment.report
    later = [each for each in changes if report.adopted_at and each.at > report.adopted_at]
    told = [each for each in later if each.field not in NEVER_TOLD and (each.old or each.new)]
    for (_, nature, _), group in groupby(told, key=lambda each: (each.revision, each.nature, each.at)):
        together = list(group)
        words = gettext("%(nature)s：%(changes)s。") % {"nature": NATURES[nature], "changes": gettext("；").join(map(_change, together))}
        yield Entry(day_of(together[0].at), words, f"{_page(commitment)}#history-title")


def _change(change: Change) -> str:
    name = FIELDS[change.field].label if change.field in FIELDS else OTHER_FIELDS[change.field]
    values = {"field": name, "old": _short(change.old) or gettext("未写明"), "new": _short(change.new) or gettext("未写明")}
    return gettext("%(field)s由“%(old)s”改为“%(new)s”") % values


def _short(words: str) -> str:
    return words if len(words) <= CHANGED_MAX else words[:CHANGED_MAX] + "…"


def planned(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """What was to be reached by the end of which quarter, and the day by which all is to be done."""
    return {each.pk: [*_milestones(each), *_deadline(each)] for each in commitments}


def _deadline(commitment: Commitment) -> Iterator[Entry]:
    if commitment.deadline:
        yield Entry(commitment.deadline, gettext("完成时限。"), _page(commitment))


def _milestones(commitment: Commitment) -> Iterator[Entry]:
    year = commitment.report.year
    if year is None:
        return
    for each in commitment.milestones.all():
        month = each.quarter * 3
        words = gettext("计划到这一天：%(words)s。") % {"words": each.text.rstrip("。")}
        yield Entry(date(year, month, monthrange(year, month)[1]), words, f"{_page(commitment)}#checks-title")


def recorded(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """What is on record of one: facts about it, one by one, and how many of those that are counted beside it happened in which month."""
    until, tallies = make_aware(datetime.combine(on, time.max)), tallies_among(each.pk for each in commitments)
    found = {}
    for district, some in _by_district(commitments).items():
        newest = facts.newest_facts_among(queries.KIND, [each.code for each in some], district=district, until=until, limit=FACTS_MAX)
        told = {line.number: _fact(line) for line in lines([each for several in newest.values() for each in several], by=PUBLIC)}
        for each in some:
            counted = [entry for tally in tallies.get(each.pk, ()) for entry in _by_month(tally, until)]
            found[each.pk] = [*(told[fact.number] for fact in newest.get(each.code, ())), *counted]
    return found


def _by_district(commitments: Iterable[Commitment]) -> Mapping[District, list[Commitment]]:
    found: dict[District, list[Commitment]] = {}
    for each in commitments:
        assert each.report.district is not None, "a plan in force is a district's"
        found.setdefault(each.report.district, []).append(each)
    return found


def _fact(line: FactLine) -> Entry:
    """A fact; of one that is not public, that it is there, which its proof says to anybody."""
    return Entry(day_of(line.at), line.name or gettext("一条内容不公开的记录"), reverse("facts:fact", args=[line.number]))


def _by_month(tally: Tally, until: datetime) -> Iterator[Entry]:
    counted = facts_of(tally).filter(happened_at__lte=until).order_by().annotate(month=TruncMonth("happened_at")).values("month")
    name = said(Words(tally.name, tally.name_en or tally.name))
    address = reverse("plan:tally", args=[tally.commitment.code, tally.number])
    for each in counted.annotate(count=Count("number"), last=Max("happened_at")).order_by("month"):
        words = gettext("本月记录“%(name)s”%(count)s%(unit)s。") % {"name": name, "count": f"{each['count']:,}", "unit": unit(tally.unit)}
        yield Entry(day_of(each["last"]), words, address, stands_for=each["count"])


def noticed(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """The cases about one: when each was opened and, where it is, closed. What is in them is for those who have a part in them."""
    now, found = make_aware(datetime.combine(on, time.max)), defaultdict[int, list[Entry]](list)
    for district, some in _by_district(commitments).items():
        coded = {each.code: each for each in some}
        for row in casework.rows_among(queries.KIND, coded, district=district, at=now):
            about = coded[row.case.subject_key]
            found[about.pk] += _case(row, _page(about)) if row.case.opened_at <= now else ()
    return found


def _case(row: casework.Row, address: str) -> Iterator[Entry]:
    case = row.case
    opened = gettext("发出%(matter)s（%(code)s）。") % {"matter": row.matter, "code": case.code}
    yield Entry(day_of(case.opened_at), opened, address)
    if case.closed_at is not None:
        closed = gettext("%(matter)s（%(code)s）办结：%(status)s。") % {"matter": row.matter, "code": case.code, "status": row.status}
        yield Entry(day_of(case.closed_at), closed, address)


CHAPTERS = (
    Chapter("promise", 10, Words("承诺", "Promise"), promised),
    Chapter("measures", 20, Words("安排", "Arrangement"), arranged),
    Chapter("milestones", 30, Words("计划节点", "Milestone"), planned),
    Chapter("facts", 40, Words("记录", "Record"), recorded, gathered=True),
    Chapter("notices", 70, Words("督办", "Supervision"), noticed),
)
