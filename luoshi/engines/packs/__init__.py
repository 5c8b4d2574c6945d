"""A folder becomes a checked pack: what a district brings besides its report, read whole or refused with the place of the mistake.

The door of the engine: :func:`read_pack` for the pack, :func:`package_of` for its decision models ready to be asked, :func:`check_pack` for
everything that is wrong with it. It is the only engine that reads disk.
"""

from luoshi.engines.packs.campaigns import CampaignEntry, campaign_of
from luoshi.engines.packs.case_types import case_type_of, limit_of, parameters_in_force
from luoshi.engines.packs.checking import PackCheck, check_pack
from luoshi.engines.packs.decision_models import package_of
from luoshi.engines.packs.items import item_of
from luoshi.engines.packs.model import (
    AdjustmentEntry,
    Adoption,
    ApplicantEntry,
    ArrangementEntry,
    CorrectionEntry,
    CurveEntry,
    DefinitionEntry,
    DueEntry,
    GrantEntry,
    Holding,
    HoursEntry,
    IndicatorEntry,
    MeasuresEntry,
    OfferedItem,
    Pack,
    PartEntry,
    PersonEntry,
    PostEntry,
    RegisterRow,
    ReportingClassEntry,
    RepresentationEntry,
    ScoringEntry,
    ServicesEntry,
    SourceEntry,
    TallyEntry,
    UnitEntry,
    YardsticksEntry,
)
from luoshi.engines.packs.problems import PackProblem
from luoshi.engines.packs.read import read_description, read_pack
from luoshi.engines.packs.scoring import scoring_of
from luoshi.engines.packs.shipped import SHIPPED
from luoshi.engines.packs.sources import InputSource

__all__ = [
    "SHIPPED",
    "AdjustmentEntry",
    "Adoption",
    "ApplicantEntry",
    "ArrangementEntry",
    "CampaignEntry",
    "CorrectionEntry",
    "CurveEntry",
    "DefinitionEntry",
    "DueEntry",
    "GrantEntry",
    "Holding",
    "HoursEntry",
    "IndicatorEntry",
    "InputSource",
    "MeasuresEntry",
    "OfferedItem",
    "Pack",
    "PackCheck",
    "PackProblem",
    "PartEntry",
    "PersonEntry",
    "PostEntry",
    "RegisterRow",
    "ReportingClassEntry",
    "RepresentationEntry",
    "ScoringEntry",
    "ServicesEntry",
    "SourceEntry",
    "TallyEntry",
    "UnitEntry",
    "YardsticksEntry",
    "campaign_of",
    "case_type_of",
    "check_pack",
    "item_of",
    "limit_of",
    "package_of",
    "parameters_in_force",
    "read_description",
    "read_pack",
    "scoring_of",
]
