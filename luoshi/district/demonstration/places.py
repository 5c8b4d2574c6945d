"""Where shops and offices may be: the places of the register, by their use."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from luoshi.district.register.queries import KINDS, Entry, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.demonstration.present import Present

USES: Final = {"place": "商业", "office": "办公"}
"""What a text in braces stands for, by the use of the place."""


def places_for(present: Present) -> Mapping[str, Sequence[str]]:
    """The codes of places for each word."""
    return _places(present.district.pk, present.day)


@lru_cache(maxsize=2)
def _places(district: int, on: date) -> Mapping[str, Sequence[str]]:
    entries = list(Entry.objects.filter(district=district, kind=KINDS["places"].code, merged_into=None).order_by("pk"))
    values = values_of(entries, on=on)
    uses = {each.key: said["use"] for each in entries if (said := values[each.pk]) is not None}
    found = {word: [key for key, use in uses.items() if use == wanted] for word, wanted in USES.items()}
    return {word: keys for word, keys in found.items() if keys}
