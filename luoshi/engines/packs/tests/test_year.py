"""A year that is not as it should be is refused with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

import luoshi
from luoshi.engines.packs import Pack, PackProblem, read_description
from luoshi.engines.packs.model_of_year import Year
from luoshi.engines.packs.year import FILE, read_year

DEMONSTRATION = Path(luoshi.__file__).parent / "packs" / "peach_blossom"
YEAR = """
seed: 7
begins: 2023-01-13
ends: 2023-12-31
shown: 2023-09-30
filings:
  - {code: shops, item: individual_business_registration, by: newcomers, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}
  - {code: filings, item: prepackaged_food_filing, by: shops, months: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], values: {goods: [预包装食品]}}
routines:
  - {matter: licensing, status: received, do: accept, post: government_services_reporter, after: [1, 2]}
  - {matter: licensing, status: correcting, do: supply, unless: supply, among: [0, 0.3], post: applicant, after: [3, 9], file: 图纸}
ladder:
  until: 2023-12-29
  steps: [{rung: order, by: government_office_director, words: 请说明原因}]
works:
  last: 2023-12-20
  spread: 0.03
  stalls: 0.1
  recovers: 30
  ahead: 5
  late: 0.1
  silent: 0
  notes: [{share: 0.5, says: 工作方案印发}, {share: 1, says: 全部完成, done: true}]
  words: [按计划推进]
stories:
  - code: late
    name: 迟报
    name_en: Late
    tells: 迟报
    tells_en: Late
    steps:
      - {on: 2023-04-24, at: "15:00", by: education_reporter, do: draft, indicator: practice_centres, period: 2023-Q1, number: 1}
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_description(DEMONSTRATION)


def read(pack: Pack, folder: Path, text: str) -> Year | None:
    """What a text says of the year of the demonstration."""
    (folder / FILE).write_text(text)
    return read_year(replace(pack, folder=folder))


def test_it_is_read(pack: Pack, tmp_path: Path) -> None:
    year = read(pack, tmp_path, YEAR)
    assert year is not None
    [shops, filings], [story] = year.filings, year.stories
    assert (sum(shops.rhythm.months), filings.by, filings.values) == (78, "shops", {"goods": ("预包装食品",)})
    assert (story.steps[0].on, story.steps[0].at, story.steps[0].said["number"]) == (date(2023, 4, 24), time(15), "1")
    assert year.works is not None
    assert [(str(each.share), each.done) for each in year.works.notes] == [("0.5", False), ("1", True)]
    accept, supply = year.routines
    assert [(each.unless, tuple(map(str, each.among)), each.file) for each in (accept, supply)] == [
        ("", ("0", "1"), ""), ("supply", ("0", "0.3"), "图纸"),
    ]  # fmt: skip
    assert year.ladder is not None
    assert [(each.rung, each.by) for each in year.ladder.steps] == [("order", "government_office_director")]
    assert read_year(replace(pack, folder=tmp_path / "elsewhere")) is None


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("shown: 2023-09-30", "shown: 2024-09-30", "it lies between"),
        ("11, 12]}\n  - {code: filings", "11]}\n  - {code: filings", "twelve months"),
        ("by: shops", "by: stores", "shops"),
        ("item: prepackaged_food_filing", "item: prepackaged_food", "prepackaged_food_filing"),
        ("after: [1, 2]", "after: [2, 1]", "fewest"),
        ("do: draft", "do: drafts", "draft"),
        ("among: [0, 0.3]", "among: [0, 3]", "from 0 to 1"),
        ("among: [0, 0.3]", "among: [0]", "fill it in"),
        ("post: applicant", "post: applicants", "applicant?"),
        ("rung: order", "rung: orders", "circulate"),
        ("until: 2023-12-29", "until: 2024-12-29", "2023-12-31"),
        ("share: 0.5", "share: 1.5", "from 0 to 1"),
        ("last: 2023-12-20", "last: 2024-12-20", "2023-12-31"),
        ("on: 2023-04-24", "on: 2022-04-24", "2023-01-13"),
        ('at: "15:00"', 'at: "noon"', "09:30"),
        ("by: education_reporter", "by: educations_reporter", "education_reporter"),
        ("indicator: practice_centres, ", "indicator: practice_centre, ", "practice_centres"),
        (", number: 1}", "}", "fill it in"),
        ("tells_en: Late\n", "tells_en: Late\n    plot: x\n", "plot"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(pack: Pack, tmp_path: Path, right: str, wrong: str, told: str) -> None:
    assert right in YEAR
    with pytest.raises(PackProblem) as refused:
        read(pack, tmp_path, YEAR.replace(right, wrong, 1))
    assert told.lower() in refused.value.words().english.lower()
    assert refused.value.file == FILE
