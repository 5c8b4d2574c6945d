"""Under everything that is said of figures stands who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority


def signed(by: Authority) -> dict[str, Any]:
    """Who did it, as it stands under what was done."""
    return {"person": by.person, "signature": by.signature}
