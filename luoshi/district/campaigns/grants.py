"""Which powers there are in campaigns, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Power
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, Unit

MATTER: Final = "campaigns"
"""What powers are granted in: see, begin, run, publish, pay and ask back (handle), approve, see accounts whole (unmask)."""

POWERS: Final = {
    Power.SEE: Words("查看免申即享", "see campaigns"),
    Power.HANDLE: Words("办理免申即享", "handle campaigns"),
    Power.APPROVE: Words("批准免申即享", "approve campaigns"),
    Power.UNMASK: Words("下载付款文件", "download payment files"),
}


def may(power: Power, unit: Unit, by: Authority) -> bool:
    """Whether a power was granted for the campaigns of a unit."""
    return by.may(power, MATTER, unit=unit)
