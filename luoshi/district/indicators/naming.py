"""What facts are called that come from other systems, by the indicator that counts them; and where a figure is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.indicators.models import Indicator
from luoshi.district.languages import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.facts.queries import Fact
    from luoshi.engines.progress import Period


def fact_names(facts: Sequence[Fact]) -> dict[int, str]:
    """What counted facts are called in the reader's language, by their numbers; the indicator declared first names a kind."""
    counting = Indicator.objects.filter(kind__in={each.kind for each in facts}).order_by("-pk")
    called = {(each.district_id, each.kind): said(each.words) for each in counting}
    return {each.number: called[each.district_id, each.kind] for each in facts if (each.district_id, each.kind) in called}


def address_of(indicator: Indicator, period: Period) -> str:
    """Where it is told where a figure comes from."""
    return reverse("indicators:figure", args=[indicator.code, str(period)])
