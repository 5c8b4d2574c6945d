"""Published breakdowns as data: a task, the units that lead it, the units that cooperate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.engines.owners.units import COLLECTIVES, Level, bearers_at, families_of

COUNTY_LEVELS = {"county": Level.DISTRICT, "county-level city": Level.DISTRICT}


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a breakdown.

    ``leads``: the families of each leading unit, in printed order; empty for a unit whose name is not recognised. ``joint``: several units
    are responsible and none alone leads. ``cooperating``: families of the departments that cooperate, without collectives and leads.
    """

    document: str
    source: str
    level: Level
    task: str
    leads: tuple[tuple[str, ...], ...]
    joint: bool
    cooperating: frozenset[str]

    @property
    def single(self) -> bool:
        """Whether one unit leads."""
        return not self.joint

    @property
    def lead_families(self) -> frozenset[str]:
        """Families whose unit, at the pair's level, is among the leads."""
        return frozenset(bearers_at(self.level)[family] for unit in self.leads for family in unit)


def pairs_from_lines(lines: Iterable[str], *, source: str) -> list[Pair]:
    """Pairs from JSON lines with ``document``, ``level``, ``task``, ``lead``, ``cooperate`` and perhaps ``role``.

    Raises ValueError with the line's number if a line is no JSON object, lacks a field or names an unknown level.
    """
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(_pair(json.loads(line), source))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(
                f"{source} 第 {number} 行不是任务分工记录：{error!r} / {source}, line {number} is no record of a breakdown: {error!r}; "
                "each line is a JSON object with document, level, task, lead and cooperate"
            ) from error
    return found


def _pair(record: dict[str, object], source: str) -> Pair:
    level = str(record["level"])
    leads = tuple(families_of(unit) for unit in _units(record["lead"]))
    leading = {family for unit in leads for family in unit}
    return Pair(
        document=str(record["document"]),
        source=source,
        level=COUNTY_LEVELS.get(level) or Level(level),
        task=str(record["task"]),
        leads=leads,
        joint=len(leads) > 1 or str(record.get("role", "")).startswith("joint"),
        cooperating=frozenset(family for unit in _units(record["cooperate"]) for family in families_of(unit)[:1]) - leading - COLLECTIVES,
    )


def _units(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list of units, found {value!r}")
    return [str(unit) for unit in value]
