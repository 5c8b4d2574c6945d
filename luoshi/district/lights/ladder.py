"""What follows on lights that last: for each of them the steps that were taken, what comes next, and when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.casework import queries as casework
from luoshi.district.days import day_of
from luoshi.district.lights.models import Key, LadderStep
from luoshi.district.lights.rules import Ladder
from luoshi.engines.progress.escalation import Next, Rung, Taken, last_taken, next_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.lights.models import Light
    from luoshi.district.offices.queries import District
    from luoshi.engines.casework import Calendar

MATTER: Final = "supervision"
_ISSUED: Final = ("issue", "reissue")
_VOID: Final = ("withdrawn", "not_ours")
_LATE: Final = "late"


@dataclass(frozen=True, slots=True)
class Following:
    """What stands and what follows on a light."""

    light: Light
    steps: tuple[LadderStep, ...]
    next: Next | None


def followings(histories: Mapping[Key, Sequence[Light]], district: District, *, at: datetime) -> dict[Key, Following]:
    """What follows on the last light of each of these histories. Without a working calendar nothing does, for no clock could run."""
    calendar, steps = casework.working_calendar(district), _steps_of(histories)
    ladder = _Climbing(district, at, [each.case_code for several in steps.values() for each in several if each.rung == Rung.ORDER])
    return {key: ladder.following(rows, steps.get(key, []), calendar) for key, rows in histories.items() if rows}


def _steps_of(keys: Iterable[Key]) -> Mapping[Key, list[LadderStep]]:
    found = defaultdict[Key, list[LadderStep]](list)
    for each in LadderStep.objects.filter(commitment__in={pk for pk, _ in keys}).select_related("person").order_by("id"):
        found[each.key].append(each)
    return found


class _Climbing:
    """The ladder of a district at a moment, with what became of its supervision notices."""

    def __init__(self, district: District, at: datetime, notices: Sequence[str]) -> None:
        self.on = day_of(at)
        self.rules = Ladder(district, self.on)
        self.notices = casework.rows_coded(notices, district=district, at=at) if notices else {}
        self.issued = _issued(notices) if notices else {}

    def following(self, rows: Sequence[Light], steps: Sequence[LadderStep], calendar: Calendar | None) -> Following:
        return Following(rows[-1], tuple(steps), self._next(rows, steps, calendar) if calendar else None)

    def _next(self, rows: Sequence[Light], steps: Sequence[LadderStep], calendar: Calendar) -> Next | None:
        history = [each.shown for each in rows]
        if not history[-1].colour.severity:
            return None
        taken = list(self._taken(steps))
        last = last_taken(history, taken)
        wait = self.rules.wait(history[-1].colour, last.rung if last else None)
        return next_step(wait, history, taken, calendar=calendar, on=self.on) if wait else None

    def _taken(self, steps: Sequence[LadderStep]) -> Iterator[Taken]:
        for each in steps:
            if each.rung == Rung.ORDER:
                yield from self._ordered(each)
            else:
                yield Taken(Rung(each.rung), each.on, each.on if each.told else None)

    def _ordered(self, step: LadderStep) -> Iterator[Taken]:
        """A supervision notice is served when it is issued, and runs until it is closed or late. One that was withdrawn was never there."""
        row = self.notices.get(step.case_code)
        if row is None or row.case.status_kind in _VOID:
            return
        runs = not row.case.closed and row.light.urgency != _LATE
        yield Taken(Rung.ORDER, step.on, self.issued.get(step.case_code), still_runs=runs)


def _issued(notices: Sequence[str]) -> dict[str, date]:
    """On which days they were first issued; those that were not are left out."""
    steps = casework.CaseStep.objects.filter(case__code__in=notices, transition__in=_ISSUED).order_by("-number").select_related("case")
    return {each.case.code: day_of(each.at) for each in steps}
