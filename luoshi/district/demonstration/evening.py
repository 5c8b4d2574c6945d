"""The rounds of a day: what the worker does all the time is done once, at one moment, in an order in which nothing waits for tomorrow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.timezone import make_aware

from luoshi.district.rounds import installed_rounds

if TYPE_CHECKING:
    from luoshi.district.rounds import Round
    from luoshi.engines.casework import Calendar

OWN: Final = "demonstration.live"
MOMENT: Final = time(15)
FIRST: Final = (
    "services.renewals", "services.overdue_renewals", "facts.seal", "indicators.count", "lights.judge", "story.notice", "story.tell",
)  # fmt: skip
"""A fact is sealed before it is counted, a light follows the figures, followers are told of both; everything else comes after them."""
DAILY: Final = ("facts.seal", "indicators.count")
"""On days off as well."""
WEEKLY: Final = (
    "services.renewals", "services.overdue_renewals", "dues.remind",
    "attachments.remove_drafts", "ladder.look", "open_data.archive", "story.forget", "throttle.forget_tries",
)  # fmt: skip
"""What takes long or waits for no day: on the last working day of a week. The worker does it for the shown day."""
FORTNIGHTLY: Final = ("population.snapshot",)
"""The same at the end of every other week."""
WITH_FIGURES: Final = ("lights.judge",)
"""When figures came, and once a week."""
MONTHLY: Final = ("forecasts.foresee", "story.notice")
"""On the last day of a month. The worker looks for news of the shown day all the same."""
NEVER: Final = (OWN, "background.heartbeat", "credentials.font")
"""What is of the machine and not of the day."""


def evening(day: date, *, calendar: Calendar, figures_came: bool) -> None:
    """Run the rounds of all capabilities as of a day."""
    at, following = make_aware(datetime.combine(day, MOMENT)), calendar.add_working_days(day, 1)
    works = calendar.is_working_day(day)
    skipped = {*NEVER}
    if (day + timedelta(days=1)).day != 1:
        skipped |= {*MONTHLY}
    ends_a_week = works and following.isocalendar().week != day.isocalendar().week
    if not ends_a_week:
        skipped |= {*WEEKLY}
    if not ends_a_week or day.isocalendar().week % 2:
        skipped |= {*FORTNIGHTLY}
    if not (ends_a_week or (works and figures_came)):
        skipped |= {*WITH_FIGURES}
    for each in sorted(installed_rounds(), key=_place):
        if each.name not in skipped and (works or each.name in (*DAILY, *MONTHLY)):
            each.act(at)


def _place(each: Round) -> tuple[int, str]:
    return (FIRST.index(each.name) if each.name in FIRST else len(FIRST), each.name)
