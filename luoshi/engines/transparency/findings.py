"""What an audit of the record can find, each in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class FindingKind(StrEnum):
    """The closed list of what can be wrong with a record."""

    CHANGED = "changed"
    RENUMBERED = "renumbered"
    MISSING = "missing"
    REORDERED = "reordered"
    UNPLACED = "unplaced"
    RANGE_CHANGED = "range_changed"
    SUBTREE_CHANGED = "subtree_changed"
    HEAD_CHANGED = "head_changed"
    BEYOND_HEAD = "beyond_head"
    NEVER_QUEUED = "never_queued"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, from ``first`` to ``last``: numbers of facts, places counted from 1, or sizes of heads, as the kind says."""

    kind: FindingKind
    first: int
    last: int

    def words(self) -> Words:
        """What is wrong, and what it means."""
        chinese, english = _WORDS[self.kind]
        span = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        return Words(chinese.format(span), english.format(span))


_WORDS = {
    FindingKind.CHANGED: ("第 {} 号事实封存之后被改过。", "Fact {} was changed after it was sealed."),
    FindingKind.RENUMBERED: ("第 {} 号事实的内容写的是另一个编号。", "The content of fact {} bears another number."),
    FindingKind.MISSING: ("第 {} 号事实已封存，现在不见了。", "Fact {} was sealed and is gone."),
    FindingKind.REORDERED: ("第 {} 号事实不在封存时的位置。", "Fact {} stands elsewhere than where it was sealed."),
    FindingKind.UNPLACED: ("记录的第 {} 位空了，封存时有一条事实。", "Place {} of the record is empty; a fact was sealed there."),
    FindingKind.RANGE_CHANGED: ("记录的第 {} 位不是封存时的事实。", "At places {} of the record stand other facts than were sealed."),
    FindingKind.SUBTREE_CHANGED: (
        "第 {} 位之上保存的中间哈希不对；事实本身没有变。",
        "A stored hash above places {} is wrong; the facts are as sealed.",
    ),
    FindingKind.HEAD_CHANGED: ("含 {} 条事实的树头与签名不符。", "The head over {} facts does not have its signature."),
    FindingKind.BEYOND_HEAD: ("记录的第 {} 位在最新的树头之外。", "Places {} of the record lie beyond the newest head."),
    FindingKind.NEVER_QUEUED: ("第 {} 号事实没有封存，也不在等候封存。", "Fact {} is neither sealed nor waits to be sealed."),
    FindingKind.WAITING: (
        "第 {} 号事实久未封存；请看后台是否在运行。",
        "Fact {} has waited long for its seal: see whether the worker runs.",
    ),
}
