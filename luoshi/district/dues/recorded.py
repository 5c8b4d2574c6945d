"""记录已经说了的: what the record says of promises in a period, as the words that their unit only has to confirm.

Two kinds of facts tell of a promise that nothing measures: what a ledger of works (工作台账) noted of it, and what is counted beside it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext

from luoshi.district.days import begin_of, day_of
from luoshi.district.dues.models import Work
from luoshi.district.facts.queries import Fact, standing
from luoshi.district.plan.queries import KIND, facts_of_tally, tallies_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.dues.asked import Asked
    from luoshi.district.plan.queries import Report
    from luoshi.engines.progress import Period

NOTED: Final = "task.noted"
"""Facts of a ledger of works: their details say what was done as ``said``, and ``done`` where with it the work is done."""
SAID: Final = "said"
DONE: Final = "done"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record says of a promise in a period: the words, how far the work is, and the facts from which both follow.

    Of facts that are counted only the last one is named.
    """

    text: str
    work: Work
    facts: tuple[int, ...]


def recorded_of(report: Report, wanted: Sequence[Asked], *, on: date) -> dict[tuple[int, Period], Recorded]:
    """What the record says up to a day of some promises in the periods for which they are asked, by the promises' ids; where it says
    nothing, nothing. Of what is longer than a unit may write the newest is told.
    """
    noted, counted, found = _noted(report, {each.commitment.code for each in wanted}, on), _counted(report, wanted, on), {}
    for each in wanted:
        key = each.commitment.pk, each.period
        if lines := [*_lines_of(noted.get(each.commitment.code, ()), each.period), *counted.get(key, ())]:
            found[key] = _put_together(lines, each.longest)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of the words, with the fact on which it rests, and where that was noted."""

    words: str
    fact: int
    source: str = ""
    done: bool = False


def _put_together(lines: Sequence[_Line], longest: int) -> Recorded:
    kept = next(said for start in range(len(lines)) if len(said := _words(lines[start:])) <= longest or start == len(lines) - 1)
    work = Work.DONE if any(each.done for each in lines) else Work.GOING_ON
    return Recorded(kept[:longest], work, tuple(each.fact for each in lines))


def _words(lines: Sequence[_Line]) -> str:
    sources = "、".join(dict.fromkeys(each.source for each in lines if each.source))
    said = "；".join(each.words for each in lines)
    return f"{said}。来源：{sources}。" if sources else f"{said}。"


def _noted(report: Report, codes: Collection[str], on: date) -> Mapping[str, Sequence[Fact]]:
    """What ledgers noted of promises, by their codes, in the order in which it happened."""
    found: dict[str, list[Fact]] = defaultdict(list)
    facts = Fact.objects.filter(district_id=report.district_id, kind=NOTED, subject_kind=KIND, subject_key__in=codes)
    for each in standing(facts.filter(happened_at__lte=_end(on))).order_by("happened_at", "number"):
        found[each.subject_key].append(each)
    return found


def _lines_of(facts: Iterable[Fact], period: Period) -> list[_Line]:
    return [_line(each) for each in facts if period.first_day <= day_of(each.happened_at) <= period.last_day]


def _line(fact: Fact) -> _Line:
    details, day = fact.said["details"], localtime(fact.happened_at)
    words = f"{day.month}月{day.day}日{details.get(SAID, '')}"
    return _Line(words, fact.number, fact.said["source"], details.get(DONE) == "true")


def _counted(report: Report, wanted: Iterable[Asked], on: date) -> dict[tuple[int, Period], list[_Line]]:
    """How much of what is counted beside promises happened in which periods."""
    tallies, found = tallies_within(report), defaultdict(list)
    for each in wanted:
        for tally in tallies.get(each.commitment.pk, ()):
            facts = _within(facts_of_tally(tally), each.period, on)
            if (last := facts.first()) is not None:
                found[each.commitment.pk, each.period].append(_Line(f"{tally.name}{facts.count()}{tally.unit}", last.number))
    return found


def _within(facts: QuerySet[Fact], period: Period, on: date) -> QuerySet[Fact]:
    first, last = begin_of(period.first_day), _end(min(period.last_day, on))
    return facts.filter(happened_at__range=(first, last))


def _end(on: date) -> datetime:
    return make_aware(datetime.combine(on, time.max))


def names(facts: Sequence[Fact]) -> Mapping[int, str]:
    """What the facts of ledgers are called: by what they say, which is in Chinese."""
    return {each.number: gettext("台账：%(said)s") % {"said": each.said["details"].get(SAID, "")} for each in facts if each.kind == NOTED}
