"""The decision engine for the conformance suite: the adapter that the head of ``shared/tck/score.py`` describes.

    python ../shared/tck/score.py --root ../shared/tck --adapter benchmarks/tck_adapter.py:Adapter

Values are translated both ways and nothing else is done here. A model imports the other models of its folder. What the suite gives under a
decision's name is given as decided, since the suite gives only what a person or another model decides.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from luoshi.engines.decisions import Compiled, RefusedModel, compile_model, read_model
from luoshi.engines.decisions.evaluate import Outcome
from luoshi.engines.feel import Date, DateAndTime, DaysDuration, Function, Range, Time, Value, YearsDuration

MOMENT = DateAndTime(Date(2026, 7, 1), Time(12, 0, 0, 0, 0))
"""What ``now()`` says: the day of the suite's snapshot. No case depends on it."""


class Adapter:
    """Answers the suite's questions. ``score`` is the module ``score.py``, whose value classes go in and out."""

    error_types = (RefusedModel,)

    def __init__(self) -> None:
        self.score: Any = sys.modules["tck"]

    def evaluate(self, dmn_path: str, name: str, inputs: Mapping[str, Any]) -> Any:
        """The value of a decision."""
        return self._from_feel(self.outcome(dmn_path, name, inputs).value)

    def evaluate_service(self, dmn_path: str, service: str, inputs: Mapping[str, Any]) -> Any:
        """The value of a decision service."""
        return self.evaluate(dmn_path, service, inputs)

    def outcome(self, dmn_path: str, name: str, inputs: Mapping[str, Any]) -> Outcome:
        """The value with findings and trace."""
        compiled = compiled_file(dmn_path)
        namespaces: Mapping[str, str] = getattr(inputs, "namespaces", {})
        decisions = {each.name for each in compiled.model.decisions}
        given: dict[str, Value] = {}
        decided: dict[str, Value] = {}
        for key, value in inputs.items():
            place = f"{{{namespaces[key]}}}{key}" if key in namespaces else key
            (decided if key in decisions else given)[place] = self._to_feel(value)
        return compiled.decide(name, given, decided=decided, at=MOMENT)

    def _to_feel(self, value: Any) -> Value:
        score = self.score
        makers: dict[type, Callable[[Any], Value]] = {
            score.FDate: lambda date: Date(*date),
            score.FTime: lambda time: Time(*time),
            score.FDateTime: lambda moment: DateAndTime(Date(*moment.date), Time(*moment.time)),
            score.DTDuration: lambda duration: DaysDuration(duration.nanos),
            score.YMDuration: lambda duration: YearsDuration(duration.months),
            list: lambda items: tuple(map(self._to_feel, items)),
            dict: lambda entries: {name: self._to_feel(each) for name, each in entries.items()},
        }
        maker: Callable[[Any], Value] | None = makers.get(type(value))
        made: Value = value if maker is None else maker(value)
        return made

    def _from_feel(self, value: Value) -> Any:
        score = self.score
        if isinstance(value, Function | Range):  # the suite has no notation for them
            return score.Opaque(str(value))
        makers: dict[type, Callable[[Any], Any]] = {
            Date: lambda date: score.FDate(date.year, date.month, date.day),
            Time: lambda time: score.FTime(time.hour, time.minute, time.second, time.nanosecond, time.offset, time.zone),
            DateAndTime: lambda moment: score.FDateTime(self._from_feel(moment.date), self._from_feel(moment.time)),
            DaysDuration: lambda duration: score.DTDuration(duration.nanoseconds),
            YearsDuration: lambda duration: score.YMDuration(duration.months),
            tuple: lambda items: list(map(self._from_feel, items)),
            dict: lambda entries: {name: self._from_feel(each) for name, each in entries.items()},
        }
        maker = makers.get(type(value))
        return value if maker is None else maker(value)


@cache
def compiled_file(dmn_path: str) -> Compiled:
    """The compiled model of a file, with the models beside it for its imports."""
    path = Path(dmn_path)
    model = read_model(path.read_bytes(), file=path.name)
    beside = (each for each in sorted(path.parent.glob("*.dmn")) if each != path)
    imports = (
        {} if not model.imports else {each.namespace: each for each in (read_model(file.read_bytes(), file=file.name) for file in beside)}
    )
    return compile_model(model, imports=imports)
