"""What is stored of campaigns: what each is by its pack, how it ran, who is on its list and why, and every yuan that went and came back.

All of it only grows. Where a campaign stands follows from what is there; the database keeps anybody from being paid twice.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from luoshi.district.services.queries import SubjectKind
from luoshi.district.signing import Signed

DIGEST = 64
NAME_MAX = 200
REASON_MAX = 500
DIGITS = 18
"""Of an amount in yuan, to the cent."""


class CampaignType(Signed):
    """兑现事项: what is said of a campaign in its pack, with the law that it rests on; the last one of a code counts for new campaigns."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="campaign_types")
    code = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_MAX)
    name_en = models.CharField(max_length=NAME_MAX)
    files = models.JSONField()
    sha256 = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["district", "code", "number"], name="versions_of_a_campaign_type_are_numbered"),)

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"


class Campaign(Signed):
    """兑现批次: a benefit for one period, by the law of a day (``on``), in the hands of a unit. ``budget`` is the most that may be paid."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="campaigns")
    type = models.ForeignKey(CampaignType, on_delete=models.PROTECT, related_name="campaigns")
    code = models.CharField(max_length=80)
    period = models.CharField(max_length=10)
    on = models.DateField()
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    budget = models.DecimalField(max_digits=DIGITS, decimal_places=2, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code", "period"], name="a_campaign_comes_once_in_a_period"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gt=0), name="a_budget_is_more_than_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.period}"


class DryRun(Signed):
    """试算: the rules run over everybody, before anybody is told. ``beneficiaries`` and ``amount`` are what would come of it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="dry_runs")
    number = models.PositiveSmallIntegerField()
    run = models.OneToOneField("population.Run", on_delete=models.PROTECT, related_name="+")
    beneficiaries = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    undecided = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="dry_runs_of_a_campaign_are_numbered"),)

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number}"


class Approval(Signed):
    """审批: a second person has looked at a dry run, with the hash of its frozen result, and lets the campaign go on or not."""

    dry_run = models.OneToOneField(DryRun, on_delete=models.PROTECT, related_name="approval")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    granted = models.BooleanField()
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    run_sha256 = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign"], condition=Q(granted=True), name="one_dry_run_of_a_campaign_is_approved"),
            models.CheckConstraint(condition=~Q(person=F("asked_by")), name="nobody_approves_the_own_dry_run"),
            models.CheckConstraint(condition=Q(granted=True) | ~Q(reason=""), name="who_does_not_approve_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.dry_run_id}: {self.granted}"


class Publication(Signed):
    """公示: from here on the list stands. It can be objected to through ``objection_until``; empty where no list is shown to the public.

    ``objection_status`` says how sure the length of that period is; ``sha256`` is the digest of the list.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="publication")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="+")
    objection_until = models.DateField(null=True)
    objection_status = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    sha256 = models.CharField(max_length=DIGEST)

    def __str__(self) -> str:
        return f"{self.campaign_id}"


class Beneficiary(models.Model):
    """兑现对象: who is on the list of a campaign, with how much and by which rule; ``rows`` is how many rows of the run it gathers.

    ``case_code`` is the case or the application by which it came to the list afterwards. ``identifier`` and ``name`` are those of the day
    of publication.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="beneficiaries")
    number = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    subject_key = models.CharField(max_length=40)
    identifier = models.CharField(max_length=40)
    name = models.CharField(max_length=NAME_MAX)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2, null=True)
    reason = models.IntegerField(null=True)
    rows = models.PositiveIntegerField(default=1)
    case_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="who_is_on_a_list_is_numbered"),
            models.UniqueConstraint(fields=["campaign", "subject_kind", "subject_key"], name="nobody_is_on_a_list_twice"),
            models.UniqueConstraint(fields=["case_code"], condition=~Q(case_code=""), name="a_case_puts_one_on_a_list"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="who_is_on_a_list_gets_something"),
        )
        indexes = (models.Index(fields=["subject_kind", "subject_key"], name="lists_somebody_is_on"),)

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number}"


