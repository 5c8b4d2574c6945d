"""The thirteen rules in numpy: binary numbers, no guards, thresholds by index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

THRESHOLDS = np.array([
    # staff, revenue, assets of large; of medium; of small
    [0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 20000, 0, 0, 500, 0, 0, 50, 0],
    [1000, 40000, 0, 300, 2000, 0, 20, 300, 0],
    [0, 80000, 80000, 0, 6000, 5000, 0, 300, 300],
    [200, 40000, 0, 20, 5000, 0, 5, 1000, 0],
    [300, 20000, 0, 50, 500, 0, 10, 100, 0],
    [1000, 30000, 0, 300, 3000, 0, 20, 200, 0],
    [200, 30000, 0, 100, 1000, 0, 20, 100, 0],
    [1000, 30000, 0, 300, 2000, 0, 20, 100, 0],
    [300, 10000, 0, 100, 2000, 0, 10, 100, 0],
    [300, 10000, 0, 100, 2000, 0, 10, 100, 0],
    [2000, 100000, 0, 100, 1000, 0, 10, 100, 0],
    [300, 10000, 0, 100, 1000, 0, 10, 50, 0],
    [0, 200000, 10000, 0, 1000, 5000, 0, 100, 2000],
    [1000, 5000, 0, 300, 1000, 0, 100, 500, 0],
    [300, 0, 120000, 100, 0, 8000, 10, 0, 100],
    [300, 0, 0, 100, 0, 0, 10, 0, 0],
])  # fmt: skip
RATES = np.array([0.3, 0.6, 0.6, 0.6])
BONUS_RATES = np.array([0.05, 0.1, 0.125, 0.15])
YEAR_BEFORE = np.datetime64("2022-07-01", "s").astype("int64")


def total(columns: Mapping[str, Any]) -> float:
    """What is paid to all together."""
    sector = np.asarray(columns["行业"])
    thresholds = THRESHOLDS[np.where(sector <= 16, sector, 0)]
    staff, revenue, assets = columns["从业人数"], columns["营业收入"].astype(float), columns["资产总额"].astype(float)
    size = np.full(len(sector), 3)
    for grade in (2, 1, 0):
        low = thresholds[:, 3 * grade : 3 * grade + 3]
        size = np.where((staff >= low[:, 0]) & (revenue >= low[:, 1]) & (assets >= low[:, 2]), grade, size)
    return float(np.sum(_refund(columns, size) + _bonus(columns, size, revenue)))


def _refund(columns: Mapping[str, Any], size: Any) -> Any:
    insured, premium = columns["参保人数"], columns["缴费"].astype(float)
    limit = np.where(insured <= 30, 0.2, 0.055)
    with np.errstate(divide="ignore", invalid="ignore"):
        refused = columns["裁员人数"] / insured > limit
    entitled = (columns["注册日期"] <= YEAR_BEFORE) & (insured >= 1) & (premium > 0) & ~refused & (columns["信用"] != 4)
    amount = np.minimum(np.minimum(np.floor(premium * RATES[size] * 100 + 0.5) / 100, 1500 * insured), 5_000_000)
    return np.where(entitled, amount, 0)


def _bonus(columns: Mapping[str, Any], size: Any, revenue: Any) -> Any:
    research = columns["研发费用"].astype(float)
    floor = np.where(revenue < 5000, 500, np.where(revenue < 20000, 400, 300))
    amount = np.minimum(np.floor(research * BONUS_RATES[size] * 100 + 0.5) / 100, 2_000_000)
    return np.where((research >= revenue * floor) & (columns["信用"] <= 2), amount, 0)
