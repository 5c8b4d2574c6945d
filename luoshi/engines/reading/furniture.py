"""What stands in the file of a report and is not the report: the page around it, captions, glossary, masthead, salutations."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAGE = re.compile(
    r"^(?:#|来源[:：]|时间[:：]|发布|发表时间|分享|作者[:：]|责任编辑|编辑[:：]|审核|打印|字号|当前位置|首页|上一篇|下一篇|附件|扫一扫|浏览|点击"
    r"|Copyright|Public domain|https?:|www\.|[0-9a-f]{16,}[:：]?$|true$|false$"  # around the text of a web page
    r"|注[:：]|图片|图为|[—-]{1,2}\d+[—-]{1,2}$|第\d+页|\d+/\d+$)"  # captions and page numbers
    r"|(?:摄影报道|摄)$|本报(?:全媒体)?(?:讯)?记者[^，。]{0,12}$"  # bylines
)
_PAGE_LINE_MAX = 60
"""A longer line is prose and only its first words can tell that it belongs to the page."""
_APPENDIX = re.compile(
    r"^(?:《?政府工作报告》?)?(?:名词解释|有关名词|名词注释|有关用语|部分名词|相关名词|术语解释|缩略语|注释|附[:：]|附件[:：\d]|附录|本作品是|名词术语)"
    r"|^（?注[:：]?）?$"
)
_GLOSSARY_ENTRY = re.compile(r"^\d{1,3}[.．、]\s?[^。]{1,40}[:：]")
_GLOSSARY_ENTRIES_MIN = 3

_SALUTATION = re.compile(r"^(?:各位代表|同志们|各位委员)[！!，,：:]?")
_LEAD_IN = re.compile(r"现在，?,?我代表|向大会(?:报告|作)|请予审议")
_MASTHEAD = re.compile(r"政府工作报告[。》]?$|会议上[）)]?$|^[（(—]*(?:20|19|二)[\d〇○零一二]{3}年\d{0,2}")
_AIMS = re.compile(r"(?:主要|预期|发展)目标$")


def report_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of the report itself with their places: no page furniture, and nothing after the glossary or the licence begins."""
    start = entries = 0
    for line in text.split("\n"):
        late = start > len(text) / 2
        if line:
            entries = entries + 1 if late and _GLOSSARY_ENTRY.match(line) else 0
            if late and (_APPENDIX.match(line) or entries >= _GLOSSARY_ENTRIES_MIN):
                return
            if not is_furniture(line):
                yield start, line
        start += len(line) + 1


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the report: 来源：…, 责任编辑：…, a page number, a caption."""
    return bool(_PAGE.search(line if len(line) < _PAGE_LINE_MAX else line[:12]))


def is_salutation(line: str) -> bool:
    """各位代表： and what else speaks to the hall."""
    return bool(_SALUTATION.match(line))


def is_ceremony(text: str, *, lead: bool) -> bool:
    """Titles, names, salutations and thanks: text of the report, but not a clause of it. ``lead``: before the first heading."""
    unpunctuated = len(text) < 60 and not re.search(r"[，,。；;%]", text)
    if lead and unpunctuated and (_MASTHEAD.search(text) or len(text) < 12) and not names_aims(text):
        return True
    return (len(text) <= 8 and is_salutation(text)) or (len(text) < 120 and bool(_LEAD_IN.search(text)))


def is_plain_heading(text: str) -> bool:
    """A line that only titles what follows (2023经济社会发展主要目标)."""
    return names_aims(text) and len(text) < 30 and not re.search(r"[，。；]", text)


def names_aims(line: str) -> bool:
    """Whether a line ends with 主要目标, 预期目标 or 发展目标."""
    return bool(_AIMS.search(line))
