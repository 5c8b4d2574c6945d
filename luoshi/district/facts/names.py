"""What happened, in the reader's words. They belong to the capability that records a kind of fact; a page of facts asks it for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from luoshi.district.facts.models import Fact

Names: TypeAlias = "Mapping[int, str]"
NamesOf: TypeAlias = Callable[[Sequence["Fact"]], Names]
"""Of some facts those that the capability recorded: what each is called in the reader's language, by its number."""

_known: list[NamesOf] = []
_asked_last: list[NamesOf] = []


def register_names(names_of: NamesOf, *, last: bool = False) -> None:
    """Let a capability name the facts that it records: called from its ``AppConfig.ready``. ``last``: only those that nobody else names."""
    (_asked_last if last else _known).append(names_of)


def names(facts: Sequence[Fact]) -> dict[int, str]:
    """What facts are called in the reader's language, by their numbers: 督查通知 · 交办. One that nobody names is left out."""
    called: dict[int, str] = {}
    for names_of in (*_known, *_asked_last):
        if unnamed := [each for each in facts if each.number not in called]:
            called |= names_of(unnamed)
    return called
