"""What an address may ask, and what it finds."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.offices.tests.government import Government
from luoshi.district.plan import queries
from luoshi.district.plan.filters import QUERY_LENGTH_MAX, SHOWN_KINDS, Filters
from luoshi.district.plan.models import Clause, Commitment, Report, ReportVersion
from luoshi.district.plan.tests.conftest import BEDS, promise
from luoshi.engines.reading.model import Kind

KEYS = st.sampled_from(["kind", "half", "numbers", "area", "q", "view", "open"])


def asked(address: str) -> Filters:
    return Filters.of_query(QueryDict(address))


@given(st.lists(st.tuples(KEYS, st.text(max_size=120)), max_size=8))
def test_any_address_is_understood_or_ignored(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for key, value in pairs:
        query.appendlist(key, value)
    filters = Filters.of_query(query)
    assert set(filters.kinds) <= {kind.value for kind in SHOWN_KINDS}
    assert filters.half in {"", "plan", "review"}
    assert filters.area is None or 0 <= filters.area <= 9999
    assert len(filters.words) <= QUERY_LENGTH_MAX
    assert "\x00" not in filters.words


@pytest.mark.parametrize("address", ["", "kind=nonsense", "half=x", "area=-1", "area=²", "area=99999999999", "numbers=yes", "q=%20"])
def test_nonsense_asks_for_everything(address: str) -> None:
    assert not asked(address).active


@pytest.fixture
def version(uploaded: Report) -> ReportVersion:
    """The county's report, read."""
    return uploaded.versions.get()


def quotes(version: ReportVersion, address: str) -> list[str]:
    """What an address finds, in order."""
    found = queries.matching(version, asked(address))
    return list(Clause.objects.filter(pk__in=found).order_by("position").values_list("quote", flat=True))


def test_without_filters_all_promises_and_measured_results_are_shown(version: ReportVersion) -> None:
    everything = queries.matching(version, Filters())
    kinds = set(Clause.objects.filter(pk__in=everything).values_list("kind", flat=True))
    assert kinds <= {kind.value for kind in SHOWN_KINDS}
    assert version.clauses.filter(commitment__isnull=False).count() + len(quotes(version, "half=review")) == len(everything)


def test_kinds_add_up_and_other_filters_narrow(version: ReportVersion) -> None:
    targets, programmes = quotes(version, "kind=target"), quotes(version, "kind=programme")
    assert "新建幼儿园3所" in targets
    assert any("百企入溪" in quote for quote in programmes)
    assert set(quotes(version, "kind=target&kind=programme")) == {*targets, *programmes}
    assert quotes(version, "kind=programme&numbers=1") == []


def test_halves_are_told_apart(version: ReportVersion) -> None:
    assert "社会消费品零售总额下降2.3%" in quotes(version, "half=review")
    assert "社会消费品零售总额下降2.3%" not in quotes(version, "half=plan")


def test_only_with_numbers_leaves_out_directions(version: ReportVersion) -> None:
    found = quotes(version, "half=plan&numbers=1")
    assert "固定资产投资增长10%" in found
    assert "居民收入增长与经济增长同步" not in found


def test_an_area_is_asked_by_its_place(version: ReportVersion) -> None:
    area = version.areas.get(title="（二）把民生办好")
    assert quotes(version, f"area={area.position}&numbers=1") == ["新建幼儿园3所", "新增养老床位200张"]


@pytest.mark.parametrize(("words", "count"), [("幼儿园", 1), ("%", 5), ("_", 0), ("\\", 0), ("%%", 0), ("'; DROP TABLE", 0)])
def test_words_are_taken_literally(version: ReportVersion, words: str, count: int) -> None:
    query = QueryDict(mutable=True)
    query["q"] = words
    assert len(queries.matching(version, Filters.of_query(query))) == count


def test_counts_of_kinds_do_not_depend_on_the_kinds_chosen(version: ReportVersion) -> None:
    counts = queries.kind_counts(version, asked("kind=platform&half=plan"))
    assert counts == queries.kind_counts(version, asked("half=plan"))
    assert counts[Kind.TARGET] == len(quotes(version, "kind=target&half=plan"))
    assert counts[Kind.RESULT] == 0


def test_a_leader_finds_what_the_post_answers_for_and_not_what_a_title_within_another_does(plan: Report, government: Government) -> None:
    """区长 stands in 常务副区长: words find both, the post finds its own."""
    beds, school = promise(plan, BEDS), promise(plan, "新建幼儿园3所")
    Commitment.objects.filter(pk=beds.pk).update(leader=government.posts["deputy"])
    Commitment.objects.filter(pk=school.pk).update(leader=government.posts["head"])
    assert quotes(plan.versions.get(), "leader=deputy") == [BEDS]
    assert queries.leading_posts(plan) == [(each.code, each.title) for each in (government.posts["head"], government.posts["deputy"])]
    assert quotes(plan.versions.get(), "leader=nobody") == []
