"""Reads of the demonstration: which day is shown, how far it is to go, and a digest of everything that its year has made."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.timezone import make_aware

from luoshi.district.demonstration.digest import digest
from luoshi.district.demonstration.models import Showing
from luoshi.district.demonstration.played import year_of
from luoshi.engines.packs.model_of_year import Episode, Published, Year

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority

__all__ = ["Episode", "Published", "Showing", "Year", "digest", "may_move", "moment_of", "showing", "shown_moment", "year_of"]

OPENS: Final = time(15, 30)
"""The moment of a day from which it is shown: what happened on it lies before."""
LASTS: Final = timedelta(hours=2)


def showing() -> Showing | None:
    """The demonstration of this installation; nothing where it is none, or has no year."""
    return Showing.objects.select_related("district").first()


def shown_moment(machine: datetime) -> datetime | None:
    """The moment at which the site stands at a moment of the machine; nothing where no day is set."""
    found = Showing.objects.values_list("day", "moved_at").first()
    return moment_of(found[0], machine - found[1]) if found else None


def moment_of(day: date, elapsed: timedelta) -> datetime:
    """A moment of a shown day: it begins in the afternoon and goes on ever more slowly.

    So it never ends while somebody looks at it, and what is done later is later.
    """
    passed = max(elapsed, timedelta(0))
    return make_aware(datetime.combine(day, OPENS)) + LASTS * (passed / (passed + LASTS))


def may_move(by: Authority) -> bool:
    """Whether somebody keeps the plan of the demonstration's district, and so may move its day."""
    found = showing()
    return found is not None and by.is_office_of(found.district)
