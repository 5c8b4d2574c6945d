"""Who may see the files that belong to updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.dues.models import Update

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority

EVIDENCE: Final = "progress_update"


def may_see_evidence(key: str, by: Authority) -> bool:
    """Evidence is for the officials of the district: it may name people."""
    found = Update.objects.filter(pk=key).select_related("commitment__report__district").first()
    return found is not None and by.serves(found.commitment.report.district)
