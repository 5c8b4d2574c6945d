"""A county that measures: posts counted from facts, investment issued by statistics, fairs reported by the bureau of education."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from luoshi.district.attachments.operations import store
from luoshi.district.facts.operations import NewFact, record, seal
from luoshi.district.facts.queries import Fact, Subject
from luoshi.district.indicators.models import Indicator
from luoshi.district.indicators.operations import declare
from luoshi.district.indicators.queries import indicator
from luoshi.district.offices.tests.government import Government
from luoshi.engines.packs import DefinitionEntry, DueEntry, IndicatorEntry, SourceEntry
from luoshi.engines.progress import Period
from luoshi.words import Words

ZONE: Final = ZoneInfo("Asia/Shanghai")
BEGIN: Final = date(2023, 1, 1)
SAID: Final = (DefinitionEntry(BEGIN, "当年新开发并核实的岗位", "", ""),)
DUE: Final = DueEntry(18, {12: 25}, "示例发布安排", "unverified")


def at(month: int, day: int = 1, hour: int = 9, year: int = 2023) -> datetime:
    """A moment of the year."""
    return datetime(year, month, day, hour, tzinfo=ZONE)


def month(number: int) -> Period:
    """A month of 2023."""
    return Period.parse(f"2023-{number:02}")


def entry(code: str, source: SourceEntry, **changes: Any) -> IndicatorEntry:
    """An indicator of things that come about month by month, unless something else is said."""
    usual: dict[str, Any] = {
        "code": code, "name": Words(f"指标{code}", f"indicator {code}"), "unit": "个", "rhythm": "month", "accumulation": "periodic",
        "direction": "ascending", "measure": "increment", "decimals": 0, "no_value_in": (), "base": None, "peg": "", "valid_to": None,
        "definitions": SAID, "due": DUE, "source": source, "measures": (), "trajectory": {},
    }  # fmt: skip
    return IndicatorEntry(**{**usual, **changes})


def counted(code: str, take: str = "count", kind: str = "post.developed", **details: str) -> IndicatorEntry:
    """An indicator that counts facts of a kind, with these details."""
    return entry(code, SourceEntry("computed", "education", kind=kind, details=dict(sorted(details.items())), take=take))


ISSUED: Final = entry(
    "investment", SourceEntry("official", "office", issuer="县统计局"), name=Words("固定资产投资", "Investment"), unit="%",
    accumulation="cumulative", measure="yoy", decimals=1, no_value_in=(1,),
)  # fmt: skip
REPORTED: Final = entry("fairs", SourceEntry("reported", "education"), name=Words("招聘会", "Job fairs"))


def declared(county: Government, *entries: IndicatorEntry) -> list[Indicator]:
    """The indicators, as the office declares them."""
    declare(county.district, entries, by=county.by("sun"), at=at(1))
    return [indicator(one.code, county.district) for one in entries]


def happened(county: Government, when: datetime, key: str = "E1", **changes: Any) -> Fact:
    """Some posts were developed by an enterprise."""
    usual: dict[str, Any] = {
        "kind": "post.developed", "subject": Subject("register.enterprises", key, "示例企业"), "happened_at": when, "source": "示例平台",
        "quantity": Decimal(10), "unit": "个", "public": True,
    }  # fmt: skip
    new = NewFact(**{**usual, **changes})
    return record(new, district=county.district, by=county.by("zhou"), at=max(when, at(12, 31)))


def corrected(county: Government, fact: Fact, **changes: Any) -> Fact:
    """A fact in the place of another one."""
    subject = Subject(fact.subject_kind, fact.subject_key, "示例企业")
    return happened(county, changes.pop("when", fact.happened_at), subject=subject, corrects=fact.number, reason="示例更正", **changes)


def sealed() -> int:
    """Seal what was recorded, at the end of the year."""
    return seal(at=at(12, 31))


def file(county: Government, person: str = "zhou") -> Any:
    """Something that proves a figure."""
    return store(name="佐证.txt", content="示例佐证".encode(), district=county.district, by=county.by(person), at=at(4, 2))
