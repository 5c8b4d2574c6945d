"""Thousands of numbers read by us and by python-stdnum. Where the two differ, the difference is a known error of that library, by name.

An error that it has no longer fails the test: take it out of the list then.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from stdnum import exceptions
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

from luoshi.engines.identifiers import RefusedIdentifier, check_characters, divisions, read_citizen_id, read_credit_code
from luoshi.engines.identifiers.check_characters import CREDIT_ALPHABET
from luoshi.engines.identifiers.tests.generated import DIGITS, ON, replaced

NUMBERS = 4_000
AGREE = "agree"

LETTERS_IN_FRONT = "demands digits in the first 8 places: refuses N2, Y1, A1"
DIVISION_NOT_IN_ITS_TABLE = "refuses a division that its table has not for the year of birth: set up later, or revoked before"
CRASH = "crashes on a county that it does not know in a province that it knows"
HONG_KONG_MACAO_TAIWAN = "refuses residents of Hong Kong, Macao and Taiwan (810000, 820000, 830000)"
FOREIGNERS = "refuses foreigners with permanent residence (9…)"
FUTURE = "takes a date of birth in the future"

KNOWN_ERRORS = {
    LETTERS_IN_FRONT: "N2230109M000100Y4",
    DIVISION_NOT_IN_ITS_TABLE: "23010919900101001",
    CRASH: "23013019900101001",
    HONG_KONG_MACAO_TAIWAN: "81000019940823002",
    FOREIGNERS: "91112419810803002",
    FUTURE: "23010920270101001",
}
"""Each with the first 17 characters of an example."""


def credit_codes(chance: random.Random) -> Iterator[str]:
    places = [entry.code for entry in divisions()]
    for _ in range(NUMBERS):
        start = chance.choice(["91", "92", "93", "11", "12", "51", "52", "N2", "Y1", "A1"])
        body = start + chance.choice(places) + "".join(chance.choices(CREDIT_ALPHABET, k=9))
        yield spoilt(body + check_characters.credit(body), CREDIT_ALPHABET, chance)


def citizen_ids(chance: random.Random) -> Iterator[str]:
    places = [entry.code for entry in divisions() if entry.level == 3] + ["810000", "820000", "830000", "911124", "932682"]
    for _ in range(NUMBERS):
        place = chance.choice(places) if chance.random() < 0.9 else "".join(chance.choices(DIGITS, k=6))
        day = date(1910, 1, 1) + timedelta(days=chance.randrange(118 * 365))
        body = f"{place}{day:%Y%m%d}{chance.randrange(1000):03}"
        yield spoilt(body + check_characters.citizen(body), DIGITS, chance)


def spoilt(code: str, alphabet: str, chance: random.Random) -> str:
    """One code in three gets a character that chance chooses."""
    return replaced(code, chance.randrange(18), chance.choice(alphabet)) if chance.random() < 1 / 3 else code


def credit_difference(code: str) -> str:
    ours, theirs = _taken(lambda: read_credit_code(code)), uscc.is_valid(code)
    if ours == theirs:
        return AGREE
    return LETTERS_IN_FRONT if ours and not code[:8].isdecimal() else f"unexplained: {code}"


def citizen_difference(code: str) -> str:
    ours, theirs = _taken(lambda: read_citizen_id(code, on=ON)), _their_answer(code)
    match ours, theirs:
        case (True, "taken") | (False, "InvalidChecksum" | "InvalidFormat"):
            return AGREE
        case True, "InvalidComponent":
            if code[0] == "9":
                return FOREIGNERS
            return HONG_KONG_MACAO_TAIWAN if code[:6] in {"810000", "820000", "830000"} else DIVISION_NOT_IN_ITS_TABLE
        case True, "KeyError":
            return CRASH
        case False, _ if code[6:14] > f"{ON:%Y%m%d}":
            return FUTURE
    return f"unexplained: {code} {ours} {theirs}"


def _taken(read: Callable[[], object]) -> bool:
    try:
        read()
    except RefusedIdentifier:
        return False
    return True


def _their_answer(code: str) -> str:
    try:
        ric.validate(code)
    except (exceptions.ValidationError, KeyError) as error:
        return type(error).__name__
    return "taken"


@pytest.mark.parametrize("error", KNOWN_ERRORS)
def test_a_known_error_is_still_one(error: str) -> None:
    body = KNOWN_ERRORS[error]
    if error == LETTERS_IN_FRONT:
        assert credit_difference(body + check_characters.credit(body)) == error
    else:
        assert citizen_difference(body + check_characters.citizen(body)) == error


def test_credit_codes_differ_by_known_errors_only() -> None:
    assert {credit_difference(code) for code in credit_codes(random.Random(32100))} == {AGREE, LETTERS_IN_FRONT}


def test_citizen_ids_differ_by_known_errors_only() -> None:
    found = {citizen_difference(code) for code in citizen_ids(random.Random(11643))}
    assert found == {AGREE, *KNOWN_ERRORS} - {LETTERS_IN_FRONT}


def test_check_characters_are_those_of_the_library() -> None:
    chance = random.Random(7064)
    for _ in range(NUMBERS):
        body = "".join(chance.choices(DIGITS, k=17))
        assert check_characters.citizen(body) == mod_11_2.calc_check_digit(body)
        assert check_characters.registration(body[:14]) == mod_11_10.calc_check_digit(body[:14])
        signs = "".join(chance.choices(CREDIT_ALPHABET, k=17))
        assert check_characters.credit(signs) == uscc.calc_check_digit(signs)
