"""Who may change what of a commitment, with which reason, by which resolution; and that history tells all of it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import District, Post, Unit
from luoshi.district.offices.queries import Role, authority_of_person
from luoshi.district.offices.tests.government import Government, found_county, known, office_of
from luoshi.district.plan import operations
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import (
    ChangedMeanwhile,
    NeedsReason,
    NeedsResolution,
    NoSuchCommitment,
    NotAllowed,
    NotConfirmable,
    PlanError,
    WrongValue,
)
from luoshi.district.plan.fields import BASES, FIELDS, OPERATOR_NAMES, QUARTERS, WHOLE, Keeper, empty_target, text, values_of
from luoshi.district.plan.forms import EditForm
from luoshi.district.plan.missing import missing_in
from luoshi.district.plan.models import PROMISES, Change, Clause, Commitment, Nature, PlannedTarget, Report, ReportingClass, Resolution
from luoshi.district.plan.operations import change_commitment, change_commitments, confirm
from luoshi.district.plan.queries import changes_of, figures_of
from luoshi.district.plan.states import STATE_CONDITIONS, State
from luoshi.district.plan.tests.conftest import AT, BEDS, COUNTY, SLUG, promise

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.fields import Key, Value

pytestmark = pytest.mark.django_db

SCHOOLS = "新建幼儿园3所"
GROWTH = "地区生产总值增长6%左右"
REASON = "核对了原文"


class Desk:
    """The commitments of a report under the hands of its officials."""

    def __init__(self, government: Government, report: Report, resolution: Resolution | None = None) -> None:
        self.government, self.report, self.resolution = government, report, resolution
        lead = government.units["civil"]
        ReportingClass.objects.get_or_create(
            district=government.district, letter="A", defaults={"name": "重点", "every_months": 1, "basis": "示例", "status": "unverified"}
        )
        for quote in (BEDS, SCHOOLS):
            change_commitment(promise(report, quote).code, Edit({(WHOLE, "lead"): lead}), act=self.act("sun"))

    def by(self, code: str) -> Authority:
        return self.government.by(code)

    def act(self, code: str, **how: Any) -> Act:
        return Act(by=self.by(code), at=AT, **how)

    def decided(self, code: str = "sun") -> Act:
        return self.act(code, reason=REASON, resolution=self.resolution)

    def now(self, quote: str = BEDS) -> Commitment:
        return promise(self.report, quote)

    def change(self, values: dict[Key, Value], act: Act, *, quote: str = BEDS, revision: int | None = None) -> int:
        return change_commitment(self.now(quote).code, Edit(values, revision=revision), act=act)

    def said(self, quote: str = BEDS) -> dict[Key, str]:
        return {key: text(key[1], value) for key, value in values_of(self.now(quote)).items() if text(key[1], value)}

    def history(self, quote: str = BEDS) -> list[Change]:
        return list(self.now(quote).changes.order_by("pk"))

    def confirmed(self, quote: str = BEDS) -> Commitment:
        """Complete a commitment and let the head of its unit confirm it."""
        values: dict[Key, Value] = {
            (WHOLE, "leader"): self.government.posts["deputy"],
            (WHOLE, "deadline"): date(2023, 12, 31),
            (1, "source"): "县民政局台账",
        }
        self.change(values, self.act("sun"), quote=quote)
        assert confirm([self.now(quote).code], by=self.by("wu"), at=AT) == 1
        return self.now(quote)


@pytest.fixture(scope="module")
def _stored_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The county and its draft, stored once for this module; each test changes them in a transaction of its own."""
    with django_db_blocker.unblock():
        found_county()
        operations.import_report(COUNTY.encode(), "青溪县.txt", slug=SLUG, district="青溪县", at=AT)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def government(_stored_draft: None, db: None) -> Government:
    """The county's offices, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def draft(government: Government) -> Report:
    """The county's own report, imported and not adopted yet."""
    return Report.objects.get(slug=SLUG)


@pytest.fixture
def desk(government: Government, draft: Report) -> Desk:
    """A draft in which the bureau of civil affairs leads two commitments."""
    return Desk(government, draft)


@pytest.fixture
def force(government: Government, plan: Report, resolution: Resolution) -> Desk:
    """The same in force."""
    return Desk(government, plan, resolution)


