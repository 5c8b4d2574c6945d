"""Every kind of person × every operation of scores: each may do what is granted, and nobody more."""

from __future__ import annotations

from inspect import getmembers, isfunction
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from luoshi.district.indicators.tests.measured import at
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.offices.tests.government import found_neighbour
from luoshi.district.plan.tests.conftest import promise
from luoshi.district.scores import operations
from luoshi.district.scores.errors import NotAllowed
from luoshi.district.scores.models import FormulaChoice, ObjectionKind
from luoshi.district.scores.tests.conftest import FORMULA, QUARTER, REVENUE
from luoshi.engines.packs import scoring_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.offices.queries import Authority
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

pytestmark = pytest.mark.django_db
OF_PACKS = {"load_pack"}


def acts(county: Government, plan: Report) -> dict[str, Callable[[Authority], object]]:
    """Each operation, as it would succeed; the score is frozen and an objection waits."""
    unit, when, code = county.units["education"], at(5, 3), promise(plan, REVENUE).code
    operations.freeze(plan, QUARTER, by=county.by("sun"), at=when)
    said = {"kind": ObjectionKind.CORRECTION, "reason": "有误", "basis": "记录（示例）", "at": when}
    operations.object_to(plan, unit, QUARTER, code, by=county.by("li"), **said)  # type: ignore[arg-type]
    chosen, another = FormulaChoice.objects.get().formula, scoring_of(FORMULA.replace("县计分办法", "县另一计分办法"))
    return {
        "publish": lambda by: operations.publish(county.district, another, by=by, at=when),
        "choose": lambda by: operations.choose(plan, chosen, reason="示例", by=by, at=when),
        "freeze": lambda by: operations.freeze(plan, QUARTER.next, by=by, at=at(7, 20)),
        "correct": lambda by: operations.correct(plan, unit, QUARTER, reason="示例", by=by, at=when),
        "object_to": lambda by: operations.object_to(plan, unit, QUARTER, code, by=by, **said),  # type: ignore[arg-type]
        "decide": lambda by: operations.decide(plan, unit, QUARTER, 1, accepted=False, reason="示例", by=by, at=when),
    }


def test_each_may_do_what_is_granted_and_nobody_more(county: Government, plan: Report) -> None:
    neighbour = found_neighbour()
    people = {code: county.by(code) for code in county.people} | {"bai": neighbour.by("bai"), "public": PUBLIC}
    every, done = acts(county, plan), set()
    own = {name for name, each in getmembers(operations, isfunction) if each.__module__ == operations.__name__ and name[0] != "_"}
    assert set(every) == own - OF_PACKS
    for code, by in people.items():
        for name, act in every.items():
            with transaction.atomic():
                try:
                    act(by)
                except NotAllowed:
                    continue
                finally:
                    transaction.set_rollback(True)
            done.add((code, name))
    office = {("sun", name) for name in ("publish", "choose", "freeze", "correct")}
    assert done == office | {("li", "object_to"), ("zhao", "decide"), ("qian", "decide")}
