"""Why a pack is refused, in words for the person who wrote it: where, what was found, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 60
"""How many characters of a wrong value are repeated: enough to find it, too few to flood the screen."""


@dataclass(frozen=True, slots=True)
class Words:
    """One phrase in the two languages of Luoshi."""

    chinese: str
    english: str


WHOLE_FILE = Words("整个文件", "the whole file")


class PackProblem(ValueError):
    """A pack that cannot be taken as it is. ``field`` is empty where the file or the entry as a whole is wrong."""

    def __init__(self, file: str, place: Words, field: str, found: str, remedy: Words) -> None:
        chinese = [file, place.chinese, f"“{field}”"] if field else [file, place.chinese]
        english = [file, place.english, f"“{field}”"] if field else [file, place.english]
        value = found if len(found) <= SHOWN else f"{found[:SHOWN]}…"
        now = Words(f"现为“{value}”", f"found “{value}”") if value else Words("现为空白", "found nothing")
        super().__init__(f"{'，'.join(chinese)}：{now.chinese}。{remedy.chinese} {', '.join(english)}: {now.english}. {remedy.english}")
        self.file, self.place, self.field, self.found, self.remedy = file, place, field, found, remedy
