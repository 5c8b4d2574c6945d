"""Changes of forecasts: what is measured is foreseen anew when its figures changed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from luoshi.district.days import day_of
from luoshi.district.forecasts.figures import figures_of
from luoshi.district.forecasts.models import Forecast
from luoshi.district.progress.queries import measured_within
from luoshi.engines.progress import Period
from luoshi.engines.progress.forecasting import Forecast as Foreseen
from luoshi.engines.progress.forecasting import NoForecast, forecast, method, series_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Measured
    from luoshi.engines.progress import Goal

AT_ONCE = 500
"""How many are made in one go; what is left comes in the next."""


def foresee(report: Report, *, at: datetime) -> int:
    """Foresee every measured target of a plan whose figures, goal or method changed since; returns how many were made.

    What was foreseen before stays. Two workers at once are harmless: the same figures are stored once.
    """
    measured = measured_within(report, on=day_of(at))
    made = [_made(each, at) for each in islice(_changed(measured), AT_ONCE)]
    Forecast.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _changed(measured: Iterable[Measured]) -> Iterator[Measured]:
    """Those that were not foreseen from the same figures, for the same goal, by the same method."""
    aimed = [each for each in measured if each.goal is not None and figures_of(each)]
    known = set(Forecast.objects.filter(link__in=[each.link.pk for each in aimed]).values_list("link", "goal", "series", "method"))
    by = method()
    for each in aimed:
        assert each.goal is not None, "chosen by it"
        if (each.link.pk, key_of(each.goal), series_hash(figures_of(each)), by) not in known:
            yield each


def _made(measured: Measured, at: datetime) -> Forecast:
    goal, figures = measured.goal, figures_of(measured)
    assert goal is not None, "only what has a goal is foreseen"
    return Forecast(
        link=measured.link,
        at=at,
        through=str(max(each.period for each in figures)),
        due=str(Period.of(goal.due, measured.indicator.rhythm)),
        goal=key_of(goal),
        series=series_hash(figures),
        method=method(),
        said=_as_stored(forecast(measured.indicator, figures, goal)),
    )


def key_of(goal: Goal) -> str:
    """A goal as text: everything on which the probability of meeting it depends."""
    return f"{goal.operator} {goal.value or ''} {goal.due} {goal.tolerance or ''}".strip()


def _as_stored(foreseen: Foreseen | NoForecast) -> dict[str, Any]:
    """A forecast as JSON keeps it, numbers as text so that none is changed."""
    if isinstance(foreseen, NoForecast):
        return {"reason": [foreseen.reason.chinese, foreseen.reason.english]}
    note = foreseen.note
    return {
        "path": [
            {
                "period": str(each.period),
                "middle": f"{each.middle:f}",
                "intervals": {str(one.level): [f"{one.low:f}", f"{one.high:f}"] for one in each.intervals},
            }
            for each in foreseen.path
        ],
        "probability": foreseen.probability,
        "shares": dict(foreseen.shares),
        "tried": foreseen.tried,
        "known": foreseen.known,
        "note": [note.chinese, note.english] if note else [],
    }
