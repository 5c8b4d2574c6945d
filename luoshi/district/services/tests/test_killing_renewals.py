"""A round of silent renewals is killed, and so is the database under it: the next round finishes it, and nobody is renewed twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from signal import SIGKILL

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.tests.killable import asked, audited, own_database, started
from luoshi.district.messages.models import Message
from luoshi.district.services.tests.ending import holds, renew_by_themselves
from luoshi.district.services.tests.killed_renewing import half_renewed, work
from luoshi.district.services.tests.world import Counter, found_services
from luoshi.district.tests.snapshots import standing

SCRIPT = "luoshi.district.services.tests.killed_renewing"
LICENCES = 24


@pytest.fixture(scope="module", autouse=True)
def _ending(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The county, with licences that end on the same day."""

    def enter() -> None:
        county = found_services()
        renew_by_themselves(county, tmp_path_factory.mktemp("pack"))
        for number in range(LICENCES):
            holds(Counter(county), number=f"青摊〔2020〕{number}号")

    with standing("licences near their end", enter, django_db_blocker):
        yield


@pytest.fixture
def cluster(db: None) -> Iterator[Cluster]:
    """A database of its own with the county in it."""
    with own_database() as found:
        yield found


def renewed(cluster: Cluster) -> int:
    """How many are, as somebody else sees it."""
    return int(asked(cluster, "SELECT count(*) FROM services_renewalstep"))


def until(cluster: Cluster, so_many: int) -> None:
    """Wait until so many are renewed: a round is at work."""
    deadline = time.monotonic() + 60
    while renewed(cluster) < so_many:
        assert time.monotonic() < deadline


def test_a_round_that_is_killed_is_finished_by_the_next_and_nobody_is_renewed_twice(cluster: Cluster) -> None:
    with started(cluster, SCRIPT) as first:
        until(cluster, 3)
        first.kill()
    before = renewed(cluster)
    with started(cluster, SCRIPT) as second:
        until(cluster, before + 3)
        database = cluster.process()
        assert database is not None
        database.send_signal(SIGKILL)
    assert second.returncode != 0, "the round says that the database went away"
    assert audited(cluster, SCRIPT, []) == (0, "", "")
    assert before < LICENCES, "it was killed in the middle"
    assert renewed(cluster) == LICENCES


def test_the_audit_finds_what_is_half_renewed(db: None) -> None:
    """The judge of the test above is judged itself."""
    assert len([*half_renewed()]) == 6 * LICENCES
    work()
    assert [*half_renewed()] == []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the database itself would not let anything be taken away
        Message.objects.filter(pk=Message.objects.latest("pk").pk)._raw_delete("default")
        cursor.execute("SET session_replication_role = origin")
    (fault,) = half_renewed()
    assert fault.endswith(" has 0 messages")
