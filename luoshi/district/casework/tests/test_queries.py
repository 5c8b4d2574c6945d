"""What waits for whom, and who may see what."""

from __future__ import annotations

from luoshi.district.casework.case_rows import rows
from luoshi.district.casework.leavers import left_behind
from luoshi.district.casework.models import Case
from luoshi.district.casework.operations import take_next
from luoshi.district.casework.queries import Filters, Queue, may_see, queue
from luoshi.district.casework.tests.county import Desk
from luoshi.district.offices.models import Tenure


def waiting(desk: Desk, kind: Queue, person: str, **narrower: str) -> list[Case]:
    return queue(kind, by=desk.by(person), on=desk.at.date(), filters=Filters(**narrower)).cases


def test_each_queue_holds_what_waits_for_the_person(desk: Desk) -> None:
    draft, issued, handled, replied = desk.opens(), desk.issued("civil"), desk.handled(), desk.replied()
    asked = desk.handled()
    desk.does(asked, "zheng", "ask_extension", days="5", reason="材料未齐")
    assert waiting(desk, Queue.UNTAKEN, "zheng") == waiting(desk, Queue.UNTAKEN, "wu") == [issued]
    assert set(waiting(desk, Queue.MINE, "zheng")) == {handled, replied, asked}
    assert waiting(desk, Queue.MINE, "wu") == waiting(desk, Queue.UNTAKEN, "zhou") == []
    assert set(waiting(desk, Queue.TURN, "zhao")) == {draft, asked}
    assert set(waiting(desk, Queue.TURN, "wen")) == {draft, replied}
    assert waiting(desk, Queue.TURN, "zheng") == []


def test_help_is_asked_of_a_unit_until_it_answers(desk: Desk) -> None:
    case = desk.handled()
    desk.does(case, "zheng", "invite", to_unit="education", share="校舍")
    assert waiting(desk, Queue.HELP, "zhou") == [case]
    desk.does(case, "zhou", "assist", report="已协助")
    assert waiting(desk, Queue.HELP, "zhou") == []


def test_a_queue_goes_on_where_a_page_ended(desk: Desk) -> None:
    cases = [desk.issued("civil", matter=matter) for matter in ("difficult", "urgent", "ordinary", "urgent", "meeting")]
    by, found, after = desk.by("wu"), list[Case](), None
    for _ in range(3):
        page = queue(Queue.UNTAKEN, by=by, on=desk.at.date(), after=after, limit=2)
        found += page.cases
        after = page.further
    assert found == sorted(cases, key=lambda case: (case.place, case.pk))
    assert after is None
    assert waiting(desk, Queue.UNTAKEN, "wu", words=cases[3].code[-6:]) == [cases[3]]


def test_a_case_is_seen_by_whoever_has_to_do_with_it(desk: Desk) -> None:
    case = desk.handled()
    seen = {person: may_see(case, by=desk.by(person)) for person in ("sun", "zhao", "wu", "zhou", "wang")}
    assert seen == {"sun": True, "zhao": True, "wu": True, "zhou": False, "wang": False}
    desk.does(case, "zheng", "invite", to_unit="education", share="校舍")
    assert may_see(case, by=desk.by("zhou"))


def test_what_somebody_holds_who_left_waits_to_be_taken(desk: Desk) -> None:
    handled, replied = desk.handled(), desk.replied()
    assert waiting(desk, Queue.UNTAKEN, "wu") == []
    end_of_tenure(desk, "zheng")
    assert waiting(desk, Queue.UNTAKEN, "wu") == [handled], "what waits to be checked waits for the checker"
    [row] = rows([handled], desk.county.district, at=desk.at)
    assert row.holder_left
    taken = take_next(by=desk.by("wu"), at=desk.at)
    assert (taken, taken.holder) == (handled, desk.county.people["wu"])
    assert waiting(desk, Queue.UNTAKEN, "wu") == []
    assert replied.holder == desk.county.people["zheng"]


def test_who_only_changed_the_post_has_not_left(desk: Desk) -> None:
    handled = desk.handled()
    end_of_tenure(desk, "wu")
    Tenure.objects.filter(person=desk.county.people["zheng"]).update(valid_to=desk.at.date())
    desk.goes(days=1)
    Tenure.objects.create(post=desk.county.posts["civil_head"], person=desk.county.people["zheng"], valid_from=desk.at.date())
    assert left_behind([handled], on=desk.at.date()) == set()
    assert waiting(desk, Queue.UNTAKEN, "zheng") == []


def end_of_tenure(desk: Desk, person: str) -> None:
    """Somebody leaves at the end of the day, and it is the next one."""
    Tenure.objects.filter(person=desk.county.people[person]).update(valid_to=desk.at.date())
    desk.goes(days=1)
