"""催办: the cards of clocks are shown when they are due. A clock that is paused has none, and each is shown once in a term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.casework.catalogue import HEAVY
from luoshi.district.casework.deadlines import cards_shown, cards_to_come, newest_deadlines, point
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.models import Case, Reminder
from luoshi.district.casework.telling import tell_of_card
from luoshi.district.rounds import one_by_one
from luoshi.engines.casework import ClockState

if TYPE_CHECKING:
    from datetime import datetime

AT_ONCE_MAX: Final = 500
"""So many cases in one round; the next one goes on."""


def remind(at: datetime) -> int:
    """Show every card that is due, and tell whoever the case type names; returns how many cards that were."""
    due = Case.objects.filter(remind_at__lte=at).order_by("remind_at", "pk").values_list("pk", flat=True)
    return one_by_one(lambda pk: _remind_of(pk, at), list(due[:AT_ONCE_MAX]))


@transaction.atomic
def _remind_of(pk: int, at: datetime) -> int:
    case = _locked(pk)
    if case is None or case.remind_at is None or case.remind_at > at:  # another worker was faster, or a step was taken
        return 0
    life, newest, shown = life_of(case, at=at), newest_deadlines(case), cards_shown(case)
    counting = [row for row in newest.values() if row.state != ClockState.STOPPED]
    cards = [card for card in cards_to_come(counting, shown, at=at) if card.at <= at]
    for card in cards:
        row = card.deadline
        assert row.due_at is not None, "a card belongs to a deadline"
        Reminder.objects.create(case=case, clock=row.clock, term=row.term, colour=card.colour, due_at=row.due_at, at=at)
        tell_of_card(case, card, life, at=at)
    point(case, newest, cards_shown(case), at=at)
    case.save(update_fields=["remind_at"])
    return len(cards)


def _locked(pk: int) -> Case | None:
    """The case, unless somebody works on it just now: then the next round looks again."""
    found = (
        Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("district", "type", "unit", "holder").defer(*HEAVY)
    )
    return found.filter(pk=pk).first()
