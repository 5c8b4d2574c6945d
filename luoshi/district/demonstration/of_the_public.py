"""What the public does in the course of a year: somebody follows a promise, asks about it, or objects to what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.messages.queries import Language
from luoshi.district.story import operations
from luoshi.district.story.queries import Question, Sort, confirmation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from luoshi.district.demonstration.telling import Telling


def _follow(told: Telling) -> None:
    """The owner of an address follows a promise, and opens the link of the letter that asks whether that is wanted."""
    language = Language(told.said["language"])
    following = operations.follow(told.commitment, told.said["address"], language=language, at=told.at)
    operations.confirm(confirmation_of(following), at=told.at)


def _ask(told: Telling) -> None:
    said = told.said
    operations.ask(
        told.commitment, Sort(said["sort"]), said["text"], may_publish=said.get("may_publish") == "true",
        address=said.get("address", ""), language=Language.CHINESE, key=told.present.once("question", said["question"]), at=told.at,
    )  # fmt: skip


def question_key(told: Telling, name: str) -> str:
    """The question that a story calls so, as cases name it."""
    return str(Question.objects.get(key=told.present.once("question", name)).pk)


OF_THE_PUBLIC: Final[Mapping[str, Callable[[Telling], None]]] = {"follow": _follow, "ask": _ask}
