"""For all tests: where the real reports lie, and the database that everything is tested on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from luoshi.district.tests import snapshots
from luoshi.district.translations import compile_translations

CHECKOUT = Path(__file__).parent

# How fast a machine is says nothing of what is tested: speed is measured in benchmarks, and a busy machine fails no test.
settings.register_profile("luoshi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("luoshi")


def pytest_sessionstart() -> None:
    """Pages are tested in both languages, so their words must be compiled."""
    compile_translations(CHECKOUT / "luoshi")


@pytest.fixture(scope="session", autouse=True)
def _emptied_in_spite_of_guards() -> Iterator[None]:
    """Tests with transactions of their own empty all tables afterwards, also those whose triggers let nobody do that."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def without_triggers(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        empty(operations, ["SET LOCAL session_replication_role = replica", *statements])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session", autouse=True)
def _shared_snapshots(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What takes long to store is stored by one of the processes that test, and laid back by the others."""
    own = tmp_path_factory.getbasetemp()
    snapshots.share_in(own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database. Programs that tests killed may still have a session in it at the end, which would keep it from being removed."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


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
