"""青溪县 and facts about its supervision cases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from luoshi.district.facts.models import Fact
from luoshi.district.facts.new import NewFact, Subject
from luoshi.district.facts.operations import record
from luoshi.district.offices.tests.government import Government, found_county, found_neighbour

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
SCHOOL = Subject("commitment", "qingxi-2023-0007", "新建幼儿园3所")


def new(**changes: Any) -> NewFact:
    """A kindergarten was opened, unless something else is said."""
    usual = {"kind": "kindergarten.opened", "subject": SCHOOL, "happened_at": AT, "source": "县教育局月报", "public": True}
    return NewFact(**{**usual, **changes})


def put(government: Government, **changes: Any) -> Fact:
    """A fact on record, by the reporter of the bureau of education."""
    return record(new(**changes), district=government.district, by=government.by("zhou"), at=AT)


@pytest.fixture
def government(db: None) -> Government:
    """The county's offices."""
    return found_county()


@pytest.fixture
def neighbour(db: None) -> Government:
    """Another county's offices."""
    return found_neighbour()
