"""A step as the engine takes it, and as a row keeps it: every number and moment as text, so that it is read back as it was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from luoshi.district.casework.outsiders import doer_code
from luoshi.engines.casework import ClockEvent, ClockRule, DayEnd, EventKind, Limit, Unit
from luoshi.engines.casework.states import ClockMove, Doer, Step
from luoshi.engines.casework.values import json_of, read_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.casework.models import CaseStep
    from luoshi.engines.casework.case_types import CaseType
    from luoshi.engines.casework.values import StepValue

Json = dict[str, Any]


def step_of(row: CaseStep, case_type: CaseType) -> Step:
    """The step that a row keeps."""
    return Step(
        number=row.number,
        transition=row.transition,
        doer=Doer(row.person.code if row.person and not row.outsider else doer_code(row.outsider), row.unit.code if row.unit else ""),
        at=row.at,
        values=values_of(row.values, case_type),
        moves=tuple(_move(each) for each in row.moves),
    )


def values_of(stored: Json, case_type: CaseType) -> dict[str, StepValue]:
    """The values that a row keeps, each of its field's type."""
    asked = {each.code: each for each in case_type.fields}
    read = {code: read_value(asked[code], raw) for code, raw in stored.items()}
    return {code: value for code, value in read.items() if value is not None}


def stored_values(values: Mapping[str, StepValue]) -> Json:
    """Values as a row keeps them."""
    return {code: json_of(value) for code, value in values.items()}


def stored_moves(moves: tuple[ClockMove, ...]) -> list[Json]:
    """What a step did to clocks, as a row keeps it."""
    return [
        {
            "clock": move.clock,
            "kind": move.event.kind.value,
            "at": move.event.at.isoformat(),
            "limit": _stored_limit(move.event.limit),
            "rule": _stored_rule(move.rule) if move.rule is not None else None,
        }
        for move in moves
    ]


def _move(stored: Json) -> ClockMove:
    event = ClockEvent(EventKind(stored["kind"]), datetime.fromisoformat(stored["at"]), _limit(stored["limit"]))
    return ClockMove(stored["clock"], event, _rule(stored["rule"]) if stored["rule"] else None)


def _stored_rule(rule: ClockRule) -> Json:
    return {
        "code": rule.code,
        "limit": _stored_limit(rule.limit),
        "extension": _stored_limit(rule.extension),
        "extensions_max": rule.extensions_max,
        "warn_before": _stored_limit(rule.warn_before),
        "day_end": rule.day_end.value,
        "moves_off_holidays": rule.moves_off_holidays,
    }


def _rule(stored: Json) -> ClockRule:
    limit = _limit(stored["limit"])
    assert limit is not None, "a rule has a limit"
    return ClockRule(
        code=stored["code"],
        limit=limit,
        extension=_limit(stored["extension"]),
        extensions_max=stored["extensions_max"],
        warn_before=_limit(stored["warn_before"]),
        day_end=DayEnd(stored["day_end"]),
        moves_off_holidays=stored["moves_off_holidays"],
    )


def _stored_limit(limit: Limit | None) -> list[int | str] | None:
    return [limit.amount, limit.unit.value] if limit is not None else None


def _limit(stored: list[Any] | None) -> Limit | None:
    return Limit(stored[0], Unit(stored[1])) if stored is not None else None