class Objection(models.Model):
    """异议: a case about a list; ``beneficiary`` where it is about one who is on it. How it ended is told by the case."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="objections")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, null=True, related_name="objections")
    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    subject_key = models.CharField(max_length=40)
    case_code = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.case_code


class Correction(Signed):
    """更正名单: because an objection was upheld somebody gets another amount, or none and is on the list no longer; the last one counts."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="corrections")
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2, null=True)
    reason = models.CharField(max_length=REASON_MAX)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="who_corrects_a_list_says_why"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="a_corrected_amount_is_more_than_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.beneficiary_id}: {self.amount}"


class Account(Signed):
    """收款账户: where somebody is paid; the last one counts. It is whole in payment files alone, elsewhere its last digits are shown."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    subject_key = models.CharField(max_length=40)
    holder = models.CharField(max_length=NAME_MAX)
    bank = models.CharField(max_length=100)
    number = models.CharField(max_length=34)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{8,34}$"), name="an_account_has_eight_digits_or_more"),)
        indexes = (models.Index(fields=["district", "subject_kind", "subject_key", "-id"], name="accounts_of_somebody"),)

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """As it is shown: the last four digits."""
        return f"****{self.number[-4:]}"


class Answer(Signed):
    """意愿: a beneficiary accepts, to be paid into an account, or declines; the last answer before the payment counts."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="answers")
    accepts = models.BooleanField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(accepts=True) | Q(account=None), name="who_declines_names_no_account"),)

    def __str__(self) -> str:
        return f"{self.beneficiary_id}: {self.accepts}"


class Telling(Signed):
    """告知: everybody on a list that nothing is paid to was told what is within reach."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="telling")
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.campaign_id}"


class PaymentFile(Signed):
    """付款文件: what the bank is told, frozen as it was written."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="payment_files")
    number = models.PositiveSmallIntegerField()
    lines = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="payment_files_of_a_campaign_are_numbered"),)

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number}"


class Payment(models.Model):
    """付款: a line of a payment file. ``attempt`` counts up where the bank returned the one before; the database lets no other follow."""

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="payments")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="payments")
    attempt = models.PositiveSmallIntegerField(default=1)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    reference = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["beneficiary", "attempt"], name="attempts_to_pay_somebody_are_numbered"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_more_than_nothing"),
        )

    def __str__(self) -> str:
        return self.reference


class Outcome(models.TextChoices):
    """What the bank says became of a payment."""

    PAID = "paid", "已支付"
    RETURNED = "returned", "退回"


class PaymentResult(Signed):
    """付款结果: paid or returned, as the bank says it, with its own reference and the file in which it said so."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="result")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    on = models.DateField()
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    bank_reference = models.CharField(max_length=100, blank=True)
    file_sha256 = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["beneficiary"], condition=Q(outcome="paid"), name="nobody_is_paid_twice"),
            models.CheckConstraint(condition=Q(outcome="paid") | ~Q(reason=""), name="what_is_returned_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.outcome}"


class ClawBack(Signed):
    """追回: what was paid in error is asked back, as a case in which the beneficiary is heard; ``amount`` may be a part of the payment."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="claw_back")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    reason = models.CharField(max_length=REASON_MAX)
    basis = models.CharField(max_length=300)
    case_code = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_is_asked_back"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="who_asks_back_says_why_and_by_which_law"),
        )

    def __str__(self) -> str:
        return self.case_code


class Repayment(Signed):
    """归还: money that came back, by the reference of the receipt; it never comes to more than was asked."""

    claw_back = models.ForeignKey(ClawBack, on_delete=models.PROTECT, related_name="repayments")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=2)
    on = models.DateField()
    reference = models.CharField(max_length=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["claw_back", "reference"], name="a_receipt_counts_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(reference=""), name="a_repayment_has_an_amount_and_a_receipt"),
        )

    def __str__(self) -> str:
        return f"{self.claw_back_id}: {self.amount}"
