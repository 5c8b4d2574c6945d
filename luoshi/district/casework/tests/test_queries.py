"""What waits for whom, and what a page says of one case."""

from __future__ import annotations

from luoshi.district.casework.models import Case
from luoshi.district.casework.queries import Filters, Queue, case_page, queue
from luoshi.district.casework.tests.county import Desk


def waiting(desk: Desk, kind: Queue, person: str, **narrower: str) -> list[Case]:
    return queue(kind, by=desk.by(person), filters=Filters(**narrower)).cases


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
        page = queue(Queue.UNTAKEN, by=by, after=after, limit=2)
        found += page.cases
        after = page.further
    assert found == sorted(cases, key=lambda case: (case.place, case.pk))
    assert after is None
    assert waiting(desk, Queue.UNTAKEN, "wu", words=cases[3].code[-6:]) == [cases[3]]


def test_a_page_says_what_can_be_done_and_why_not_the_rest(desk: Desk) -> None:
    case = desk.handled()
    page = case_page(case.code, by=desk.by("zheng"), at=desk.at)
    assert page is not None
    against = {each.transition.code: [refusal.code for refusal in each.against] for each in page.prospects}
    assert [code for code, refusals in against.items() if not refusals] == [
        "take", "release", "hand_back", "ask_extension", "invite", "reply",
    ]  # fmt: skip
    assert against["suspend"] == ["not_your_part"]
    assert [entry.row.signature for entry in page.steps] == ["县政府办主任 孙示例", "县政府办主任 孙示例", "县民政局报送员 郑示例"]
    assert [(entry.clock.code, entry.limit.amount) for entry in page.clocks] == [("sign", 2), ("hand_back", 2), ("reply", 15)]
    assert [entry.basis and entry.basis.version.status.value for entry in page.clocks] == ["unverified", "unverified", "elsewhere"]
    assert [entry.now.state for entry in page.clocks] == ["stopped", "running", "running"]


def test_a_page_is_for_whoever_has_to_do_with_the_case(desk: Desk) -> None:
    case = desk.issued("civil")
    seen = {person: case_page(case.code, by=desk.by(person), at=desk.at) is not None for person in ("sun", "zhao", "wu", "zhou", "wang")}
    assert seen == {"sun": True, "zhao": True, "wu": True, "zhou": False, "wang": False}
