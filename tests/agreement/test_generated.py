"""Random models over the same rows: the reference, the compiled engine, DuckDB and PostgreSQL give one value, reason and flags."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given, settings

from luoshi.engines.decisions.sets import SetPlan
from luoshi.engines.decisions.tests.models import decision, feel, input_data, table, xml
from tests.agreement.answers import said
from tests.agreement.checking import Answer, differences, question_of
from tests.agreement.engines import by_duckdb, by_postgresql
from tests.agreement.generated import INPUTS, TYPES, Asked, models, rows
from tests.agreement.rows import Row

ROWS: Final = rows(50, seed=7)


def both(plan: SetPlan, given_rows: list[Row], with_doubtful: bool) -> list[Answer]:  # noqa: FBT001 - as it is asked
    """What DuckDB and PostgreSQL answer."""
    found = by_duckdb(plan, given_rows, with_doubtful=with_doubtful)
    assert found == by_postgresql(plan, given_rows, with_doubtful=with_doubtful)
    return found


@pytest.mark.django_db
@settings(max_examples=6)
@given(models())
def test_all_engines_say_the_same_of_generated_models(asked: Asked) -> None:
    assert not list(differences(question_of(asked, ROWS), both))


OVERLAPPING = """
    输入:人数 | 输出:结论
    允许      | 3, 1, 2
    >= 1      | 1
    >= 30     | 3
    <= 100    | 2
    >= 100    | 3
"""
HITS = {
    "UNIQUE": (None, None, Decimal(2)), "FIRST": (Decimal(1), Decimal(1), Decimal(2)), "PRIORITY": (Decimal(3), Decimal(1), Decimal(2)),
    "ANY": (None, None, Decimal(2)), "COLLECT SUM": (Decimal(9), Decimal(3), Decimal(2)),
    "COLLECT COUNT": (Decimal(4), Decimal(2), Decimal(1)), "COLLECT MIN": (Decimal(1), Decimal(1), Decimal(2)),
    "COLLECT MAX": (Decimal(3), Decimal(2), Decimal(2)), "RULE ORDER": (("1", "3", "2", "3"), ("1", "2"), ("2",)),
    "OUTPUT ORDER": (("3", "3", "1", "2"), ("1", "2"), ("2",)), "COLLECT": (("1", "3", "2", "3"), ("1", "2"), ("2",)),
}  # fmt: skip
"""Of 100, of 5 and of 0 people."""
TIES = {
    "decimal(金额, 1)": ("0.0", "-0.0", "0.2", "0.2"), "round half up(金额, 1)": ("0.1", "-0.1", "0.2", "0.3"),
    "round down(金额, 1)": ("0.0", "0.0", "0.1", "0.2"), "round up(金额, 1)": ("0.1", "-0.1", "0.2", "0.3"),
}  # fmt: skip
"""Of 0.05, -0.05, 0.15 and 0.25: half to the even digit where FEEL says so."""


@pytest.mark.django_db
def test_hit_policies_and_ties_by_hand() -> None:
    logics = {each: table(OVERLAPPING, hit=each.removesuffix(_added(each)).strip(), aggregation=_added(each)) for each in HITS}
    logics |= {f"舍入{place}": feel(text) for place, text in enumerate(TIES)}
    inputs = [input_data(name, type_ref) for name, (type_ref, _) in INPUTS.items()]
    elements = [decision(name, logic, "输入-人数", "输入-金额") for name, logic in logics.items()]
    asked = Asked(xml(*TYPES, *inputs, *elements), tuple(logics), tuple(HITS))
    given_rows = [{**ROWS[0][1], "人数": Decimal(people)} for people in (100, 5, 0)]
    given_rows += [{**ROWS[0][1], "金额": Decimal(amount)} for amount in ("0.05", "-0.05", "0.15", "0.25")]
    question = question_of(asked, [(row, row) for row in given_rows])
    assert not list(differences(question, both))
    answers = [said(question.plan, each) for each in both(question.plan, given_rows, False)]  # noqa: FBT003 - only what is sure
    for name, expected in HITS.items():
        assert tuple(each[name] for each in answers[:3]) == expected, name
    for place, expected_of_ties in enumerate(TIES.values()):
        assert tuple(each[f"舍入{place}"] for each in answers[3:]) == tuple(map(Decimal, expected_of_ties)), place


def _added(policy: str) -> str:
    """The aggregation of a collecting policy."""
    return policy.rpartition(" ")[2] if policy.startswith("COLLECT ") else ""
