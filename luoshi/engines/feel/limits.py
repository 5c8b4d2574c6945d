"""How much one expression may ask of the machine.

A rule of a district is a few lines long. The limits stand far above that and far below what would stop a server, because
expressions also come from people who test what happens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one parse and one evaluation."""

    text_length: int = 100_000
    """Characters of an expression."""
    nesting: int = 80
    """How deep brackets, lists, functions may stand in each other; some six Python frames each."""
    depth: int = 240
    """How deep an evaluation may call itself; two to four Python frames each, of the thousand that Python gives."""
    steps: int = 2_000_000
    """How many nodes an evaluation may visit; about a second for each million."""
    list_size: int = 100_000
    """Items of a list that an operation makes."""
    string_length: int = 1_000_000
    """Characters of a string that an operation makes."""
    findings: int = 200
    """Findings kept; the first ones explain, the others repeat."""
    pattern_length: int = 2_000
    """Characters of a regular expression."""
    pattern_steps: int = 1_000_000
    """Steps that one regular expression may take over one text."""


DEFAULT = Limits()
