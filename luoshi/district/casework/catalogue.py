"""Which case types a district has, read from the texts that it loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.casework.errors import NoCaseType
from luoshi.district.casework.models import CaseTypeVersion

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.casework import Limit
    from luoshi.engines.casework.case_types import CaseType


def newest_version(district: District, matter: str) -> CaseTypeVersion:
    """The version of a case type under which a new case begins.

    Raises:
        NoCaseType: the district has loaded none.
    """
    found = CaseTypeVersion.objects.filter(district=district, code=matter).order_by("-number").first()
    if found is None:
        raise NoCaseType(matter)
    return found
