"""What leaders and the office do with lights that last: once a month they take the steps that are due; stories take their own."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.demonstration.routines import told_by_stories
from luoshi.district.lights import operations
from luoshi.district.lights.queries import steps_until

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present

DECIDED: Final = time(10, 40)
AT_ONCE_MAX: Final = 100


def rise_all(present: Present) -> int:
    """Take what is due, on the first working day of a month; returns how many steps."""
    ladder, day = present.year.ladder, present.day
    if ladder is None or day > ladder.until or not present.begins_a_month:
        return 0
    at, by_rung, told = present.at(DECIDED), {each.rung: each for each in ladder.steps}, told_by_stories(present).step_by_step
    due = [(each.light, by_rung.get(each.next.rung)) for each in steps_until(present.plan, day, at=at, limit=AT_ONCE_MAX) if each.next]
    taken = [(light, rise) for light, rise in due if rise is not None and light.commitment.quote not in told]
    for light, rise in taken:
        with leaving_out(f"{light.commitment.code} {rise.rung}"):
            operations.escalate(light.commitment.code, light.number, words=rise.words, by=present.post(rise.by), at=at)
    return len(taken)
