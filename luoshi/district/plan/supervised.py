"""Commitments as cases see them: what a supervision notice is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.casework.queries import SubjectShown
from luoshi.district.plan import pages, queries

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority

KIND: Final = "commitment"
"""As case types name what they are about."""


def show_commitment(code: str, by: Authority) -> SubjectShown | None:
    """A commitment with its sentence, and the unit that leads it, for somebody who may see it."""
    found = queries.commitment(code)
    clause = queries.clause_of_commitment(found) if found and queries.may_see(found.report, by=by) else None
    if found is None or clause is None or found.report.district is None:
        return None
    state = queries.states_of(found.report, [found.pk]).get(found.pk, "")
    return SubjectShown(
        kind=KIND,
        key=code,
        title=clause.quote,
        label=found.label,
        address=pages.address_of(clause),
        district=found.report.district,
        unit=found.lead.successor or found.lead if found.lead else None,
        thread=pages.thread(clause, context=0, state=state),
    )
