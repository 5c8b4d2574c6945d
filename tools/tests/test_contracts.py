"""The contract of doors, on a small graph of imports."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import ContractCheck

from tools.contracts import DoorsContract

MODULES = (
    "district",
    "district.settings",
    "district.plan",
    "district.plan.operations",
    "district.plan.models",
    "district.facts",
    "district.facts.views",
)


def check(*imports: tuple[str, str]) -> list[tuple[str, str]]:
    graph = ImportGraph()
    for module in MODULES:
        graph.add_module(f"luoshi.{module}")
    for importer, imported in imports:
        graph.add_import(importer=f"luoshi.district.{importer}", imported=f"luoshi.district.{imported}")
    options = {"name": "doors", "type": "doors", "capabilities": "luoshi.district", "doors": ["operations"]}
    contract = DoorsContract(name="doors", session_options={}, contract_options=options)
    result: ContractCheck = contract.check(graph, verbose=False)
    assert result.kept is not bool(result.metadata["trespasses"])
    return [(importer.removeprefix("luoshi."), imported.removeprefix("luoshi.")) for importer, imported in result.metadata["trespasses"]]


def test_doors_are_open_and_everything_else_is_closed() -> None:
    assert check(("facts.views", "plan.operations")) == []
    assert check(("facts.views", "plan")) == []
    assert check(("facts.views", "plan.models")) == [("district.facts.views", "district.plan.models")]
    assert check(("settings", "plan.models")) == [("district.settings", "district.plan.models")]


def test_a_capability_is_at_home_in_itself() -> None:
    assert check(("plan.operations", "plan.models")) == []


def test_plain_modules_of_the_district_are_open() -> None:
    assert check(("plan.models", "settings")) == []
