"""Licences near their end, in a county that renews its stall licences by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.casework import operations as casework
from luoshi.district.offices import operations as offices
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import operations, queries
from luoshi.district.services.tests.world import FIRM, MONDAY, PACKS, Counter, _grant, laid_in
from luoshi.engines.packs.tests.small_item import FILES, _parameter

if TYPE_CHECKING:
    from pathlib import Path

    from luoshi.district.offices.tests.government import Government

LAST: Final = date(2023, 4, 14)
"""A Friday, 39 days after the Monday on which everything begins."""
AHEAD: Final = 45
NAME: Final = "摊位许可证"


def renew_by_themselves(county: Government, folder: Path) -> None:
    """Let the county renew its stall licences: a new version of the item, the case type of what blocks it, who may decide that."""
    renewal = "renewal: {decision: 摊位审查, open_before: 续证提前期}\n"
    files = {
        **FILES,
        "item.yaml": FILES["item.yaml"] + renewal,
        "parameters.yaml": FILES["parameters.yaml"] + _parameter("续证提前期", "日", AHEAD),
    }
    at, by = MONDAY - timedelta(days=30), county.by
    unit, begins = county.units["civil"], date(2023, 1, 1)
    operations.load_item(laid_in(folder, files), county.district, unit=unit, valid_from=begins, by=by("sun"), at=at)
    casework.load_case_type(PACKS / "renewal_blocked", county.district, by=by("sun"), at=at)
    grants = (
        _grant("renewal_blocked", "see", "handle", post="civil_reporter", reach="unit"),
        _grant("renewal_blocked", "see", "approve", post="civil_head", reach="unit"),
        _grant("renewal_blocked", "see", post="head"),
    )
    offices.set_up(county.district, units=(), posts=(), people=(), grants=grants)


def holds(desk: Counter, firm: str = FIRM, last: date = LAST, number: str = "青摊〔2020〕1号", **other: str) -> str:
    """A stall licence of a firm, by its key in the register."""
    words = {
        "number": number, "issuer": "民政局", "name": NAME, "holder": firm, "scope": "桃子", "place": "QX-001",
        "issued_on": "2020-04-14", "expires_on": last.isoformat(), "state": "有效", **other,
    }  # fmt: skip
    by, begun = queries.desk_of(desk.county.district, on=desk.at.date()).by, date(2020, 4, 14)
    return register.enter(KINDS["licences"], desk.county.district, words, valid_from=begun, source="样本库（虚构）", by=by, at=MONDAY).key
