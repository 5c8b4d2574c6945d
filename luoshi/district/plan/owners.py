"""Who might lead a commitment: a suggestion of the engine, for a person to confirm. Nothing here assigns anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.engines.owners.suggest import suggest
from luoshi.engines.owners.units import Level

if TYPE_CHECKING:
    from luoshi.engines.owners.suggest import Candidate

PLAUSIBLE_MIN = 0.3
"""A weaker first suggestion is a guess; nothing is suggested then."""
COOPERATION_MIN = 0.3
LEAD_MIN = 0.05
"""Units less probable than this are not worth an official's time."""

_LEVELS = (("省", Level.PROVINCE), ("自治区", Level.PROVINCE), ("市", Level.CITY))


@dataclass(frozen=True, slots=True)
class Owners:
    """Units with their probabilities in per cent, the likeliest first; perhaps none.

    ``joint`` is the probability in per cent that several units share the duty and none leads, 0 where a single lead is the better answer.
    """

    leads: tuple[tuple[str, int], ...]
    cooperating: tuple[tuple[str, int], ...]
    joint: int

    @classmethod
    def stored(cls, row: dict[str, Any]) -> Owners | None:
        """What :func:`suggested` gave, out of the database; ``None`` where nothing was suggested."""
        if not row:
            return None
        leads, cooperating = (tuple((name, chance) for name, chance in row[part]) for part in ("leads", "cooperating"))
        return cls(leads, cooperating, row["joint"])


def suggested(quote: str, level: Level) -> dict[str, Any]:
    """A suggestion in the form in which it is stored."""
    suggestion = suggest(quote, level=level)
    joint = suggestion.joint if suggestion.is_joint else 0.0
    if max(joint, suggestion.leads[0].probability) < PLAUSIBLE_MIN:
        return {"leads": [], "cooperating": [], "joint": 0}
    leads = [candidate for candidate in suggestion.leads if candidate.probability >= LEAD_MIN]
    cooperating = [candidate for candidate in suggestion.cooperating if candidate.probability >= COOPERATION_MIN]
    return {"leads": _shares(leads), "cooperating": _shares(cooperating), "joint": _percent(joint)}


def level_of(district: str) -> Level:
    """The level of government that a name speaks of: 某某省, 某某市; everything else is a district or county."""
    return next((level for ending, level in _LEVELS if district.endswith(ending)), Level.DISTRICT)


def _shares(candidates: list[Candidate]) -> list[tuple[str, int]]:
    return [(candidate.name, _percent(candidate.probability)) for candidate in candidates]


def _percent(probability: float) -> int:
    """No suggestion is certain, however it rounds."""
    return min(round(probability * 100), 99)
