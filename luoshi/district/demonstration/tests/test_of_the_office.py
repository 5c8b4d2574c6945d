"""What the office does at the end of a year: results are settled and confirmed, the year closed by somebody else, everything archived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from luoshi.district.bulletins.queries import Bulletin, drafts_of
from luoshi.district.demonstration.of_the_office import OF_THE_OFFICE
from luoshi.district.demonstration.tests.counties import telling
from luoshi.district.open_data.models import Archive
from luoshi.district.progress.tests.measured import bring
from luoshi.district.results.queries import Outcome, closing_of, result_of, results_of
from luoshi.district.results.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    _stored_county,
    centre,
    county,
    plan,
)

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

DAY = date(2024, 1, 26)
"""Of the year after, when everything has been reported."""


def take(county: Government, by: str, do: str, *, days: int = 0, **said: Any) -> None:  # noqa: F811
    """A step of the office, by one of its posts, so many days later."""
    OF_THE_OFFICE[do](telling(county, DAY + timedelta(days=days), by, do, **said))


def test_a_year_ends_with_an_outcome_of_each_promise(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    unjudged = "cannot_be_judged"
    take(county, "inspector", "settle", quote=centre.quote, outcome=unjudged, reason="有人提出异议，还没有结论（示例）。")
    take(county, "inspector", "confirm_results")
    assert all(each.result is not None for each in results_of(plan, on=DAY)), "none is left out"
    take(county, "inspector", "lay_results")
    take(county, "education_head", "object_to_result", days=3, quote=centre.quote, reason="已经验收（示例）。", basis="验收单（示例）")
    take(county, "office_director", "answer_objection", days=4, quote=centre.quote, outcome=unjudged, reason="还没有结论（示例）。")
    take(county, "head", "close_year", days=11)
    take(county, "office_director", "archive", days=12)
    closing = closing_of(plan)
    assert closing is not None
    assert closing.person is not None
    assert closing.person.code == "zhao"
    settled = result_of(centre)
    assert settled is not None
    assert settled.outcome == Outcome.CANNOT_BE_JUDGED, "what was settled by hand is not overwritten"
    assert Archive.objects.filter(report=plan).count() == 1


def test_a_bulletin_is_begun_with_the_words_that_a_person_says(county: Government, plan: Report) -> None:  # noqa: F811
    words = {"requirements": "没有完成的事项转入下一年度（示例）。"}
    take(county, "inspector", "begin_bulletin", form="circular", month="2023-12", values=words)
    draft = drafts_of(plan).get(form="circular", month="2023-12")
    assert (draft.on, draft.requirements) == (DAY, words["requirements"])
    assert draft.person is not None
    assert draft.person.code == "wen"


def test_a_figure_found_wrong_is_corrected_by_a_notice(county: Government, plan: Report) -> None:  # noqa: F811
    take(county, "inspector", "begin_bulletin", form="circular", month="2023-12")
    take(county, "office_director", "freeze_bulletin", form="circular", month="2023-12")
    wrong = Bulletin.objects.get()
    bring(county, "revenue", {"2023-12": "7.9"}, DAY + timedelta(days=4))
    take(county, "inspector", "begin_correction", days=5, form="circular", month="2023-12", cause="统计部门修订（示例）")
    take(county, "office_director", "freeze_bulletin", days=6, form="correction", month="2023-12")
    notice = Bulletin.objects.get(form="correction")
    assert (notice.draft.corrects, notice.label) == (wrong, "青溪政办督更〔2024〕1号")
    assert set(notice.figures.exclude(replaces=None).values_list("replaces__bulletin", flat=True)) == {wrong.pk}
