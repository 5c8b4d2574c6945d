"""标题: several lines in the shape of a trapezium or a lozenge, never broken inside a word.

Source: GB/T 9704-2012, 7.3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise


def title_lines(words: Sequence[str], most: int) -> tuple[str, ...]:
    """The lines of a title: as few as hold it, of a good shape where the words allow one, and then as even as they allow.

    Args:
        words: those of the title in order; a line ends between two of them.
        most: characters that a line holds.

    Raises:
        ValueError: there is no word, or one is longer than a line.
    """
    if not words or max(map(len, words)) > most:
        raise ValueError(f"no line of {most} characters holds a word of the title: {list(words)}")
    for count in range(1, len(words) + 1):
        fitting = [lines for lines in _divisions(words, count) if max(map(len, lines)) <= most]
        if fitting:
            return min(fitting, key=_badness)
    raise AssertionError("every word fits on a line of its own")


def _divisions(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    for ends in combinations(range(1, len(words)), count - 1):
        yield tuple("".join(words[first:last]) for first, last in pairwise((0, *ends, len(words))))


def _badness(lines: tuple[str, ...]) -> tuple[bool, int]:
    lengths = [len(each) for each in lines]
    return not is_well_shaped(lengths), max(lengths) - min(lengths)


def is_well_shaped(lengths: Sequence[int]) -> bool:
    """Whether lines narrow, widen, or widen and then narrow: a trapezium or a lozenge, no block and no hourglass."""
    steps = [after - before for before, after in pairwise(lengths)]
    turn = next((place for place, step in enumerate(steps) if step < 0), len(steps))
    return all(step > 0 for step in steps[:turn]) and all(step < 0 for step in steps[turn:])
