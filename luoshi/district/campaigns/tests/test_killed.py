"""Whoever is killed in the middle of a step leaves nothing half, and whoever goes on pays nobody twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.district.campaigns import operations
from luoshi.district.campaigns.errors import NobodyToPay, WrongAmount
from luoshi.district.campaigns.models import (
    Account,
    Answer,
    Approval,
    Beneficiary,
    Campaign,
    ClawBack,
    DryRun,
    Payment,
    PaymentFile,
    PaymentResult,
    Publication,
    Repayment,
)  # fmt: skip
from luoshi.district.campaigns.tests.world import ACCOUNT, DAY, REFUND, Desk, found_paying_county, paid
from luoshi.district.casework.queries import Case
from luoshi.district.facts.models import Fact
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import known

SECONDS = 60
"""After this a child ends by itself."""
DONE = 0
COUNTED = (
    Campaign, DryRun, Approval, Publication, Beneficiary, Account, Answer, PaymentFile, Payment, PaymentResult, ClawBack,
    Repayment, Case, Fact,
)  # fmt: skip


def stored() -> list[int]:
    return [each.objects.count() for each in COUNTED]


def in_a_child(act: Callable[[], object], dies_at: int) -> int:
    """Do something in a process of its own that is killed at its so-many-th statement; how it ended."""
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        _kept = connection.connection  # the parent's: neither used nor closed here
        connection.connection = None
        asked = [0]

        def killed(execute: Any, *given: Any) -> Any:
            asked[0] += 1
            if asked[0] == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*given)

        try:
            with connection.execute_wrapper(killed):
                act()
        except BaseException:  # noqa: BLE001 - nothing of it may reach the test's own process
            os._exit(1)
        os._exit(DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_everywhere(act: Callable[[], object], stride: int = 5) -> int:
    """Kill a step ever later until it gets to its end; after each death everything is as before."""
    before, deaths = stored(), 0
    while (ended := in_a_child(act, 1 + deaths * stride)) != DONE:
        assert ended == -signal.SIGKILL
        assert stored() == before
        deaths += 1
    return deaths


@pytest.fixture
def desk(transactional_db: None, _own_folder: Path) -> Desk:
    """The county stored for good, since other processes see it."""
    found_paying_county()
    return Desk(known(District.objects.get(name="青溪县")))


def test_a_step_that_is_killed_anywhere_is_done_once_by_whoever_goes_on(desk: Desk) -> None:
    sun, zhao = desk.by("sun"), desk.by("zhao")
    desk.frozen()
    begun: dict[str, Any] = {"period": "2023", "unit": desk.county.units["civil"], "on": DAY, "by": sun, "at": desk.later()}
    assert killed_everywhere(lambda: operations.open_campaign(desk.county.district, REFUND, **begun), stride=2) > 1
    campaign = Campaign.objects.get()
    desk.opened.append(campaign)
    assert killed_everywhere(lambda: operations.try_out(campaign, by=sun, at=desk.at), stride=30)
    dry = DryRun.objects.select_related("run").get()
    assert killed_everywhere(lambda: operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=zhao, at=desk.at)) > 1
    assert killed_everywhere(lambda: operations.publish(campaign, by=sun, at=desk.at)) > 2
    desk.later()
    first = desk.line(1)
    assert killed_everywhere(lambda: operations.accept(first.pk, holder=first.name, **ACCOUNT, by=desk.by("an"), at=desk.at)) > 1
    desk.accepted(2)
    desk.later(days=9)
    assert killed_everywhere(lambda: operations.make_payment_file(campaign, by=sun, at=desk.at)) > 1
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(campaign, by=sun, at=desk.later())
    references = list(Payment.objects.order_by("pk").values_list("reference", flat=True))
    content = "\n".join(["付款编号,结果,日期", *(f"{each},已支付,{desk.at.date()}" for each in references)]).encode()

    def book() -> int:
        return operations.read_results(campaign, content, name="a.csv", by=sun, at=desk.at)

    assert killed_everywhere(book) > 1
    assert book() == 0
    assert paid(campaign) == sum(each.amount for each in Payment.objects.all())
    assert Fact.objects.filter(kind="benefit.paid").count() == len(references) == 2
    asked: dict[str, Any] = {"amount": Decimal(3000), "reason": "裁员人数报错", "basis": "示例 第一条", "by": sun, "at": desk.later()}
    assert killed_everywhere(lambda: operations.claw_back(references[0], **asked)) > 1
    code = ClawBack.objects.get().case_code
    came: dict[str, Any] = {"amount": Decimal(3000), "on": desk.at.date(), "reference": "收-1", "by": desk.by("zheng"), "at": desk.later()}
    assert killed_everywhere(lambda: operations.book_repayment(code, **came)) > 1
    with pytest.raises(WrongAmount):
        operations.book_repayment(code, **(came | {"reference": "收-2"}))
    assert [each.quantity for each in Fact.objects.filter(kind="benefit.repaid")] == [Decimal(3000)]
