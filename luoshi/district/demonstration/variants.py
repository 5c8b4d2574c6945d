"""Which of a stream's variants its applications are: known by their number alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.demonstration.chance import pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.engines.packs.model_of_year import FilingStream, Said


def said_of(stream: FilingStream, number: int, seed: int) -> Mapping[str, Said]:
    """What an application fills in, with what stands in braces not said yet."""
    return {**stream.values, **pick(seed, stream.variants, "variant", stream.code, number)}


def fits(stream: FilingStream, number: int, only: Mapping[str, str], seed: int) -> bool:
    """Whether an application fills in just this."""
    said = said_of(stream, number, seed)
    return all(said.get(field) == value for field, value in only.items())
