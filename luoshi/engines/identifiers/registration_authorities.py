"""Who registers legal entities, and which categories each authority has: ``registration_authorities.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from luoshi.words import Words


class RegistrationAuthority(NamedTuple):
    """An authority and the categories that it registers, by their character."""

    name: Words
    categories: Mapping[str, Words]


@cache
def registration_authorities() -> Mapping[str, RegistrationAuthority]:
    """All authorities, by the first character of a credit code."""
    table = tomllib.loads(files("luoshi.engines.identifiers").joinpath("registration_authorities.toml").read_text(encoding="utf-8"))
    return {code: _authority(entry) for code, entry in table.items()}


def _authority(entry: Mapping[str, tuple[str, str]]) -> RegistrationAuthority:
    words = {key: Words(*both) for key, both in entry.items()}
    return RegistrationAuthority(words.pop("name"), words)
