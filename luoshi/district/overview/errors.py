"""What is refused about the leaders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence


class OverviewError(Refusal):
    """Base of all refusals about the leaders' page."""


class NotTheOffice(OverviewError):
    """Which promises stand there is chosen by the office that keeps the plan."""

    def __init__(self) -> None:
        super().__init__(
            Words("一屏上放哪些承诺，由政府办（督查室）选定。", "Which promises stand on the page is chosen by the government office."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NeedsReason(OverviewError):
    """Nobody says why, or too much is said."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Words("没有写明理由，或者写得太长。", "No reason is given, or it is too long."),
            Words(f"请用不超过 {most} 字写明理由。", f"Give a reason of at most {most} characters."),
        )


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
