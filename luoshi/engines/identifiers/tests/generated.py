"""Identifiers that chance makes, each by its rule and with the right check character. None is anybody's."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from luoshi.engines.identifiers import check_characters, divisions
from luoshi.engines.identifiers.check_characters import CREDIT_ALPHABET

ON = date(2026, 11, 26)
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
_DIVISIONS = st.sampled_from([entry.code for entry in divisions()])


def _text(alphabet: str, length: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=length, max_size=length)


organisation_codes = _text(DIGITS + CAPITALS, 8).map(lambda body: body + check_characters.organisation(body))
registration_numbers = st.tuples(_DIVISIONS, _text(DIGITS, 8)).map("".join).map(lambda body: body + check_characters.registration(body))
credit_codes = (
    st.tuples(_text(CREDIT_ALPHABET, 2), _DIVISIONS, _text(CREDIT_ALPHABET, 9))
    .map("".join)
    .map(lambda body: body + check_characters.credit(body))
)
citizen_ids = (
    st.tuples(_DIVISIONS, st.dates(date(1900, 1, 1), ON).map(lambda day: f"{day:%Y%m%d}".rjust(8, "0")), _text(DIGITS, 3))
    .map("".join)
    .map(lambda body: body + check_characters.citizen(body))
)


def replaced(code: str, index: int, sign: str) -> str:
    """The code with one other character."""
    return code[:index] + sign + code[index + 1 :]


def swapped(code: str, index: int) -> str:
    """The code with a character and its right neighbour exchanged."""
    return code[:index] + code[index + 1] + code[index] + code[index + 2 :]
