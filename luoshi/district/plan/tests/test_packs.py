"""A folder becomes a district's offices and its plan: once, wholly, and only if it speaks of its own report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.models import Person, Post, Tenure, Unit
from luoshi.district.offices.operations import add_unit, name_district
from luoshi.district.offices.tests.government import PEOPLE, POSTS, UNITS, office_of
from luoshi.district.plan import queries
from luoshi.district.plan.errors import PackDoesNotFit, PlanError
from luoshi.district.plan.management.commands import load_pack as command
from luoshi.district.plan.missing import missing_in
from luoshi.district.plan.models import Change, Clause, Commitment, Milestone, Nature, PlannedTarget, Report, ReportingClass, Resolution
from luoshi.district.plan.packs import load_pack
from luoshi.district.plan.states import State
from luoshi.district.plan.tests.conftest import AT, BEDS, COUNTY, DEMONSTRATION, SLUG, promise
from luoshi.engines.packs import Adoption, ArrangementEntry, CorrectionEntry, Pack, ReportingClassEntry, read_pack
from luoshi.engines.packs.tests.small_mechanism import written

NOW = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)
STORED = (Unit, Post, Person, Tenure, Report, Commitment, PlannedTarget, Milestone, Change, Clause, Resolution, ReportingClass)


def rows() -> dict[str, list[Any]]:
    """Everything that loading a pack stores."""
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in STORED}


@pytest.fixture(scope="module")
def _database_of_the_demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Pack]:
    """The demonstration pack, loaded once for this module because that takes seconds, and taken out again after it."""
    pack = read_pack(DEMONSTRATION.parent.parent)
    with django_db_blocker.unblock():
        try:
            assert load_pack(pack, at=NOW)
            yield pack
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def loaded(_database_of_the_demonstration: Pack, db: None) -> Pack:
    """The demonstration pack, loaded."""
    return _database_of_the_demonstration


@pytest.mark.usefixtures("loaded")
def test_the_demonstration_is_a_plan_in_force_that_says_it_is_invented() -> None:
    report = Report.objects.select_related("adoption", "district").get()
    assert (report.slug, report.origin, report.adopted, report.adopted_at) == ("peach-blossom-2023", "demonstration", True, NOW)
    assert report.adoption
    assert "桃源人大决" in report.adoption.document_number
    assert report.district
    assert (report.district.name, report.district.name_en) == ("桃源新区", "Peach Blossom New Area")
    assert not Person.objects.filter(invented=False).exists()
    assert queries.front_report() == report
    shown = Client(headers={"accept-language": "zh-CN"}).get("/").content.decode()
    assert "演示 · 虚构地区" in shown


def test_everything_that_the_pack_says_is_in_the_plan(loaded: Pack) -> None:
    assert set(Unit.objects.values_list("code", "name")) == {(unit.code, unit.name) for unit in loaded.units}
    assert set(Post.objects.values_list("code", "role")) == {(post.code, post.role) for post in loaded.posts}
    assert set(Person.objects.values_list("code", flat=True)) == {person.code for person in loaded.people}
    assert Tenure.objects.count() == sum(len(person.holds) for person in loaded.people)
    by_quote = {one.quote: one for one in queries.commitments_of(Report.objects.get())}
    for entry in loaded.arrangements:
        commitment = by_quote[entry.quote]
        assert (commitment.lead.code if commitment.lead else "", commitment.deadline) == (entry.lead, entry.deadline)
        assert {unit.code for unit in commitment.cooperating.all()} == set(entry.cooperating)
        if entry.indicator:
            target = next(one for one in commitment.targets.all() if one.indicator == entry.indicator)
            assert (target.definition, target.base_value, target.source) == (entry.definition, entry.base_value, entry.source)
    for correction in loaded.corrections:
        commitment = Commitment.objects.get(quote=correction.quote)
        assert commitment.kind == correction.kind
        assert commitment.changes.get(field="kind").reason == correction.reason


@pytest.mark.usefixtures("loaded")
def test_what_units_of_the_demonstration_confirmed_is_complete_and_signed_by_their_heads() -> None:
    commitments = list(Commitment.objects.prefetch_related("targets"))
    assert [one.missing for one in commitments] == [missing_in(one) for one in commitments]
    confirmed = [one for one in commitments if one.confirmed]
    assert confirmed
    assert not any(one.missing for one in confirmed)
    signatures = dict(Change.objects.filter(nature=Nature.CONFIRMED).values_list("commitment", "signature"))
    assert {one.pk: one.confirmed_signature for one in confirmed} == signatures
    counts = queries.state_counts(Report.objects.get())
    assert counts[State.CONFIRMED] == len(confirmed)
    assert all(counts.values())  # a demonstration shows every state


def test_loading_twice_changes_nothing(loaded: Pack) -> None:
    before = rows()
    assert not load_pack(loaded, at=NOW)
    assert rows() == before


def small(tmp_path: Path, **other: Any) -> Pack:
    """A pack of the small county: its offices, its report, two sentences arranged, one corrected."""
    file = tmp_path / "report.txt"
    file.write_text(COUNTY)
    beds = ArrangementEntry(
        row=2, quote=BEDS, indicator="养老床位", lead="civil", cooperating=("education",), leader="deputy", reporting_class="A",
        deadline=date(2023, 12, 31), definition="验收合格的床位", base_value=Decimal(900), base_source="2022年统计", source="台账",
        milestones=("50", "100", "150", "200"), confirmed=True,
    )  # fmt: skip
    roads = replace(beds, row=3, quote="修缮农村公路", indicator="", base_value=None, milestones=("", "开工", "", "完工"), confirmed=False)
    pack = Pack(
        id="qingxi", folder=tmp_path, name="青溪县", name_en="Qingxi County", district="青溪县", year=2023, status="example", report=file,
        units=UNITS, posts=POSTS, people=PEOPLE,
        reporting_classes=(ReportingClassEntry("A", "重点", "", 1, "示例", "unverified"),),
        corrections=(CorrectionEntry(1, "改善村庄环境", "programme", "有专项资金", "sun"),),
        adoption=Adoption("青溪县人代会", date(2023, 1, 9), "", "sun"),
        arrangements=(beds, roads),
    )  # fmt: skip
    return replace(pack, **other)


@pytest.mark.django_db
def test_a_district_loads_its_own_pack(tmp_path: Path) -> None:
    assert load_pack(small(tmp_path), at=AT)
    report = Report.objects.get(slug=SLUG)
    assert (report.origin, report.adopted, str(report.district)) == ("district", True, "青溪县")
    beds, roads = promise(report), promise(report, "修缮农村公路")
    assert (beds.confirmed, beds.confirmed_signature, roads.confirmed) == (True, "县民政局局长 吴示例", False)
    assert set(beds.milestones.values_list("quarter", "text", "target__number")) == {(n, str(n * 50), 1) for n in range(1, 5)}
    assert list(roads.milestones.filter(target=None).order_by("quarter").values_list("quarter", "text")) == [(2, "开工"), (4, "完工")]
    assert promise(report, "改善村庄环境").kind == "programme"
    assert not Person.objects.filter(invented=True, district=report.district).exists()
    before = rows()
    assert not load_pack(small(tmp_path), at=AT)
    assert rows() == before


@pytest.mark.django_db
def test_a_pack_without_a_meeting_brings_a_draft_and_one_without_a_report_only_offices(tmp_path: Path) -> None:
    assert not load_pack(small(tmp_path, report=None), at=AT)
    assert not Report.objects.filter(slug=SLUG).exists()
    assert Unit.objects.filter(district__name="青溪县").count() == len(UNITS)
    assert load_pack(small(tmp_path, adoption=None, corrections=(), arrangements=()), at=AT)
    assert Report.objects.get(slug=SLUG).is_draft


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "entry", "words"),
    [
        ("corrections", {"quote": "建成太空电梯"}, "太空电梯"),
        ("arrangements", {"quote": "建成太空电梯"}, "太空电梯"),
        ("arrangements", {"indicator": "太空电梯"}, "太空电梯"),
    ],
)
def test_a_pack_that_speaks_of_what_its_report_does_not_say_stores_nothing(
    tmp_path: Path, where: str, entry: dict[str, str], words: str
) -> None:
    before = rows()
    entries = getattr(small(tmp_path), where)
    wrong = replace(entries[0], **entry)
    with pytest.raises(PackDoesNotFit, match=words) as refusal:
        load_pack(small(tmp_path, **{where: (wrong, *entries[1:])}), at=AT)
    assert f"第 {wrong.row} 行" in refusal.value.what.chinese
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"adoption": Adoption("青溪县人代会", date(2023, 1, 9), "", "zhou")},  # a reporter
        {"adoption": Adoption("青溪县人代会", date(2023, 2, 9), "", "sun")},  # a meeting to come
        {"corrections": (CorrectionEntry(1, "改善村庄环境", "programme", "", "sun"),)},  # without a reason
        {"corrections": (CorrectionEntry(1, "改善村庄环境", "result", "x", "sun"),)},
    ],
)
def test_a_pack_that_breaks_a_rule_of_the_plan_stores_nothing(tmp_path: Path, broken: dict[str, Any]) -> None:
    before = rows()
    with pytest.raises(PlanError):
        load_pack(small(tmp_path, **broken), at=AT)
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.parametrize("clash", ["account", "unit"])
def test_a_pack_that_clashes_with_what_is_there_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clash: str) -> None:
    if clash == "account":
        get_user_model().objects.create(username="sun")
    else:
        district = name_district("青溪县")
        add_unit(district, code="civil_affairs", name="县民政局", on=date(2020, 1, 1), by=office_of(district))
    before = rows()
    pack = small(tmp_path)
    monkeypatch.setattr(command, "read_pack", lambda _: pack)
    with pytest.raises(CommandError, match="已经有了"):
        call_command("load_pack", str(tmp_path))
    assert rows() == before


@pytest.mark.django_db
def test_a_mechanism_needs_a_district_and_who_answers_for_it(tmp_path: Path) -> None:
    folder = str(written(tmp_path))
    name_district("青溪县")
    with pytest.raises(CommandError, match="--by is the account of somebody"):
        call_command("load_pack", folder, district="青溪县")
    name_district("白石县")
    with pytest.raises(CommandError, match="--district is one of"):
        call_command("load_pack", folder)
