"""A folder becomes a checked pack: what a district brings besides its report, read whole or refused with the place of the mistake.

The door of the engine: :func:`read_pack`. It is the only engine that reads disk.
"""

from luoshi.engines.packs.model import (
    Adoption,
    ArrangementEntry,
    CorrectionEntry,
    Holding,
    Pack,
    PersonEntry,
    PostEntry,
    ReportingClassEntry,
    UnitEntry,
)
from luoshi.engines.packs.problems import PackProblem
from luoshi.engines.packs.read import read_pack

__all__ = [
    "Adoption",
    "ArrangementEntry",
    "CorrectionEntry",
    "Holding",
    "Pack",
    "PackProblem",
    "PersonEntry",
    "PostEntry",
    "ReportingClassEntry",
    "UnitEntry",
    "read_pack",
]
