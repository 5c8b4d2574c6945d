"""Every reason for which a change of a licence is refused, each a function whose name is the condition."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError

from luoshi.district.credentials.errors import NeedsReasonAndLaw, NotAllowed, NotInThisState, NumberTaken, OnlyAPerson, WrongDays
from luoshi.district.credentials.models import NUMBER_IS_ITS_OWN
from luoshi.district.offices.queries import Power

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from luoshi.district.credentials.states import Standing, State
    from luoshi.district.offices.queries import Authority, District, Unit

LICENSING: Final = "licensing"
"""The matter in which power is granted."""


def not_of_the_district(by: Authority, district: District, unit: Unit) -> None:
    """Whoever issues holds no post there."""
    if not by.serves(district):
        raise NotAllowed(unit.name)


@contextmanager
def number_is_taken(numbers: Sequence[str]) -> Iterator[None]:
    """There is a licence of one of these numbers, whoever issued it. The database says so: nobody has to ask before."""
    try:
        yield
    except IntegrityError as error:
        if NUMBER_IS_ITS_OWN in str(error):
            raise NumberTaken("、".join(numbers)) from error
        raise


def ends_before_it_begins(expires_on: date | None, begins: date) -> None:
    """It would never be valid."""
    if expires_on is not None and expires_on < begins:
        raise WrongDays(expires_on, begins)


def not_longer(expires_on: date | None, before: date | None) -> None:
    """A renewal would not make it longer."""
    if expires_on is not None and (before is None or expires_on <= before):
        raise WrongDays(expires_on, before or date.max)


def not_a_person(by: Authority) -> None:
    """A machine would decide: nobody, or the program that fills a post, as which nobody can sign in."""
    if by.person is None or by.person.account_id is None:
        raise OnlyAPerson


def may_not_approve(by: Authority, unit: Unit) -> None:
    """Nobody granted the person the power to approve licences of the unit."""
    if not by.may(Power.APPROVE, LICENSING, unit=unit):
        raise NotAllowed(unit.name)


def without_reason_or_law(reason: str, basis: str) -> None:
    """It is not said why, or by which law."""
    if not reason.strip() or not basis.strip():
        raise NeedsReasonAndLaw


def not_in(states: Collection[State], standing: Standing, number: str) -> None:
    """What happened to the licence before does not allow it."""
    if standing.state not in states:
        raise NotInThisState(number, standing.state.words)
