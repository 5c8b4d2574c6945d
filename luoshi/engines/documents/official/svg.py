"""A page as a picture to look at before anything is printed: SVG, in whatever fonts the reader has."""

from __future__ import annotations

from html import escape

from luoshi.engines.documents.official.layout import FONTS, Face, millimetres
from luoshi.engines.documents.official.pages import Page, Rule, Text


def svg_page(page: Page, name: str) -> str:
    """The page as one ``<svg>`` element, in millimetres. ``name`` is what a reader that cannot see it is told."""
    width, height = page.size
    texts = "".join(_text(each) for each in page.texts)
    rules = "".join(_rule(each) for each in page.rules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(name)}">'
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>{rules}{texts}</svg>'
    )


def _text(text: Text) -> str:
    font = FONTS[text.face]
    names = escape(", ".join(f"'{each}'" for each in (font.name, *font.instead)))
    weight = ' font-weight="700"' if text.face in {Face.TITLE, Face.HEADING} else ""
    turned = f' transform="rotate(90 {text.x:.2f} {text.y:.2f})"' if text.turned else ""
    length = f' textLength="{text.width:.2f}"' if len(text.text) > 1 else ""
    adjust = ' lengthAdjust="spacingAndGlyphs"' if text.latin and length else ""
    return (
        f'<text x="{text.x:.2f}" y="{text.y:.2f}" font-size="{millimetres(text.size):.3f}" font-family="{names}, serif" '
        f'fill="#{text.colour}"{weight}{length}{adjust}{turned} xml:space="preserve">{escape(text.text)}</text>'
    )


def _rule(rule: Rule) -> str:
    return (
        f'<line x1="{rule.x1:.2f}" y1="{rule.y1:.2f}" x2="{rule.x2:.2f}" y2="{rule.y2:.2f}" stroke="#{rule.colour}" '
        f'stroke-width="{rule.width:g}"/>'
    )
