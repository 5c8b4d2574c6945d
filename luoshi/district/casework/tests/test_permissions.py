"""Who may do what: every role of the demonstration district for every transition of 督查, and for what the office keeps.

The tables are the rule; a transition or a role that has no row in them fails. A power that reaches through the whole district makes nobody
act for another unit: the office checks and concludes, but never signs or replies for a bureau.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.casework.errors import NoSuchCase, NotAllowed, NothingToTake, StepRefused
from luoshi.district.casework.models import Case
from luoshi.district.casework.operations import act, enter_calendar, load_case_type, open_case, take_next
from luoshi.district.casework.queries import may_see
from luoshi.district.casework.tests.county import BEDS, CALENDAR, HOURS, MONDAY, SUPERVISION, Desk, year
from luoshi.district.offices.models import Role
from luoshi.district.offices.operations import name_district, set_up
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.district.offices.tests.government import Government, known
from luoshi.engines.casework import CaseType, RefusalCode
from luoshi.engines.packs import read_description
from luoshi.engines.packs.case_types import read_case_type

PACK: Final = Path(luoshi.__file__).parent / "packs" / "peach_blossom"
PEOPLE: Final = {
    "督查室": "sang_example",
    "区领导": "tao_example",
    "承办负责人": "ying_example",  # 区民政局 has the cases
    "承办报送员": "tao_sample",
    "协办报送员": "liang_example",  # 区教育局 was asked to help
    "别的单位": "hua_example",
    "公众": "",
}

TRANSITIONS: Final = """
                    督查室 区领导 承办负责人 承办报送员 协办报送员 别的单位 公众
open                      ●     ·      ·        ·      ·      ·      ·
approve                   ·     ●      ·        ·      ·      ·      ·
discard                   ●     ·      ·        ·      ·      ·      ·
issue                     ●     ·      ·        ·      ·      ·      ·
sign                      ·     ·      ●        ●      ·      ·      ·
take                      ·     ·      ●        ●      ·      ·      ·
release                   ·     ·      ●        ●      ·      ·      ·
transfer                  ●     ·      ·        ·      ·      ·      ·
hand_back                 ·     ·      ●        ●      ·      ·      ·
reissue                   ●     ·      ·        ·      ·      ·      ·
close_not_ours            ·     ●      ·        ·      ·      ·      ·
withdraw                  ·     ●      ·        ·      ·      ·      ·
ask_extension             ·     ·      ●        ●      ·      ·      ·
grant_extension           ·     ●      ·        ·      ·      ·      ·
refuse_extension          ·     ●      ·        ·      ·      ·      ·
suspend                   ●     ·      ·        ·      ·      ·      ·
resume                    ●     ·      ·        ·      ·      ·      ·
invite                    ·     ·      ●        ●      ·      ·      ·
assist                    ·     ·      ·        ·      ●      ·      ·
remind_to_sign            ●     ·      ·        ·      ·      ·      ·
remind                    ●     ·      ·        ·      ·      ·      ·
order                     ●     ·      ·        ·      ·      ·      ·
circulate                 ·     ●      ·        ·      ·      ·      ·
talk                      ·     ●      ·        ·      ·      ·      ·
reply                     ·     ·      ●        ●      ·      ·      ·
pass_check                ●     ·      ·        ·      ·      ·      ·
send_back                 ●     ·      ·        ·      ·      ·      ·
conclude                  ●     ·      ·        ·      ·      ·      ·
receive_conclusion        ·     ·      ●        ●      ·      ·      ·
prove_delivery            ●     ·      ·        ·      ·      ·      ·
accept                    ·     ·      ●        ●      ·      ·      ·
close                     ●     ·      ·        ·      ·      ·      ·
object                    ·     ·      ●        ●      ·      ·      ·
uphold                    ·     ●      ·        ·      ·      ·      ·
overturn                  ·     ●      ·        ·      ·      ·      ·
reopen                    ·     ●      ·        ·      ·      ·      ·
"""

OPERATIONS: Final = """
                    督查室 区领导 承办负责人 承办报送员 协办报送员 别的单位 公众
