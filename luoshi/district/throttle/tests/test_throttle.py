"""A brake holds for a while, for one alone, and leaves nothing to read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from luoshi.district.throttle.models import Try
from luoshi.district.throttle.operations import Throttle, forget_tries
from luoshi.district.throttle.queries import asker_of

if TYPE_CHECKING:
    from pytest_django import Settings

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BRAKE = Throttle("a test", tries=2, minutes=10)


@pytest.mark.django_db
def test_after_some_tries_one_waits_and_others_do_not() -> None:
    for _ in range(2):
        assert not BRAKE.is_used_up("one", at=AT)
        BRAKE.count("one", at=AT)
    assert BRAKE.is_used_up("one", at=AT + timedelta(minutes=9))
    assert not BRAKE.is_used_up("one", at=AT + timedelta(minutes=10))
    assert not BRAKE.is_used_up("other", at=AT)
    assert not Throttle("another test", tries=2, minutes=10).is_used_up("one", at=AT)
    assert not Try.objects.filter(sha256__contains="one").exists()
    assert forget_tries(AT + timedelta(hours=23)) == 0
    assert forget_tries(AT + timedelta(hours=25)) == 2


@pytest.mark.parametrize(("https", "address"), [(True, "192.0.2.7"), (False, "127.0.0.1")])
def test_only_a_proxy_in_front_says_who_asks(https: bool, address: str, settings: Settings) -> None:  # noqa: FBT001
    settings.HTTPS = https
    asked = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"})
    assert asker_of(asked).address == address
