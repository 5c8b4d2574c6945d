"""When a round is due: pure, on a clock that only runs forward (seconds, as :func:`time.monotonic`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.district.rounds import Round

FIRST_RETRY_SECONDS = 5
LONGEST_RETRY_SECONDS = 900


@dataclass(slots=True)
class Scheduled:
    """A round, the second at which it is due, and how often it failed since it last succeeded."""

    round: Round
    due: float
    failures: int = 0

    def succeeded(self, began: float) -> None:
        """It comes round again, counted from when it began."""
        self.failures, self.due = 0, began + self.round.every_seconds

    def failed(self, ended: float) -> None:
        """It is tried again, after a pause that doubles with each failure up to a quarter of an hour."""
        self.failures += 1
        self.due = ended + retry_seconds(self.failures)


def retry_seconds(failures: int) -> float:
    """How long to wait after so many failures in a row: 5, 10, 20 … 900 seconds."""
    return float(min(FIRST_RETRY_SECONDS * 2 ** min(failures - 1, 10), LONGEST_RETRY_SECONDS))


def next_of(scheduled: list[Scheduled]) -> Scheduled:
    """The one that is due first; a round that is late does not wait for one that is later."""
    return min(scheduled, key=lambda each: each.due)
