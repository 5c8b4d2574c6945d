"""The picture of a case type: well-formed, complete, no text under a line, nothing that a strict page forbids."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from luoshi.engines.casework.drawing import draw
from luoshi.engines.casework.drawing_layout import laid_out
from luoshi.engines.casework.tests.small_case_type import CASE_TYPE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("english", [False, True])
def test_it_shows_every_status_and_every_verb_with_its_actor(*, english: bool) -> None:
    picture = ET.fromstring(draw(CASE_TYPE, english=english))  # noqa: S314 - we have just written it
    shown = "\n".join(each.text or "" for each in picture.iter(f"{SVG}text"))
    for status in CASE_TYPE.statuses:
        assert status.name.chinese in shown
    for verb in CASE_TYPE.transitions:
        assert f"{verb.name.chinese} · {CASE_TYPE.actor(verb.actor).name.chinese}" in shown
    assert ("another person" if english else "另一人") in shown


def test_it_says_the_same_in_words_and_holds_neither_script_nor_style() -> None:
    text = draw(CASE_TYPE)
    picture = ET.fromstring(text)  # noqa: S314 - the same
    described = {picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")}
    assert {each.get("id") for each in described if each is not None} == set(picture.get("aria-labelledby", "").split())
    assert "let_go" not in text  # people read names, not codes
    assert not {"style", "onclick", "href"} & {name for each in picture.iter() for name in each.attrib}
    assert not {f"{SVG}script", f"{SVG}style"} & {each.tag for each in picture.iter()}


def test_lines_run_beside_the_cards_and_none_meets_another_in_its_lane() -> None:
    layout = laid_out(CASE_TYPE, lambda words: words.chinese)
    assert all(card.top + card.height < below.top for card, below in zip(layout.cards, layout.cards[1:], strict=False))
    for line in layout.lines:
        others = [each for each in layout.lines if each is not line and (each.lane, each.is_forward) == (line.lane, line.is_forward)]
        assert all(line.bottom < each.top or each.bottom < line.top for each in others)
        assert all((y < line.entry) is line.is_forward for y in line.sources)
    drawn = sum(len(each.sources) for each in layout.lines)
    assert drawn == sum(verb.target not in (None, source) for verb in CASE_TYPE.transitions for source in verb.sources)


def test_the_status_in_which_a_case_stands_is_marked_in_shape_and_words() -> None:
    here = CASE_TYPE.statuses[1]
    picture = ET.fromstring(draw(CASE_TYPE, current=here.code))  # noqa: S314 - the same
    (marked,) = [each for each in picture.iter(f"{SVG}g") if "current" in (each.get("class") or "").split()]
    assert here.name.chinese in [each.text for each in marked.iter(f"{SVG}text")]
    assert f"现在在这里: {here.name.chinese}." in (picture.findtext(f"{SVG}desc") or "")