def new_values(government: Government) -> dict[Key, Value]:
    """For each field another value than the commitment has."""
    return {
        (WHOLE, "kind"): "programme",
        (WHOLE, "strength"): "力争",
        (1, "indicator"): "护理型床位",
        (1, "base"): "level",
        (1, "operator"): ">=",
        (1, "value"): Decimal("220"),
        (1, "value_max"): Decimal("250"),
        (1, "unit"): "张床位",
        (1, "peg"): "全市",
        (1, "comparator"): "不低于",
        (1, "dropped"): True,
        (WHOLE, "leader"): government.posts["head"],
        (WHOLE, "lead"): government.units["education"],
        (WHOLE, "cooperating"): (government.units["office"],),
        (WHOLE, "reporting_class"): ReportingClass.objects.get(letter="A"),
        (WHOLE, "deadline"): date(2023, 11, 30),
        (1, "definition"): "验收合格的床位",
        (1, "base_value"): Decimal("1200.5"),
        (1, "base_source"): "2022年统计",
        (1, "source"): "县民政局台账",
        (1, "quarter_1"): "50",
        (1, "quarter_2"): "100",
        (WHOLE, "quarter_3"): "主体完工",
        (WHOLE, "quarter_4"): "投入使用",
        (WHOLE, "note"): "与残联同址",
    }


OF_UNIT = {"definition", "base_value", "base_source", "source", *QUARTERS}


def test_each_field_stands_in_the_tables_below(desk: Desk) -> None:
    assert {name for _, name in new_values(desk.government)} == set(FIELDS)
    assert {name for name, field in FIELDS.items() if field.keeper is Keeper.UNIT} == OF_UNIT


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("sun", set(FIELDS)),  # the office
        ("wu", OF_UNIT),  # the head of the lead unit
        ("zheng", OF_UNIT),  # its reporter
        ("li", set()),  # the head of another unit
        ("zhou", set()),  # its reporter
        ("qian", set()),  # a leader
        ("wang", set()),  # holds no post
        ("feng", set()),  # held one until last year
    ],
)
def test_a_post_may_change_these_fields_of_a_draft_and_no_others(desk: Desk, who: str, may: set[str]) -> None:
    changed = set()
    for key, value in new_values(desk.government).items():
        with transaction.atomic():
            try:
                assert desk.change({key: value}, desk.act(who, reason=REASON)) == 1
                changed.add(key[1])
            except NotAllowed as refusal:
                assert FIELDS[key[1]].column in refusal.what.chinese  # noqa: PT017 - which refusals there are is the question
            transaction.set_rollback(True)
    assert changed == may


def test_the_office_of_another_district_changes_nothing(desk: Desk, neighbour: Government) -> None:
    for key, value in new_values(desk.government).items():
        with pytest.raises(NotAllowed):
            desk.change({key: value}, Act(by=neighbour.by("bai"), at=AT, reason=REASON))
    assert desk.now().revision == 2


def test_one_field_that_others_keep_refuses_the_whole_change(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="时限"):
        desk.change({(1, "source"): "台账", (WHOLE, "deadline"): date(2023, 6, 30)}, desk.act("zheng"))
    assert (1, "source") not in desk.said()


def test_the_unit_that_took_over_goes_on_with_the_work(force: Desk) -> None:
    complete = force.confirmed()
    force.change({(1, "definition"): "验收合格的床位"}, force.act("zheng"))
    offices.end_unit(
        force.government.units["civil"], successor=force.government.units["education"], on=AT.date(), by=force.government.office
    )
    later = AT + timedelta(days=1)
    reporter, head = (force.government.by(code, on=later.date()) for code in ("zhou", "li"))
    assert change_commitment(complete.code, Edit({(1, "base_source"): "2022年统计"}), act=Act(by=reporter, at=later)) == 1
    assert confirm([complete.code], by=head, at=later) == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize(("number", "name"), [(WHOLE, "kind"), (WHOLE, "strength"), (1, "value"), (1, "dropped")])
def test_a_correction_before_adoption_needs_a_reason(desk: Desk, number: int, name: str, reason: str) -> None:
    before = desk.said()
    with pytest.raises(NeedsReason, match=FIELDS[name].column):
        desk.change({(number, name): new_values(desk.government)[number, name]}, desk.act("sun", reason=reason))
    assert desk.said() == before


def test_filling_in_what_no_report_says_needs_no_reason(desk: Desk) -> None:
    values = {key: value for key, value in new_values(desk.government).items() if not FIELDS[key[1]].promised}
    assert desk.change(values, desk.act("sun")) == len(values)


