"""The thirteen rules as OpenFisca-core's own documentation writes rules: a class for each variable, parameters looked up by an enum.

OpenFisca-core is AGPL-3.0: it runs beside Luoshi, in a process of its own, and is never shipped. Numbers are 32 bits wide, as it has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.population_policy.by_numpy import THRESHOLDS, YEAR_BEFORE

Enterprise = build_entity(key="enterprise", plural="enterprises", label="", is_person=True)
PERIOD: Final = "2023"
Sector = Enum("Sector", {f"sector_{number}": str(number) for number in range(17)})
"""Sector 0 stands for codes that nobody knows."""


class Size(Enum):  # type: ignore[misc] # it has no types
    """The classes of enterprises."""

    large = "大型"
    medium = "中型"
    small = "小型"
    micro = "微型"


def _value(number: float) -> dict[str, Any]:
    return {"values": {"2000-01-01": {"value": float(number)}}}


def _parameters() -> ParameterNode:
    names = [f"{what}_{grade}" for grade in ("large", "medium", "small") for what in ("staff", "revenue", "assets")]
    thresholds = {
        f"sector_{sector}": {name: _value(number) for name, number in zip(names, row, strict=True)} for sector, row in enumerate(THRESHOLDS)
    }
    rates = {name: _value(rate) for name, rate in zip(("large", "medium", "small", "micro"), (0.3, 0.6, 0.6, 0.6), strict=True)}
    bonus = {name: _value(rate) for name, rate in zip(("large", "medium", "small", "micro"), (0.05, 0.1, 0.125, 0.15), strict=True)}
    return ParameterNode("", data={"thresholds": thresholds, "rate": rates, "bonus": bonus})


def _input(name: str, value_type: type = float) -> type[Variable]:
    return type(name, (Variable,), {"value_type": value_type, "entity": Enterprise, "definition_period": DateUnit.YEAR})


class sector(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca's way, and it has no types
    """An input."""

    value_type = Enum
    possible_values = Sector
    default_value = Sector.sector_0
    entity = Enterprise
    definition_period = DateUnit.YEAR


class size(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca's way, and it has no types
    """The class of an enterprise."""

    value_type = Enum
    possible_values = Size
    default_value = Size.micro
    entity = Enterprise
    definition_period = DateUnit.YEAR

    def formula(enterprise: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        """By the thresholds of its sector."""
        limits = parameters(period).thresholds[enterprise("sector", period)]
        staff, revenue, assets = (enterprise(name, period) for name in ("staff", "revenue", "assets"))
        grades = [
            (staff >= limits[f"staff_{grade}"]) & (revenue >= limits[f"revenue_{grade}"]) & (assets >= limits[f"assets_{grade}"])
            for grade in ("large", "medium", "small")
        ]
        return np.select(grades, [Size.large, Size.medium, Size.small], Size.micro)


class refund(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca's way, and it has no types
    """Of the premium, where nothing stands against it."""

    value_type = float
    entity = Enterprise
    definition_period = DateUnit.YEAR

    def formula(enterprise: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        """By five conditions."""
        insured, premium, layoffs = (enterprise(name, period) for name in ("insured", "premium", "layoffs"))
        with np.errstate(divide="ignore", invalid="ignore"):
            refused = layoffs / insured > np.where(insured <= 30, 0.2, 0.055)
        is_old = enterprise("registered", period) <= YEAR_BEFORE
        entitled = is_old & (insured >= 1) & (premium > 0) & ~refused & (enterprise("credit", period) != 4)
        rate = parameters(period).rate[enterprise("size", period)]
        amount = np.minimum(np.minimum(np.floor(premium * rate * 100 + 0.5) / 100, 1500 * insured), 5_000_000)
        return np.where(entitled, amount, 0)


class bonus(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca's way, and it has no types
    """For research."""

    value_type = float
    entity = Enterprise
    definition_period = DateUnit.YEAR

    def formula(enterprise: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        """By intensity."""
        research, revenue = enterprise("research", period), enterprise("revenue", period)
        floor = np.where(revenue < 5000, 500, np.where(revenue < 20000, 400, 300))
        rate = parameters(period).bonus[enterprise("size", period)]
        amount = np.minimum(np.floor(research * rate * 100 + 0.5) / 100, 2_000_000)
        return np.where((research >= revenue * floor) & (enterprise("credit", period) <= 2), amount, 0)


class total(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca's way, and it has no types
    """Both together."""

    value_type = float
    entity = Enterprise
    definition_period = DateUnit.YEAR

    def formula(enterprise: Any, period: Any) -> Any:  # noqa: N805
        """Their sum."""
        return enterprise("refund", period) + enterprise("bonus", period)


_INPUTS: Final = {
    "staff": "从业人数", "insured": "参保人数", "layoffs": "裁员人数", "revenue": "营业收入", "assets": "资产总额", "research": "研发费用",
    "premium": "缴费", "registered": "注册日期", "credit": "信用",
}  # fmt: skip


def simulation(columns: Mapping[str, Any]) -> Simulation:
    """Everybody with their inputs; what is missing counts as nothing, since it knows no missing input."""
    system = TaxBenefitSystem([Enterprise])
    system.parameters = _parameters()
    system.add_variables(sector, size, refund, bonus, total, *map(_input, _INPUTS))
    codes = np.asarray(columns["行业"])
    made = SimulationBuilder().build_default_simulation(system, count=len(codes))
    made.set_input("sector", PERIOD, np.where(codes <= 16, codes, 0))
    for name, column in _INPUTS.items():
        made.set_input(name, PERIOD, np.ma.filled(np.ma.asarray(columns[column], dtype=float), 0))
    return made
