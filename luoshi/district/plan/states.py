"""How far a commitment has come before its year begins to be measured: incomplete, waiting for its unit, or confirmed."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.plan.missing import INCOMPLETE
from luoshi.district.plan.words import Word


class State(StrEnum):
    """The closed list of states; each commitment of a plan is in exactly one."""

    INCOMPLETE = "incomplete"
    WAITING = "waiting"
    CONFIRMED = "confirmed"


STATES: dict[str, Word] = {
    State.INCOMPLETE: Word(_("待补充"), _("责任、时限、基数或佐证来源还没有补齐")),
    State.WAITING: Word(_("待确认"), _("已补齐，等牵头单位负责人确认")),
    State.CONFIRMED: Word(_("已确认"), _("牵头单位负责人已确认责任、时限和核对办法")),
}

STATE_CONDITIONS: dict[str, Q] = {
    State.INCOMPLETE: Q(confirmed_at=None) & INCOMPLETE,
    State.WAITING: Q(confirmed_at=None) & ~INCOMPLETE,
    State.CONFIRMED: Q(confirmed_at__isnull=False),
}
"""Of which commitments each state is true. What was confirmed was complete then, and any change takes the confirmation back."""
