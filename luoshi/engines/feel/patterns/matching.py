"""Running the program of a pattern over a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.engines.feel.findings import FindingKind, LimitReached, NoValue
from luoshi.engines.feel.patterns.program import Assert, BackReference, Char, Instruction, Jump, Match, Save, Slots, Split, State


def _next_states(instruction: Instruction, text: str, state: State) -> tuple[State, ...]:
    """Where an instruction leads: nowhere if it fails; of two ways the better one last."""
    place, position, slots = state
    if isinstance(instruction, Char):
        fits = position < len(text) and instruction.test(text[position])
        return ((place + 1, position + 1, slots),) if fits else ()
    if isinstance(instruction, Split):
        return ((instruction.second, position, slots), (instruction.first, position, slots))
    if isinstance(instruction, Jump):
        return ((instruction.target, position, slots),)
    if isinstance(instruction, Save):
        return ((place + 1, position, (*slots[: instruction.slot], position, *slots[instruction.slot + 1 :])),)
    if isinstance(instruction, Assert):
        return ((place + 1, position, slots),) if instruction.holds(text, position) else ()
    assert isinstance(instruction, BackReference)
    length = _repeated(instruction, text, position, slots)
    return () if length is None else ((place + 1, position + length, slots),)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that can be searched for."""

    _program: tuple[Instruction, ...]
    groups: int
    _steps_max: int
    _has_back_references: bool

    def search(self, text: str, start: int) -> Slots | None:
        """The first match at or after a place."""
        tried: set[object] = set()
        budget = [self._steps_max]
        for begin in range(start, len(text) + 1):
            found = self._match(text, begin, tried, budget)
            if found is not None:
                return found
        return None

    def matches(self, text: str) -> Iterator[Slots]:
        """All matches, one after the other.

        Raises:
            NoValue: the pattern matches nothing at all, so that there would be no end of matches.
        """
        if self.search("", 0) is not None:
            raise NoValue(
                FindingKind.INVALID_PATTERN,
                "这个正则表达式也匹配空字符串，不能用来替换或拆分。",
                "The pattern also matches the empty string.",
            )
        position = 0
        budget = [self._steps_max]
        tried: set[object] = set()
        while position <= len(text):
            found = self._match(text, position, tried, budget)
            if found is None:
                position += 1
                continue
            tried.clear()
            start, end = found[0] or 0, found[1] or 0
            if start == end:  # an anchor alone has matched
                position += 1
                continue
            yield found
            position = end

    def _match(self, text: str, begin: int, tried: set[object], budget: list[int]) -> Slots | None:
        """The match that begins at a place. The stack holds what is still to be tried, the best last."""
        waiting: list[State] = [(0, begin, (None,) * (2 * self.groups + 2))]
        while waiting:
            budget[0] -= 1
            if budget[0] < 0:
                raise LimitReached("正则表达式的匹配步数太多", "Matching the regular expression takes too many steps", self._steps_max)
            state = waiting.pop()
            seen = state if self._has_back_references else state[:2]
            if seen in tried:
                continue
            tried.add(seen)
            if isinstance(self._program[state[0]], Match):
                return state[2]
            waiting.extend(_next_states(self._program[state[0]], text, state))
        return None

    def replace(self, text: str, replacement: str) -> str:
        """All matches replaced.

        Raises:
            NoValue: the replacement or the pattern is of no use.
        """
        parts = _replacement(replacement, self.groups)
        made: list[str] = []
        done = 0
        for slots in self.matches(text):
            start, end = slots[0] or 0, slots[1] or 0
            made.append(text[done:start])
            made.extend(part if isinstance(part, str) else _group(text, slots, part) for part in parts)
            done = end
        return "".join(made) + text[done:]

    def split(self, text: str) -> Iterator[str]:
        """What stands between the matches."""
        done = 0
        for slots in self.matches(text):
            yield text[done : slots[0] or 0]
            done = slots[1] or 0
        yield text[done:]


def _group(text: str, slots: Slots, group: int) -> str:
    start, end = slots[2 * group], slots[2 * group + 1]
    return "" if start is None or end is None else text[start:end]


def _repeated(reference: BackReference, text: str, position: int, slots: Slots) -> int | None:
    """The length of what a back reference matches; a group that has not taken part matches nothing."""
    wanted = _group(text, slots, reference.group)
    found = text[position : position + len(wanted)]
    same = found.casefold() == wanted.casefold() if reference.ignore_case else found == wanted
    return len(wanted) if same else None


def _replacement(text: str, groups: int) -> list[str | int]:
    """A replacement as strings and numbers of groups: ``$1``, ``\\$``, ``\\\\``. ``$12`` is group 1 and a 2 where there are not twelve."""
    parts: list[str | int] = []
    position = 0
    while position < len(text):
        char, following = text[position], text[position + 1 : position + 2]
        position += 1
        if char == "\\" and following in ("\\", "$") and following:
            parts.append(following)
            position += 1
        elif char == "$" and following.isdecimal() and following.isascii():
            end = position + 1
            while end < len(text) and text[end] in "0123456789" and int(text[position : end + 1]) <= groups:
                end += 1
            number = int(text[position:end])
            parts.append(number if number <= groups else "")
            position = end
        elif char in "\\$":
            raise NoValue(
                FindingKind.INVALID_REPLACEMENT,
                "替换文字里的 $ 后面应当是组号，\\ 后面应当是 $ 或 \\。",
                "In a replacement, a number follows $, and $ or \\ follows \\.",
                text,
            )
        else:
            parts.append(char)
    return parts
