"""What is missing and how far a commitment has come, as it is stored and counted, against the same rules said once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.tests.government import Government, found_county
from luoshi.district.plan import queries
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.missing import CONDITIONS, INCOMPLETE, missing_in
from luoshi.district.plan.models import PROMISES, Area, Clause, Commitment, Missing, PlannedTarget, Report, ReportVersion
from luoshi.district.plan.states import STATE_CONDITIONS, State
from luoshi.district.plan.tests.conftest import AT
from luoshi.engines.reading.model import Kind

pytestmark = pytest.mark.django_db

FIGURE: dict[str, Any] = {"indicator": "养老床位", "operator": "=", "measurement": "numeric", "value": Decimal(200), "base": "increment"}
GROWTH = FIGURE | {"indicator": "地区生产总值", "base": "yoy", "value": Decimal(6)}

QUANTITIES: tuple[tuple[dict[str, Any], ...], ...] = (
    (),
    (FIGURE,),
    (FIGURE | {"source": "台账"},),
    (FIGURE | {"source": "台账"}, FIGURE),
    (FIGURE | {"source": "台账"}, FIGURE | {"dropped": True}),
    (FIGURE | {"dropped": True},),
    (FIGURE | {"period_stated": True, "source": "台账"},),
    (FIGURE | {"period_stated": True, "dropped": True},),
    (GROWTH | {"source": "月报"},),
    (GROWTH | {"source": "月报", "base_value": Decimal(580)},),
    (GROWTH | {"source": "月报", "base_value": Decimal(0)},),
    (GROWTH | {"source": "月报", "baseline": Decimal(580)},),
    (GROWTH | {"source": "月报", "base_value": Decimal(580)}, GROWTH),
    (GROWTH | {"source": "月报", "dropped": True}, FIGURE | {"source": "台账"}),
    (GROWTH | {"measurement": "pegged", "operator": "pegged", "value": None, "peg": "经济"},),
    (GROWTH | {"measurement": "pegged", "operator": "pegged", "value": None, "peg": "经济", "source": "月报"},),
)
"""Each combination of quantities that the rules tell apart."""


@dataclass(frozen=True)
class Case:
    """One commitment as plain values."""

    lead: bool
    leader: bool
    deadline: bool
    source: str
    confirmed: bool
    quantities: tuple[dict[str, Any], ...]
    tracked: bool

    def missing(self) -> list[str]:
        """The four rules, said of plain values."""
        live = [one for one in self.quantities if not one.get("dropped")]
        unsourced = any(not one.get("source") for one in live) if live else True
        lacks = {
            Missing.OWNER: not (self.lead and self.leader),
            Missing.DEADLINE: not self.deadline and not any(one.get("period_stated") for one in live),
            Missing.BASE: any(
                one["base"] == "yoy" and one["measurement"] == "numeric" and one.get("base_value") is None and one.get("baseline") is None
                for one in live
            ),
            Missing.SOURCE: not self.source and unsourced,
        }
        return [one.value for one in Missing if lacks[one]]

    def state(self) -> State:
        """The three states, said of plain values."""
        if self.confirmed:
            return State.CONFIRMED
        return State.INCOMPLETE if self.missing() else State.WAITING


YES_NO = (False, True)
CASES = [
    Case(*values, quantities, tracked)
    for values in product(YES_NO, YES_NO, YES_NO, ("", "台账"), YES_NO)
    for quantities in QUANTITIES
    for tracked in (YES_NO if values == (True, True, True, "台账", False) else (True,))
]
TRACKED_CASES = [case for case in CASES if case.tracked]


@dataclass(frozen=True)
class World:
    """A plan with a commitment for each case."""

    government: Government
    report: Report
    version: ReportVersion
    cases: dict[int, Case]

    def tracked(self) -> dict[int, Case]:
        """The cases that count, by the ids of their commitments."""
        return {pk: case for pk, case in self.cases.items() if case.tracked}

    def quotes(self, address: str) -> set[str]:
        """The codes of the promises that an address finds."""
        found = queries.matching(self.version, Filters.of_query(QueryDict(address)))
        return set(Clause.objects.filter(pk__in=found).values_list("commitment__code", flat=True))

    def codes(self, *pks: int) -> set[str]:
        """The codes of some commitments."""
        return set(Commitment.objects.filter(pk__in=pks).values_list("code", flat=True))


def _version(report: Report, number: int, *, current: bool) -> tuple[ReportVersion, list[Area]]:
    version = ReportVersion.objects.create(
        report=report, number=number, is_current=current, file_name="a.txt", format="txt", source=str(number), source_sha256=str(number),
        text="", read_at=AT, engine="test",
    )  # fmt: skip
    areas = [Area(version=version, position=place, number=place, title=f"领域{place}", half="plan", start=0, end=1) for place in range(3)]
    return version, Area.objects.bulk_create(areas)


@pytest.fixture(scope="module")
def _stored_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The plan below, stored once for this module."""
    with django_db_blocker.unblock():
        yield _make_world(found_county())
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def world(_stored_world: World, db: None) -> World:
    """A plan in which every combination of what can be missing occurs, with an old text that made all the same promises."""
    return _stored_world


