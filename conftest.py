"""For all tests: where the real reports lie, and the database that everything is tested on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from luoshi.district.translations import compile_translations

CHECKOUT = Path(__file__).parent


def pytest_sessionstart() -> None:
    """Pages are tested in both languages, so their words must be compiled."""
    compile_translations(CHECKOUT / "luoshi")


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Each test begins in the site's own language: a page that was asked for in another one leaves that active in the process."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and labelled data, which is not part of the repository. Tests that need it are skipped without it."""
    folder = Path(os.environ.get("LUOSHI_SHARED") or CHECKOUT.parent / "shared")
    if not (folder / "reports").is_dir():
        pytest.skip(f"needs the real reports: no folder {folder} (set LUOSHI_SHARED)")
    return folder
