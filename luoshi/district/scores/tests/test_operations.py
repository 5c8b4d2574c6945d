"""A score follows the figures until it is frozen; then only another version corrects it, and each can be computed again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.district.indicators.models import OfficialValue
from luoshi.district.indicators.tests.measured import at
from luoshi.district.messages.models import Message
from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.district.plan.tests.conftest import promise
from luoshi.district.progress.tests.measured import bring
from luoshi.district.reasons import NeedsReason
from luoshi.district.scores import operations, queries
from luoshi.district.scores.errors import DecidedAlready, FrozenAlready, NotAllowed, NotFrozen, NotItsOwn, WrongPeriod
from luoshi.district.scores.models import FrozenScore, ObjectionKind
from luoshi.district.scores.tests.conftest import NURSERIES, QUARTER, REVENUE, report_beds
from luoshi.engines.progress import Period
from luoshi.engines.progress.scores import Apart

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.scores.queries import UnitScore

pytestmark = pytest.mark.django_db
LATER = date(2023, 5, 2)


def scored(plan: Report, county: Government, unit: str = "education", on: date = LATER) -> UnitScore:
    found = queries.score_of(county.units[unit], plan, QUARTER, on=on)
    assert found is not None
    return found


def objected(plan: Report, county: Government, kind: ObjectionKind = ObjectionKind.FORCE_MAJEURE, **changes: Any) -> int:
    usual = {"code": promise(plan, REVENUE).code, "reason": "洪水", "basis": "县防指通告（示例）", "by": county.by("li"), "at": at(5, 3)}
    said = {**usual, **changes}
    return operations.object_to(plan, county.units["education"], QUARTER, said.pop("code"), kind=kind, **said).number


def answer(plan: Report, county: Government, number: int, *, by: str = "zhao", accepted: bool = True, reason: str = "属实") -> None:
    unit = county.units["education"]
    operations.decide(plan, unit, QUARTER, number, accepted=accepted, reason=reason, by=county.by(by), at=at(5, 4))


def test_each_step_can_be_computed_by_hand(county: Government, plan: Report) -> None:
    """Of 200 beds 15 % are there and 16.7 % were expected by the end of February, which the band allows; March was due and is missing.

    Revenue grew by 6 % instead of 8 %: two of four points, so half of its points.
    """
    found = scored(plan, county)
    progress, evidence, timely = found.parts
    assert [(each.weight, each.allotted, each.ratio) for each in progress.lines] == [
        (Decimal(1), Decimal(20), Decimal("0.5")),
        (Decimal(2), Decimal(40), Decimal(1)),
    ]
    assert [(each.duty.commitment, each.kind) for each in progress.asides] == [(promise(plan, NURSERIES).code, Apart.CANNOT_JUDGE)]
    assert [(each.duty.due, each.duty.evident, each.earned) for each in evidence.lines] == [(3, 2, Decimal("16.67"))]
    assert (timely.earned, found.score.adjusted) == (Decimal("10.00"), Decimal(-2))
    assert (found.points, found.frozen) == (Decimal("74.67"), None)  # 50 + 16.67 + 10 − 2
    civil = scored(plan, county, "civil")
    assert [(each.part.code, each.earned) for each in civil.parts if each.lines] == [
        ("evidence", Decimal("25.00")), ("timeliness", Decimal("10.00")),
    ]  # fmt: skip
    assert civil.points == Decimal("87.50")  # of what can be judged: it answers for the figures of others' promise, and two came late


def test_what_is_not_due_takes_no_part(county: Government, plan: Report) -> None:
    assert scored(plan, county, on=date(2023, 2, 9)).points is None
    early = scored(plan, county, on=date(2023, 2, 12))
    assert early.points == 100  # January's beds are there, and were not due before the 18th
    assert [each.kind for part in early.parts[1:] for each in part.asides] == [Apart.NOT_DUE, Apart.NOT_DUE]  # revenue is not its to bring


def test_a_frozen_score_stays_and_can_be_computed_again_when_everything_has_changed(county: Government, plan: Report) -> None:
    sun = county.by("sun")
    with pytest.raises(NotAllowed):
        operations.freeze(plan, QUARTER, by=county.by("li"), at=at(5, 2))
    with pytest.raises(WrongPeriod, match="2023-06-30"):
        operations.freeze(plan, QUARTER.next, by=sun, at=at(5, 2))
    with pytest.raises(WrongPeriod, match="不按"):
        operations.freeze(plan, Period.parse("2023-03"), by=sun, at=at(5, 2))
    education = operations.freeze(plan, QUARTER, by=sun, at=at(5, 2))[0]
    assert Message.objects.filter(topic="scores.unit").count() == 2  # each head
    with pytest.raises(FrozenAlready):
        operations.freeze(plan, QUARTER, by=sun, at=at(5, 2))
    report_beds(county, 3, 60, 5)
    bring(county, "revenue", {"2023-03": "9.5"}, date(2023, 6, 1))
    assert (scored(plan, county).points, scored(plan, county).frozen) == (Decimal("74.67"), education)
    assert queries.differences(education) == []
    corrected = operations.correct(plan, county.units["education"], QUARTER, reason="3月数据已更正", by=sun, at=at(6, 2))
    assert (corrected.number, corrected.points) == (2, Decimal("97.50"))  # only that March came late is left
    assert scored(plan, county).frozen == corrected
    assert [queries.differences(each) for each in FrozenScore.objects.all()] == [[], [], []]


def test_nobody_alters_what_is_frozen_and_tampering_with_a_figure_is_seen(county: Government, plan: Report) -> None:
    frozen = operations.freeze(plan, QUARTER, by=county.by("sun"), at=at(5, 2))[0]
    frozen.points = Decimal(100)
    with pytest.raises(IntegrityError, match="is not altered"), transaction.atomic():
        frozen.save()
    with connection.cursor() as cursor:  # whoever owns the database can do this, and the score tells
        cursor.execute("SET LOCAL session_replication_role = replica")
        OfficialValue.objects.filter(period="2023-03").update(number=9)
    frozen.refresh_from_db()
    assert [(each.period, each.kept, each.found) for each in queries.differences(frozen)] == [("2023-03", "6 (1)", "9 (1)")]


def test_force_majeure_takes_out_of_the_denominator_by_a_second_person_of_another_unit(county: Government, plan: Report) -> None:
    with pytest.raises(NotAllowed):
        objected(plan, county, by=county.by("wu"))
    with pytest.raises(NeedsReason):
        objected(plan, county, basis=" ")
    with pytest.raises(NotItsOwn):
        objected(plan, county, code=promise(plan, "新增规模以上工业企业10家").code)
    number = objected(plan, county)
    assert [each.number for each in queries.objections_waiting(plan)] == [1]
    assert Message.objects.filter(topic="scores.objection").count() == 2  # both leaders
    with pytest.raises(NotAllowed):
        answer(plan, county, number, by="sun")
    with pytest.raises(NeedsReason):
        answer(plan, county, number, reason="")
    answer(plan, county, number)
    with pytest.raises(DecidedAlready):
        answer(plan, county, number)
    found = scored(plan, county)
    assert [each.kind for each in found.parts[0].asides] == [Apart.EXEMPT, Apart.CANNOT_JUDGE]
    assert found.points == Decimal("84.67")  # all 60 by the beds


def test_an_objection_to_a_frozen_score_makes_its_next_version(county: Government, plan: Report) -> None:
    with pytest.raises(NotFrozen):
        operations.correct(plan, county.units["education"], QUARTER, reason="更正", by=county.by("sun"), at=at(5, 2))
    operations.freeze(plan, QUARTER, by=county.by("sun"), at=at(5, 2))
    answer(plan, county, objected(plan, county, ObjectionKind.CORRECTION), accepted=False, reason="数据无误")
    assert scored(plan, county).frozen is not None
    assert FrozenScore.objects.filter(number=2).count() == 0
    answer(plan, county, objected(plan, county))
    [second] = FrozenScore.objects.filter(number=2)
    assert (second.points, second.reason, second.signature) == (Decimal("84.67"), "属实", "县长 赵示例")
    assert second.objection is not None
    assert second.objection.number == 2


def test_nobody_decides_for_the_own_unit(county: Government, plan: Report) -> None:
    """A head who were granted the power for the whole district is still of the unit."""
    number = objected(plan, county)
    operations.publish(county.district, queries.formulas_of(county.district)[0].said, by=county.by("sun"), at=at(5, 3))
    from luoshi.district.offices import operations as offices
    from luoshi.district.offices.models import Power, Reach

    offices.grant(
        county.district, post=county.posts["education_reporter"], matter="scores", power=Power.APPROVE, reach=Reach.DISTRICT,
        on=date(2023, 1, 2), by=county.by("sun"),
    )  # fmt: skip
    with pytest.raises(SecondPersonNeeded):
        answer(plan, county, number, by="zhou")
