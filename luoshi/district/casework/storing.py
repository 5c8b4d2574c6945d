"""A step is stored: the row, what follows from it, the fact that it leaves and the messages. Called within the operation's transaction."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils.timezone import localtime

from luoshi.district.attachments.operations import attach, claim
from luoshi.district.casework import fail_if
from luoshi.district.casework.deadlines import cards_shown, computed, newest_deadlines, point
from luoshi.district.casework.errors import StepRefused
from luoshi.district.casework.models import Assignment, Because, Case, CaseStep, CoHandling, Deadline
from luoshi.district.casework.outsiders import Outsider
from luoshi.district.casework.records import stored_moves, stored_values
from luoshi.district.casework.subjects import let_follow
from luoshi.district.casework.telling import tell_of_step
from luoshi.district.days import day_of
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import Person
from luoshi.engines.casework import CaseRefused, FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import CaseTypeVersion
    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import Step, Transition

OWNER: Final = "case"
"""What attachments of steps belong to; the key is that of :func:`step_key`."""


def step_key(case: Case, number: int) -> str:
    """The permanent name of a step: ``supervision-2023-000123/4``."""
    return f"{case.code}/{number}"


def new_case(version: CaseTypeVersion, life: Life, *, subject: Subject, title: str, idempotency_key: str, at: datetime) -> Case:
    """A case with its code. It is stored with its first step, and not before."""
    return Case(
        district=life.district,
        type=version,
        matter=version.code,
        code=f"{version.code.replace('_', '-')}-{localtime(at).year}-{_next_number():06d}",
        title=title,
        subject_kind=subject.kind,
        subject_key=subject.key,
        subject_title=subject.title[:300],
        applicant=life.applicant,
        idempotency_key=idempotency_key,
        opened_at=at,
        calendar=life.calendar,
    )


def _next_number() -> int:
    """From a sequence: nobody who opens a case waits for somebody else who does, and a number that was given up is not given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_case_numbers')")
        return int(cursor.fetchone()[0])


def take_step(case: Case, life: Life, code: str, values: Mapping[str, Any], *, by: Authority, at: datetime) -> CaseStep:
    """Take a transition, if the case type lets it happen, and store all that follows.

    Raises:
        StepRefused: it does not; with every reason.
        NoSuchUnit, NoSuchAttachment: something that is named is not there.
    """
    try:
        transition, step = life.advance(code, values, by, at=at)
    except CaseRefused as refused:
        raise StepRefused(refused.refusals) from refused
    fail_if.unit_is_not_there(transition, step, life, on=day_of(at))
    attachments = _attachments(transition, step, by)
    after = life.moved(step)
    _stand(case, after, at=at)
    row = _row(case, life, transition, step, by=by)
    row.fact = _fact(row, transition, attachments, by=by)
    row.save()
    attach(attachments, kind=OWNER, key=step_key(case, row.number), by=by, at=at)
    Assignment.objects.create(case=case, step=row, unit=case.unit, holder=case.holder, at=at)
    _note_help(row, life, after)
    settle(case, after, step=row, because=Because.STEP, at=at)
    tell_of_step(case, row, after)
    let_follow(case, row)
    return row


def settle(case: Case, life: Life, *, step: CaseStep, because: Because, at: datetime) -> list[Deadline]:
    """Store what the clocks of a case say now where it is new, and let the case point there; returns the new rows."""
    newest = newest_deadlines(case)
    new = Deadline.objects.bulk_create(computed(case, life, newest, step=step, because=because, at=at))
    point(case, {**newest, **{row.clock: row for row in new}}, cards_shown(case), at=at)
    case.calendar = life.calendar
    case.save()
    return new


def _attachments(transition: Transition, step: Step, by: Authority) -> list[Attachment]:
    """The files that a step names; each was handed in by the same person and belongs to nothing yet."""
    values = (step.values.get(field.code) for field in transition.fields if field.type is FieldType.ATTACHMENTS)
    named = [each for value in values if isinstance(value, tuple) for each in value]
    found = claim(named, by=by) if named else []
    fail_if.attachment_is_not_there(named, found)
    return found


def _stand(case: Case, life: Life, *, at: datetime) -> None:
    """Let the case point to where its steps lead; its deadlines follow in :func:`settle`."""
    state = life.state
    assert state.status is not None, "a step leads somewhere"
    kind = life.case_type.status(state.status).kind
    case.status, case.status_kind, case.step_count = state.status, kind.value, state.step_count
    case.closed_at = (case.closed_at or at) if kind.is_closed else None
    case.unit = life.units[state.unit]
    case.holder = Person.objects.get(district=case.district, code=state.holder) if state.holder else None
    if case.closed:
        case.due_at, case.due_clock, case.warn_at, case.provisional, case.remind_at = None, "", None, False, None
    if case._state.adding:  # noqa: SLF001 - Django's documented way to ask whether it is stored
        case.save()


def _row(case: Case, before: Life, transition: Transition, step: Step, *, by: Authority) -> CaseStep:
    part = before.part(before.case_type.actor(transition.actor), by)
    assert part is not None, "the engine has asked whether the person is the actor"
    return CaseStep(
        case=case,
        number=step.number,
        transition=transition.code,
        from_status=before.state.status or "",
        to_status=case.status,
        post=part.post,
        unit=part.unit,
        outsider=by.standing.value if isinstance(by, Outsider) else "",
        values=stored_values(step.values),
        moves=stored_moves(step.moves),
        person=by.person,
        signature=f"{part.post.title} {by.name}" if part.post else by.signature,
        at=step.at,
    )


def _fact(row: CaseStep, transition: Transition, attachments: list[Attachment], *, by: Authority) -> Fact | None:
    """What a step leaves on record: what was said and handed in only as hashes, because a fact can never be deleted."""
    if not transition.event:
        return None
    case, said = row.case, json.dumps(row.values, ensure_ascii=False, sort_keys=True).encode()
    new = NewFact(
        kind=transition.event,
        subject=Subject(case.subject_kind, case.subject_key, case.subject_title),
        happened_at=row.at,
        source=step_key(case, row.number),
        case=case.code,
        details={
            "transition": transition.code,
            "from": row.from_status,
            "to": row.to_status,
            **({"unit": row.unit.code} if row.unit else {"outsider": row.outsider}),
            "values_sha256": hashlib.sha256(said).hexdigest(),
            "attachments_sha256": [each.content_id for each in attachments],
        },
    )
    return record(new, district=case.district, by=by, at=row.at)


def _note_help(row: CaseStep, before: Life, after: Life) -> None:
    """A unit was invited to help, has answered, or was given the case itself, which ends its invitation."""
    for code, answered in after.state.invited.items():
        if not answered and before.state.invited.get(code, True):
            CoHandling.objects.create(case=row.case, unit=after.units[code], asked=row)
    waiting = {code for code, answered in before.state.invited.items() if not answered}
    ended = [after.units[code].pk for code in waiting if after.state.invited.get(code, True)]
    CoHandling.objects.filter(case=row.case, unit__in=ended, answered=None).update(answered=row)
