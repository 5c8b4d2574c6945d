"""Processes to be killed: ``work`` handles cases for ever and says what was committed, ``audit`` says what is wrong after it.

Run with ``LUOSHI_DATA`` naming a folder whose database holds the supervising county.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import django
from django.db import DatabaseError, connection

TOLD = {"issue", "reply"}
"""The steps of a supervised case at which the case type tells somebody."""


def work() -> None:
    """Open cases, issue them, sign for them, reply, one after the other; each line says what is committed by now."""
    from luoshi.district.casework.tests.county import Desk
    from luoshi.district.embedded.errors import DatabaseDidNotStart
    from luoshi.district.offices.models import District
    from luoshi.district.offices.tests.government import known

    desk = Desk(known(District.objects.get(name="青溪县")))
    while True:
        with suppress(DatabaseError, DatabaseDidNotStart):
            case = desk.opens()
            say(case.code, 1)
            say(case.code, desk.does(case, "sun", "issue", to_unit="civil").number)
            say(case.code, desk.does(case, "zheng", "sign").number)
            say(case.code, desk.does(case, "zheng", "reply", report="已办", evidence=[desk.hands_in("zheng", case.code)]).number)
            continue
        connection.close()  # whoever serves pages finds a new connection at the next one


def say(code: str, step: int) -> None:
    """What was committed, whatever happens from now on."""
    sys.stdout.write(f"{code} {step}\n")
    sys.stdout.flush()


def audit() -> None:
    """Write every fault, one on a line; nothing if all is whole."""
    from luoshi.district.facts.auditing import verify
    from luoshi.district.facts.operations import seal
    from luoshi.district.facts.queries import waiting

    committed = {tuple(line.split()) for line in sys.stdin}
    at = datetime.now(UTC)
    seal(at=at)
    faults = [*half_written(), *lost(committed), *(f"record: {finding}" for finding in verify(at=at))]
    if waiting():
        faults.append(f"{waiting()} facts are not sealed")
    sys.stdout.writelines(f"{fault}\n" for fault in faults)


def half_written() -> Iterator[str]:
    """Steps without what belongs to them, and what belongs to no step."""
    from luoshi.district.attachments.queries import attachments_of
    from luoshi.district.casework.models import Case, CaseStep
    from luoshi.district.facts.models import Fact
    from luoshi.district.messages.models import Message

    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_check_pointers(id) FROM casework_case")
    for step in CaseStep.objects.select_related("case").prefetch_related("deadlines"):
        name = f"{step.case.code}/{step.number}"
        if step.fact_id is None and step.transition != "open":
            yield f"{name} left no fact"
        if not {move["clock"] for move in step.moves} <= {row.clock for row in step.deadlines.all()}:
            yield f"{name} moved a clock and stored no deadline"
        if not hasattr(step, "assignment"):
            yield f"{name} has no assignment"
        if step.transition in TOLD and not Message.objects.filter(key__startswith=f"{name}/").exists():
            yield f"{name} was told to nobody"
        if step.transition == "reply" and len(attachments_of("case", name)) != 1:
            yield f"{name} has lost its evidence"
    if (facts := Fact.objects.count()) != (steps := CaseStep.objects.exclude(fact=None).count()):
        yield f"{facts} facts for {steps} steps"
    if empty := Case.objects.filter(steps=None).count():
        yield f"{empty} cases without a step"


def lost(committed: set[tuple[str, ...]]) -> Iterator[str]:
    """Steps that were committed and are gone."""
    from luoshi.district.casework.models import CaseStep

    stored = {(code, str(number)) for code, number in CaseStep.objects.values_list("case__code", "number")}
    yield from (f"{code}/{number} was committed and is gone" for code, number in sorted(committed - stored))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.district.settings"
    django.setup()
    {"work": work, "audit": audit}[sys.argv[1]]()
