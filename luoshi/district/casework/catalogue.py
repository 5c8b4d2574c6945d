"""Which case types a district has, read from the texts that it loaded, and the limits that count for their clocks on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.casework.errors import NoCaseType
from luoshi.district.casework.models import CaseTypeVersion
from luoshi.district.read_once import read_once
from luoshi.engines.packs.case_types import case_type_of, limit_of, parameters_in_force
from luoshi.engines.packs.law import read_documents, read_parameters
from luoshi.engines.packs.texts import laid_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.casework import CaseType, Limit
    from luoshi.engines.decisions.parameters import InForce, Parameter

KEPT: Final = ("case.yaml", "parameters.yaml", "documents.yaml")
"""The files of a pack from which a case type follows."""

HEAVY: Final = ("type__files",)
"""What a case is read without: the texts of its type, which are read once and remembered."""


@dataclass(frozen=True, slots=True)
class Known:
    """A case type with the dated parameters that its clocks name."""

    case_type: CaseType
    parameters: tuple[Parameter, ...]

    def in_force(self, district: District, *, on: date) -> dict[str, InForce]:
        """The parameters of its clocks that have a value on a day, with document and status."""
        return parameters_in_force(self.case_type, self.parameters, on=on, jurisdictions=district.jurisdictions)

    def limits(self, district: District, *, on: date) -> dict[str, Limit]:
        """The limits of its clocks on a day."""
        return {name: limit_of(chosen) for name, chosen in self.in_force(district, on=on).items()}


def read(files: Mapping[str, str]) -> Known:
    """The case type that the texts of a pack say.

    Raises:
        PackProblem: one of them is not as it has to be.
    """
    with laid_out(files) as folder:
        return Known(case_type_of(files["case.yaml"]), read_parameters(folder, read_documents(folder)))


known = read_once(read)
"""The case type of a stored version."""


def newest_version(district: District, matter: str) -> CaseTypeVersion:
    """The version of a case type under which a new case begins.

    Raises:
        NoCaseType: the district has loaded none.
    """
    found = CaseTypeVersion.objects.filter(district=district, code=matter).defer("files").order_by("-number").first()
    if found is None:
        raise NoCaseType(matter)
    return found
