"""A web page as lines: blocks become lines, frames of the page (menus, headers, footers) are left out, links are counted.

Each line knows the container it stands in, so that :mod:`~luoshi.engines.documents.web_page` can tell the article from what surrounds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from luoshi.engines.documents.html_events import Tag

_CONTAINERS = {"html", "body", "main", "article", "section", "div", "center", "table", "tbody", "tr", "td", "th", "ul", "ol", "dl"}
_BLOCKS = (_CONTAINERS - {"td", "th"}) | {
    "p", "br", "hr", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "address", "caption", "form", "option",
}  # fmt: skip
_FRAMES = {"nav", "header", "footer", "aside", "menu", "button"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"}
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_BLANKS = re.compile(r"[^\S\t]+")
_BLANKS_INSIDE_CHINESE = re.compile(rf"(?<={_WIDE}) (?![A-Za-z0-9])|(?<![A-Za-z0-9]) (?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, how many of its characters are inside links, and the container it stands in."""

    text: str
    linked: int
    container: int


@dataclass(slots=True)
class PageLines:
    """What was collected from a page. ``parents[i]`` is the container around container ``i``; the page itself is 0."""

    lines: list[Line] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    titles: dict[str, str] = field(default_factory=dict)  # where a title was found → the title
    open_frame: str = ""
    _frame_depth: int = 0
    _containers: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    _open: Counter[str] = field(default_factory=Counter)
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0
    _in_link: bool = False
    _kept_blanks: bool = False

    def add_text(self, text: str) -> None:
        """Text between tags; line breaks in it count only inside ``<pre>``."""
        if self._kept_blanks and "\n" in text:
            first, *rest = text.split("\n")
            self._add_piece(first)
            for line in rest:
                self.end_line()
                self._add_piece(line)
        else:
            self._add_piece(text)

    def _add_piece(self, text: str) -> None:
        self._pieces.append(text.replace("\t", " "))
        self._linked += len(text.strip()) if self._in_link else 0

    def end_line(self) -> None:
        """Finish the present line; blanks are folded, and dropped between two Chinese characters."""
        text = _BLANKS_INSIDE_CHINESE.sub("", _BLANKS.sub(" ", "".join(self._pieces))).strip()
        if text:
            self.lines.append(Line(text, self._linked, self._containers[-1][1]))
        self._pieces.clear()
        self._linked = 0

    def add_tag(self, tag: Tag) -> None:
        """A tag that is part of the page's text."""
        if tag.name in {"td", "th"} and tag.closing and "".join(self._pieces[-1:]).strip():
            self._pieces.append("\t")
        if tag.name == "a":
            self._in_link = not tag.closing
        if tag.name == "pre":
            self._kept_blanks = not tag.closing
        if tag.name in _BLOCKS:
            self.end_line()
        if tag.name in _CONTAINERS:
            self._leave(tag.name) if tag.closing else self._enter(tag.name)

    def _enter(self, name: str) -> None:
        self.parents.append(self._containers[-1][1])
        self._containers.append((name, len(self.parents) - 1))
        self._open[name] += 1

    def _leave(self, name: str) -> None:
        """Close the innermost container of this name with all inside it; an end without a start closes nothing."""
        closed = None if self._open[name] else name
        while closed != name:
            closed = self._containers.pop()[0]
            self._open[closed] -= 1

    def skips(self, tag: Tag, *, frames: bool) -> bool:
        """Whether this tag opens, stands in or closes a frame of the page."""
        if not self.open_frame:
            if tag.closing or not (frames and _is_frame(tag)):
                return False
            self.end_line()
            self.open_frame = tag.name
        if tag.name == self.open_frame:
            self._frame_depth += -1 if tag.closing else 1
            if not self._frame_depth:
                self.open_frame = ""
        return True


def _is_frame(tag: Tag) -> bool:
    return tag.name in _FRAMES or tag.attribute("role").lower() in _FRAME_ROLES


def collect(events: Iterable[Tag | str], *, frames: bool = True) -> PageLines:
    """The lines of a page; with ``frames=False`` its menus, headers and footers as well."""
    page = PageLines()
    heading: list[str] | None = None
    for event in events:
        if isinstance(event, str):
            if heading is not None:
                heading.append(event)
            if not page.open_frame:
                page.add_text(event)
            continue
        if event.name == "h1":
            if event.closing and heading is not None:
                page.titles.setdefault("h1", " ".join("".join(heading).split()))
            heading = None if event.closing else []
        if event.name == "title":
            page.titles.setdefault("title", " ".join(event.content.split()))
        elif event.name == "meta":
            page.titles.setdefault(f"meta {event.attribute('name').lower()}", event.attribute("content"))
        elif not page.skips(event, frames=frames):
            page.add_tag(event)
    page.end_line()
    return page
