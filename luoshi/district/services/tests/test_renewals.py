"""Licences near their end: renewed by themselves, blocked, declined, renewed by the law's own silence; each once, and each by whom it may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from luoshi.district.casework import operations as casework
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.casework.models import Case
from luoshi.district.credentials.queries import credential, events, standing
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.offices import operations as offices
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.services import operations, queries
from luoshi.district.services.errors import NotExpired, NothingToDecline, NotRenewable, NotYours
from luoshi.district.services.models import Renewal, RenewalState, RenewalStep
from luoshi.district.services.rounds import ROUNDS
from luoshi.district.services.tests.world import FIRM, LARGE_FIRM, MONDAY, PACKS, Counter, _grant, laid_in
from luoshi.engines.packs.tests.small_item import FILES, _parameter

LAST = date(2023, 4, 14)
"""A Friday, 39 days after the Monday on which everything begins."""
AHEAD = 45
NAME = "摊位许可证"
STATEMENT = {"statement": "已经换到小的摊位"}


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Counter:
    """The counter of a county that renews its stall licences by itself."""
    county, by = counter.county, counter.county.by
    renewal = "renewal: {decision: 摊位审查, open_before: 续证提前期}\n"
    files = {
        **FILES,
        "item.yaml": FILES["item.yaml"] + renewal,
        "parameters.yaml": FILES["parameters.yaml"] + _parameter("续证提前期", "日", AHEAD),
    }
    at = MONDAY - timedelta(days=30)
    operations.load_item(laid_in(tmp_path, files), county.district, unit=county.units["civil"], valid_from=date(2023, 1, 1), by=by("sun"), at=at)
    casework.load_case_type(PACKS / "renewal_blocked", county.district, by=by("sun"), at=at)
    grants = (
        _grant("renewal_blocked", "see", "handle", post="civil_reporter", reach="unit"),
        _grant("renewal_blocked", "see", "approve", post="civil_head", reach="unit"),
        _grant("renewal_blocked", "see", post="head"),
    )
    offices.set_up(county.district, units=(), posts=(), people=(), grants=grants)
    return counter


def holds(desk: Counter, firm: str = FIRM, last: date = LAST, number: str = "青摊〔2020〕1号", **other: str) -> str:
    """A stall licence of a firm, by its key in the register."""
    words = {
        "number": number, "issuer": "民政局", "name": NAME, "holder": firm, "scope": "桃子", "place": "QX-001",
        "issued_on": "2020-04-14", "expires_on": last.isoformat(), "state": "有效", **other,
    }  # fmt: skip
    by = desk.by("automatic_approval") if False else _machine(desk)
    entry = register.enter(
        KINDS["licences"], desk.county.district, words, valid_from=date(2020, 4, 14), source="样本库（虚构）", by=by, at=MONDAY - timedelta(days=50)
    )
    return entry.key


def _machine(desk: Counter) -> Any:
    return queries.desk_of(desk.county.district, on=desk.at.date()).by
