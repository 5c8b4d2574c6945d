"""Which place somebody means who writes its name or its address: nobody knows the codes of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.register.queries import KINDS, entries, values_of
from luoshi.engines.approval import FieldType
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.services.lookups import Surrounded
    from luoshi.engines.approval import Item

HOME: Final = "居住"
NAMED_MAX: Final = 8
"""Of more places the first are named, and more words asked for."""
NO_PLACE: Final = Words(
    "场所库里没有这个名称、地址或编号。请核对，或换一种写法；还没有登记的场所，请联系所在街道（乡镇）登记。",
    "No place of the register has this name, address or code. Check it or write it otherwise; a place that is not registered yet is"
    " entered by your subdistrict or town.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the register that may be meant."""

    code: str
    name: str
    address: str
    is_home: bool

    def is_called(self, words: str) -> bool:
        """Whether this is its code, its whole name or its whole address."""
        return words in {self.code, self.name, self.address}

    def __str__(self) -> str:
        return f"{self.name} {self.address}（{self.code}）"


def places_meant(words: str, *, district: District, on: date) -> tuple[Place, ...]:
    """The places that may be meant: whose code, whole name or whole address it is, else all whose name or address has the words.

    Homes are found by whoever knows them: nobody looks through a street for who lives there.
    """
    words, kind = words.strip(), KINDS["places"]
    if not words or "\x00" in words:
        return ()
    found = entries(kind, district, words=words, on=on) + entries(kind, district, chosen={"address": words}, on=on)
    values = values_of(found, on=on)
    there = dict.fromkeys(_place(each) for each in values.values() if each is not None)
    called = [each for each in there if each.is_called(words)]
    able = [each for each in there if not each.is_home and (words in each.name or words in each.address)]
    return tuple([each for each in called if each.code == words] or called or able)


def _place(values: Mapping[str, str]) -> Place:
    return Place(values["code"], values["name"], values.get("address", ""), is_home=values.get("use") == HOME)


def with_places(
    item: Item, written: Mapping[str, str | Sequence[str]], *, around: Surrounded | None = None, district: District, on: date
) -> dict[str, str | Sequence[str]]:
    """What was written, with the code of a place where exactly one place is meant. What is a code already, ``around`` knows at once."""
    places = places_in(item, written)
    coded = {code for code, words in places.items() if around is not None and around.is_place(words)}
    meant = {code: places_meant(words, district=district, on=on) for code, words in places.items() if code not in coded}
    return {**written, **{code: found[0].code for code, found in meant.items() if len(found) == 1}}


def places_in(item: Item, written: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """What was written where the item asks for a place, by the codes of the fields."""
    places = {field.code for field in item.fields if field.type is FieldType.PLACE}
    return {code: words for code, words in written.items() if code in places and isinstance(words, str)}


def no_single_place(meant: Sequence[Place]) -> Words:
    """Why what was written names no place: none has the words, or several have."""
    if not meant:
        return NO_PLACE
    named = "；".join(map(str, meant[:NAMED_MAX]))
    more = len(meant) > NAMED_MAX
    return Words(
        f"有几处场所符合：{named}{'；还有其他' if more else ''}。请选一处，或写得更具体些。",
        f"Several places fit: {named}{'; and others' if more else ''}. Choose one, or write more of it.",
    )
