"""Random models over the same rows: the reference, the compiled engine, DuckDB and PostgreSQL give one value, reason and flags."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings

from luoshi.engines.decisions.sets import SetPlan
from tests.agreement.checking import Answer, differences, question_of
from tests.agreement.engines import by_duckdb, by_postgresql
from tests.agreement.generated import Asked, models, rows
from tests.agreement.rows import Row

ROWS: Final = rows(50, seed=7)


@pytest.mark.django_db
@settings(max_examples=6)
@given(models())
def test_all_engines_say_the_same_of_generated_models(asked: Asked) -> None:
    question = question_of(asked, ROWS)

    def duckdb(plan: SetPlan, given_rows: list[Row], with_doubtful: bool) -> list[Answer]:  # noqa: FBT001 - as it is asked
        found = by_duckdb(plan, given_rows, with_doubtful=with_doubtful)
        assert found == by_postgresql(plan, given_rows, with_doubtful=with_doubtful)
        return found

    assert not list(differences(question, duckdb))
