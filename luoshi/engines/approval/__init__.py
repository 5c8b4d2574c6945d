"""Approval 审批: what an application still lacks, by which lawful path it goes, and whether the rules grant it. Pure; nothing is stored.

The door: an :class:`Item` says what is asked. There is no automatic refusal.
"""

from luoshi.engines.approval.given import FieldValue, Given, PaperState, Source, proves
from luoshi.engines.approval.items import (
    ApplicantKind,
    Area,
    Choice,
    Condition,
    Field,
    FieldType,
    Item,
    ItemKind,
    Limits,
    Material,
    Notice,
    Path,
    Rank,
    Renewal,
    Result,
)
from luoshi.engines.approval.known_from import Known, NotKnown, known_from

__all__ = [
    "ApplicantKind",
    "Area",
    "Choice",
    "Condition",
    "Field",
    "FieldType",
    "FieldValue",
    "Given",
    "Item",
    "ItemKind",
    "Known",
    "Limits",
    "Material",
    "NotKnown",
    "Notice",
    "PaperState",
    "Path",
    "Rank",
    "Renewal",
    "Result",
    "Source",
    "known_from",
    "proves",
]
