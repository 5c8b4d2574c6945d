"""催报: each post is told in one message of all that it owes, before and after its day, and never more often than the rule lets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.dues import fail_if
from luoshi.district.dues.days import is_time
from luoshi.district.dues.errors import NothingOwed, RemindedRecently
from luoshi.district.dues.models import Reminder
from luoshi.district.dues.owing import ACT_NAMES, Dues
from luoshi.district.dues.rules import rules_of
from luoshi.district.indicators.queries import Indicator
from luoshi.district.messages.operations import send
from luoshi.district.offices.queries import District, Role, posts_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from luoshi.district.dues.owing import Due
    from luoshi.district.offices.queries import Authority, Person, Post, Unit
    from luoshi.district.plan.queries import Report

LINES_MAX: Final = 12
LINK: Final = "/workbench/dues/"


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a post owes, and who holds it."""

    post: Post
    people: tuple[Person, ...]
    owed: tuple[Due, ...]


@transaction.atomic
def remind_all(report: Report, *, at: datetime) -> int:
    """Remind the posts of a district for which the time has come. Returns how many people were told."""
    on, dues = day_of(at), _alone(report, at)
    rules = rules_of(dues.district, on=on)
    rule = rules.reminding if rules else None
    if rule is None:
        return 0
    found = addressed(dues.owed(), dues.district, on=on)
    last = last_reminders(each.post for each in found)
    now = [each for each in found if is_time([one.due_on for one in each.owed], rule, last=last.get(each.post.pk), on=on)]
    return sum(_tell(each, by=None, at=at).told for each in now)


@transaction.atomic
def remind(report: Report, unit: Unit, *, by: Authority, at: datetime) -> list[Reminder]:
    """Remind a unit of what it owes, by one click of the office.

    Raises:
        NotAllowed: the person does not keep the plan.
        NothingOwed: the unit owes nothing, or nobody holds a post in it.
        RemindedRecently: each of its posts that owe something was reminded too short a time ago.
    """
    fail_if.not_of_the_office(report.district, by)
    on, dues = day_of(at), _alone(report, at)
    found = addressed([each for each in dues.owed() if each.unit.pk == unit.pk], dues.district, on=on)
    if not found:
        raise NothingOwed(unit)
    rules, last = rules_of(dues.district, on=on), last_reminders(each.post for each in found)
    apart = rules.reminding.apart if rules and rules.reminding else 1
    due = [each for each in found if each.post.pk not in last or (on - last[each.post.pk]).days >= apart]
    if not due:
        raise RemindedRecently(unit, max(last.values()), apart)
    return [_tell(each, by=by, at=at) for each in due]


def _alone(report: Report, at: datetime) -> Dues:
    """What is owed; of two who remind a district at once, one waits and sees whom the other has told."""
    dues = Dues(report, day_of(at))
    District.objects.select_for_update().get(pk=dues.district.pk)
    return dues


def addressed(owed: Iterable[Due], district: District, *, on: date) -> list[Addressed]:
    """Which post is told of what: the head of what the head has to do, whoever reports of the rest; the head where nobody reports."""
    held = _held(district, on)
    found: dict[int, list[Due]] = defaultdict(list)
    posts: dict[int, tuple[Post, tuple[Person, ...]]] = {}
    for each in owed:
        by_role = held.get(each.unit.pk, {})
        wanted = (Role.APPROVER, Role.REPORTER) if each.act.is_of_the_head else (Role.REPORTER, Role.APPROVER)
        for post, people in next((by_role[role] for role in wanted if role in by_role), []):
            posts[post.pk] = (post, people)
            found[post.pk].append(each)
    return [Addressed(*posts[pk], tuple(several)) for pk, several in found.items()]


def _held(district: District, on: date) -> dict[int, dict[str, list[tuple[Post, tuple[Person, ...]]]]]:
    """The posts of each unit that somebody holds on a day, by their roles."""
    found: dict[int, dict[str, list[tuple[Post, tuple[Person, ...]]]]] = defaultdict(lambda: defaultdict(list))
    for unit in posts_of(district, on=on):
        for post in unit.present_posts:  # type: ignore[attr-defined]  # as posts_of says
            if post.present_tenures:
                found[unit.pk][post.role].append((post, tuple(each.person for each in post.present_tenures)))
    return found


def last_reminders(posts: Iterable[Post]) -> dict[int, date]:
    """When each of some posts was reminded last, by its id."""
    rows = Reminder.objects.filter(post__in=[each.pk for each in posts]).order_by("post", "-on").distinct("post")
    return {each.post_id: each.on for each in rows}


def _tell(to: Addressed, *, by: Authority | None, at: datetime) -> Reminder:
    on = day_of(at)
    late = sum(on > each.due_on for each in to.owed)
    told = send(
        to=to.people,
        topic="dues.reminder",
        subject=Words(f"待报 {len(to.owed)} 项，逾期 {late} 项", f"{len(to.owed)} to be reported, {late} of them late"),
        body=_body(to.owed),
        link=LINK,
        key=f"dues/{to.post.pk}/{on}",
        at=at,
    )
    return Reminder.objects.create(
        post=to.post, on=on, items=len(to.owed), oldest=to.owed[0].due_on, told=told,
        person=by.person if by else None, signature=by.signature if by else "系统", at=at,
    )  # fmt: skip


def _body(owed: Sequence[Due]) -> Words:
    lines = [_line(each) for each in owed[:LINES_MAX]]
    rest = len(owed) - len(lines)
    if rest > 0:
        lines.append(Words(f"另有 {rest} 项，见页面。", f"{rest} more are on the page."))
    return Words("\n".join(each.chinese for each in lines), "\n".join(each.english for each in lines))


def _line(each: Due) -> Words:
    name = each.about.words if isinstance(each.about, Indicator) else Words(f"{each.about.label} {each.about.quote}", each.about.label)
    act, period = ACT_NAMES[each.act], each.period.label
    return Words(
        f"{each.due_on}  {act.chinese}：{name.chinese}（{period.chinese}）",
        f"{each.due_on}  {name.english} ({period.english}): {act.english}",
    )
