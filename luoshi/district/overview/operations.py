"""Changes of the leaders' page: which promises stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.overview import fail_if
from luoshi.district.overview.models import HeadlineChoice
from luoshi.district.plan.queries import commitments_coded
from luoshi.district.reasons import without_reason
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Report


@transaction.atomic
def choose_headlines(report: Report, codes: Sequence[str], *, reason: str, by: Authority, at: datetime) -> HeadlineChoice:
    """Let these commitments of a plan in force stand on the leaders' page, in this order.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason: nobody says why.
        WrongHeadlines: there are none or too many, or the plan does not promise one.
    """
    fail_if.not_the_office(report.district, by)
    without_reason(reason)
    fail_if.too_many_or_none(codes)
    promised = {each.code for each in commitments_coded(codes) if each.report_id == report.pk and each.tracked}
    fail_if.not_promised(codes, promised)
    return HeadlineChoice.objects.create(report=report, codes=list(codes), reason=reason.strip(), **signed(by, at))
