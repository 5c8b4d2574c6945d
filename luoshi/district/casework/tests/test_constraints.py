"""What the database itself refuses, whoever asks: rows that are altered, steps with gaps, pointers that contradict the rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from luoshi.district.casework.models import Assignment, CalendarVersion, Case, CaseStep, CaseTypeVersion, CoHandling, Deadline
from luoshi.district.casework.tests.county import DAY, Desk


def refused(act: Callable[[], object], says: str) -> None:
    with pytest.raises(DatabaseError, match=says):
        _at_once(act)


@transaction.atomic
def _at_once(act: Callable[[], object]) -> None:
    """With everything that is usually looked at when the transaction ends."""
    act()
    execute("SET CONSTRAINTS ALL IMMEDIATE")


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("rows", [CaseTypeVersion, CalendarVersion, CaseStep, Assignment, Deadline])
def test_what_happened_is_neither_altered_nor_deleted(rows: type[CaseStep], desk: Desk) -> None:
    desk.issued()
    table = rows._meta.db_table
    refused(lambda: execute(f"UPDATE {table} SET id = id"), "not altered")  # noqa: S608 - a name of ours
    refused(lambda: execute(f"DELETE FROM {table}"), "not altered")  # noqa: S608
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table whose triggers still wait is emptied by nobody
    refused(lambda: execute(f"TRUNCATE {table} CASCADE"), "not altered")


def test_with_one_key_one_case_is_opened(desk: Desk) -> None:
    case = desk.opens(key="form-1")
    case.pk, case.code = None, "copy-1"
    refused(lambda: Case.objects.bulk_create([case]), "asked_twice_a_case_is_opened_once")


def test_a_step_is_taken_in_a_post_or_by_an_outsider(desk: Desk) -> None:
    step = desk.opens().steps.get()
    step.pk, step.number, step.from_status, step.post = None, 2, "draft", None
    refused(lambda: CaseStep.objects.bulk_create([step]), "a_step_is_taken_in_a_post_or_by_an_outsider")


def test_a_case_stays_what_it_is(desk: Desk) -> None:
    case = desk.issued()
    refused(lambda: Case.objects.filter(pk=case.pk).update(applicant="enterprises/1"), "not altered")
    refused(lambda: Case.objects.filter(pk=case.pk).update(title="别的"), "not altered")
    refused(lambda: execute("DELETE FROM casework_case"), "not altered")


@pytest.mark.parametrize(
    ("pointer", "says"),
    [
        ({"step_count": 3}, "stands at step 3"),
        ({"status": "handling"}, "its newest step is 2 into issued"),
        ({"holder_id": None, "unit_id": None}, "null value"),
        ({"due_at": None, "due_clock": "", "warn_at": None}, "its clocks say"),
        ({"status_kind": "done"}, "a_case_is_closed_when_its_status_says_so"),
    ],
)
def test_pointers_say_what_the_rows_say(pointer: dict[str, object], says: str, desk: Desk) -> None:
    case = desk.issued()
    refused(lambda: Case.objects.filter(pk=case.pk).update(**pointer), says)


def test_a_case_is_with_whom_it_was_assigned_to_last(desk: Desk) -> None:
    case, other = desk.issued(), desk.county.units["education"]
    refused(lambda: Case.objects.filter(pk=case.pk).update(unit=other), "not with whom it was assigned to last")


def test_a_closed_case_has_no_deadline(desk: Desk) -> None:
    case = desk.issued()
    desk.does(case, "zhao", "withdraw", reason="重复")
    late = {"due_at": desk.at, "due_clock": "reply"}
    refused(lambda: Case.objects.filter(pk=case.pk).update(**late), "a_closed_case_has_no_deadline")


@pytest.mark.parametrize(
    ("number", "begins", "says"), [(4, "issued", "without gap"), (3, "handling", "begins where"), (2, "issued", "without gap")]
)
def test_steps_follow_each_other(number: int, begins: str, says: str, desk: Desk) -> None:
    step = desk.issued().steps.get(number=2)
    step.pk, step.number, step.from_status, step.fact = None, number, begins, None
    refused(lambda: CaseStep.objects.bulk_create([step]), says)


def test_a_deadline_speaks_of_its_own_case(desk: Desk) -> None:
    row = Deadline.objects.filter(case=desk.issued())[0]
    row.pk, row.case = None, desk.issued()
    refused(lambda: Deadline.objects.bulk_create([row]), "step of its own case")


def test_help_is_answered_once(desk: Desk) -> None:
    case = desk.handled()
    desk.does(case, "zheng", "invite", to_unit="education", share="校舍")
    desk.does(case, "zhou", "assist", report="已协助")
    refused(lambda: CoHandling.objects.filter(case=case).update(answered=None), "not altered")


def test_a_warning_comes_before_its_deadline(desk: Desk) -> None:
    case = desk.handled()
    assert case.due_at is not None
    late = case.due_at + DAY
    refused(lambda: Case.objects.filter(pk=case.pk).update(warn_at=late), "a_warning_comes_before_its_deadline")
