"""What cannot be said in SQL, by name, with its place and the reason, before anything runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.engines.decisions.problems import Place
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """One operation that is not translated: which, where, and why."""

    place: Place
    operation: str
    why: Words

    def words(self) -> Words:
        """The whole message."""
        place = self.place.words()
        return Words(
            f"{place.chinese}：“{self.operation}”不能译成 SQL：{self.why.chinese}",
            f"{place.english}: “{self.operation}” cannot be said in SQL: {self.why.english}",
        )


class NotTranslatable(ValueError):
    """A model that cannot be run over a whole register, with every reason that was found. One by one it can still be asked."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(dict.fromkeys(refusals))
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self) -> Words:
        """All reasons."""
        each = [refusal.words() for refusal in self.refusals]
        return Words("\n".join(words.chinese for words in each), "\n".join(words.english for words in each))


class Refused(Exception):
    """One operation is not translated. Whoever translates the decision around it adds the place."""

    def __init__(self, operation: str, chinese: str, english: str) -> None:
        super().__init__(operation)
        self.operation, self.why = operation, Words(chinese, english)

    def at(self, place: Place) -> Refusal:
        """With its place."""
        return Refusal(place, self.operation, self.why)
