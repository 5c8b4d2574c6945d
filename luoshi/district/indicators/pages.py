"""What the pages of indicators show, put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.indicators import queries
from luoshi.district.indicators.models import Stage
from luoshi.district.indicators.words import ACCUMULATIONS, DIRECTIONS, MEASURES, RHYTHMS, amount, origin_word
from luoshi.district.languages import said
from luoshi.district.turning import turned
from luoshi.engines.progress import Origin, newest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.indicators.models import Indicator, ReportedValue
    from luoshi.district.indicators.owing import Owed
    from luoshi.district.indicators.words import Word
    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.engines.progress import Period, Value


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in a list, with its newest figure."""

    indicator: Indicator
    name: str
    origin: Word
    value: Value | None

    @property
    def number(self) -> str:
        """The figure, for reading."""
        return amount(self.value.number, self.indicator.decimals) if self.value else ""

    @property
    def period(self) -> str:
        """Of which time it speaks."""
        return _time(self.indicator, self.value.period) if self.value else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the table of an indicator; ``value`` is ``None`` where nobody has brought a figure."""

    indicator: Indicator
    period: Period
    value: Value | None
    due_on: date
    is_due: bool
    is_closed: bool

    @property
    def label(self) -> str:
        """Of which time it speaks."""
        return _time(self.indicator, self.period)

    @property
    def number(self) -> str:
        """The figure, for reading."""
        return amount(self.value.number, self.indicator.decimals) if self.value else ""


def _time(indicator: Indicator, period: Period) -> str:
    return said(period.to_date_label if indicator.accumulation == "cumulative" else period.label)


def list_page(district: District, asked: str, *, on: date) -> dict[str, Any]:
    """All that a district measures, by where the figures come from, some at a time."""
    every = queries.indicators(district)
    origins = dict(every.values_list("pk", "origin"))
    shown = turned(sorted(origins, key=lambda pk: [*Origin].index(Origin(origins[pk]))), asked)
    found = list(every.filter(pk__in=shown.items))
    known = queries.series_of(found, on=on)
    lines = [Line(one, said(one.words), origin_word(one.origin), _last(known[one.pk])) for one in found]
    counts = Counter(origins.values())
    groups = [
        (str(origin), origin_word(origin), counts[origin], [line for line in lines if line.indicator.origin == origin]) for origin in Origin
    ]
    return {
        "district": district,
        "groups": [group for group in groups if group[3]],
        "size": queries.counted_size(),
        "page": shown,
        "turns": list(shown.turns({})),
    }


def _last(values: list[Value]) -> Value | None:
    known = list(newest(values).values())
    over = [one for one in known if not (one.provisional and one.origin == Origin.COMPUTED)]
    return (over or known)[-1] if known else None


def indicator_page(indicator: Indicator, *, by: Authority, on: date) -> dict[str, Any]:
    """A declaration with its definitions, and its figures period by period."""
    known = newest(queries.series(indicator, on=on))
    closed = {one.period for one in queries.closed_periods(indicator.district) if not hasattr(one, "reopening")}
    rows = [_row(indicator, period, known, closed, on) for period in queries.periods_until(indicator, on)]
    return {
        **_heading(indicator),
        "rows": rows[::-1],
        "definitions": indicator.defined[::-1],
        "reports": by.reports_for(indicator.responsible),
        "counted": queries.counted_by(on) if indicator.origin == "computed" else None,
    }


def _row(indicator: Indicator, period: Period, known: Mapping[Period, Value], closed: set[str], on: date) -> Row:
    due = queries.due_on(indicator, period)
    return Row(indicator, period, known.get(period), due, on > due, str(period) in closed)


def _heading(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "district": indicator.district,
        "name": said(indicator.words),
        "origin": origin_word(indicator.origin),
        "rhythm": RHYTHMS[indicator.rhythm],
        "accumulation": ACCUMULATIONS[indicator.accumulation],
        "direction": DIRECTIONS[indicator.direction],
        "measure": MEASURES[indicator.measure],
    }


def figure_page(indicator: Indicator, period: Period, *, before: str, by: Authority, on: date) -> dict[str, Any]:
    """A figure with where it comes from. What is not approved yet is for officials."""
    told = queries.value_lineage(indicator, period, on=on)
    serves, is_over = by.serves(indicator.district), period.last_day <= on
    return {
        **_heading(indicator),
        "period": period,
        "label": _time(indicator, period),
        "told": told,
        "number": amount(told.value.number, indicator.decimals) if told.value else "",
        "records": queries.records(indicator, period, before=before) if indicator.origin == "computed" and told.value else None,
        "query": said(told.query) if told.query else "",
        "is_later_page": bool(before),
        "official": [(one, queries.files_of(one), amount(one.number, indicator.decimals)) for one in told.official],
        "reported": [_said(indicator, one) for one in told.reported if serves or one.stage == Stage.APPROVED] if told.reported else [],
        "changes": [(one, amount(one.number, indicator.decimals)) for one in queries.history(indicator, period)]
        if indicator.origin == "computed"
        else [],
        "serves": serves,
        "confirms": serves and is_over and indicator.origin == "computed" and by.reports_for(indicator.responsible),
        "is_over": is_over,
    }


def _said(indicator: Indicator, one: ReportedValue) -> tuple[ReportedValue, str, list[Any], list[tuple[Any, str]]]:
    steps = [(step, amount(step.number, indicator.decimals)) for step in one.steps.all().order_by("pk")]
    return one, amount(one.number, indicator.decimals), queries.evidence_of(one), steps


def owed_page(by: Authority, *, on: date) -> dict[str, Any]:
    """What the units of an official owe, each with what the record says already; what waits for review; what the office keeps."""
    units = list(_units(by))
    answering = [unit for unit in units if queries.indicators_of_unit(unit).exists()]
    sections = [(unit, [_owed(each, by, on) for each in [*queries.owed(unit, on=on), *queries.begun(unit, on=on)]]) for unit in answering]
    keeps = by.is_office_of(by.district)
    return {
        "sections": sections,
        "reviews": list(queries.waiting_for_review(by.district)) if keeps and by.district else [],
        "keeps": keeps,
        "issuers": issuers_of(by),
        "on": on,
    }


def _units(by: Authority) -> Iterator[Unit]:
    seen: set[int] = set()
    for post in by.posts:
        if by.reports_for(post.unit) and post.unit_id not in seen:
            seen.add(post.unit_id)
            yield post.unit


def _owed(each: Owed, by: Authority, on: date) -> dict[str, Any]:
    number = each.value.number if each.value else None
    reported = each.reported.number if each.reported else None
    return {
        "owed": each,
        "name": said(each.indicator.words),
        "label": _time(each.indicator, each.period),
        "raw": number,
        "number": amount(number, each.indicator.decimals) if number is not None else "",
        "reported": amount(reported, each.indicator.decimals) if reported is not None else "",
        "late": each.is_late(on),
        "approves": by.approves_for(each.indicator.responsible),
    }


def issuers_of(by: Authority) -> list[str]:
    """Whose official figures an official may bring."""
    if by.district is None:
        return []
    found = queries.indicators(by.district).exclude(issuer="")
    return list(dict.fromkeys(one.issuer for one in found if by.reports_for(one.responsible)))


def report_page(indicator: Indicator, period: Period, *, by: Authority, on: date) -> dict[str, Any]:
    """The form by which a figure is reported, or reviewed."""
    last = indicator.reported_values.filter(period=str(period)).order_by("-revision").first()
    open_ = last is None or last.stage in {Stage.DRAFT, Stage.RETURNED, Stage.APPROVED}
    own = last is not None and by.person is not None and last.reporter_id == by.person.pk
    reviews = last is not None and last.stage == Stage.HANDED_IN and _may_review(indicator, by)
    return {
        **_heading(indicator),
        "period": period,
        "label": _time(indicator, period),
        "last": last,
        "number": amount(last.number, indicator.decimals) if last else "",
        "evidence": queries.evidence_of(last) if last else [],
        "steps": [(step, amount(step.number, indicator.decimals)) for step in last.steps.order_by("pk")] if last else [],
        "definition": indicator.declared().definition_on(period.last_day),
        "due_on": queries.due_on(indicator, period),
        "corrects": last is not None and last.stage == Stage.APPROVED,
        "fills": open_ and by.reports_for(indicator.responsible),
        "reviews": reviews and not own,
        "own": reviews and own,
        "closing": queries.closing_of(indicator.district, period),
    }


def _may_review(indicator: Indicator, by: Authority) -> bool:
    return by.approves_for(indicator.responsible) or by.is_office_of(indicator.district)


def releases_page(district: District, by: Authority) -> dict[str, Any]:
    """The documents by which official figures came, and the calendar of those to come."""
    issued = [one for one in queries.indicators(district) if one.origin == "official"]
    return {
        "district": district,
        "releases": [
            (one, [(value, amount(value.number, value.indicator.decimals)) for value in one.values.all()])
            for one in queries.releases(district)
        ],
        "calendar": [(one, said(one.words), RHYTHMS[one.rhythm]) for one in issued],
        "issuers": issuers_of(by),
    }


def periods_page(district: District) -> dict[str, Any]:
    """Which periods are closed, and which were reopened why."""
    return {"district": district, "closings": [(one, said(one.closed.label)) for one in queries.closed_periods(district)]}
