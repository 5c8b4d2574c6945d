"""A connection that is kept open is found dead or alive."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.mark.django_db
def test_a_connection_is_known_to_be_alive_without_a_question_and_found_dead_when_the_server_ended_it() -> None:
    kept = connection.copy()
    kept.ensure_connection()
    try:
        with CaptureQueriesContext(kept) as asked:
            assert kept.is_usable()
        assert len(asked) == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [kept.connection.info.backend_pid])
        assert not kept.is_usable()
    finally:
        kept.close()
