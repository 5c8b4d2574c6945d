"""The report inside a web page: the article without the menus, notices and neighbours around it."""

from __future__ import annotations

import re
from itertools import islice

from luoshi.engines.documents import text_file
from luoshi.engines.documents.html_events import Tag, events
from luoshi.engines.documents.page_lines import Line, PageLines, collect
from luoshi.engines.documents.refusals import UnreadableDocument, too_intricate
from luoshi.engines.documents.text_file import DecodedText
from luoshi.words import Words

EVENTS_MAX = 500_000
"""Tags and texts; the page of a report has about 5,000."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{2,20})|^<\?xml[^>]{0,99}encoding=["']([A-Za-z0-9_-]{2,20})""", re.I
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8", "unicode": "utf-16"}
_TITLE_SOURCES = ("meta articletitle", "h1", "title")
_SITE_NAME = re.compile(r"\s*[_|｜].*|\s+[-–—]+\s.*", re.S)
_MAIN_SHARE = 0.8
"""A container with this share of all prose holds the article; the step inwards ends where the article itself divides."""


def decode(content: bytes) -> DecodedText:
    """The lines of the article, with the title of the page before them where the article does not show it.

    Raises:
        UnreadableDocument: no encoding fits, or far more tags than any report has.
    """
    decoded = _characters(content)
    page = _collect(decoded.text)
    lines = [line.text for line in _article(page)]
    title = _title(page)
    if title and not any(title in line for line in lines[:10]):
        lines.insert(0, title)
    return DecodedText("\n".join(lines), decoded.encoding, decoded.notes)


def _characters(content: bytes) -> DecodedText:
    declared = _DECLARED.search(content[:4096])
    if declared is None or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return text_file.decode(content)
    name = (declared[1] or declared[2]).decode("ascii").lower()
    try:
        return text_file.decode_as(content, _SUPERSETS.get(name, name))
    except (LookupError, UnicodeError, UnreadableDocument):  # Python also knows codecs that are no charsets
        found = text_file.decode(content)
        return DecodedText(found.text, found.encoding, (f"网页声明的编码 {name} 与内容不符，按 {found.encoding} 读取。", *found.notes))


def _collect(text: str) -> PageLines:
    """The page without its frames, unless a frame that never ends has swallowed the rest."""
    stream: list[Tag | str] = list(islice(events(text), EVENTS_MAX + 1))
    if len(stream) > EVENTS_MAX:
        raise too_intricate(
            Words(f"网页结构异常：超过 {EVENTS_MAX:,} 个标签。", f"The web page is abnormal: more than {EVENTS_MAX:,} tags.")
        )
    page = collect(stream)
    return collect(stream, frames=False) if page.open_frame else page


def _article(page: PageLines) -> list[Line]:
    """The lines of the smallest container that holds most of the prose, without lines that are mostly links."""
    lines = [line for line in page.lines if line.linked * 2 <= len(line.text)]
    main = _main_container(lines, page.parents)
    inside = [False] * len(page.parents)
    for container, parent in enumerate(page.parents):
        inside[container] = container == main or (inside[parent] and container != parent)
    return [line for line in lines if inside[line.container]]


def _main_container(lines: list[Line], parents: list[int]) -> int:
    """From the page inwards, as long as one container holds nearly all prose. Containers are numbered outside in, so one pass adds up."""
    weights = [0] * len(parents)
    for line in lines:
        weights[line.container] += len(line.text)
    for container in range(len(parents) - 1, 0, -1):
        weights[parents[container]] += weights[container]
    main = 0
    for container, parent in enumerate(parents):
        if container and parent == main and weights[container] >= _MAIN_SHARE * weights[0]:
            main = container
    return main


def _title(page: PageLines) -> str:
    found = next((page.titles[source] for source in _TITLE_SOURCES if page.titles.get(source)), "")
    return _SITE_NAME.sub("", found).strip()
