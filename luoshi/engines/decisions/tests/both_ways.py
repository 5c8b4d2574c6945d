"""Decisions that tests take are taken both ways, by the shortcut and in full, and the two must agree."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from luoshi.engines.decisions import Compiled, Outcome
from luoshi.engines.decisions.tables import Table
from luoshi.engines.feel import Function


def comparing(patch: pytest.MonkeyPatch) -> None:
    """From now on every decision is taken both ways."""
    decide = Compiled.decide

    def both(model: Compiled, name: str, inputs: Any, **further: Any) -> Outcome:
        short, full = decide(model, name, inputs, **further), model.decide_in_full(name, inputs, **further)
        assert _comparable(short.value) == _comparable(full.value)
        assert _comparable(short.findings) == _comparable(full.findings)
        assert _comparable(short.trace) == _comparable(full.trace)
        return short

    patch.setattr(Compiled, "decide", both)


def _comparable(part: Any) -> Any:
    """A part of an outcome, functions by their names: each way makes its own. True is no 1, and 1.0 is no 1."""
    if isinstance(part, Function):
        return part.name, part.parameters
    if isinstance(part, Table):  # one object in both, and large
        return id(part)
    if is_dataclass(part) and not isinstance(part, type):
        return type(part), tuple(_comparable(getattr(part, each.name)) for each in fields(part))
    if isinstance(part, tuple):
        return type(part), tuple(map(_comparable, part))
    return {name: _comparable(value) for name, value in part.items()} if isinstance(part, dict) else (type(part), str(part))
