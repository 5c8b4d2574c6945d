"""The code that is given with a licence: whoever knows it may see the licence. Short enough to be typed from paper, too long to guess."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.utils.crypto import salted_hmac

from luoshi.district.credentials.models import CODE_CHARACTERS

DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Those of Crockford's base 32, without letters that look like others. Twelve of them are 60 bits."""
_LOOK_ALIKE: Final = str.maketrans("OIL", "011")
_GROUP: Final = 4


def code_of(number: str) -> str:
    """The code of a licence. It follows from the site's secret key, so that nobody outside can compute it."""
    found = int.from_bytes(salted_hmac("luoshi.credentials.code", number, algorithm="sha256").digest())
    return "".join(DIGITS[found >> 5 * place & 31] for place in range(CODE_CHARACTERS))


def grouped(code: str) -> str:
    """The code as it is printed: ``7KQM-3V9P-2XHD``."""
    return "-".join(code[begin : begin + _GROUP] for begin in range(0, len(code), _GROUP))


def typed_code(text: str) -> str:
    """The code that somebody typed, with or without its dashes, and with letters that look like digits."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper()).translate(_LOOK_ALIKE)


def plain_number(text: str) -> str:
    """A number without what people type in different ways: kinds of brackets, blanks, dashes."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).upper()
