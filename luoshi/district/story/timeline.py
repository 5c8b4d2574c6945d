"""The entries of all chapters on one line of time: by months, in order, with what is still to come apart. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from luoshi.district.chapters import chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from luoshi.district.chapters import Chapter, Entry
    from luoshi.district.plan.queries import Commitment

NEWEST: Final = 3
"""Of what a chapter gathers, so many entries of a month are told at once."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, and of which chapter it is."""

    chapter: Chapter
    entry: Entry


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month, in order; ``older`` are the entries of gathering chapters that are one click away."""

    first_day: date
    told: tuple[Told, ...]
    older: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A promise from the day on which it was made: what happened by months, and what is to come."""

    months: tuple[Month, ...]
    coming: tuple[Told, ...]
    told: tuple[Told, ...]

    @property
    def objections_until(self) -> date | None:
        """The last day on which the public is asked to object to anything in it."""
        return max((each.entry.objections_until for each in self.told if each.entry.objections_until), default=None)


def story_of(commitment: Commitment, *, on: date) -> Story:
    """The story of a commitment of a plan in force as it is known on a day, in the language that is active."""
    return laid_out(told_among([commitment], on=on)[commitment.pk], on=on)


def told_among(commitments: Sequence[Commitment], *, on: date) -> dict[int, list[Told]]:
    """What is known of some commitments, by their ids, chapter by chapter; in another language it is as much, in the same order."""
    found: dict[int, list[Told]] = {each.pk: [] for each in commitments}
    for chapter in chapters():
        for pk, entries in chapter.tell(commitments, on).items():
            found[pk] += [Told(chapter, entry) for entry in entries]
    return found


def laid_out(told: Iterable[Told], *, on: date) -> Story:
    """Entries in the order of their days; those of one day in the order of their chapters."""
    ordered = sorted(told, key=lambda each: (each.entry.on, each.chapter.order))  # what is told in order stays so
    past = [each for each in ordered if each.entry.on <= on]
    months = groupby(past, key=lambda each: each.entry.on.replace(day=1))
    return Story(
        tuple(_month(first, tuple(group)) for first, group in months), tuple(each for each in ordered if each.entry.on > on), tuple(ordered)
    )


def _month(first: date, told: Sequence[Told]) -> Month:
    gathered = [each for each in told if each.chapter.gathered]
    older = {id(each) for each in gathered[:-NEWEST]}
    return Month(first, tuple(each for each in told if id(each) not in older), tuple(each for each in gathered if id(each) in older))
