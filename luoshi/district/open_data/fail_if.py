"""Everything that is refused about open data. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.open_data.errors import LicenceIncomplete, NotAllowed, NotInForce

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed


def incomplete(name: str, address: str, basis: str) -> None:
    """It has no name or basis, or something else than an address."""
    if not name or not basis or (address and not address.startswith(("https://", "http://"))):
        raise LicenceIncomplete


def not_in_force(report: Report) -> None:
    """No meeting adopted the plan."""
    if not report.adopted or report.district is None:
        raise NotInForce(report.title)
