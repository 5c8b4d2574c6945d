"""A message as its receiver reads it outside: in the language of the address, with the way back and the permanent name."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.district.messages.models import Language
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes over the wire."""

    subject: str
    text: str


def rendered(subject: Words, body: Words, link: str, code: str, *, language: str, site: str) -> Rendered:
    """The words of a message in a language.

    Args:
        subject: its subject.
        body: its text.
        link: the path of the page that it leads to, or nothing.
        code: its permanent name; without one (a preview) none is shown.
        language: that of the address.
        site: where the site is reached, ``https://luoshi.example.gov.cn``; without it a path alone would help nobody.
    """
    if language == Language.ENGLISH:
        way = f"Open: {site}{link}" if link and site else ""
        name = f"Message {code}; if it arrives twice, it is one and the same." if code else ""
        return Rendered(f"[Luoshi] {_one_line(subject.english)}", _paragraphs(body.english, way, name))
    way = f"打开：{site}{link}" if link and site else ""
    name = f"消息编号 {code}；如重复收到，为同一条。" if code else ""
    return Rendered(f"〔落实〕{_one_line(subject.chinese)}", _paragraphs(body.chinese, way, name))


def letter(subject: str, body: str, link: str, leave: str, *, language: str, site: str) -> Rendered:
    """A letter to somebody outside, with the way to the page that it is about and the way to end such letters."""
    if language == Language.ENGLISH:
        ways = (f"Open: {site}{link}" if link else "", f"To receive no more of these: {site}{leave}" if leave else "")
        return Rendered(f"[Luoshi] {_one_line(subject)}", _paragraphs(body, *ways))
    ways = (f"打开：{site}{link}" if link else "", f"不再接收：{site}{leave}" if leave else "")
    return Rendered(f"〔落实〕{_one_line(subject)}", _paragraphs(body, *ways))


def _one_line(subject: str) -> str:
    """A header of a mail ends with its line: what people typed on two lines would not leave at all."""
    return " ".join(subject.split())


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
