"""Is this the prose of a Chinese work report? Asked before reading, so that a wrong file gets an answer and not an empty plan."""

from __future__ import annotations

import re

from luoshi.engines.documents.refusals import CHARACTERS_MAX, empty, not_a_report, too_many_characters
from luoshi.words import Words

CHINESE_CHARACTERS_MIN = 20
"""A pasted paragraph may be read; a heading alone may not."""
CHINESE_SHARE_MIN = 0.30
SENTENCE_CHARACTERS_MAX = 2_000
"""On the average of the text: real reports have 30 to 60 characters to a sentence or line; a wall of characters has no end."""

PUBLIC_WORDS_PER_THOUSAND_MIN = 12
PROSE_CHARACTERS_MIN = 300
"""Words of public affairs stand 39 to 56 times in 1,000 characters of the work reports of 2001–2026 that were counted, about 8 times in
citizens' letters; only texts long enough to tell are refused for it."""

_PUBLIC_WORD = re.compile(r"发展|建设|推进|加强|工作|改革|实施|完善|提升|服务|经济|项目|企业|政府|促进|保障|增长")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VISIBLE = re.compile(r"\S")
_SENTENCE_END = re.compile(r"[。！？；!?;]+")


def refuse_unless_report(text: str) -> None:
    """Return silently when the text can be a work report.

    Raises:
        UnreadableDocument: empty, too long, fewer than 20 Chinese characters, a Chinese share under 30 %, no sentences, or prose about
            other things.
    """
    if len(text) > CHARACTERS_MAX:
        raise too_many_characters(len(text))
    visible = sum(1 for _ in _VISIBLE.finditer(text))
    if not visible:
        raise empty()
    chinese = sum(1 for _ in _CHINESE.finditer(text))
    _refuse_foreign_text(chinese, visible)
    _refuse_fragment(chinese)
    _refuse_endless_text(text, chinese)
    _refuse_other_prose(text, chinese)


def _refuse_foreign_text(chinese: int, visible: int) -> None:
    if chinese < CHINESE_SHARE_MIN * visible:
        raise not_a_report(
            Words(
                f"汉字只占 {chinese / visible:.0%}（{chinese:,}/{visible:,}），不像中文工作报告。",
                f"Only {chinese / visible:.0%} of the characters are Chinese ({chinese:,} of {visible:,}): not a Chinese work report.",
            )
        )


def _refuse_fragment(chinese: int) -> None:
    if chinese < CHINESE_CHARACTERS_MIN:
        raise not_a_report(
            Words(
                f"全文只有 {chinese} 个汉字，少于 {CHINESE_CHARACTERS_MIN} 个，不足以成为一份报告。",
                f"The text has {chinese} Chinese characters, fewer than {CHINESE_CHARACTERS_MIN}: too short for a report.",
            )
        )


def _refuse_other_prose(text: str, chinese: int) -> None:
    words = sum(1 for _ in _PUBLIC_WORD.finditer(text))
    if chinese >= PROSE_CHARACTERS_MIN and 1000 * words < PUBLIC_WORDS_PER_THOUSAND_MIN * chinese:
        raise not_a_report(
            Words(
                f"全文 {chinese:,} 个汉字中，“发展、建设、推进、改革”一类词语只有 {words} 处，不像政府工作报告。",
                f"Only {words} words of public affairs in {chinese:,} Chinese characters: not the prose of a work report.",
            )
        )


def _refuse_endless_text(text: str, chinese: int) -> None:
    sentences = sum(1 for _ in _SENTENCE_END.finditer(text))
    line_breaks = sum(1 for line in text.splitlines() if line.strip()) - 1
    if chinese > SENTENCE_CHARACTERS_MAX * (sentences + line_breaks):
        raise not_a_report(
            Words(
                f"{chinese:,} 个汉字中只有 {sentences} 处句末、{line_breaks} 处换行，不像成文的报告。",
                f"{chinese:,} Chinese characters with {sentences} sentence ends and {line_breaks} line breaks are no written report.",
            )
        )
