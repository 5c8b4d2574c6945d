"""What is refused about ladders. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words


class LadderError(Refusal):
    """Base of all refusals about ladders."""


class NoLadder(LadderError):
    """The district has no rungs."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区还没有梯度培育的台阶。", "The district has no ladder yet."),
            Words("请政府办载入数据包 enterprise_ladder。", "Let the government office load the pack enterprise_ladder."),
        )


class NoSnapshot(LadderError):
    """Nothing was frozen yet over which rules could be run."""

    def __init__(self) -> None:
        super().__init__(
            Words("还没有名录快照。", "There is no snapshot of the registers yet."),
            Words("请先在“对全体运行”一页取一次快照。", "Take one on the page “Run over everybody” first."),
        )
