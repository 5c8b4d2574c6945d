"""Changes of the demonstration: it begins, is told how far to go, and lives day by day. Each day is one transaction and happens whole."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.core.management import call_command
from django.db import transaction
from django.utils.timezone import make_aware

from luoshi.district.casework.queries import working_calendar
from luoshi.district.demonstration import fail_if
from luoshi.district.demonstration.answers import answer_all
from luoshi.district.demonstration.emptying import empty
from luoshi.district.demonstration.evening import evening
from luoshi.district.demonstration.filings import file_all
from luoshi.district.demonstration.ledgers import note_all
from luoshi.district.demonstration.lists import bring_all
from luoshi.district.demonstration.models import Showing
from luoshi.district.demonstration.played import played
from luoshi.district.demonstration.present import Present
from luoshi.district.demonstration.records import record_all
from luoshi.district.demonstration.releases import issue_all
from luoshi.district.demonstration.rising import rise_all
from luoshi.district.demonstration.routines import handle_all
from luoshi.district.demonstration.stories import tell_all
from luoshi.district.demonstration.tables import bring_tables
from luoshi.district.offices.operations import name_district

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority

__all__ = ["aim_at", "begin", "empty", "go_on_to", "live_next"]

LOADED: Final = time(8, 30)
"""When the district is loaded on the first day, before anything happens."""
A_DAY: Final = timedelta(days=1)
BRINGS_FIGURES: Final = frozenset(("approve", "correct", "withdraw", "decide_exemption", "define"))
"""The steps of stories after which lights may be others."""


def begin(*, seed: int | None = None, machine: datetime) -> Showing | None:
    """Load the district as it is on the first day of its year and live that day; nothing where no pack brings a year, or it has begun.

    Args:
        seed: what decides chance; the pack's own, unless another is given.
        machine: the machine's moment.
    """
    found = played()
    if found is None or Showing.objects.exists():
        return Showing.objects.first()
    pack, year = found
    at = make_aware(datetime.combine(year.begins, LOADED))
    call_command("load_demonstration", at=at.isoformat(), bare=True, verbosity=0)
    showing = Showing(
        district=name_district(pack.district), seed=year.seed if seed is None else seed, begins=year.begins, ends=year.ends,
        day=year.begins, aim=year.begins, settled=year.begins - A_DAY, moved_at=machine,
    )  # fmt: skip
    with transaction.atomic():
        _live(showing)
        showing.save(force_insert=True)
    _settle(showing)
    return showing


def aim_at(day: date, *, by: Authority) -> Showing:
    """Let the year go on up to a day, in the background.

    Raises:
        NoDemonstration: this installation shows none.
        NotAllowed: somebody else keeps the district's plan.
        NotOfTheYear: the year does not have the day.
        GoneBy: the day lies before the one that is shown; a year goes forward only.
    """
    with transaction.atomic():
        showing = fail_if.no_demonstration(Showing.objects.select_for_update().select_related("district").first())
        fail_if.not_the_office(showing, by)
        return _aimed(showing, day)


def go_on_to(day: date) -> Showing:
    """Let the year go on up to a day, whoever started the program says so. Raises what :func:`aim_at` does."""
    with transaction.atomic():
        return _aimed(fail_if.no_demonstration(Showing.objects.select_for_update().first()), day)


def _aimed(showing: Showing, day: date) -> Showing:
    fail_if.not_of_the_year(showing, day)
    fail_if.gone_by(showing, day)
    showing.aim = day
    showing.save(update_fields=["aim"])
    return showing


def live_next(*, machine: datetime) -> date | None:
    """Live the next day and show it, unless the aim is reached; returns it. Of two who live it at once one waits, and lives the day after.

    What an interruption left undone of the day before is done first.
    """
    with transaction.atomic():
        showing = Showing.objects.select_for_update().select_related("district").first()
        if showing is not None and showing.settled == showing.day and showing.day < showing.aim:
            showing.day, showing.moved_at = showing.day + A_DAY, machine
            _live(showing)
            showing.save(update_fields=["day", "moved_at"])
        elif showing is None or showing.settled == showing.day:
            return None
    _settle(showing)
    return showing.day


def _live(showing: Showing) -> None:
    """Everything that happens on the day, in its order."""
    present = _present(showing)
    record_all(present)
    bring_all(present)
    bring_tables(present)
    file_all(present)
    issue_all(present)
    rise_all(present)
    handle_all(present)
    answer_all(present)
    note_all(present)
    tell_all(present)


def _settle(showing: Showing) -> None:
    """What the worker does in the background of a real day; it keeps its own transactions, and what is done is not done again."""
    present = _present(showing)
    approved = any(step.on == showing.day and step.do in BRINGS_FIGURES for story in present.year.stories for step in story.steps)
    issued = any(each.issued_on == showing.day for each in present.year.releases)
    evening(showing.day, calendar=present.calendar, figures_came=approved or issued)
    Showing.objects.filter(day=showing.day).update(settled=showing.day)


def _present(showing: Showing) -> Present:
    found, calendar = played(), working_calendar(showing.district)
    assert found is not None, "a demonstration began with its pack"
    assert calendar is not None, "it was loaded with the district"
    return Present(*found, showing.district, calendar, showing.seed, showing.day)
