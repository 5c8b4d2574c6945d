"""A demonstration lives whole days, repeats itself from its seed, and goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NoReturn

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from luoshi.district.demonstration import operations, queries
from luoshi.district.demonstration.errors import GoneBy, NoDemonstration, NotAllowed, NotOfTheYear
from luoshi.district.demonstration.models import Showing
from luoshi.district.demonstration.tests.conftest import BEGINS, ENDS
from luoshi.district.facts.queries import Fact
from luoshi.district.offices.tests.government import Government
from luoshi.district.services.queries import Application
from luoshi.district.services.tests.world import MONDAY

NEXT, AIM = date(2023, 3, 9), date(2023, 3, 11)
"""The day after the first one; and a Saturday: two working days lie before it, and the end of a week."""


class Cut(BaseException):
    """The program ends here."""


def live() -> None:
    """Live up to the aim."""
    while operations.live_next(machine=MONDAY):
        pass


def cut(patch: pytest.MonkeyPatch, part: str) -> None:
    """Live until a part of a day is reached, where the program ends."""

    def end(*_: object, **__: object) -> NoReturn:
        raise Cut

    with patch.context() as within:
        within.setattr(operations, part, end)
        with pytest.raises(Cut):
            live()


@pytest.mark.usefixtures("county")
def test_a_seed_gives_the_same_days_however_they_were_interrupted(
    showing: Callable[..., Showing], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    digests = []
    for seed, aim, interrupted in ((7, AIM, ()), (7, AIM, ("handle_all", "evening")), (8, NEXT, ()), (7, NEXT, ())):
        before = transaction.savepoint()  # a block of its own would be one within which nothing is sealed
        showing(aim, seed=seed)
        for part in interrupted:
            cut(monkeypatch, part)
        live()
        found = Showing.objects.get()
        assert found.day == found.settled == aim
        digests.append(queries.digest(found.district, on=aim))
        if aim == AIM:
            _what_happened()
        transaction.savepoint_rollback(before)
    once, again, otherwise, begun = digests
    assert once == again
    assert otherwise != begun, "on the first day already"
    assert "withdrawn 2023-03-10 withdraw" in caplog.text, "there is no such fact: the step is left out, and the day goes on"


def test_the_rounds_of_a_month_s_end_come_out_the_same_twice(county: Government, showing: Callable[..., Showing]) -> None:
    digests = []
    for _ in range(2):
        before = transaction.savepoint()
        showing(ENDS)
        Showing.objects.update(day=ENDS - timedelta(days=3), settled=ENDS - timedelta(days=3))
        live()
        digests.append(queries.digest(county.district, on=ENDS))
        transaction.savepoint_rollback(before)
    assert (ENDS + timedelta(days=1)).day == 1, "the last day is one on which months end"
    assert digests[0] == digests[1]


def _what_happened() -> None:
    """By the operations of those whose work it is, on its day."""
    applications = list(Application.objects.filter(matter="individual_business_registration").order_by("pk"))
    assert {each.state for each in applications} == {"granted"}
    assert {localdate(each.submitted_at) for each in applications} <= {BEGINS + timedelta(days=day) for day in (1, 2, 3)}
    facts = list(Fact.objects.filter(kind="post.developed"))
    assert facts
    assert {each.said["by"]["posts"][0] for each in facts} == {"civil/civil_reporter"}
    assert all("虚构" in each.said["subject"]["title"] for each in facts)


def test_the_day_is_moved_forward_by_the_office(county: Government, showing: Callable[..., Showing]) -> None:
    with pytest.raises(NoDemonstration):
        operations.aim_at(AIM, by=county.by("sun"))
    showing(BEGINS)
    with pytest.raises(NotAllowed):
        operations.aim_at(AIM, by=county.by("zheng"))
    with pytest.raises(NotOfTheYear):
        operations.aim_at(ENDS + timedelta(days=1), by=county.by("sun"))
    Showing.objects.update(day=AIM, settled=AIM, aim=AIM)
    with pytest.raises(GoneBy):
        operations.aim_at(BEGINS, by=county.by("sun"))
    assert operations.aim_at(ENDS, by=county.by("sun")).aim == ENDS


def test_a_shown_moment_never_leaves_its_day_and_never_goes_back() -> None:
    moments = [queries.moment_of(AIM, timedelta(seconds=2**power)) for power in range(-3, 30)]
    assert moments == sorted(set(moments))
    assert {localdate(each) for each in moments} == {AIM}
    assert queries.moment_of(AIM, timedelta(hours=-1)) == queries.moment_of(AIM, timedelta(0))


@pytest.mark.usefixtures("county")
def test_the_site_goes_by_the_shown_day(showing: Callable[..., Showing]) -> None:
    showing(AIM)
    shown = queries.shown_moment(MONDAY + timedelta(minutes=1))
    assert shown is not None
    assert localdate(shown) == BEGINS
    Showing.objects.all().delete()
    assert queries.shown_moment(datetime.now(MONDAY.tzinfo)) is None