def _make_world(government: Government) -> World:
    report = Report.objects.create(slug="many", district=government.district, title="多", year=2023, origin="district", received_at=AT)
    made = Commitment.objects.bulk_create(
        Commitment(
            report=report, number=number, code=f"many-{number:04d}", quote=f"承诺{number}号",
            kind="target" if case.tracked else "principle",
            lead=government.units["civil" if number % 3 else "education"] if case.lead else None,
            leader=government.posts["deputy"] if case.leader else None,
            deadline=date(2023, 12, 31) if case.deadline else None,
            source=case.source, confirmed_at=AT if case.confirmed else None,
        )
        for number, case in enumerate(CASES, start=1)
    )  # fmt: skip
    PlannedTarget.objects.bulk_create(
        PlannedTarget(commitment=commitment, number=number, **quantity)
        for commitment, case in zip(made, CASES, strict=True)
        for number, quantity in enumerate(case.quantities, start=1)
    )
    judged = list(report.commitments.prefetch_related("targets"))
    for one in judged:
        one.missing = missing_in(one)
    Commitment.objects.bulk_update(judged, ["missing"])
    placed = {}
    for number, current in ((1, False), (2, True)):
        version, areas = _version(report, number, current=current)
        Clause.objects.bulk_create(
            Clause(
                version=version, area=areas[one.number % 2], commitment=one, position=one.number, start=one.number, end=one.number + 1,
                quote=one.quote, half="plan", kind="target",
            )
            for one in made
        )  # fmt: skip
        placed[current] = version
    gone = Commitment(
        report=report, number=9_000, code="many-9000", quote="已撤回", kind="target", lead=government.units["office"], confirmed_at=AT
    )
    gone.save()
    return World(government, report, placed[True], {one.pk: case for one, case in zip(made, CASES, strict=True)})


def test_what_is_missing_is_what_the_rules_say(world: World) -> None:
    found = {one.pk: missing_in(one) for one in Commitment.objects.filter(pk__in=world.cases).prefetch_related("targets")}
    assert found == {pk: case.missing() for pk, case in world.cases.items()}


def test_the_conditions_of_the_database_find_what_is_stored(world: World) -> None:
    incomplete = set(Commitment.objects.filter(INCOMPLETE, pk__in=world.cases).values_list("pk", flat=True))
    assert incomplete == {pk for pk, case in world.cases.items() if case.missing()}
    for one in Missing:
        lacking = set(Commitment.objects.filter(CONDITIONS[one], pk__in=world.cases).values_list("pk", flat=True))
        assert lacking == {pk for pk, case in world.cases.items() if one in case.missing()}


def test_what_was_just_read_is_stored_with_what_is_missing(demonstration: Report) -> None:
    commitments = list(demonstration.commitments.prefetch_related("targets"))
    assert [one.missing for one in commitments] == [missing_in(one) for one in commitments]
    assert all(Missing.OWNER in one.missing for one in commitments)


def test_every_combination_of_gaps_occurs() -> None:
    assert len({tuple(case.missing()) for case in CASES}) == 16
    assert {case.state() for case in CASES} == set(State)


def test_each_tracked_commitment_is_in_exactly_one_state(world: World) -> None:
    rows = [(pk, state) for state in State for pk in Commitment.objects.filter(STATE_CONDITIONS[state]).values_list("pk", flat=True)]
    assert max(Counter(pk for pk, _ in rows).values()) == 1
    assert {pk: state for pk, state in rows if pk in world.cases} == {pk: case.state() for pk, case in world.cases.items()}
    assert queries.states_of(world.report, [*world.cases, None]) == {pk: case.state() for pk, case in world.tracked().items()}


