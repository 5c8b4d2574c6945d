"""What time it is in the district."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from luoshi.district import clock

LATE = datetime(2023, 9, 29, 16, 30, tzinfo=UTC)
"""Half past midnight of 30 September in the district."""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What a demonstration shows: nothing, or the one moment that stands here."""
    moments: list[datetime] = []
    monkeypatch.setattr(clock, "_SHOWN", [lambda _: moments[0] if moments else None])
    return moments


def test_a_demonstration_goes_by_the_moment_that_it_shows(shown: list[datetime], settings: Settings) -> None:
    settings.DEMONSTRATION = True
    assert abs(clock.now() - timezone.now()).total_seconds() < 60
    shown.append(LATE)
    assert (clock.now(), clock.today()) == (LATE, date(2023, 9, 30))


def test_no_other_installation_does(shown: list[datetime], settings: Settings) -> None:
    settings.DEMONSTRATION = False
    shown.append(LATE)
    assert clock.now() != LATE
