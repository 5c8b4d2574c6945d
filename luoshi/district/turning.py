"""翻页: a long list is shown a part at a time, and says where the parts before and after are."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Item = TypeVar("Item")

AT_ONCE: Final = 100
"""As many lines as a page has at most."""


@dataclass(frozen=True, slots=True)
class Turned(Generic[Item]):
    """One page of a list: ``number`` of ``pages``, ``total`` items in all."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int

    def turns(self, asked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The pages before and after, each as its relation and the part of an address behind ``?`` that asks for the same there."""
        for rel, number in (("prev", self.number - 1), ("next", self.number + 1)):
            if 1 <= number <= self.pages:
                yield rel, urlencode({name: value for name, value in asked.items() if value} | {"page": str(number)})


def turned(items: Sequence[Item], asked: str, *, at_once: int = AT_ONCE) -> Turned[Item]:
    """The page that an address asks for: the first one if it names none, the last one if there are not so many."""
    pages = max(1, ceil(len(items) / at_once))
    number = min(max(int(asked), 1), pages) if asked.isdecimal() else 1
    return Turned(items[(number - 1) * at_once : number * at_once], number, pages, len(items))
