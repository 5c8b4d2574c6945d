"""What may go wrong between two steps of a campaign, and in the bank's answer, is refused clearly or left out, and told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from luoshi.district.campaigns import operations, pages
from luoshi.district.campaigns.errors import NobodyToPay, ResultsRefused
from luoshi.district.campaigns.models import PaymentResult
from luoshi.district.campaigns.tests.world import DAY, REFUNDS, Desk
from luoshi.district.population.tests.samples import county_entry
from luoshi.district.register import operations as register
from luoshi.district.register.operations_of_duplicates import merge

if TYPE_CHECKING:
    pass


def ended(desk: Desk, number: int, last_day: date = DAY) -> None:
    entry = county_entry(desk.county, number)
    register.end(entry, last_day=last_day, source="示例", reason="注销（示例）", by=desk.by("zheng"), at=desk.later())


def test_whoever_is_deregistered_after_the_list_is_not_paid_and_the_page_says_so(desk: Desk) -> None:
    desk.accepted(1, 2)
    ended(desk, 1)
    desk.later(days=9)
    context = pages.campaign_page(desk.campaign, by=desk.by("sun"), on=desk.at.date(), start=0)
    assert [each.number for each in context["not_there"]] == [1]
    made = operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    assert (made.lines, made.total) == (1, REFUNDS[1][1])
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())


def test_two_lines_that_turn_out_to_be_one_are_paid_once(desk: Desk) -> None:
    desk.accepted(1, 2)
    merge(county_entry(desk.county, 1), county_entry(desk.county, 2), reason="同一家（示例）", by=desk.by("wu"), at=desk.later())
    desk.later(days=9)
    made = operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    assert [each.beneficiary.number for each in made.payments.all()] == [1]
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())


@pytest.mark.parametrize(
    ("amount", "said"), [("6000.02", "的金额是 6,000.02 元，付款文件里是 6,000.03 元"), ("六千", "“金额（元）”是“六千”，不是金额")]
)
def test_an_amount_that_the_bank_repeats_has_to_be_that_of_the_payment(amount: str, said: str, desk: Desk) -> None:
    payment = desk.sent().payments.earliest("pk")
    rows = f"付款编号,结果,日期,金额（元）\n{payment.reference},已支付,{desk.at.date()},{amount}"
    with pytest.raises(ResultsRefused) as refused:
        operations.read_results(desk.campaign, rows.encode(), name="a.csv", by=desk.by("sun"), at=desk.later())
    assert said in refused.value.what.chinese
    assert not PaymentResult.objects.exists()


def test_an_answer_in_the_banks_own_encoding_is_read_and_one_in_none_refused(desk: Desk) -> None:
    payment = desk.sent().payments.earliest("pk")
    rows = f"付款编号,结果,日期,金额（元）\n{payment.reference},已支付,{desk.at.date()},{payment.amount:,}".replace(
        "6,000.03", '"6,000.03"'
    )
    with pytest.raises(ResultsRefused):
        operations.read_results(desk.campaign, b"\xff\xfe\x00\xd8\x81", name="a.csv", by=desk.by("sun"), at=desk.later())
    assert operations.read_results(desk.campaign, rows.encode("gb18030"), name="a.csv", by=desk.by("sun"), at=desk.later()) == 1
    assert PaymentResult.objects.get().payment.amount == Decimal("6000.03")
