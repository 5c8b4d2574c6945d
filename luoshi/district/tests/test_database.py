"""Which database is used: what a DATABASE_URL may say, and that no password is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from luoshi.district.database import PLANNING, database_settings


def test_without_url_the_embedded_database_is_used_over_its_socket(tmp_path: Path) -> None:
    settings = database_settings(None, tmp_path)
    assert settings["ENGINE"] == "luoshi.district.embedded"
    assert settings["HOST"].startswith("/")
    assert list(tmp_path.iterdir()) == []  # asking starts nothing


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://office:s%40fe@db.local:5433/plan",
            {"USER": "office", "PASSWORD": "s@fe", "HOST": "db.local", "PORT": "5433", "NAME": "plan"},
        ),
        ("postgres:///plan?host=/run/postgresql", {"HOST": "/run/postgresql", "NAME": "plan", "OPTIONS": {"options": PLANNING}}),
        ("postgresql:///plan?options=-c%20work_mem%3D8MB", {"OPTIONS": {"options": f"{PLANNING} -c work_mem=8MB"}}),
        (
            "postgresql://[::1]/plan?sslmode=require",
            {"HOST": "::1", "NAME": "plan", "OPTIONS": {"sslmode": "require", "options": PLANNING}},
        ),
    ],
)
def test_the_forms_of_a_url(url: str, expected: dict[str, object], tmp_path: Path) -> None:
    settings = database_settings(url, tmp_path)
    assert settings["ENGINE"] == "luoshi.district.postgresql"
    assert settings["CONN_MAX_AGE"] > 0
    assert {key: settings[key] for key in expected} == expected


@pytest.mark.parametrize(
    "url", ["mysql://office:hidden@host/plan", "postgresql://office:hidden@[host/plan", "postgresql://office:hidden@host"]
)
def test_a_wrong_url_is_explained_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host:port/name") as refusal:
        database_settings(url, tmp_path)
    assert "hidden" not in str(refusal.value)