def test_a_correction_never_touches_what_was_said_and_read(desk: Desk) -> None:
    def read() -> tuple[object, ...]:
        clause = Clause.objects.get(commitment=desk.now(), version__is_current=True)
        return clause.quote, clause.kind, clause.strength, clause.version.text, list(clause.targets.values_list())

    before = read()
    assert desk.change(new_values(desk.government), desk.act("sun", reason=REASON)) == len(FIELDS)
    assert read() == before
    assert desk.now().quote == BEDS
    assert desk.now().settled
    assert "quote" not in FIELDS


def test_arranging_alone_does_not_settle_what_was_read(desk: Desk) -> None:
    desk.change({(WHOLE, "note"): "x", (1, "source"): "台账"}, desk.act("sun"))
    assert not desk.now().settled


def test_history_tells_who_changed_what_from_what_to_what_and_why(desk: Desk) -> None:
    values: dict[Key, Value] = {(1, "value"): Decimal("220.50"), (WHOLE, "lead"): desk.government.units["education"]}
    desk.change(values, desk.act("sun", reason=REASON))
    lead, value = desk.history()[-2:]
    assert (lead.target_number, lead.field, lead.old, lead.new, lead.nature) == (0, "lead", "县民政局", "县教育局", Nature.ARRANGED)
    assert (value.target_number, value.field, value.old, value.new, value.nature) == (1, "value", "200", "220.5", Nature.CORRECTED)
    for one in (lead, value):
        assert (one.person, one.signature, one.at) == (desk.government.people["sun"], "县政府办主任 孙示例", AT)
        assert (one.reason, one.resolution, one.revision) == (REASON, None, desk.now().revision)
    assert changes_of(desk.now())[0] == value


def test_what_is_wanted_and_said_already_is_no_change(desk: Desk) -> None:
    before = desk.now().revision, len(desk.history())
    same = values_of(desk.now())
    assert desk.change(same, desk.act("wang"), revision=1) == 0
    assert desk.change({(1, "value"): Decimal("200.00")}, desk.act("sun")) == 0
    assert (desk.now().revision, len(desk.history())) == before


@pytest.mark.parametrize(
    "name", ["kind", "strength", "indicator", "base", "operator", "value", "value_max", "unit", "peg", "comparator", "dropped"]
)
def test_what_an_adopted_report_promised_changes_by_resolution_only(force: Desk, name: str) -> None:
    [(key, value)] = [(key, value) for key, value in new_values(force.government).items() if key[1] == name]
    with pytest.raises(NeedsResolution, match=FIELDS[name].column):
        force.change({key: value}, force.act("sun", reason=REASON))
    old = force.said().get(key, "")
    assert force.change({key: value}, force.decided()) == 1
    last = force.history()[-1]
    assert (last.nature, last.resolution, last.old, last.new) == (Nature.DECIDED, force.resolution, old, text(name, value))


@pytest.mark.parametrize("name", ["leader", "lead", "cooperating", "reporting_class", "deadline"])
def test_what_the_office_arranged_is_filled_in_freely_and_replaced_by_resolution(force: Desk, name: str) -> None:
    first = new_values(force.government)[WHOLE, name]
    if name != "lead":  # has one
        assert force.change({(WHOLE, name): first}, force.act("sun")) == 1
        assert (force.history()[-1].nature, force.history()[-1].resolution) == (Nature.ARRANGED, None)
    old = force.said()[WHOLE, name]
    deputy, january = force.government.posts["deputy"], date(2024, 1, 31)
    other = {"leader": deputy, "lead": first, "cooperating": (), "reporting_class": None, "deadline": january}[name]
    with pytest.raises(NeedsResolution, match=old):
        force.change({(WHOLE, name): other}, force.act("sun", reason=REASON))
    assert force.change({(WHOLE, name): other}, force.decided()) == 1
    last = force.history()[-1]
    assert (last.old, last.nature, last.resolution) == (old, Nature.DECIDED, force.resolution)


def test_a_note_is_written_and_replaced_freely(force: Desk) -> None:
    for note in ("与残联同址", "另行选址", ""):
        assert force.change({(WHOLE, "note"): note}, force.act("sun")) == 1
    assert {one.nature for one in force.history() if one.field == "note"} == {Nature.ARRANGED}


