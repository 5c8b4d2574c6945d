"""The background work of services: licences are renewed, and none expires undecided without a word."""

from __future__ import annotations

from typing import Final

from luoshi.district.rounds import Round
from luoshi.district.services.operations_of_renewals import open_renewals, tell_of_overdue

EVERY_SECONDS: Final = 3600
"""A day's work, but nobody waits until tomorrow for what began today; what is done is not done again."""

ROUNDS = (
    Round("services.renewals", EVERY_SECONDS, open_renewals),
    Round("services.overdue_renewals", EVERY_SECONDS, tell_of_overdue),
)
