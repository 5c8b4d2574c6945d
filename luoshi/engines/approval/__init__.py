"""Approval 审批: what an application still lacks, by which lawful path it goes, and whether the rules grant it. Pure; nothing is stored.

The door: an :class:`Item` says what is asked; :func:`read_words` reads a form;
:func:`inputs_of` and :func:`verdict_of` stand before and after the item's decision service; :func:`assess` gives the :class:`Assessment`:
granted, asked for everything that is missing, or handed to a person with the reasons. There is no automatic refusal.
"""

from luoshi.engines.approval.assess import assess
from luoshi.engines.approval.assessment import Application, Assessment, Lack, LackKind, Outcome, Way
from luoshi.engines.approval.checking import faults_of
from luoshi.engines.approval.conditions import needed_fields, needed_materials
from luoshi.engines.approval.doubts import HARMLESS
from luoshi.engines.approval.entering import entered_values
from luoshi.engines.approval.faults import FaultKind, ItemFault
from luoshi.engines.approval.form_schema import form_schema
from luoshi.engines.approval.given import FieldValue, Given, PaperState, Source, proves
from luoshi.engines.approval.items import (
    KEPT,
    NEW,
    ApplicantKind,
    Area,
    Choice,
    Condition,
    Entering,
    Field,
    FieldType,
    Item,
    ItemKind,
    Limits,
    Material,
    Notice,
    OnSignature,
    Path,
    Rank,
    Renewal,
    Result,
)
from luoshi.engines.approval.known_from import Known, NotKnown, known_from
from luoshi.engines.approval.values import Problem, Reading, UnfitValue, json_of, read_value, read_words
from luoshi.engines.approval.verdicts import (
    CommitmentVerdict,
    MissingPapersVerdict,
    Reason,
    Standard,
    Verdict,
    inputs_of,
    verdict_of,
)

__all__ = [
    "HARMLESS",
    "KEPT",
    "NEW",
    "ApplicantKind",
    "Application",
    "Area",
    "Assessment",
    "Choice",
    "CommitmentVerdict",
    "Condition",
    "Entering",
    "FaultKind",
    "Field",
    "FieldType",
    "FieldValue",
    "Given",
    "Item",
    "ItemFault",
    "ItemKind",
    "Known",
    "Lack",
    "LackKind",
    "Limits",
    "Material",
    "MissingPapersVerdict",
    "NotKnown",
    "Notice",
    "OnSignature",
    "Outcome",
    "PaperState",
    "Path",
    "Problem",
    "Rank",
    "Reading",
    "Reason",
    "Renewal",
    "Result",
    "Source",
    "Standard",
    "UnfitValue",
    "Verdict",
    "Way",
    "assess",
    "entered_values",
    "faults_of",
    "form_schema",
    "inputs_of",
    "json_of",
    "known_from",
    "needed_fields",
    "needed_materials",
    "proves",
    "read_value",
    "read_words",
    "verdict_of",
]
