"""补录: facts of a period that were counted only when its figure was due already."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count as Number
from django.db.models import Sum

from luoshi.district.indicators.calendar import due_on
from luoshi.district.indicators.figures import counted_by
from luoshi.district.indicators.models import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.indicators.models import Indicator
    from luoshi.engines.progress import Period


def late_records(indicator: Indicator, periods: Iterable[Period]) -> dict[Period, tuple[int, Decimal]]:
    """How many facts of each period came in after its figure was due, and what they changed; periods without any are left out.

    A period whose figure was not known when it was due has none: all of it came late, and nobody was told another number before.
    """
    found = {}
    for period in periods:
        known = counted_by(due_on(indicator, period))
        if known is None:
            continue
        own = Contribution.objects.filter(indicator=indicator, month__gte=period.first_day, month__lte=period.last_day)
        late = own.filter(position__gte=known.size).aggregate(records=Number("number"), quantity=Sum("quantity"))
        if late["records"]:
            found[period] = (late["records"], late["quantity"])
    return found
