"""Which function a unit serves, whatever its name: 区发改委, 区发改局 and 国家发展改革委 are one family.

The table is ``units.toml``. Chinese unit names are built as place · level · function · suffix (松北 · 区 · 发展改革 · 局), so the
function is the stem that a suffix follows; this keeps 开发区教育局 an education bureau although it also contains 开发区.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class Level(StrEnum):
    """The level of government whose units are meant. Counties, banners and county-level cities count as districts."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Family:
    """A function of government and the unit that serves it at each level.

    ``bearers`` names, for levels where the function has no unit of its own, the family whose unit carries it.
    """

    id: str
    zh: str
    en: str
    names: Mapping[Level, str]
    bearers: Mapping[Level, str]


@dataclass(frozen=True, slots=True)
class Stem:
    """A piece of a unit's name that tells its function; a weak one only counts where there is no other."""

    text: str
    families: tuple[str, ...]
    weak: bool = False


COLLECTIVES = frozenset({"lower_governments", "departments"})
"""Families that are circles of units (各地区, 有关部门). Every document adds them by custom, so they are not suggested as cooperating."""

_SUFFIX = re.compile("总局|局|委|厅|部|办|署|会|中心|分|处|院|馆|站|队|社|[、,，及和与等]|$")
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")


@cache
def families() -> Mapping[str, Family]:
    """All families by identifier, in the order of the table."""
    return MappingProxyType({id_: _family(id_, entry) for id_, entry in _table().items() if id_ != "merged"})


def families_of(name: str) -> tuple[str, ...]:
    """Identifiers of the families a unit's name belongs to, the leading one first; empty if the name is not recognised.

    Bureaus that join functions have several: 区教体局 → education, culture_tourism_sport.
    """
    bare = _PARENTHESES.sub("", name).strip()
    for ending, family in _endings():
        if bare.endswith(ending):
            return (family,)
    fitting = [(_rank(stem, bare), stem.families) for stem in _stems() if stem.text in bare]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else ()


def family_of(name: str) -> str | None:
    """Identifier of the (leading) family of a unit's name, or None if the name is not recognised."""
    return next(iter(families_of(name)), None)


@cache
def bearers_at(level: Level) -> Mapping[str, str]:
    """For each family the one whose unit carries its function at a level: nearly always itself."""
    return MappingProxyType({id_: family.bearers.get(level, id_) for id_, family in families().items()})


def _rank(stem: Stem, name: str) -> tuple[bool, bool, int, int]:
    """Stems with a suffix behind them before others, then the longest, then the first in the name."""
    at = name.rfind(stem.text)
    return not stem.weak, _SUFFIX.match(name, at + len(stem.text)) is not None, len(stem.text), -at


@cache
def _stems() -> tuple[Stem, ...]:
    merged = [Stem(text, tuple(ids)) for text, ids in _table()["merged"].items()]
    own = [Stem(text, (id_,)) for id_ in families() for text in _table()[id_].get("stems", ())]
    weak = [Stem(text, (id_,), weak=True) for id_ in families() for text in _table()[id_].get("weak_stems", ())]
    return (*merged, *own, *weak)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((ending, id_) for id_ in families() for ending in _table()[id_].get("endings", ()))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))


def _family(id_: str, entry: Mapping[str, Any]) -> Family:
    names = MappingProxyType({level: str(entry[level]) for level in Level})
    bearers = MappingProxyType({Level(level): str(family) for level, family in entry.get("bearer", {}).items()})
    return Family(id=id_, zh=entry["zh"], en=entry["en"], names=names, bearers=bearers)
