"""What the page of open data shows, in the words of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.languages import said
from luoshi.district.open_data import queries
from luoshi.district.open_data.forms import LicenceForm
from luoshi.district.public_tables import tables

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority
    from luoshi.district.open_data.models import Archive, ArchiveRequest, DataLicence
    from luoshi.district.plan.queries import Report


@dataclass(frozen=True, slots=True)
class Given:
    """A plan with what is given away of it; ``keeps`` says whether whoever looks may archive it."""

    report: Report
    licence: DataLicence | None
    archives: list[Archive]
    making: ArchiveRequest | None
    keeps: bool


def list_page(by: Authority, *, given: LicenceForm | None) -> dict[str, Any]:
    """Everything that is given away, and for the office its licence."""
    keeps = by.is_office_of(by.district)
    licence = queries.licence_of(by.district) if keeps and by.district is not None else None
    known = {"name": licence.name, "address": licence.address, "basis": licence.basis} if licence else {}
    return {
        "plans": [_given(each, by) for each in queries.plans()],
        "tables": [
            (each.code, said(each.name), [(one.code, one.type.value, said(one.meaning)) for one in each.columns]) for each in tables()
        ],
        "keeps": keeps,
        "form": (given or LicenceForm(initial=known)) if keeps else None,
    }


def _given(report: Report, by: Authority) -> Given:
    assert report.district is not None, "only plans in force are given away"
    return Given(
        report,
        queries.licence_of(report.district),
        queries.archives_of(report),
        queries.archive_in_making(report),
        by.is_office_of(report.district),
    )