see                     ●     ●      ●        ●      ●      ·      ·
take_next               ·     ·      ●        ●      ·      ·      ·
load_case_type          ●     ·      ·        ·      ·      ·      ·
enter_calendar          ●     ·      ·        ·      ·      ·      ·
"""


def rows(table: str) -> dict[str, dict[str, bool]]:
    """What a table says: for each thing that can be done, whether each person may."""
    heading, *lines = [line.split() for line in table.strip().splitlines()]
    return {name: {person: mark == "●" for person, mark in zip(heading, marks, strict=True)} for name, *marks in lines}


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Government]:
    """The demonstration district, with cases of 督查 that stand wherever one can stand."""
    pack = read_description(PACK)
    with django_db_blocker.unblock():
        home = name_district(pack.district)
        set_up(home, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants)
        government = known(home)
        office = government.by("sang_example", on=MONDAY.date())
        enter_calendar(home, CALENDAR, hours=HOURS, by=office, at=MONDAY)
        load_case_type(SUPERVISION, home, by=office, at=MONDAY)
        for steps in LIVES:
            live(Desk(government), steps)
        yield government
        call_command("flush", interactive=False, verbosity=0)


SAYS: Final[Mapping[str, Any]] = {
    "issue": {"to_unit": "civil_affairs"},
    "invite": {"to_unit": "education", "share": "校舍"},
    "ask_extension": {"days": "5", "reason": "材料未齐"},
    "suspend": {"reason": "等待鉴定"},
    "hand_back": {"reason": "不属职责"},
    "reply": {"report": "已办"},
    "send_back": {"finding": "不实", "reason": "没有照片"},
    "pass_check": {"finding": "属实"},
    "conclude": {"conclusion": "已完成"},
    "object": {"reason": "与事实不符"},
}
DOES: Final = {
    "issue": "tian_example",
    "suspend": "sang_example",
    "send_back": "sang_example",
    "pass_check": "sang_example",
    "conclude": "tian_example",
}
HANDLED: Final = ("issue", "sign", "invite")
REPLIED: Final = ("issue", "sign", "reply")
CONCLUDED: Final = (*REPLIED, "pass_check", "conclude")
LIVES: Final = (
    (),
    ("issue",),
    HANDLED,
    (*HANDLED, "ask_extension"),
    (*HANDLED, "suspend"),
    ("issue", "hand_back"),
    REPLIED,
    (*REPLIED, "send_back"),
    (*REPLIED, "pass_check"),
    CONCLUDED,
    (*CONCLUDED, "receive_conclusion"),
    (*CONCLUDED, "receive_conclusion", "object"),
    (*CONCLUDED, "receive_conclusion", "accept"),
)
"""The steps after which a case stands in each status."""


LATER: Final = MONDAY.replace(month=4)


def live(desk: Desk, steps: tuple[str, ...]) -> Case:
    """A case after some steps, whoever may take each."""
    case = desk.opens("tian_example")
    for step in steps:
        person = DOES.get(step, "tao_sample")
        said = {**SAYS.get(step, {}), **({"evidence": [desk.hands_in(person)]} if step == "reply" else {})}
        desk.does(case, person, step, **said)
    return case


def may(attempt: Callable[[], object]) -> bool:
    """Whether somebody is let in: what is refused for any other reason than who asks is not forbidden."""
    try:
        with transaction.atomic():
            attempt()
            transaction.set_rollback(True)
    except (NoSuchCase, NotAllowed, NothingToTake):
        return False
    except StepRefused as refused:
        return RefusalCode.NOT_YOUR_PART not in refused.codes
    return True


@cache
def case_type() -> CaseType:
    """督查 as the pack says it."""
    found = read_case_type(SUPERVISION)
    assert found is not None
    return found


def authorities(district: Government) -> dict[str, Authority]:
    """What each person may do, asked once for all attempts."""
    return {person: district.by(code, on=MONDAY.date()) if code else PUBLIC for person, code in PEOPLE.items()}


def test_every_transition_and_every_role_has_its_place() -> None:
    assert list(rows(TRANSITIONS)) == [verb.code for verb in case_type().verbs()]
    pack = read_description(PACK)
    roles = {post.code: post.role for post in pack.posts}
    held = {roles[hold.post] for person in pack.people if person.code in PEOPLE.values() for hold in person.holds}
    assert held == set(Role.values) - {Role.AUTOMATIC}


def tries(district: Government, verb: str, by: Authority) -> bool:
    """Whether somebody is let in where a transition leads on."""
    found = case_type().transition(verb)
    assert found is not None
    if not found.sources:
        said = {"matter": "ordinary", "basis": "decision", "demand": "请办"}
        key = f"{by.name} {verb}"
        return may(
            lambda: open_case(
                "supervision", district=district.district, subject=BEDS, title="督查", values=said, idempotency_key=key, by=by, at=LATER
            )
        )
    case = Case.objects.filter(status__in=found.sources).order_by("pk")[0]
    return may(lambda: act(case.code, verb, expected_step=case.step_count, values=SAYS.get(verb, {}), by=by, at=LATER))


@pytest.mark.django_db
def test_each_transition_is_for_those_whom_the_table_names(district: Government) -> None:
    expected, people = rows(TRANSITIONS), authorities(district)
    assert {verb: {person: tries(district, verb, by) for person, by in people.items()} for verb in expected} == expected


@pytest.mark.django_db
def test_each_operation_is_for_those_whom_the_table_names(district: Government) -> None:
    home, case = district.district, Case.objects.filter(status="handling").order_by("pk")[0]
    attempts: dict[str, Callable[[Authority], bool]] = {
        "see": lambda by: may_see(case, by=by),
        "take_next": lambda by: may(lambda: take_next(by=by, at=LATER)),
        "load_case_type": lambda by: may(lambda: load_case_type(SUPERVISION, home, by=by, at=LATER)),
        "enter_calendar": lambda by: may(lambda: enter_calendar(home, [year(2024)], hours=HOURS, by=by, at=LATER)),
    }
    expected, people = rows(OPERATIONS), authorities(district)
    assert {name: {person: attempts[name](by) for person, by in people.items()} for name in expected} == expected
