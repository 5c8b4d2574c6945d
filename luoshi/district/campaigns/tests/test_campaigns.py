"""A campaign from its list to the money that comes back, and every way in which it does not go on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from luoshi.district.campaigns import operations
from luoshi.district.campaigns.errors import (
    BookedAlready,
    NobodyToPay,
    NoSuchBeneficiary,
    NothingToClawBack,
    NotUpheld,
    NotYet,
    OnTheList,
    ResultsRefused,
    TooLate,
    WrongAccount,
    WrongAmount,
)
from luoshi.district.campaigns.models import Account, Payment, PaymentResult
from luoshi.district.campaigns.tests.world import ACCOUNT, DAY, REFUNDS, Desk, facts, paid
from luoshi.district.casework.queries import Case
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.population.tests.samples import CODES

# --- objections


def test_whoever_is_left_out_objects_and_comes_to_the_list(desk: Desk) -> None:
    campaign = desk.campaign
    objection = desk.objected()
    with pytest.raises(NotUpheld):
        operations.include(campaign, case_code=objection.case_code, amount=Decimal(5000), by=desk.by("zhao"), at=desk.later())
    desk.upheld(objection)
    with pytest.raises(WrongAmount):
        operations.include(campaign, case_code=objection.case_code, amount=Decimal("0.001"), by=desk.by("zhao"), at=desk.later())
    added = operations.include(campaign, case_code=objection.case_code, amount=Decimal(5000), by=desk.by("zhao"), at=desk.later())
    assert (added.number, added.identifier, added.case_code) == (4, CODES[3], objection.case_code)
    with pytest.raises(OnTheList):
        operations.include(campaign, case_code=objection.case_code, amount=Decimal(1), by=desk.by("zhao"), at=desk.later())


def test_a_disputed_line_waits_while_the_others_are_paid(desk: Desk) -> None:
    desk.accepted(1, 2)
    objection = desk.objected(matter="wrongly_on", number=1)
    desk.later(days=9)
    made = operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    assert [each.beneficiary.number for each in made.payments.all()] == [2]
    desk.upheld(objection)
    said = {"case_code": objection.case_code, "reason": "已停业", "by": desk.by("zhao")}
    operations.correct(desk.line(1), amount=Decimal("100.50"), **said, at=desk.later())  # type: ignore[arg-type]
    with pytest.raises(TooLate):
        operations.correct(desk.line(2), amount=None, **said, at=desk.later())  # type: ignore[arg-type]
    again = operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    assert [(each.beneficiary.number, each.amount) for each in again.payments.all()] == [(1, Decimal("100.50"))]


def test_only_who_acts_for_somebody_objects_and_answers(desk: Desk) -> None:
    with pytest.raises(NoSuchBeneficiary):
        desk.objected("an", 3)
    with pytest.raises(NoSuchBeneficiary):
        operations.decline(desk.line(1).pk, by=desk.by("bi"), at=desk.later())
    one = desk.line(1)
    for wrong in ({"number": "12a"}, {"holder": "别家公司"}, {"number": "", "bank": ""}):
        with pytest.raises(WrongAccount):
            operations.accept(one.pk, **{"holder": one.name, **ACCOUNT, **wrong}, by=desk.by("an"), at=desk.later())


# --- money


def test_money_goes_out_and_what_the_bank_returns_goes_out_again_to_another_account(desk: Desk) -> None:
    made = desk.sent()
    assert (made.lines, made.total) == (2, REFUNDS[0][1] + REFUNDS[1][1])
    assert (
        bytes(made.content).decode("utf-8-sig").splitlines()[1].startswith(f"{desk.campaign.pk}-1-1,青溪第1示例有限公司,6222000011112222")
    )
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    with pytest.raises(TooLate):
        desk.accepted(1)
    first, second = (each.reference for each in made.payments.order_by("pk"))
    assert desk.answered(**{f"_{first.replace('-', '_')}": "paid", f"_{second.replace('-', '_')}": "账号不存在"}) == 2
    assert desk.answered(**{f"_{first.replace('-', '_')}": "paid"}) == 0
    with pytest.raises(NobodyToPay):  # the account is still the one that it came back from
        operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    one = desk.line(2)
    operations.accept(one.pk, holder=one.name, bank="示例银行", number="622200003333", by=desk.by("an"), at=desk.later())
    again = operations.make_payment_file(desk.campaign, by=desk.by("sun"), at=desk.later())
    assert [(each.attempt, each.account.masked) for each in again.payments.all()] == [(2, "****3333")]
    desk.answered(**{f"_{again.payments.get().reference.replace('-', '_')}": "paid"})
    assert paid(desk.campaign) == made.total
    assert [(fact.quantity, fact.details["debit"], fact.details["amount_fen"]) for fact in facts("benefit.paid")] == [
        (REFUNDS[0][1], "稳岗返还支出", 600003), (REFUNDS[1][1], "稳岗返还支出", 300001),
    ]  # fmt: skip
    assert len(facts("benefit.returned")) == 1
    assert not any("6222" in fact.content for fact in Fact.objects.all())


def test_nothing_is_paid_while_the_list_can_be_objected_to_or_somebody_declines(desk: Desk) -> None:
    campaign = desk.campaign
    desk.accepted(1)
    with pytest.raises(NotYet):
        operations.make_payment_file(campaign, by=desk.by("sun"), at=desk.later())
    operations.decline(desk.line(1).pk, by=desk.by("an"), at=desk.later(days=9))
    with pytest.raises(NobodyToPay):
        operations.make_payment_file(campaign, by=desk.by("sun"), at=desk.later())


def test_the_database_pays_nobody_twice(desk: Desk) -> None:
    made = desk.sent()
    payment = made.payments.order_by("pk").first()
    assert payment is not None
    new = {"file": made, "beneficiary": payment.beneficiary, "account": Account.objects.first(), "amount": 1, "reference": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**new, attempt=1)
    with pytest.raises(DatabaseError, match="only after the bank returned"), transaction.atomic():
        Payment.objects.create(**new, attempt=2)
    signed = {"person": desk.by("sun").person, "signature": "示例", "at": desk.at}
    said = {"beneficiary": payment.beneficiary, "outcome": "paid", "on": DAY, "file_sha256": "0" * 64, **signed}
    PaymentResult.objects.create(payment=payment, **said)
    other = made.payments.order_by("pk").last()
    assert other is not None
    with pytest.raises(IntegrityError, match="nobody_is_paid_twice"), transaction.atomic():
        PaymentResult.objects.create(payment=other, **said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("付款编号,结果\n1,已支付", "缺少“日期”栏"),
        ("付款编号,结果,日期\nX-1,已支付,2023-08-02", "X-1不在这一批里"),
        ("付款编号,结果,日期\n{first},不知道,2023-08-02", "应为已支付或退回"),
        ("付款编号,结果,日期\n{first},已支付,昨天", "不是日期"),
        ("付款编号,结果,日期\n{first},已支付,2023-12-31", "还没有到"),
        ("付款编号,结果,日期,原因\n{first},退回,2023-08-02,", "退回没有写原因"),
        ("付款编号,结果,日期\n{first},已支付,2023-08-02\n{first},已支付,2023-08-02", "写了两次"),
    ],
)
def test_an_answer_of_the_bank_is_booked_whole_or_not_at_all(rows: str, said: str, desk: Desk) -> None:
    made = desk.sent()
    first = made.payments.order_by("pk").first()
    assert first is not None
    with pytest.raises(ResultsRefused) as refused:
        operations.read_results(
            desk.campaign, rows.format(first=first.reference).encode(), name="a.csv", by=desk.by("sun"), at=desk.later()
        )  # fmt: skip
    assert said in refused.value.what.chinese
    assert not PaymentResult.objects.exists()


def test_what_was_paid_in_error_is_asked_back_and_booked(desk: Desk) -> None:
    made = desk.sent()
    reference = made.payments.order_by("pk").values_list("reference", flat=True)[0]
    asked = {"reason": "裁员人数报错", "basis": "示例 第一条", "by": desk.by("sun")}
    with pytest.raises(NothingToClawBack):
        operations.claw_back(reference, amount=Decimal(100), **asked, at=desk.later())  # type: ignore[arg-type]
    desk.answered(**{f"_{reference.replace('-', '_')}": "paid"})
    with pytest.raises(WrongAmount):
        operations.claw_back(reference, amount=Decimal("6000.04"), **asked, at=desk.later())  # type: ignore[arg-type]
    found = operations.claw_back(reference, amount=Decimal(3000), **asked, at=desk.later())  # type: ignore[arg-type]
    assert Message.objects.filter(topic__startswith="benefit_claw_back").exists()
    booked = {"on": desk.at.date(), "by": desk.by("zheng")}
    operations.book_repayment(found.case_code, amount=Decimal(1000), reference="收-1", **booked, at=desk.later())  # type: ignore[arg-type]
    for refusal, said in (
        (BookedAlready, {"amount": Decimal(1), "reference": "收-1"}),
        (WrongAmount, {"amount": Decimal(2001), "reference": "收-2"}),
    ):
        with pytest.raises(refusal):
            operations.book_repayment(found.case_code, **said, **booked, at=desk.later())  # type: ignore[arg-type]
    assert Case.objects.get(code=found.case_code).status == "notified"
    operations.book_repayment(found.case_code, amount=Decimal(2000), reference="收-2", **booked, at=desk.later())  # type: ignore[arg-type]
    assert Case.objects.get(code=found.case_code).status == "repaid"
    assert [(fact.quantity, fact.details["credit"]) for fact in facts("benefit.repaid")] == [
        (Decimal(1000), "稳岗返还支出"), (Decimal(2000), "稳岗返还支出"),
    ]  # fmt: skip