@pytest.mark.parametrize(
    ("key", "first", "second", "third"),
    [
        ((1, "definition"), "验收合格的床位", "备案的床位", "在用的床位"),
        ((1, "base_value"), Decimal("1200"), Decimal("1210"), Decimal("1220")),
        ((1, "source"), "台账", "县民政局台账", "省系统"),
        ((WHOLE, "source"), "县民政局台账", "省系统", ""),
        ((1, "quarter_1"), "50", "60", ""),
        ((WHOLE, "quarter_2"), "开工", "封顶", "完工"),
    ],
)
def test_a_units_own_figures_are_its_draft_until_its_head_confirms(
    force: Desk, key: Key, first: Value, second: Value, third: Value
) -> None:
    for value in (first, second):
        assert force.change({key: value}, force.act("zheng")) == 1
        assert force.history()[-1].nature == Nature.ARRANGED
    force.confirmed()
    said = force.said()[key]
    for act in (force.act("zheng"), force.decided("zheng"), force.decided("wu")):
        with pytest.raises(NotAllowed):
            force.change({key: third}, act)
    with pytest.raises(NeedsResolution):
        force.change({key: third}, force.act("sun", reason=REASON))
    assert force.now().confirmed
    assert force.change({key: third}, force.decided()) == 1
    assert (force.history()[-1].old, force.history()[-1].nature) == (said, Nature.DECIDED)
    assert not force.now().confirmed


def test_a_unit_fills_in_what_is_empty_after_confirming_too_and_confirms_again(force: Desk) -> None:
    force.confirmed()
    assert force.change({(1, "definition"): "验收合格的床位"}, force.act("zheng")) == 1
    assert not force.now().confirmed
    assert force.now().confirmed_signature == ""
    assert confirm([force.now().code], by=force.by("wu"), at=AT) == 1


def test_a_note_does_not_take_a_confirmation_back(force: Desk) -> None:
    signature = force.confirmed().confirmed_signature
    force.change({(WHOLE, "note"): "与残联同址"}, force.act("sun"))
    assert (force.now().confirmed, force.now().confirmed_signature) == (True, signature)
    force.change({(WHOLE, "note"): "另行选址", (WHOLE, "quarter_1"): "开工"}, force.act("sun"))
    assert not force.now().confirmed


def test_a_confirmation_is_signed_and_stands_in_history(force: Desk) -> None:
    commitment = force.confirmed()
    last = force.history()[-1]
    assert (commitment.confirmed_at, commitment.confirmed_signature) == (AT, "县民政局局长 吴示例")
    assert (last.field, last.nature, last.new, last.signature) == ("confirmed", Nature.CONFIRMED, "县民政局局长", "县民政局局长 吴示例")
    assert last.revision == commitment.revision
    assert confirm([commitment.code], by=force.by("wu"), at=AT) == 0
    assert force.now().revision == commitment.revision


@pytest.mark.parametrize("who", ["sun", "zheng", "li", "qian", "wang"])
def test_only_the_head_of_the_lead_unit_confirms(force: Desk, who: str) -> None:
    code = force.confirmed().code
    force.change({(1, "definition"): "验收合格的床位"}, force.act("zheng"))
    with pytest.raises(NotAllowed, match="牵头单位负责人"):
        confirm([code], by=force.by(who), at=AT)
    assert not force.now().confirmed


def test_what_is_incomplete_is_not_confirmed_and_nothing_else_with_it(force: Desk) -> None:
    code = force.confirmed().code
    force.change({(1, "definition"): "验收合格的床位"}, force.act("zheng"))
    with pytest.raises(NotConfirmable, match="缺责任、时限、佐证来源"):
        confirm([code, force.now(SCHOOLS).code], by=force.by("wu"), at=AT)
    assert not force.now().confirmed
    assert Commitment.objects.filter(STATE_CONDITIONS[State.CONFIRMED]).count() == 0


def test_each_change_is_one_revision_however_many_values(desk: Desk) -> None:
    assert desk.now().revision == 2  # the lead unit was one
    desk.change({(WHOLE, "note"): "一", (1, "source"): "台账", (1, "definition"): "床位"}, desk.act("sun"))
    assert desk.now().revision == 3
    desk.change({(WHOLE, "note"): "二"}, desk.act("sun"))
    assert [one.revision for one in desk.history()] == [2, 3, 3, 3, 4]


def test_a_second_editor_is_told_what_the_first_changed(desk: Desk) -> None:
    seen = desk.now().revision
    desk.change({(1, "source"): "县民政局台账"}, desk.act("zheng"), revision=seen)
    desk.change({(WHOLE, "note"): "与残联同址"}, desk.act("sun"))
    with pytest.raises(ChangedMeanwhile, match="县政府办主任 孙示例") as refusal:
        desk.change({(1, "definition"): "床位"}, desk.act("zheng"), revision=seen)
    told = [(one.field, one.old, one.new, one.signature) for one in refusal.value.changes]
    assert told == [("source", "", "县民政局台账", "县民政局报送员 郑示例"), ("note", "", "与残联同址", "县政府办主任 孙示例")]
    assert refusal.value.commitment == desk.now()
    assert (1, "definition") not in desk.said()
    assert desk.change({(1, "definition"): "床位"}, desk.act("zheng"), revision=desk.now().revision) == 1


