"""What a proposal would do, as it is stored with it: amounts as texts, so that no digit is lost; read back for comparison."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from luoshi.district.simulations.tallying import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.simulations.bounds import Bounds
    from luoshi.district.simulations.tallying import Difference


def as_json(difference: Difference, bounds: Bounds) -> dict[str, Any]:
    """Everybody, each dimension line by line, and how far missing data leave it open."""
    dimensions = {
        dimension: [[list(name), line_json(line)] for name, line in lines.items()] for dimension, lines in difference.dimensions.items()
    }
    return {"whole": line_json(difference.whole), "dimensions": dimensions, "bounds": bounds.json()}


def line_json(line: Line) -> dict[str, Any]:
    """A line with its amounts as texts."""
    return {each.name: _plain(getattr(line, each.name)) for each in fields(Line)}


def line_of(said: Mapping[str, Any]) -> Line:
    """The line that :func:`line_json` writes."""
    return Line(**{**said, "before": Decimal(said["before"]), "after": Decimal(said["after"])})


def lines_of(figures: Mapping[str, Any], dimension: str) -> dict[tuple[Any, ...], Line]:
    """The lines of a dimension of a stored proposal, by name."""
    return {tuple(name): line_of(line) for name, line in figures["dimensions"].get(dimension, [])}


def _plain(value: int | Decimal) -> int | str:
    return str(value) if isinstance(value, Decimal) else value
