"""Regular expressions of XQuery 1.0 and XPath 2.0 (functions and operators, 7.6), as ``matches``, ``replace`` and ``split`` use them.

They are XML Schema's expressions with anchors, reluctant quantifiers, groups and back references; Python's ``re`` differs in nearly every
corner and, worse, can be made to run for years by a short pattern. So they have a matcher of their own: the pattern becomes a small
program, the program is run with an explicit stack, and a place in program and text that has failed once is never tried again. That makes
the time proportional to pattern × text; with back references, where the past matters, the number of steps is limited."""

from __future__ import annotations

import functools

from luoshi.engines.feel.findings import LimitReached
from luoshi.engines.feel.limits import Limits
from luoshi.engines.feel.patterns.matching import Pattern
from luoshi.engines.feel.patterns.reading import Reader

__all__ = ["Pattern", "compiled"]


def compiled(pattern: str, flags: str, limits: Limits) -> Pattern:
    """The pattern, ready to be used.

    Raises:
        NoValue: it is no regular expression.
    """
    if len(pattern) > limits.pattern_length:
        raise LimitReached("正则表达式太长", "The regular expression is too long", limits.pattern_length)
    return _compiled(pattern, flags, limits.pattern_steps)


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str, steps_max: int) -> Pattern:
    reader = Reader(pattern, flags)
    return Pattern(tuple(reader.program()), reader.groups, steps_max, reader.has_back_references)
