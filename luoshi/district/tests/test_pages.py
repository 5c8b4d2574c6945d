"""What every answer of the site has in common."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_healthy_while_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok"}


def test_not_healthy_while_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503


@pytest.mark.django_db
def test_browsers_are_told_to_trust_nobody_else(client: Client) -> None:
    headers = client.get("/healthz").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "given"), [("", "zh-hans"), ("zh-CN", "zh-hans"), ("en-GB,en;q=0.9", "en"), ("fr", "zh-hans")])
def test_chinese_first_english_on_request(asked: str, given: str, client: Client) -> None:
    assert client.get("/healthz", headers={"accept-language": asked}).headers["Content-Language"] == given
