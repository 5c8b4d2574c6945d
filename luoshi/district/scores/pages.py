"""What the pages about scores show, in the words of their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.district.indicators.queries import amount
from luoshi.district.languages import said
from luoshi.district.scores import fail_if, queries
from luoshi.district.scores.formulas import formula_of
from luoshi.district.scores.shown import Shown
from luoshi.district.scores.words import CURVES, MEANINGS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.indicators.queries import Owed
    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Report
    from luoshi.district.scores.models import Objection, ScoringFormula
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.progress import Period


def unit_page(unit: Unit, report: Report | None, period: Period | None, *, by: Authority, on: date) -> dict[str, Any]:
    """What a unit owes, and its score with everything that made it."""
    sheet = queries.unit_sheet(unit, on=on, period=period)
    shown = Shown(sheet.score) if sheet.score else None
    return {
        "unit": unit,
        "report": report,
        "period": period,
        "label": said(period.label) if period else "",
        "periods": _periods(report, on),
        "owed": [_owed(each, on) for each in sheet.owed],
        "fills": by.reports_for(unit),
        "shown": shown,
        "score": sheet.score,
        "formula": _head(sheet.score.formula) if sheet.score else None,
        **(_disputes(unit, report, period, by) if report and period else {}),
        "objects": shown is not None and fail_if.may_object(unit, by),
        "choices": shown.choices if shown else [],
        "corrects": sheet.score is not None and sheet.score.frozen is not None and fail_if.may_freeze(unit.district, by),
    }


def _periods(report: Report | None, on: date) -> list[tuple[Period, str]]:
    return [(each, said(each.label)) for each in queries.periods_of(report, on=on)] if report else []


def _owed(each: Owed, on: date) -> dict[str, Any]:
    """A figure with what the record says already, so that it needs no more than a click."""
    number = each.value.number if each.value else None
    time = each.period.to_date_label if each.indicator.accumulation == "cumulative" else each.period.label
    return {
        "owed": each,
        "name": said(each.indicator.words),
        "label": said(time),
        "raw": number,
        "number": amount(number, each.indicator.decimals) if number is not None else "",
        "late": each.is_late(on),
    }


def _disputes(unit: Unit, report: Report, period: Period, by: Authority) -> dict[str, Any]:
    decides = fail_if.may_decide(unit.district, by)
    objections = queries.objections_of(unit, report, period)
    return {
        "objections": [(each, decides and fail_if.may_answer(each, by)) for each in objections],
        "versions": queries.versions_of(unit, report, period),
    }


def list_page(report: Report, period: Period | None, *, by: Authority, on: date) -> dict[str, Any]:
    """The units that somebody may know of, each with its score; rank is not among it."""
    seen = queries.units_seen(by)
    every = queries.scores_of(report, period, on=on) if period else []
    choice = queries.choice_of(report)
    assert report.district is not None, "a plan in force is a district's"
    return {
        "report": report,
        "period": period,
        "label": said(period.label) if period else "",
        "periods": _periods(report, on),
        "lines": [_line(each) for each in every if seen is None or each.unit.pk in seen],
        "frozen": next((each.frozen for each in every if each.frozen), None),
        "freezes": bool(every) and fail_if.may_freeze(report.district, by),
        "is_over": period is not None and on > period.last_day,
        "choice": choice,
        "formula": _head(choice.formula) if choice else None,
        "waiting": _seen(queries.objections_waiting(report), seen),
    }


def _seen(objections: Sequence[Objection], seen: set[int] | None) -> list[Objection]:
    return [each for each in objections if seen is None or each.unit_id in seen]


def _line(scored: UnitScore) -> dict[str, Any]:
    led = {each.commitment for each in scored.duties if each.is_own}
    judged = {line.duty.commitment for part in scored.parts for line in part.lines if line.duty.is_own}
    return {"scored": scored, "parts": [(part, bool(part.lines)) for part in scored.parts], "judged": len(judged), "led": len(led)}


def formula_page(report: Report, *, by: Authority) -> dict[str, Any]:
    """The formula by which units are scored, whole; for the office, those that it may choose."""
    choice = queries.choice_of(report)
    assert report.district is not None, "a plan in force is a district's"
    keeps = by.is_office_of(report.district)
    return {
        "report": report,
        "choice": choice,
        "formula": _head(choice.formula) if choice else None,
        **(_parts(choice.formula) if choice else {}),
        "keeps": keeps,
        "published": [_head(each) for each in queries.formulas_of(report.district)] if keeps else [],
    }


def _head(formula: ScoringFormula) -> dict[str, Any]:
    told = formula.said
    return {"row": formula, "name": said(told.name), "whole": told.whole, "basis": told.basis, "status": STATUSES[told.status]}


def _parts(formula: ScoringFormula) -> dict[str, Any]:
    told, of = formula.said, formula_of(formula.said)
    return {
        "parts": [
            (each, said(each.name), MEANINGS[each.kind], [(CURVES[m], curve) for m, curve in each.curves.items()]) for each in of.parts
        ],
        "adjustments": [(each, said(each.name), each.kind.sign) for each in of.adjustments],
        "weights": sorted(told.by_class.items()),
        "otherwise": told.otherwise,
        "by_hand": sorted(told.by_hand.items()),
        "interval": told.interval,
        "apart": [said(each) for each in told.apart],
        "open": [said(each) for each in told.open],
    }
