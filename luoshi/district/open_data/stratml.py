"""A plan and what became of it as StratML Part 2 (ANSI/AIIM 22:2017, ISO 17469 family): a document that outlives any web site. Pure.

Goals are the areas of the report, objectives its promises, indicators the quantities promised with what was planned and reached. Element
names and their order follow the public schema 2.2.8 of 2016-05-06, which calls itself a draft: it is told in the file and in the docs that
nothing later was at hand to check by. No person is named: there is no Submitter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from luoshi.district.open_data.files import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from luoshi.district.public_tables import Cell

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
SCHEMA: Final = "PerformancePlanOrReport 2.2.8, 2016-05-06 (draft)"

Row: TypeAlias = "Mapping[str, Cell]"


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says of itself.

    Attributes:
        name: the title of the report.
        organization: the district.
        identifier: the permanent name of the plan.
        first_day, last_day: of its year.
        on: the day as of which it is told.
        source: its own address.
        note: what whoever reads it has to know first, such as that all of it is invented.
    """

    name: str
    organization: str
    identifier: str
    first_day: date
    last_day: date
    on: date
    source: str
    note: str


def to_stratml(document: Document, commitments: Sequence[Row], targets: Sequence[Row], values: Sequence[Row]) -> bytes:
    """The document with the rows of the three tables of the same names."""
    root = Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": "Performance_Report"})
    _said(root, Name=document.name, OtherInformation=f"{document.note} Schema: {SCHEMA}.".strip())
    core = SubElement(root, "StrategicPlanCore")
    _said(SubElement(core, "Organization"), Name=document.organization, Identifier=f"organization-{document.identifier}")
    writing = _Writing(document, _grouped(targets, "commitment"), _grouped(values, "commitment", "target"))
    for number, (area, promises) in enumerate(groupby(commitments, key=lambda each: each["area"]), 1):
        writing.goal(core, number, str(area), promises)
    administrative = SubElement(root, "AdministrativeInformation")
    _said(administrative, Identifier=f"plan-{document.identifier}", StartDate=document.first_day, EndDate=document.last_day)
    _said(administrative, PublicationDate=document.on, Source=document.source)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


@dataclass(frozen=True, slots=True)
class _Writing:
    """A document on its way, with the rows of targets by promise, and of values by promise and target."""

    document: Document
    targets: Mapping[tuple[Cell, ...], list[Row]]
    values: Mapping[tuple[Cell, ...], list[Row]]

    def goal(self, core: Element, number: int, area: str, promises: Iterable[Row]) -> None:
        goal, identifier = SubElement(core, "Goal"), f"goal-{self.document.identifier}-{number}"
        _said(goal, Name=area or self.document.name, Description=area, Identifier=identifier, SequenceIndicator=number)
        for promise in promises:
            self.objective(SubElement(goal, "Objective"), promise)

    def objective(self, objective: Element, promise: Row) -> None:
        code = promise["code"]
        _said(objective, Name=promise["label"], Description=promise["sentence"])
        _said(objective, Identifier=f"objective-{code}", SequenceIndicator=promise["number"])
        for unit, role in _units(promise):
            holder = SubElement(objective, "Stakeholder", {"StakeholderTypeType": "Organization"})
            _said(holder, Name=unit)
            _said(SubElement(holder, "Role"), Name=role, RoleType="Performer")
        _said(objective, OtherInformation=promise["address"])
        for target in self.targets.get((code,), ()):
            self.indicator(objective, target, self.values.get((code, target["target"]), ()))

    def indicator(self, objective: Element, target: Row, values: Sequence[Row]) -> None:
        kind = "Quantitative" if isinstance(target["value"], Decimal) else "Qualitative"
        indicator = SubElement(objective, "PerformanceIndicator", {"PerformanceIndicatorType": kind})
        unit = values[0]["unit"] if values else target["unit"]
        _said(indicator, SequenceIndicator=target["target"], MeasurementDimension=target["indicator"], UnitOfMeasurement=unit)
        _said(indicator, Identifier=f"indicator-{target['commitment']}-{target['target']}")
        instance = SubElement(indicator, "MeasurementInstance")
        goal, words = SubElement(instance, "TargetResult"), f"{target['operator']} {target['unit']} {target['definition']}"
        _said(goal, StartDate=self.document.first_day, EndDate=self.document.last_day)
        _said(goal, NumberOfUnits=target["value"], Description=words.strip())
        for value in values:
            reached = SubElement(instance, "ActualResult")
            _said(reached, StartDate=value["first_day"], EndDate=value["last_day"])
            _said(reached, NumberOfUnits=value["number"], Description=value["address"])


def _grouped(rows: Iterable[Row], *columns: str) -> Mapping[tuple[Cell, ...], list[Row]]:
    found = defaultdict[Any, list[Any]](list)
    for each in rows:
        found[tuple(each[column] for column in columns)].append(each)
    return found


def _units(promise: Row) -> list[tuple[str, str]]:
    others = [each for each in str(promise["cooperating_units"]).split("；") if each]
    lead = [(str(promise["lead_unit"]), "牵头 lead")] if promise["lead_unit"] else []
    return [*lead, *((each, "配合 cooperating") for each in others)]


def _said(of: Element, **children: Cell) -> None:
    """Child elements in this order; what is not known is left out, for the schema lets it, except a description, which may be empty."""
    for name, value in children.items():
        if value is not None and (value != "" or name in {"Description", "UnitOfMeasurement"}):
            SubElement(of, name).text = plain(value) if isinstance(value, Decimal) else str(value)
