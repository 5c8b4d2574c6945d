"""What the county measures: beds counted from facts or reported, growth of GDP and of incomes issued by an office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from luoshi.district.indicators.operations import Document, OfficialFigure, approve, bring_official, count, draft, hand_in
from luoshi.district.indicators.queries import indicator
from luoshi.district.indicators.tests.measured import at, declared, entry, file, happened, sealed
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Commitment, Report, commitment
from luoshi.district.plan.tests.conftest import promise
from luoshi.district.progress.models import Link
from luoshi.district.progress.operations import link_indicator
from luoshi.engines.packs import SourceEntry
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

BEDS: Final = "新增养老床位200张"
GDP: Final = "地区生产总值增长6%左右"
INCOME: Final = "居民收入增长与经济增长同步"
YEAR_OVER: Final = date(2024, 2, 1)

_GROWTH: Final[dict[str, Any]] = {"unit": "%", "rhythm": "quarter", "accumulation": "cumulative", "measure": "yoy", "decimals": 1}
_FROM_FACTS: Final = SourceEntry("computed", "education", kind="bed.added", details={}, take="sum")
COUNTED: Final = entry("beds", _FROM_FACTS, unit="张", name=Words("新增养老床位", "Beds added"))
REPORTED: Final = entry("beds_said", SourceEntry("reported", "education"), unit="张", name=Words("养老床位（填报）", "Beds as reported"))
GROWTH: Final = entry("gdp", SourceEntry("official", "civil", issuer="县民政局"), **_GROWTH)
INCOMES: Final = entry("incomes", SourceEntry("official", "civil", issuer="县民政局"), **{**_GROWTH, "measure": "pegged", "peg": "gdp"})


def stored(report: Report, quote: str = BEDS) -> Commitment:
    """A commitment with everything that is said of it."""
    found = commitment(promise(report, quote).code)
    assert found is not None
    return found


def linked(county: Government, report: Report, entry_: Any, quote: str = BEDS) -> Link:
    """The indicator is declared, and measures the first target of a promise."""
    declared(county, entry_)
    return link_indicator(stored(report, quote).code, entry_.code, target=1, reason="口径一致", by=county.by("sun"), at=at(1, 20))


def bring(county: Government, code: str, numbers: Mapping[str, str], issued_on: date = date(2023, 10, 20)) -> None:
    """Official figures of some periods, in one document."""
    figures = [OfficialFigure(code, Period.parse(period), Decimal(number)) for period, number in numbers.items()]
    document = Document("县民政局", f"示例统计月报 {code} {issued_on}", "", issued_on)
    bring_official(county.district, document, figures, by=county.by("zheng"), at=_noon(issued_on))


def add_beds(county: Government, months: Mapping[int, int]) -> None:
    """So many beds were added in each month, on record and counted."""
    for month, quantity in months.items():
        happened(county, at(month, 10), key=f"H{month}", kind="bed.added", quantity=Decimal(quantity), unit="张")
    sealed()
    count(at=at(12, 31, 10))


def say_beds(county: Government, month: int, number: int, text: str) -> None:
    """The unit reported a figure, always with the same evidence, and its head approved it."""
    of, by, when = indicator("beds_said", county.district), county.by("zhou"), at(12, 20)
    value = draft(of, Period(2023, Rhythm.MONTH, month), Decimal(number), remark=text, by=by, at=when)
    handed = hand_in(value, evidence=[file(county)], by=by, at=when)
    approve(handed, seen_steps=handed.step_count, by=county.by("li"), at=when)


def _noon(day: date) -> datetime:
    return at(day.month, day.day, 12, day.year)
