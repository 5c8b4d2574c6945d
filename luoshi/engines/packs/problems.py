"""Why a pack is refused, in words for the person who wrote it: where, what was found, and what to write instead."""

from __future__ import annotations

from luoshi.words import Words

SHOWN = 60
"""How many characters of a wrong value are repeated: enough to find it, too few to flood the screen."""


WHOLE_FILE = Words("整个文件", "the whole file")


class PackProblem(ValueError):
    """A pack that cannot be taken as it is. ``field`` is empty where the file or the entry as a whole is wrong."""

    def __init__(self, file: str, place: Words, field: str, found: str, remedy: Words, *, line: int = 0) -> None:
        self.file, self.place, self.field, self.found, self.remedy, self.line = file, place, field, found, remedy, line
        words = self.words()
        super().__init__(f"{words.chinese} {words.english}")

    def words(self) -> Words:
        """The whole message in each language."""
        line = Words(f"第 {self.line} 行", f"line {self.line}") if self.line else Words("", "")
        field = f"“{self.field}”" if self.field else ""
        value = self.found if len(self.found) <= SHOWN else f"{self.found[:SHOWN]}…"
        now = Words(f"现为“{value}”", f"found “{value}”") if value else Words("现为空白", "found nothing")
        chinese = "，".join(filter(None, (self.file, line.chinese, self.place.chinese, field)))
        english = ", ".join(filter(None, (self.file, line.english, self.place.english, field)))
        return Words(f"{chinese}：{now.chinese}。{self.remedy.chinese}", f"{english}: {now.english}. {self.remedy.english}")
