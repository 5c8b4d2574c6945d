"""A campaign as far as its list: it is run over everybody, a second person approves what was looked at, the list is frozen and told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from luoshi.district.campaigns import operations, queries
from luoshi.district.campaigns.errors import (
    BegunAlready,
    DecidedAlready,
    LookedAtAnother,
    NeedsWords,
    NobodyToPay,
    NotAllowed,
    NotYet,
    RestsOnOld,
    SecondPersonNeeded,
    TooLate,
    WrongPeriod,
)
from luoshi.district.campaigns.models import Approval, Beneficiary, Campaign, DryRun
from luoshi.district.campaigns.queries import nearly
from luoshi.district.campaigns.tests.world import REFUND, REFUNDS, Desk, facts, load_campaign
from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.messages.models import Message
from luoshi.district.population import files
from luoshi.district.population import operations as population
from luoshi.district.population.errors import FileChanged, FileGone
from luoshi.district.population.tests.samples import CODES, ROWS, county_entry, file
from luoshi.district.register import operations as register


def test_what_was_run_is_approved_by_another_and_becomes_the_list(beginning: Desk) -> None:
    desk = beginning
    campaign = desk.open()
    for refusal, period in ((BegunAlready, "2023"), (WrongPeriod, "2023-Q1")):
        with pytest.raises(refusal):
            desk.open(period)
    same = {each: getattr(campaign, each) for each in ("district", "type", "code", "period", "on", "unit", "person", "signature", "at")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.create(**same)
    dry = desk.tried()
    assert (dry.beneficiaries, dry.amount, dry.undecided, dry.run.rows) == (3, sum(amount for _, amount in REFUNDS), 1, 5)
    assert [(each.unmet, each.lacking) for each in nearly(campaign.district, "enterprises", CODES[3])] == [(("裁员率超过上限",), ())]
    assert [each.lacking for each in nearly(campaign.district, "enterprises", CODES[4])] == [("裁员人数",)]
    assert not Beneficiary.objects.exists()
    _refused(desk)
    with pytest.raises(NotYet):
        operations.publish(campaign, by=desk.by("sun"), at=desk.later())
    operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=desk.by("zhao"), at=desk.later())
    with pytest.raises(DecidedAlready):
        operations.approve(dry, granted=False, run_sha256=dry.run.sha256, reason="示例", by=desk.by("zhao"), at=desk.later())
    with pytest.raises(TooLate):
        desk.tried()
    assert [fact.quantity for fact in facts("campaign.approved")] == [dry.amount]
    _is_frozen_and_told(desk)


def _refused(desk: Desk) -> None:
    dry = desk.campaign.dry_runs.get()
    sha256 = dry.run.sha256
    for refusal, by, granted, seen in (
        (NotAllowed, "sun", True, sha256),
        (LookedAtAnother, "zhao", True, "0" * 64),
        (NeedsWords, "zhao", False, sha256),
    ):
        with pytest.raises(refusal):
            operations.approve(dry, granted=granted, run_sha256=seen, by=desk.by(by), at=desk.later())
    dry.person = desk.by("zhao").person  # type: ignore[assignment]  # as if she had run it
    with pytest.raises(SecondPersonNeeded):
        operations.approve(dry, granted=True, run_sha256=sha256, by=desk.by("zhao"), at=desk.later())


def _is_frozen_and_told(desk: Desk) -> None:
    campaign = desk.campaign
    made = operations.publish(campaign, by=desk.by("sun"), at=desk.later())
    assert [(each.identifier, each.amount) for each in campaign.beneficiaries.order_by("number")] == REFUNDS
    assert (made.objection_until, made.objection_status) == (date(2023, 7, 31), "unverified")  # five working days
    assert operations.publish(campaign, by=desk.by("sun"), at=desk.later()) == made
    told = Message.objects.filter(topic="benefit.told").order_by("pk")
    assert [each.person.code for each in told] == ["an", "an"]
    assert "6,000.03 元（2023年）" in told[0].body_zh
    with pytest.raises(DatabaseError, match="is not altered"), transaction.atomic():
        campaign.beneficiaries.update(amount=Decimal(1))


def test_a_reminder_tells_everybody_and_pays_nobody(beginning: Desk) -> None:
    desk = beginning
    load_campaign(
        desk.county.district, by=desk.by("sun"), kind="reminder", amount="", consent="silent", objection="", published="", accounts="",
        payer="", payer_en="",
    )  # fmt: skip
    campaign = desk.published()
    assert campaign.publication.objection_until is None
    for _ in range(2):
        assert operations.close_without_payment(campaign, by=desk.by("sun"), at=desk.later()).count == 3
    assert [fact.quantity for fact in facts("benefit.told")] == [None] * 3
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(campaign, by=desk.by("sun"), at=desk.later())


def test_of_a_check_list_only_what_is_not_met_is_told() -> None:
    listed = [
        {"条件": "职工总数不超过上限", "结果": "不符合", "差额": 100, "单位": "人"},
        {"条件": "境内注册", "结果": "符合", "差额": None},
    ]
    assert [queries._words(each, "不符合") for each in listed if queries._is_unmet(each, "不符合")] == ["职工总数不超过上限 100 人"]
    assert [queries._words(each, "") for each in ("裁员率超过上限",) if queries._is_unmet(each, "")] == ["裁员率超过上限"]


def test_a_value_that_nobody_entered_is_told_with_where_to_put_it(beginning: Desk) -> None:
    beginning.frozen()
    district, unit, by = beginning.county.district, beginning.county.units["civil"], beginning.by("sun")
    opened = operations.open_campaign(district, REFUND, period="2025", unit=unit, on=date(2025, 3, 3), by=by, at=beginning.later())
    with pytest.raises(NoValueOnDay) as refused:
        operations.try_out(opened, by=by, at=beginning.later())
    said = refused.value.said()
    assert "返还比例" in said["what"]
    assert "青溪县" in said["what"]
    assert f"{REFUND}/parameters.yaml" in said["remedy"]


def approved(desk: Desk, dry: DryRun) -> Approval:
    return operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=desk.by("zhao"), at=desk.later())


def test_a_result_that_is_gone_or_altered_is_not_approved(beginning: Desk) -> None:
    beginning.open()
    dry = beginning.tried()
    path = files.checked(dry.run.sha256)
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(FileGone):
        approved(beginning, dry)
    path.write_bytes(content + b"altered")
    with pytest.raises(FileChanged):
        approved(beginning, dry)
    path.write_bytes(content)
    assert not Approval.objects.exists()
    assert approved(beginning, dry).granted


def test_what_rests_on_data_that_came_again_or_on_other_rules_is_tried_again_first(
    beginning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginning.open()
    dry = beginning.tried()
    said = {
        "file_name": "b.csv",
        "period": "2022",
        "source": "示例",
        "reason": "更正",
        "by": beginning.by("zheng"),
        "at": beginning.later(),
    }
    population.import_table(beginning.county.district, "失业保险缴费", file(*ROWS[:2]), **said)  # type: ignore[arg-type]
    with pytest.raises(RestsOnOld) as refused:
        approved(beginning, dry)
    assert "“失业保险缴费”（2022年）有了新的一版" in refused.value.what.chinese
    again = beginning.tried()
    monkeypatch.setattr("luoshi.district.population.outdated.versions_in_force", lambda *_, **__: ((1, "another", "pack"),))
    with pytest.raises(RestsOnOld, match="施行的规则改了"):
        approved(beginning, again)
    monkeypatch.undo()
    assert approved(beginning, again).granted


def test_whoever_left_the_register_before_the_list_is_neither_listed_nor_counted(beginning: Desk) -> None:
    campaign = beginning.open()
    approved(beginning, beginning.tried())
    entry, by = county_entry(beginning.county, 1), beginning.by("zheng")
    register.end(entry, last_day=date(2023, 7, 20), source="示例", reason="注销（示例）", by=by, at=beginning.later())
    made = operations.publish(campaign, by=beginning.by("sun"), at=beginning.later())
    assert [(each.number, each.identifier) for each in campaign.beneficiaries.order_by("number")] == [(1, CODES[2]), (2, CODES[6])]
    assert (made.count, made.amount) == (2, REFUNDS[1][1] + REFUNDS[2][1])
