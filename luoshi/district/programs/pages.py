"""What the page shows of the description, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from luoshi.district.languages import reads_chinese
from luoshi.district.programs.chinese import CHINESE
from luoshi.district.programs.description import by_group, shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.programs.description import Operation, Part, Shape


def described(document: Mapping[str, Any]) -> dict[str, Any]:
    """Operations by group, and shapes."""
    return {
        "groups": [(group, [_operation(each) for each in found]) for group, found in by_group(document).items()],
        "shapes": [_shape(each) for each in shapes(document)],
    }


def _operation(found: Operation) -> Operation:
    chinese, _, english = found.summary.partition(" / ")
    return replace(found, summary=chinese if reads_chinese() else english, description=_said(found.description), parts=_parts(found.parts))


def _shape(found: Shape) -> Shape:
    return replace(found, description=_said(found.description), parts=_parts(found.parts))


def _parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(replace(each, description=_said(each.description)) for each in parts)


def _said(description: str) -> str:
    return (CHINESE.get(description, description) if reads_chinese() else description).replace("``", "")
