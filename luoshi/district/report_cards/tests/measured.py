"""What the county of these tests has from its statistics bureau; the bureau of education brings it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from luoshi.district.indicators.operations import declare
from luoshi.district.indicators.queries import Indicator, indicator
from luoshi.district.offices.tests.government import Government
from luoshi.engines.packs import DefinitionEntry, DueEntry, IndicatorEntry, SourceEntry
from luoshi.words import Words

_BEGIN: Final = date(2023, 1, 1)
_AT: Final = datetime(2023, 1, 20, 9, tzinfo=UTC)
_USUAL: Final[dict[str, Any]] = {
    "unit": "个", "rhythm": "month", "accumulation": "periodic", "direction": "ascending", "measure": "increment", "decimals": 0,
    "no_value_in": (), "base": None, "peg": "", "valid_to": None, "measures": (), "trajectory": {},
    "definitions": (DefinitionEntry(_BEGIN, "县统计局发布的数", "", ""),), "due": DueEntry(18, {}, "示例发布安排", "unverified"),
    "source": SourceEntry("official", "education", issuer="县统计局"),
}  # fmt: skip


def issued(code: str, name: str, **changes: Any) -> IndicatorEntry:
    """An official indicator; of things that come about month by month, unless something else is said."""
    return IndicatorEntry(**{"code": code, "name": Words(name, code), **_USUAL, **changes})


INVESTMENT: Final = issued(
    "investment", "固定资产投资增速", unit="%", accumulation="cumulative", measure="yoy", decimals=1, no_value_in=(1,)
)


def declared(county: Government, *entries: IndicatorEntry) -> list[Indicator]:
    """The indicators, as the office declares them."""
    declare(county.district, entries, by=county.by("sun"), at=_AT)
    return [indicator(one.code, county.district) for one in entries]
