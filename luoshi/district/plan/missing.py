"""What no report says and no plan can do without: owner, deadline, base, source.

The rule stands here once. Its answer is stored with each commitment whenever that changes, so that thousands can be counted at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.plan.models import Missing
from luoshi.engines.reading.model import Base, Measurement

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from luoshi.district.plan.models import Commitment, PlannedTarget

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

CONDITIONS: dict[str, Q] = {one: Q(missing__contains=[one]) for one in Missing}
"""For each gap, of which commitments it is true."""

INCOMPLETE = ~Q(missing=[])
"""Of which commitments anything is missing."""


def missing_in(commitment: Commitment) -> list[str]:
    """What is missing in a commitment as it stands, in a fixed order."""
    targets = [target for target in commitment.targets.all() if not target.dropped]
    found = {
        Missing.OWNER: commitment.lead_id is None or commitment.leader_id is None,
        Missing.DEADLINE: commitment.deadline is None and not any(target.period_stated for target in targets),
        Missing.BASE: any(_grows_from_nothing(target) for target in targets),
        Missing.SOURCE: not commitment.source and (not targets or any(not target.source for target in targets)),
    }
    return [one.value for one, lacks in found.items() if lacks]


def _grows_from_nothing(target: PlannedTarget) -> bool:
    """Whether a rate of growth is promised, and neither the office nor the text says from what figure."""
    grows = target.base == Base.YOY and target.measurement == Measurement.NUMERIC
    return grows and target.base_value is None and target.baseline is None
