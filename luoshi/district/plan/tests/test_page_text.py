"""The page shows every character of the report, once and in order, whatever is marked."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from luoshi.district.plan import queries
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.models import Clause, Report, ReportVersion
from luoshi.district.plan.page_text import Line, lines, with_figures

pytestmark = pytest.mark.django_db


def shown(version: ReportVersion, marked: Collection[int], *, only_marked: bool = False) -> list[Line]:
    """The lines of a version's page."""
    areas, clauses = queries.areas_of(version), queries.clauses_of(version)
    return list(lines(version.text, areas, clauses, marked=marked, only_marked=only_marked, address=lambda clause: f"#{clause.position}"))


def text_of(shown_lines: list[Line]) -> list[str]:
    """What a reader reads."""
    return ["".join(segment.text for segment in line.segments) for line in shown_lines]


@pytest.mark.parametrize("share", [1, 2, 7])
def test_nothing_is_lost_or_said_twice(demonstration: Report, share: int) -> None:
    version = demonstration.versions.get()
    everything = sorted(queries.matching(version, Filters()))
    assert text_of(shown(version, everything[::share])) == [line for line in version.text.split("\n") if line]


def test_each_mark_holds_exactly_its_clause(demonstration: Report) -> None:
    version = demonstration.versions.get()
    marked = queries.matching(version, Filters())
    marks = [segment for line in shown(version, marked) for segment in line.segments if segment.clause]
    assert [segment.text for segment in marks] == [segment.clause.quote for segment in marks if segment.clause]
    assert len(marks) == len(marked)
    assert ["".join(words for words, _ in segment.parts) for segment in marks] == [segment.text for segment in marks]


def test_areas_head_their_text(demonstration: Report) -> None:
    version = demonstration.versions.get()
    headings = [line.area.title for line in shown(version, set()) if line.area]
    assert headings == [area.title for area in queries.areas_of(version) if area.title]


def test_only_marked_leaves_out_the_rest(uploaded: Report) -> None:
    version = uploaded.versions.get()
    kindergarten = Clause.objects.get(version=version, quote="新建幼儿园3所")
    found = text_of(shown(version, {kindergarten.pk}, only_marked=True))
    assert found == ["（二）把民生办好", "办好民生实事。新建幼儿园3所，新增养老床位200张。修缮农村公路，改善村庄环境。"]


@pytest.mark.parametrize(
    ("quote", "figures"),
    [
        ("地区生产总值增长6%左右", ["6%左右"]),
        ("新增养老床位200张", ["200张"]),
        ("居民收入增长与经济增长同步", []),
        ("社会消费品零售总额下降2.3%", ["2.3%"]),
    ],
)
def test_figures_stand_out_with_unit_and_comparator(uploaded: Report, quote: str, figures: list[str]) -> None:
    clause = Clause.objects.get(version__report=uploaded, quote=quote)
    assert [words for words, is_figure in with_figures(clause) if is_figure] == figures
