"""The invented facts and figures of a demonstration: done by the same operations as if its people did them, on days of the plan's year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.db import transaction
from django.utils.timezone import make_aware

from luoshi.district.attachments.operations import store
from luoshi.district.facts.operations import NewFact, record_many
from luoshi.district.facts.queries import Subject
from luoshi.district.indicators import queries, reporting
from luoshi.district.indicators.closing import close_period
from luoshi.district.indicators.models import ReportedValue
from luoshi.district.indicators.official import Document, OfficialFigure
from luoshi.district.indicators.releasing import bring_official
from luoshi.district.invented import paper
from luoshi.district.offices.queries import authority_of_post
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack

FILE: Final = "demonstration_figures.yaml"
NINE, TEN = time(9), time(10)


@transaction.atomic
def play_figures(pack: Pack, district: District, *, at: datetime) -> int:
    """Record the facts and bring the figures of a demonstration; returns how many. A district that has figures stays as it is."""
    file = pack.folder / FILE
    if not file.exists() or queries.releases(district).exists() or ReportedValue.objects.filter(indicator__district=district).exists():
        return 0
    told = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts alone: numbers stay as they are written
    return (
        sum(_record(facts, district, at) for facts in told["facts"])
        + sum(_release(release, district) for release in told["official"])
        + sum(_report(reported, district) for reported in told["reported"])
        + sum(_close(closed, district) for closed in told["closed"])
    )


def _by(told: Mapping[str, Any], district: District, day: date) -> Authority:
    return authority_of_post(told["post"], district=district, on=day)


def _when(day: date, hour: time = NINE) -> datetime:
    return make_aware(datetime.combine(day, hour))


def _record(told: dict[str, Any], district: District, at: datetime) -> int:
    by = _by(told, district, date.fromisoformat(f"{min(told['months'])}-01"))
    return record_many(_facts(told), district=district, by=by, at=at)


def _facts(told: dict[str, Any]) -> Iterator[NewFact]:
    """One fact a day from the second day of each month on, each about another subject."""
    number = 0
    for month, said in told["months"].items():
        quantities = [Decimal(each) for each in said] if isinstance(said, list) else [None] * int(said)
        for day, quantity in enumerate(quantities, start=1):
            number += 1
            yield NewFact(
                kind=told["kind"],
                subject=Subject(told["subject"], f"demonstration-{told['kind']}-{number:03}", f"{told['title']}{number}（虚构）"),
                happened_at=_when(date.fromisoformat(f"{month}-01") + timedelta(days=day), TEN),
                source=told["source"],
                quantity=quantity,
                unit=told["unit"] if quantity is not None else "",
                public=True,
                details=told.get("details", {}),
            )


def _release(told: dict[str, Any], district: District) -> int:
    day = date.fromisoformat(told["issued_on"])
    document = Document(told["issuer"], told["title"], told["document_number"], day)
    figures = [
        OfficialFigure(each["indicator"], Period.parse(each["period"]), Decimal(each["number"]), each.get("provisional") == "true")
        for each in told["figures"]
    ]
    return bring_official(district, document, figures, by=_by(told, district, day), at=_when(day)).values.count()


def _report(told: dict[str, Any], district: District) -> int:
    for step in told["steps"]:
        _step(told["indicator"], Period.parse(told["period"]), step, district)
    return 1


def _step(code: str, period: Period, step: dict[str, Any], district: District) -> None:
    day = date.fromisoformat(step["on"])
    by, at, indicator = _by(step, district, day), _when(day), queries.indicator(code, district)
    if step["do"] == "draft":
        reporting.draft(indicator, period, Decimal(step["number"]), by=by, at=at)
        return
    if step["do"] == "correct":
        reporting.correct(indicator, period, Decimal(step["number"]), reason=step["reason"], by=by, at=at)
        return
    value = indicator.reported_values.filter(period=str(period)).latest("revision")
    match step["do"]:
        case "hand_in":
            name = f"{step['file']}（演示）"
            evidence = store(name=f"{name}.docx", content=paper(name), district=district, by=by, at=at)
            reporting.hand_in(value, evidence=[evidence], by=by, at=at)
        case "return":
            reporting.return_(value, seen_steps=value.step_count, reason=step["reason"], by=by, at=at)
        case "approve":
            reporting.approve(value, seen_steps=value.step_count, by=by, at=at)


def _close(told: dict[str, Any], district: District) -> int:
    day = date.fromisoformat(told["on"])
    close_period(district, Period.parse(told["period"]), by=_by(told, district, day), at=_when(day))
    return 1
