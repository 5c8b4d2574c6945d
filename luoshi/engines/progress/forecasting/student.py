"""Student's distribution. It has thicker tails than the normal one: whoever learnt the width from a few errors knows it roughly only."""

from __future__ import annotations


def quantile(share: float, freedom: float) -> float:
    """Below which value it stays with so much probability (0 to 1)."""
    from scipy.special import stdtrit  # noqa: PLC0415 - few processes forecast

    return float(stdtrit(freedom, share))


def below(value: float, freedom: float) -> float:
    """With which probability it stays below a value."""
    from scipy.special import stdtr  # noqa: PLC0415 - few processes forecast

    return float(stdtr(freedom, value))
