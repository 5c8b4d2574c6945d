"""Who works on one entry and who works on a whole register wait for each other; those who work on entries do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.locks import alone, together

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Kind


def share(kind: Kind, district: District) -> None:
    """Wait for whoever works on the whole register, and keep such a one waiting until the transaction is over."""
    together(_register(kind, district))


def keep_alone(kind: Kind, district: District) -> None:
    """Wait for all who work on the register, and keep everybody else from changing it until the transaction is over."""
    alone(_register(kind, district))


def _register(kind: Kind, district: District) -> str:
    return f"register {kind.code} of {district.pk}"
