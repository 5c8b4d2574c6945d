"""Every text colour can be read on every ground it stands on: 4.5:1, and 7:1 in elder mode, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static" / "site" / "tokens.css").read_text()
TEXT = ("ink", "ink-soft", "seal", "link", "target", "commitment", "mechanism", "platform", "programme", "result")
GROUNDS = ("paper", "paper-raised", "target-wash")


def colours(*selectors: str) -> dict[str, str]:
    """The colours in force where these rules apply, the later over the earlier."""
    found: dict[str, str] = {}
    for selector in selectors:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", rules()[selector]))
    return found


def rules() -> dict[str, str]:
    """The four blocks of the file by what they are for."""
    blocks = re.findall(r"^ *(:root|\.elder) \{(.*?)\n *\}", TOKENS, re.S | re.M)
    return dict(zip(("light", "dark", "elder", "elder dark"), (body for _, body in blocks), strict=True))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("selectors", "least"),
    [(("light",), 4.5), (("light", "dark"), 4.5), (("light", "elder"), 7), (("light", "dark", "elder", "elder dark"), 7)],
    ids=["light", "dark", "elder", "elder dark"],
)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_is_readable(selectors: tuple[str, ...], least: float, ground: str, text: str) -> None:
    palette = colours(*selectors)
    assert contrast(palette[text], palette[ground]) >= least


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
