"""Servers and the database are killed while programs apply: what was answered is there, decided once, and nothing is half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.tests.killable import audited, own_database, said, worked_until_killed
from luoshi.district.messages.models import Message
from luoshi.district.services.tests.killed import half_decided, lost
from luoshi.district.services.tests.programs import applying, go_on, stop
from luoshi.district.services.tests.world import Counter
from luoshi.district.tests.served import Served

SCRIPT = "luoshi.district.services.tests.killed"


@pytest.fixture
def cluster(_stored_county: None, db: None) -> Iterator[Cluster]:
    """A database of its own with the county in it."""
    with own_database() as found:
        yield found


def test_whoever_is_killed_leaves_applications_whole_or_not_at_all(cluster: Cluster) -> None:
    assert audited(cluster, SCRIPT, worked_until_killed(cluster, SCRIPT)) == (0, "", "")


def test_a_server_killed_with_its_database_loses_nothing_that_it_answered_and_answers_the_rest_once(cluster: Cluster) -> None:
    """`luoshi serve` with all its processes, in front of programs that call over HTTP and repeat what was not answered."""
    token = said(cluster, SCRIPT, "token")
    with Served(cluster.data, "--port", "0", LUOSHI_DEVELOP="1") as site, applying(site.address, token) as programs:
        go_on(programs, 12)
        site.kill()
        assert cluster.process() is None
        with Served(cluster.data, "--port", site.port, LUOSHI_DEVELOP="1") as again:
            go_on(programs, 12)
            stop(programs)
            assert all(each.unanswered for each in programs), "each of them was waiting for an answer"
            assert [each.calls(key) for each in programs for key in each.answers] == [
                told for each in programs for told in each.answers.values()
            ]
            again.stop()
    assert audited(cluster, SCRIPT, [line for each in programs for line in each.lines()]) == (0, "", "")


def test_the_audit_finds_what_is_lost_or_half_decided(counter: Counter) -> None:
    """The judge of the test above is judged itself."""
    application = counter.filled()
    counter.submits(application)
    application.refresh_from_db()
    assert [*half_decided(), *lost([[str(application.once), application.code, application.licence]])] == []
    assert list(lost([[str(application.once), application.code, "另一个号"]])) != []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the database itself would not let anything be taken away
        Message.objects.filter(key__startswith=application.code)._raw_delete("default")
        cursor.execute("SET session_replication_role = origin")
    assert list(half_decided()) == [f"{application.code} has 0 messages"]
