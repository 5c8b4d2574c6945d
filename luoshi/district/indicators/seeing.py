"""Who may see the files that belong to figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.indicators.models import ReportedValue

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority

EVIDENCE: Final = "reported_value"
RELEASE: Final = "release"


def may_see_evidence(key: str, by: Authority) -> bool:
    """Evidence is for the officials of the district: it may name people."""
    found = ReportedValue.objects.filter(pk=key).select_related("indicator__district").first()
    return found is not None and by.serves(found.indicator.district)


def may_see_release(_key: str, _by: Authority) -> bool:
    """What statistics issued is public."""
    return True
