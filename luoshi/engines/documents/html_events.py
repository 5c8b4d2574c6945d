"""A web page as a stream of tags and texts, in linear time whatever the page.

Ready-made parsers take quadratic time on hostile pages: 0.5 MB of nested ``<div>`` keeps the tree of lexbor busy for 12 s, 0.1 MB of
unclosed ``<a`` the standard library for 100 s. Text needs no tree. Every pattern below stops at the next ``<``, so no character is looked
at twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*+)((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""")
_SLOPPY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([A-Za-z_:][\w:.-]*+)\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ATTRIBUTES_MAX = 2_000
_UNREAD = {"script", "style", "title", "textarea", "noscript", "template", "iframe", "svg", "select", "object"}
"""Elements whose content is no text of the page. Only ``title`` is of use; it comes with its tag."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The start or the end of an element; ``content`` is what an unread element held."""

    name: str
    closing: bool = False
    attributes: str = ""
    content: str = ""

    def attribute(self, name: str) -> str:
        """The value of an attribute, empty if absent."""
        for found in _ATTRIBUTE.finditer(self.attributes[:_ATTRIBUTES_MAX]):
            if found[1].lower() == name:
                return html.unescape(found[2] or found[3] or found[4] or "")
        return ""


def events(page: str) -> Iterator[Tag | str]:
    """Tags and unescaped texts of a page in order; comments, declarations and scripts are gone."""
    ends = _EndTags(page)
    at = 0
    while at < len(page):
        opening = page.find("<", at)
        opening = len(page) if opening < 0 else opening
        if opening > at:
            yield html.unescape(page[at:opening])
        if page.startswith(("<!", "<?"), opening):
            at = _after_declaration(page, opening)
        elif tag := _TAG.match(page, opening) or _SLOPPY_TAG.match(page, opening):
            name, at = tag[2].lower(), tag.end()
            end = at if tag[1] or name not in _UNREAD else ends.after(name, at)
            yield Tag(name, bool(tag[1]), tag[3], html.unescape(page[at:end]) if name == "title" else "")
            at = end
        elif opening < len(page):
            yield "<"
            at = opening + 1
        else:
            at = opening


def _after_declaration(page: str, opening: int) -> int:
    """Past a comment or declaration; one without an end takes the rest of the page, as in a browser."""
    mark = "-->" if page.startswith("<!--", opening) else ">"
    end = page.find(mark, opening)
    return len(page) if end < 0 else end + len(mark)


@dataclass(slots=True)
class _EndTags:
    """Where unread elements end. The last answer is kept, so that an end that is missing is searched for once."""

    page: str
    found: dict[str, int] = field(default_factory=dict)

    def after(self, name: str, at: int) -> int:
        """The place of the next ``</name``; without one a script takes the rest, and any other element nothing."""
        if self.found.get(name, -1) < at:
            end = re.compile(f"</{name}", re.IGNORECASE).search(self.page, at)
            self.found[name] = end.start() if end else len(self.page)
        missing = self.found[name] == len(self.page)
        return at if missing and name not in {"script", "style"} else self.found[name]