def test_a_confirmation_is_a_change_that_the_second_editor_is_told(force: Desk) -> None:
    seen = force.confirmed().revision - 1
    with pytest.raises(ChangedMeanwhile, match="吴示例"):
        force.change({(1, "definition"): "床位"}, force.act("zheng"), revision=seen)


def here(government: Government) -> dict[str, Any]:
    """Rows of which a commitment of 青溪县 must not speak: of another district, past, to come, or no leader's."""
    add = partial(offices.add_unit, government.district, by=government.office)
    ended = add(code="ended", name="县旧局", on=date(2020, 1, 1))
    coming = add(code="coming", name="县新局", on=AT.date() + timedelta(days=1))
    offices.end_unit(ended, successor=government.units["civil"], on=AT.date() - timedelta(days=1), by=government.office)
    vice = offices.add_post(
        government.units["county"], code="vice", title="旧副县长", role=Role.LEADER, on=date(2020, 1, 1), by=government.office
    )
    offices.end_post(vice, on=AT.date() - timedelta(days=1), by=government.office)
    theirs = Unit.objects.get(district__name="白石县", code="education")
    their_head = Post.objects.get(unit__district__name="白石县", code="head")
    return {
        "ended": ended,
        "coming": coming,
        "vice": vice,
        "theirs": theirs,
        "their head": their_head,
        **government.units,
        **government.posts,
    }


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({(1, "source"): "长" * 2_001}, "佐证来源"),
        ({(WHOLE, "note"): "长" * 2_001}, "备注"),
        ({(1, "value"): Decimal(10) ** 30}, "目标值"),
        ({(1, "value"): Decimal("-1E30")}, "目标值"),
        ({(1, "base_value"): Decimal("Infinity")}, "基数"),
        ({(1, "base_value"): Decimal("NaN")}, "基数"),
        ({(WHOLE, "lead"): "theirs"}, "牵头单位"),
        ({(WHOLE, "lead"): "ended"}, "牵头单位"),
        ({(WHOLE, "lead"): "coming"}, "牵头单位"),
        ({(WHOLE, "cooperating"): ("education", "theirs")}, "配合单位"),
        ({(WHOLE, "cooperating"): ("ended",)}, "配合单位"),
        ({(WHOLE, "cooperating"): ("civil",)}, "配合单位"),
        ({(WHOLE, "lead"): "education", (WHOLE, "cooperating"): ("office", "education")}, "配合单位"),
        ({(WHOLE, "leader"): "their head"}, "责任领导（岗位）"),
        ({(WHOLE, "leader"): "vice"}, "责任领导（岗位）"),
        ({(WHOLE, "leader"): "civil_reporter"}, "责任领导（岗位）"),
        ({(WHOLE, "deadline"): date(1999, 12, 31)}, "时限"),
        ({(WHOLE, "deadline"): date(2101, 1, 1)}, "时限"),
        ({(1, "indicator"): ""}, "指标"),
        ({(1, "value"): None}, "目标值"),
        ({(1, "value_max"): Decimal("199")}, "目标值上限"),
        ({(1, "value"): None, (1, "operator"): "up", (1, "value_max"): Decimal("5")}, "目标值上限"),
        ({(1, "operator"): "pegged", (1, "value"): None}, "比照对象"),
        (empty_target(2) | {(2, "value"): Decimal("5")}, "指标"),
        (empty_target(2) | {(2, "indicator"): "护理员"}, "目标值"),
        ({(1, "quarter_1"): "60", (1, "quarter_2"): "59.9"}, "二季度目标"),
        ({(1, "quarter_1"): "60", (1, "quarter_2"): "开工", (1, "quarter_4"): "50"}, "四季度目标"),
        ({(WHOLE, "kind"): "result"}, "承诺类型"),
        ({(WHOLE, "kind"): "nonsense"}, "承诺类型"),
        ({(WHOLE, "kind"): ""}, "承诺类型"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_column(
    desk: Desk, neighbour: Government, values: dict[Key, Value], column: str
) -> None:
    rows = here(desk.government)
    named: dict[Key, Value] = {
        key: tuple(rows[one] for one in value) if isinstance(value, tuple) else rows[value] if key[1] in {"lead", "leader"} else value
        for key, value in values.items()
    }
    before = desk.said()
    with pytest.raises(WrongValue) as refusal:
        desk.change(named, desk.act("sun", reason=REASON))
    assert refusal.value.column == column
    assert refusal.value.remedy.chinese
    assert refusal.value.remedy.english
    assert (desk.said(), desk.now().revision) == (before, 2)


@pytest.mark.parametrize(
    "values",
    [
        {(1, "source"): "长" * 2_000},
        {(1, "value"): Decimal("9" * 28)},
        {(WHOLE, "deadline"): date(2000, 1, 1)},
        {(WHOLE, "deadline"): date(2100, 12, 31)},
        {(1, "value_max"): Decimal("200")},
        {(1, "operator"): "up", (1, "value"): None},
        {(1, "operator"): "pegged", (1, "value"): None, (1, "peg"): "全市平均"},
        {(1, "quarter_1"): "60", (1, "quarter_2"): "60", (1, "quarter_4"): "200"},
        {(1, "quarter_1"): "开工", (1, "quarter_2"): "10%", (1, "quarter_3"): "5"},
        {(1, "base"): "level", (1, "quarter_1"): "1200", (1, "quarter_2"): "1100"},
        {(WHOLE, "kind"): "principle"},
    ],
)
def test_a_value_at_the_edge_is_let_through(desk: Desk, values: dict[Key, Value]) -> None:
    assert desk.change(values, desk.act("sun", reason=REASON)) == len(values)
    assert {key: desk.said().get(key, "") for key in values} == {key: text(key[1], value) for key, value in values.items()}


@pytest.mark.parametrize("words", ["1e60", "9" * 60, "NaN", "Infinity", "1_000", "-5"])
def test_a_quarter_that_looks_like_an_endless_number_breaks_nothing(desk: Desk, words: str) -> None:
    with suppress(WrongValue):
        desk.change({(1, "quarter_1"): words}, desk.act("zheng"))
    assert desk.said().get((1, "quarter_1"), "") in {"", words}


def test_a_new_quantity_may_be_said_in_few_words(desk: Desk) -> None:
    values: dict[Key, Value] = {(2, "indicator"): "护理员", (2, "value"): Decimal("5"), (2, "unit"): "名"}
    assert desk.change(values, desk.act("sun", reason=REASON)) == 4  # that it equals the figure is said as well
    assert desk.now().targets.get(number=2).value == 5


def test_history_tells_of_a_new_quantity_how_it_is_compared_even_if_nobody_chose(desk: Desk) -> None:
    values = empty_target(2) | {(2, "indicator"): "护理员", (2, "value"): Decimal("5")}
    desk.change(values, desk.act("sun", reason=REASON))
    told = {one.field: one.new for one in desk.history() if one.target_number == 2}
    assert told == {key[1]: words for key, words in desk.said().items() if key[0] == 2}


def test_a_post_of_the_same_title_in_another_unit_is_another_post(desk: Desk) -> None:
    first, second = (
        offices.add_post(
            desk.government.units[unit],
            code=f"{unit}_chair",
            title="主任",
            role=Role.LEADER,
            on=date(2020, 1, 1),
            by=desk.government.office,
        )
        for unit in ("education", "civil")
    )
    desk.change({(WHOLE, "leader"): first}, desk.act("sun"))
    assert desk.change({(WHOLE, "leader"): second}, desk.act("sun")) == 1
    assert desk.now().leader == second


def test_a_quantity_without_a_name_can_be_named_or_dropped(desk: Desk) -> None:
    PlannedTarget.objects.filter(commitment=desk.now()).update(indicator="", operator="up", value=None, measurement="directional")
    assert desk.change({(1, "dropped"): True}, desk.act("sun", reason=REASON)) == 1
    assert desk.change({(1, "dropped"): False, (1, "indicator"): "投入"}, desk.act("sun", reason=REASON)) == 2


def test_every_quantity_that_is_read_can_be_completed(demonstration: Report) -> None:
    district = demonstration.district
    assert district is not None
    unit = offices.add_unit(district, code="office", name="区政府办", on=date(2020, 1, 1), by=office_of(district))
    post = offices.add_post(unit, code="director", title="主任", role=Role.OFFICE, on=date(2020, 1, 1), by=office_of(district))
    person = offices.add_person(district, code="an", name="安示例", by=office_of(district))
    offices.appoint(post, person, on=date(2020, 1, 1), by=office_of(district))
    targets = PlannedTarget.objects.filter(commitment__report=demonstration).values_list("commitment__code", "number")
    edits: dict[str, dict[Key, Value]] = {}
    for code, number in targets:
        edits.setdefault(code, {})[number, "source"] = "统计月报"
    act = Act(by=authority_of_person(person, on=AT.date()), at=AT)
    assert change_commitments({code: Edit(values) for code, values in edits.items()}, act=act) == len(targets) > 30


def test_a_dropped_quantity_keeps_its_number_and_a_new_one_gets_the_next(desk: Desk) -> None:
    act = desk.act("sun", reason=REASON)
    desk.change({(1, "dropped"): True}, act)
    form = EditForm(desk.now(), by=desk.by("sun"), on=AT.date())
    assert (form.numbers, form.next_number) == ([], 2)
    added_values = {(2, "indicator"): "护理型床位", (2, "operator"): ">=", (2, "value"): Decimal("80"), (2, "unit"): "张"}
    assert desk.change(empty_target(2) | added_values, act) == 4
    assert list(desk.now().targets.order_by("number").values_list("number", "dropped", "indicator")) == [
        (1, True, "养老床位"), (2, False, "护理型床位"),
    ]  # fmt: skip
    added = desk.now().targets.get(number=2)
    assert (added.measurement, added.dimension, added.value, added.operator) == ("numeric", "count", Decimal("80"), ">=")
    clause = Clause.objects.select_related("commitment").get(commitment=desk.now())
    assert figures_of(clause) == [added]
    assert {one.target_number for one in desk.history()} == {0, 1, 2}
    desk.change({(1, "dropped"): False}, act)
    assert len(figures_of(Clause.objects.select_related("commitment").get(commitment=desk.now()))) == 2


def test_a_corrected_comparison_is_measured_accordingly_and_forgets_the_reports_word(desk: Desk) -> None:
    act = desk.act("sun", reason=REASON)
    desk.change({(1, "operator"): "pegged", (1, "peg"): "全国", (1, "value"): None}, act, quote=GROWTH)
    target = desk.now(GROWTH).targets.get()
    assert (target.measurement, target.comparator, target.value, target.direction) == ("pegged", "", None, "")
    desk.change({(1, "operator"): "up"}, act, quote=GROWTH)
    assert [(one.measurement, one.direction) for one in desk.now(GROWTH).targets.all()] == [("directional", "up")]


def test_a_quarter_is_stored_as_a_number_where_it_is_one(desk: Desk) -> None:
    desk.change({(1, "quarter_1"): "50.5", (1, "quarter_2"): "封顶", (WHOLE, "quarter_1"): "开工"}, desk.act("zheng"))
    rows = desk.now().milestones.order_by("target", "quarter").values_list("target__number", "quarter", "text", "value")
    assert set(rows) == {(1, 1, "50.5", Decimal("50.5")), (1, 2, "封顶", None), (None, 1, "开工", None)}
    desk.change({(1, "quarter_1"): ""}, desk.act("zheng"))
    assert desk.now().milestones.count() == 2


def test_many_commitments_change_together_or_not_at_all(force: Desk) -> None:
    codes = {quote: force.now(quote).code for quote in (BEDS, SCHOOLS, GROWTH)}
    before = {quote: (force.said(quote), force.now(quote).revision) for quote in codes}
    count = Change.objects.count()
    fills: dict[Key, Value] = {(WHOLE, "deadline"): date(2023, 12, 31)}
    edits = {codes[GROWTH]: Edit(fills), codes[BEDS]: Edit(fills), codes[SCHOOLS]: Edit({(WHOLE, "kind"): "programme"})}
    with pytest.raises(NeedsResolution, match="幼儿园"):
        change_commitments(edits, act=force.act("sun"))
    with pytest.raises(NoSuchCommitment, match="qingxi-2023-9999"):
        change_commitments({codes[BEDS]: Edit(fills), "qingxi-2023-9999": Edit(fills)}, act=force.act("sun"))
    assert {quote: (force.said(quote), force.now(quote).revision) for quote in codes} == before
    assert Change.objects.count() == count
    assert change_commitments({code: Edit(fills) for code in codes.values()}, act=force.act("sun")) == 3


def test_what_a_visitor_brought_is_not_the_offices_to_change(government: Government) -> None:
    slug = operations.read_report(COUNTY.replace("新建幼儿园3所，", "").encode(), "a.txt", by="anna", at=AT)
    uploaded = Report.objects.get(slug=slug)
    assert uploaded.district == government.district
    with pytest.raises(NotAllowed):
        change_commitment(promise(uploaded).code, Edit({(WHOLE, "note"): "x"}), act=Act(by=government.by("sun"), at=AT))


@pytest.mark.parametrize("sql", ["UPDATE plan_change SET reason = 'x'", "UPDATE plan_change SET new = old", "DELETE FROM plan_change"])
def test_the_database_itself_alters_no_history_of_a_plan_in_force(force: Desk, sql: str) -> None:
    before = list(Change.objects.order_by("pk").values_list())
    with pytest.raises(IntegrityError, match="history"), transaction.atomic(), transaction.get_connection().cursor() as cursor:
        cursor.execute(sql)
    assert list(Change.objects.order_by("pk").values_list()) == before


def test_django_itself_alters_no_history(force: Desk, resolution: Resolution) -> None:
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        Change.objects.update(resolution=resolution)
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        Change.objects.all().delete()
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        force.report.delete()
    assert Change.objects.count() == 2


def test_a_draft_goes_with_its_history_but_no_line_of_it_is_altered(desk: Desk) -> None:
    with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
        Change.objects.update(signature="别人")
    operations.discard_draft(desk.report.slug, by=desk.by("sun"))
    assert not Change.objects.exists()
    assert not Commitment.objects.exists()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
NUMBERS = st.none() | st.integers(1, 10**15).map(lambda number: Decimal(number).scaleb(-6))


def any_value(name: str, government: Government) -> st.SearchStrategy[Value]:
    """What somebody may fill into a field, mostly possible."""
    leaders, units = [government.posts["head"], government.posts["deputy"]], list(government.units.values())
    chosen: dict[str, st.SearchStrategy[Value]] = {
        "kind": st.sampled_from([*(kind.value for kind in PROMISES), "principle"]),
        "strength": st.sampled_from(["", "力争", "确保"]),
        "base": st.sampled_from(["", *BASES]),
        "operator": st.sampled_from([str(name) for name in OPERATOR_NAMES]),
        "dropped": st.booleans(),
        "leader": st.sampled_from([None, *leaders]),
        "lead": st.sampled_from([None, *units]),
        "cooperating": st.sets(st.sampled_from(units)).map(lambda rows: tuple(sorted(rows, key=lambda unit: unit.pk))),
        "reporting_class": st.sampled_from([None, *ReportingClass.objects.all()]),
        "deadline": st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    }
    chosen |= dict.fromkeys(("value", "value_max", "base_value"), NUMBERS)
    chosen |= dict.fromkeys(QUARTERS, WORDS | st.integers(0, 10**6).map(str))
    return chosen.get(name, WORDS)


@given(data=st.data())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_history_replayed_from_the_beginning_is_what_is_said_now(force: Desk, data: st.DataObject) -> None:
    keys = [
        (number, name)
        for name, field in FIELDS.items()
        for number, fits in ((WHOLE, field.of_whole), (1, field.of_target), (2, field.of_target))
        if fits
    ]
    with transaction.atomic():
        began = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        replayed = {key: text(key[1], value) for key, value in values_of(force.now()).items()}
        for _ in range(data.draw(st.integers(1, 5))):
            wanted = data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=6, unique=True))
            values = {key: data.draw(any_value(key[1], force.government)) for key in wanted}
            if data.draw(st.booleans()):  # else most new quantities would be refused
                values |= {(2, "indicator"): "护理员", (2, "value"): Decimal(5)}
            if any(number == 2 for number, _ in values):
                known = {key: value for key, value in values_of(force.now()).items() if key[0] == 2}
                values = (known or empty_target(2) | {(2, "operator"): "="}) | values
            try:
                force.change(values, force.decided())
            except WrongValue:
                continue
        for one in Change.objects.filter(pk__gt=began).order_by("pk"):
            assert replayed.get((one.target_number, one.field), "") == one.old
            replayed[one.target_number, one.field] = one.new
        assert force.now().missing == missing_in(force.now())
        said = {key: text(key[1], value) for key, value in values_of(force.now()).items()}
        assert {key: words for key, words in replayed.items() if words} == {key: words for key, words in said.items() if words}
        transaction.set_rollback(True)


def test_every_refusal_of_the_plan_speaks_both_languages(force: Desk) -> None:
    refused: list[PlanError] = []
    for act, values in [
        (force.act("wang"), {(WHOLE, "note"): "x"}),
        (force.act("sun"), {(WHOLE, "kind"): "programme"}),
        (force.decided(), {(WHOLE, "kind"): "result"}),
    ]:
        with pytest.raises(PlanError) as refusal:
            force.change(values, act)
        refused.append(refusal.value)
    for one in refused:
        assert "青溪-2023-" in one.what.chinese
        assert "青溪-2023-" in one.what.english
        assert one.remedy.chinese
        assert one.remedy.english
