"""What is refused about the leaders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence


class OverviewError(Refusal):
    """Base of all refusals about the leaders' page."""


class WrongHeadlines(OverviewError):
    """None is chosen, more than a screen holds, one twice, or one that the plan does not promise."""

    @classmethod
    def number(cls, count: int, most: int) -> WrongHeadlines:
        """So many do not fit."""
        return cls(
            Words(f"选了 {count} 项。", f"{count} are chosen."),
            Words(f"请选 1 至 {most} 项，不要重复。", f"Choose 1 to {most}, each once."),
        )

    @classmethod
    def unknown(cls, codes: Sequence[str]) -> WrongHeadlines:
        """The plan in force promises nothing under these codes."""
        return cls(
            Words(f"计划里没有编号为{'、'.join(codes)}的承诺。", f"The plan makes no promise of the code {', '.join(codes)}."),
            Words("请从承诺页面抄下编号，一行一个。", "Copy the codes from the pages of the promises, one to a line."),
        )
