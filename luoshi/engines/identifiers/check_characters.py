"""The four check characters. Each takes what stands before it and gives what must follow.

What they notice: ``credit``, ``citizen`` and ``registration`` every single wrong character. ``credit`` and ``citizen`` also every swap
of two neighbours, ``registration`` all but some swaps of two digits that follow one another (1 and 2, 9 and 0). ``organisation`` works
modulo 11 over 36 signs and takes signs that are 11 apart for the same (0, B and M; 1, C and N); what differs otherwise it notices, swapped
neighbours of its body too.
"""

from __future__ import annotations

from typing import Final

CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capitals without I, O, S, V and Z: 31 signs (GB 32100-2015)."""

_CREDIT_VALUES = {sign: value for value, sign in enumerate(CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0X987654321"
_CITIZEN_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CITIZEN_CHECKS = "10X98765432"


def credit(body: str) -> str:
    """The 18th character of a unified social credit code: 31 minus the weighted sum modulo 31, and "0" where the remainder is 0.

    :param body: the first 17 characters. Source: GB 32100-2015.
    """
    total = sum(_CREDIT_VALUES[sign] * weight for sign, weight in zip(body, _CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def organisation(body: str) -> str:
    """The 9th character of an organisation code: 11 minus the weighted sum modulo 11, with "X" for 10 and "0" for 11.

    :param body: the first 8 characters, digits or capitals (A is 10, Z is 35). Source: GB 11714-1997.
    """
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return _ORGANISATION_CHECKS[total % 11]


def citizen(body: str) -> str:
    """The 18th character of a citizen ID.

    :param body: the first 17 digits. Source: GB 11643-1999; ISO 7064, MOD 11-2.
    """
    total = sum(int(digit) * weight for digit, weight in zip(body, _CITIZEN_WEIGHTS, strict=True))
    return _CITIZEN_CHECKS[total % 11]


def registration(body: str) -> str:
    """The 15th digit of an old registration number.

    :param body: the first 14 digits. Source: GS15-2006; ISO 7064, MOD 11,10.
    """
    state = 10
    for digit in body:
        state = ((state + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - state) % 10)
