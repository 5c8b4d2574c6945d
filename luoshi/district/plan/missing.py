"""What no report says and no plan can do without: owner, deadline, base, source. Said once, as conditions that the database can count."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.plan.models import Commitment, PlannedTarget
from luoshi.engines.reading.model import Base, Measurement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise


class Missing(StrEnum):
    """The four gaps of a commitment."""

    OWNER = "owner"
    DEADLINE = "deadline"
    BASE = "base"
    SOURCE = "source"


MISSING_NAMES: dict[str, str | _StrPromise] = {
    Missing.OWNER: _("责任"),
    Missing.DEADLINE: _("时限"),
    Missing.BASE: _("基数"),
    Missing.SOURCE: _("佐证来源"),
}

MISSING_MEANINGS: dict[str, str | _StrPromise] = {
    Missing.OWNER: _("没有牵头单位，或没有责任领导岗位"),
    Missing.DEADLINE: _("没有定下时限，原文也没有写明"),
    Missing.BASE: _("写了增长多少，没有上年的数，算不出要达到多少"),
    Missing.SOURCE: _("没有写明凭什么记录或谁发布的数来核对"),
}


def _targets(**conditions: object) -> Exists:
    return Exists(PlannedTarget.objects.filter(commitment=OuterRef("pk"), dropped=False, **conditions))


_GROWTH_WITHOUT_BASE = _targets(base=Base.YOY.value, measurement=Measurement.NUMERIC.value, base_value=None, baseline=None)
_FIGURE_WITHOUT_SOURCE = _targets(source="") & ~Q(source__gt="")

CONDITIONS: dict[str, Q] = {
    Missing.OWNER: Q(lead=None) | Q(leader=None),
    Missing.DEADLINE: Q(deadline=None) & ~Q(_targets(period_stated=True)),
    Missing.BASE: Q(_GROWTH_WITHOUT_BASE),
    Missing.SOURCE: Q(_FIGURE_WITHOUT_SOURCE) | (~Q(_targets()) & Q(source="")),
}
"""For each gap, of which commitments it is true. A source named for the whole commitment serves its figures too."""

INCOMPLETE = CONDITIONS[Missing.OWNER] | CONDITIONS[Missing.DEADLINE] | CONDITIONS[Missing.BASE] | CONDITIONS[Missing.SOURCE]


def missing_in(commitments: Iterable[Commitment]) -> dict[int, list[Missing]]:
    """What is missing in each of some commitments, by their ids."""
    asked = Commitment.objects.filter(pk__in=[one.pk for one in commitments])
    rows = asked.annotate(**{f"lacks_{one}": CONDITIONS[one] for one in Missing}).values("pk", *(f"lacks_{one}" for one in Missing))
    return {row["pk"]: [one for one in Missing if row[f"lacks_{one}"]] for row in rows}