def test_counts_agree_with_the_lists_they_count(world: World) -> None:
    states, missing = queries.state_counts(world.report), queries.missing_counts(world.report)
    assert states == Counter(case.state() for case in TRACKED_CASES)
    assert missing == Counter(one for case in TRACKED_CASES for one in case.missing())
    assert sum(states.values()) == len(TRACKED_CASES) == queries.promise_counts(world.version)["promises"]
    for state in State:
        assert queries.list_page(world.version, Filters(state=state), 1, promises_only=True).total == states[state]
    for one in Missing:
        assert queries.list_page(world.version, Filters(missing=one), 1, promises_only=True).total == missing[one]
        assert queries.list_page(world.version, Filters(missing=one), 1).total == missing[one]


def test_counts_by_area_and_by_unit_add_up_to_the_whole(world: World) -> None:
    entries = queries.area_entries(world.version)
    assert [entry.area.title for entry in entries] == ["领域0", "领域1"]  # nothing is promised in the third
    for entry in entries:
        here = [case for number, case in enumerate(CASES, start=1) if case.tracked and number % 2 == entry.area.position]
        live = [one for case in here for one in case.quantities if not one.get("dropped") and one["value"] is not None]
        assert (entry.promises, entry.figures) == (len(here), len(live))
        assert entry.states == {state: sum(case.state() == state for case in here) for state in State}
        assert queries.promises_by_area(world.version)[entry.area.pk] == len(here)
    by_unit = dict(queries.lead_counts(world.report))
    assert set(by_unit) == {None, world.government.units["civil"].pk, world.government.units["education"].pk}
    assert {state: sum(counts[state] for counts in by_unit.values()) for state in State} == queries.state_counts(world.report)


def test_numbers_are_counted_once_however_many_texts_there_were(world: World) -> None:
    live = [[one for one in case.quantities if not one.get("dropped") and one["value"] is not None] for case in TRACKED_CASES]
    counts = queries.promise_counts(world.version)
    assert (counts["numeric_clauses"], counts["numeric_targets"]) == (sum(map(bool, live)), sum(map(len, live)))


def test_heads_are_asked_for_what_is_complete_and_not_confirmed(world: World) -> None:
    civil = world.government.units["civil"].pk
    waiting = set(queries.waiting_for(world.report, [civil]).values_list("pk", flat=True))
    leads = dict(Commitment.objects.values_list("pk", "lead"))
    assert waiting == {pk for pk, case in world.tracked().items() if case.state() is State.WAITING and leads[pk] == civil}
    assert waiting


def test_filters_by_unit_state_and_gap_narrow_together(world: World) -> None:
    rows = {pk: (lead, code) for pk, lead, code in Commitment.objects.values_list("pk", "lead__code", "code")}
    for state, unit, missing in product(("", *State), ("", "civil", "education"), ("", *Missing)):
        expected = {
            rows[pk][1]
            for pk, case in world.tracked().items()
            if (not state or case.state() == state) and (not unit or rows[pk][0] == unit) and (not missing or missing in case.missing())
        }
        assert world.quotes(f"state={state}&unit={unit}&missing={missing}") == expected, (state, unit, missing)


def test_what_an_address_says_wrongly_asks_for_everything_and_an_unknown_unit_for_nothing(world: World) -> None:
    for address in ("state=lost", "missing=money", "state=&missing=&unit=", "unit=%00"):
        assert world.quotes(address) == world.codes(*world.tracked())
    assert world.quotes("unit=nobody") == set()


def test_words_are_found_in_quantities_names_of_who_answers_and_codes(world: World) -> None:
    leads, leaders = (dict(Commitment.objects.values_list("pk", name)) for name in ("lead__name", "leader__title"))
    live = {pk: [one["indicator"] for one in case.quantities if not one.get("dropped")] for pk, case in world.tracked().items()}
    assert world.quotes("q=地区生产") == world.codes(*(pk for pk in live if "地区生产总值" in live[pk]))
    assert world.quotes("q=民政") == world.codes(*(pk for pk in live if leads[pk] == "县民政局"))
    assert world.quotes("q=副县长") == world.codes(*(pk for pk in live if leaders[pk]))
    assert world.quotes("q=承诺7号") == {"many-0007"}
    for code in ("青溪-2023-0012", "many-0012", "0012"):
        assert world.quotes(f"q={code}") == {"many-0012"}
    for nothing in ("青溪-2023-9000", "青溪-2023-0000", "０００７", "²²²²"):
        assert world.quotes(f"q={nothing}") == set()


def test_units_to_choose_from_are_those_that_lead_something_in_the_present_text(world: World) -> None:
    assert queries.lead_units(world.report) == [("education", "县教育局"), ("civil", "县民政局")]


def test_promises_are_all_kinds_but_principles_and_results() -> None:
    assert set(Kind) - set(PROMISES) == {Kind.PRINCIPLE, Kind.RESULT}
