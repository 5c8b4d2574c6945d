"""Two promises for one indicator, growth and amount: which of them binds follows from the base, once an office has filled it in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.district.plan.models import PlannedTarget
from luoshi.engines.reading.model import Base, FindingKind

if TYPE_CHECKING:
    from luoshi.district.plan.models import Finding, Report


@dataclass(frozen=True, slots=True)
class Floors:
    """What growth from the base comes to, beside the amount that is promised, both in ``unit``."""

    base: Decimal
    by_growth: Decimal
    amount: Decimal
    unit: str

    @property
    def growth_binds(self) -> bool:
        """Whether growth asks for more than the amount does."""
        return self.by_growth > self.amount

    @property
    def binding(self) -> Decimal:
        """What has to be reached for both promises to be kept."""
        return max(self.by_growth, self.amount)


def floors(base: Decimal, growth_percent: Decimal, amount: Decimal, unit: str) -> Floors:
    """Compare the two promises; ``base`` and ``amount`` are in ``unit``.

    >>> floors(Decimal("92.5"), Decimal(30), Decimal(120), "亿元").binding
    Decimal('120.25')
    """
    return Floors(base, (base * (1 + growth_percent / 100)).quantize(Decimal("0.01")), amount, unit)


def floors_of(finding: Finding, report: Report) -> Floors | None:
    """The comparison for a finding of two floors; ``None`` for other findings, and as long as nobody has filled in the base."""
    if finding.kind != FindingKind.TWO_FLOORS or not finding.values:
        return None
    named = PlannedTarget.objects.filter(commitment__report=report, indicator=finding.values[0], dropped=False, value__isnull=False)
    growth = named.filter(base=Base.YOY.value, base_value__isnull=False).first()
    amount = named.filter(base=Base.LEVEL.value).first()
    if growth is None or amount is None or growth.base_value is None or growth.value is None or amount.value is None:
        return None
    return floors(growth.base_value, growth.value, amount.value, amount.unit)
