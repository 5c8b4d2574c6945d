"""What the background worker does for services: licences near their end are renewed, none expires undecided without a word, and questions
that failed long ago are forgotten.
"""

from __future__ import annotations

from typing import Final

from luoshi.district.rounds import Round
from luoshi.district.services.inquiring import forget_inquiries
from luoshi.district.services.operations_of_renewals import open_renewals, tell_of_overdue

HOUR: Final = 3600
"""Renewals are a day's work, but nobody waits until tomorrow for what began today; what is done is not done again."""

ROUNDS = (
    Round("services.forget_inquiries", HOUR, forget_inquiries),
    Round("services.renewals", HOUR, open_renewals),
    Round("services.overdue_renewals", HOUR, tell_of_overdue),
)
