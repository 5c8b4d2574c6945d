"""The tables of the demonstration tell some days from the day of loading, so that there is always a licence that expires soon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import luoshi
from luoshi.district.plan.demonstration import rows_on
from luoshi.engines.packs import Pack, read_pack

FREIGHT = "91990001TXYB000111"
SHOP = "92990001TXYB00038M"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The demonstration."""
    return read_pack(Path(luoshi.__file__).parent / "packs" / "peach_blossom")


DAYS = [("2023-06-01", "2023-07-09", "2023-05-31"), ("2024-02-28", "2024-04-06", "2024-02-27")]


@pytest.mark.parametrize(("today", "soon", "yesterday"), DAYS)
def test_days_are_told_from_the_day_of_loading(pack: Pack, today: str, soon: str, yesterday: str) -> None:
    rows = rows_on(pack, today=date.fromisoformat(today))
    expires = {
        row.values["持证主体信用代码"]: row.values.get("有效期至") for row in rows if row.values.get("证照名称") == "道路运输经营许可证"
    }
    assert (expires[FREIGHT], expires[SHOP]) == (soon, yesterday)
    assert [row.row for row in rows if any("载入" in cell for cell in row.values.values())] == []
    assert [row for row in rows if row.register != "licences"] == [row for row in pack.registers if row.register != "licences"]
