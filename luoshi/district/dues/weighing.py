"""What was asked of each unit in a span of days, gathered from what was due, from supervision notices and from messages."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, OuterRef

from luoshi.district.casework.queries import Assignment, CaseStep
from luoshi.district.days import day_of
from luoshi.district.dues.burden import Burden, Demand, Kind, burden_of, same_quantity
from luoshi.district.dues.days import RHYTHMS
from luoshi.district.dues.models import Stage
from luoshi.district.dues.owing import Dues, State
from luoshi.district.dues.rules import rules_of
from luoshi.district.indicators.queries import Confirmation, Indicator
from luoshi.district.messages.queries import Message
from luoshi.district.offices.queries import posts_of
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.dues.owing import Due
    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Commitment, Report

KINDS: Final = {"computed": Kind.CLICK, "official": Kind.FIGURE, "reported": Kind.FIGURE}
GIVEN: Final = ("issue", "reissue", "transfer")
SUPERVISION: Final = "supervision"


def burdens(report: Report, first: date, last: date, *, on: date, unit: Unit | None = None) -> list[Burden]:
    """What each unit, or one, was asked from a day to another, both inclusive, as far as that has come; those asked most come first."""
    dues, until = Dues(report, on, unit), min(last, on)
    asked = [*_figures(dues, first, until), *_words(dues, first, until), *_notices(dues, first, until)]
    demands = [each for each in asked if unit is None or each.unit.pk == unit.pk]
    messages, units = _messages(dues, first, until), {each.unit.pk: each.unit for each in demands}
    at_most = _at_most(dues)
    found = [burden_of(unit, demands, messages=messages[pk], at_most=at_most) for pk, unit in units.items()]
    return sorted(found, key=lambda each: (-each.fields, -len(each.demands), each.unit.pk))


def _at_most(dues: Dues) -> int:
    """How often the same may be asked; once, also before any rule said so."""
    rules = rules_of(dues.district, on=dues.on)
    limit = rules.at_most if rules else None
    return int(limit.value) if limit and isinstance(limit.value, Decimal) else 1


def _figures(dues: Dues, first: date, last: date) -> Iterator[Demand]:
    """A figure that nobody was asked to confirm, for nothing happened, is no demand."""
    looked_at = set(Confirmation.objects.filter(indicator__district=dues.district).values_list("indicator", "period"))
    for each in dues.figures_between(first, last):
        assert isinstance(each.about, Indicator)
        kind, confirmed = KINDS[each.about.origin], (each.about.pk, str(each.period)) in looked_at
        if kind is Kind.CLICK and not (confirmed or each.is_open):
            continue
        matter = same_quantity(each.about.name, each.about.unit)
        answered = not each.is_open or each.act.is_of_the_head
        yield Demand(each.unit, kind, _called(each, each.about.words), matter, each.period, each.due_on, answered)


def _words(dues: Dues, first: date, last: date) -> Iterator[Demand]:
    for each in dues.updates:
        if first <= each.due_on <= last and each.state is not State.COMING:
            assert not isinstance(each.about, Indicator)
            answered = each.update is not None and each.update.stage in {Stage.HANDED_IN, Stage.SIGNED_OFF}
            label = Words(each.about.label, each.about.label)
            yield Demand(each.unit, _kind(each, dues), _called(each, label), each.about.code, each.period, each.due_on, answered)


def _kind(each: Due, dues: Dues) -> Kind:
    """A click where the unit confirmed what the record says, or can; else it writes."""
    by_click = each.update.facts if each.update else dues.recorded_for(each)
    return Kind.CLICK if by_click else Kind.TEXT


def _called(each: Due, name: Words) -> Words:
    return Words(f"{name.chinese} {each.period.label.chinese}", f"{name.english} {each.period.label.english}")


def _notices(dues: Dues, first: date, last: date) -> Iterator[Demand]:
    """Supervision notices on promises of the plan that were given to units in these days."""
    replied = CaseStep.objects.filter(case=OuterRef("case"), transition="reply", number__gt=OuterRef("step__number"))
    given = Assignment.objects.filter(step__transition__in=GIVEN, case__matter=SUPERVISION, case__district=dues.district)
    given = given.filter(at__date__range=(first, last)).select_related("case").annotate(replied=Exists(replied)).order_by("pk")
    promised = {each.code: each for each in dues.report.commitments.filter(code__in=[one.case.subject_key for one in given])}
    for one in given:
        if one.case.subject_key in promised:
            commitment, day = promised[one.case.subject_key], day_of(one.at)
            what = Words(f"{one.case.code} {commitment.label}", f"{one.case.code} {commitment.label}")
            yield Demand(dues.units[one.unit_id], Kind.NOTICE, what, commitment.code, _period(commitment, day), day, one.replied)


def _period(commitment: Commitment, day: date) -> Period:
    """The period of its updates in which a day lies; a month where nothing else is asked of it."""
    letter = commitment.reporting_class
    return Period.of(day, RHYTHMS.get(letter.every_months, Rhythm.MONTH) if letter else Rhythm.MONTH)


def _messages(dues: Dues, first: date, last: date) -> Counter[int]:
    """How many messages the people of each unit got."""
    in_unit: dict[int, Unit] = {}
    for unit in posts_of(dues.district, on=last):
        for post in unit.present_posts:  # type: ignore[attr-defined]  # as posts_of says
            in_unit |= {each.person_id: unit for each in post.present_tenures}
    counted = Message.objects.filter(person__in=list(in_unit), at__date__range=(first, last)).values_list("person").annotate(n=Count("pk"))
    found: Counter[int] = Counter()
    for person, number in counted.order_by():
        found[in_unit[person].pk] += number
    return found
