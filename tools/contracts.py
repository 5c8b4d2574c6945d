"""An import-linter contract of our own: a capability is entered through its doors.

The contracts that come with import-linter name the modules that are closed; ours names those that are open,
so that a new module of a capability is private from its first day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grimp import ImportGraph


class DoorsContract(Contract):
    """Outside a capability only its ``doors`` may be imported. Every package below ``capabilities`` is a capability."""

    type_name = "doors"

    # import-linter swaps each field for its value.
    capabilities: Any = fields.StringField()
    doors: Any = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - the base class's signature
        """Look at each import once; nothing is followed."""
        trespasses = sorted(self._trespasses(graph))
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say who came in where, and which doors there are."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}: use one of its doors ({', '.join(self.doors)}).")

    def _trespasses(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        parent = f"{self.capabilities}."
        packages = {child for child in graph.find_children(self.capabilities) if graph.find_children(child)}
        for imported in graph.modules:
            capability = parent + imported.removeprefix(parent).split(".")[0]
            if not imported.startswith(parent) or capability not in packages or self._is_open(imported, capability):
                continue
            for importer in graph.find_modules_that_directly_import(imported):
                if not f"{importer}.".startswith(f"{capability}."):
                    yield importer, imported

    def _is_open(self, module: str, capability: str) -> bool:
        return module == capability or module.removeprefix(f"{capability}.").split(".")[0] in self.doors
