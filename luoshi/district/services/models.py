"""What is stored of services: the items of a district as it loaded them, who acts for whom, applications, and what was decided of them.

Only a case refuses, and without a case nothing is granted but by an assessment that grants: the database keeps both.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.district.signing import Signed
from luoshi.engines.approval import Outcome, Path


class Arrangement(Signed):
    """How a district runs its services; the newest one counts.

    ``automatic_post`` is the code of the post in whose name the rules sign, the prefixes begin the numbers of licences and applications.
    ``credit_code_range`` 码段 begins the credit codes of enterprises that are registered here; empty where none are.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    automatic_post = models.SlugField(max_length=60)
    licence_prefix = models.CharField(max_length=40)
    application_prefix = models.CharField(max_length=10)
    credit_code_range = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="arrangements_of_services_are_numbered"),
            models.CheckConstraint(
                condition=~Q(automatic_post="") & ~Q(licence_prefix="") & ~Q(application_prefix=""), name="an_arrangement_is_complete"
            ),
        )

    def __str__(self) -> str:
        return f"{self.district_id}/{self.number}"


class ItemVersion(Signed):
    """事项 as a district loaded it, from one day to another: the texts of its pack, from which it is read again.

    Of the versions that speak of a day the one with the highest number counts.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="items", db_index=False)
    code = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    area = models.CharField(max_length=40)
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code", "number"], name="versions_of_an_item_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_of_an_item_count_from_one"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="an_item_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(name_en=""), name="an_item_has_its_names"),
        )

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"


class SubjectKind(models.TextChoices):
    """In which register an applicant stands."""

    ENTERPRISES = "enterprises", pgettext_lazy("one of a register", "市场主体")
    PERSONS = "persons", _("个人")


class Capacity(models.TextChoices):
    """By what right somebody acts for an applicant."""

    SELF = "self", _("本人")
    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人")
    AGENT = "agent", _("代理人")


class Representation(models.Model):
    """代表关系: from one day to another a person may act for an applicant. ``citizen`` is the person's key in the register of persons."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="representations", db_index=False)
    citizen = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=20, choices=SubjectKind)
    subject_key = models.CharField(max_length=200)
    capacity = models.CharField(max_length=20, choices=Capacity)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    signature = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "subject_kind", "subject_key"],
                condition=Q(valid_to=None),
                name="somebody_acts_for_an_applicant_in_one_way",
            ),
            models.CheckConstraint(condition=Q(subject_kind__in=SubjectKind.values), name="an_applicant_stands_in_a_register"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="somebody_acts_in_a_known_capacity"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_representation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(subject_key=""), name="somebody_acts_for_somebody"),
        )
        indexes = (models.Index(fields=["subject_kind", "subject_key", "person"], name="who_acts_for_an_applicant"),)

    def __str__(self) -> str:
        return f"{self.person_id} → {self.subject_kind}/{self.subject_key}"


class State(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("待补正")
    WITH_PERSON = "with_person", _("人工办理中")
    GRANTED = "granted", _("准予")
    REFUSED = "refused", _("不予")
    WITHDRAWN = "withdrawn", _("申请人撤回")
    ENDED = "ended", _("终止办理")


OPEN: Final = (State.DRAFT, State.ASKED)
"""The applicant writes."""
PENDING: Final = (State.ASKED, State.WITH_PERSON)
"""Handed in and not yet decided."""
DECIDED: Final = (State.GRANTED, State.REFUSED, State.WITHDRAWN, State.ENDED)
"""Nothing is left to decide. The database lets nobody alter it, but that a court or a reconsideration lets a refusal be decided again."""


class Application(models.Model):
    """申请: what somebody asks of a district, with what is known and said of it.

    ``values`` are, by the codes of the item's fields, what a register says (with entry and version) or what the applicant wrote, word for
    word. ``once`` was drawn by the form that began it, so that it is begun once. ``licence`` is the number of what was issued.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="applications", db_index=False)
    code = models.CharField(max_length=40, unique=True)
    item = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="applications", db_index=False)
    matter = models.CharField(max_length=64)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="applications", db_index=False)
    subject_kind = models.CharField(max_length=20, choices=SubjectKind)
    subject_key = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    path = models.CharField(max_length=20, blank=True)
    values = models.JSONField(default=dict)
    once = models.UUIDField(unique=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    case_code = models.CharField(max_length=40, blank=True)
    licence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="an_application_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(path__in=["", *(each.value for each in Path)]), name="an_application_takes_a_known_path"),
            models.CheckConstraint(condition=Q(subject_kind__in=SubjectKind.values), name="whoever_applies_stands_in_a_register"),
            models.CheckConstraint(condition=~Q(state=State.REFUSED) | ~Q(case_code=""), name="only_a_case_refuses"),
            models.CheckConstraint(condition=~Q(state=State.WITH_PERSON) | ~Q(case_code=""), name="a_person_handles_a_case"),
            models.CheckConstraint(
                condition=(Q(state=State.GRANTED) & ~Q(licence="")) | (~Q(state=State.GRANTED) & Q(licence="")),
                name="what_is_granted_is_issued_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False) | (~Q(state__in=DECIDED) & Q(decided_at=None)),
                name="an_application_is_decided_when_its_state_says_so",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, submitted_at=None)
                | Q(state=State.WITHDRAWN)
                | (~Q(state=State.DRAFT) & Q(submitted_at__isnull=False)),
                name="a_draft_was_not_handed_in_and_the_rest_was",
            ),
        )
        indexes = (
            models.Index(fields=["district", "matter", "subject_key"], name="applications_of_an_applicant"),
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="applications_of_a_subject"),
            models.Index(fields=["district", "submitted_at"], name="applications_by_time"),
            models.Index(fields=["district", "state", "-id"], name="applications_by_state"),
        )

    def __str__(self) -> str:
        return self.code


class Paper(models.Model):
    """材料: a file that the applicant handed in for a material of the item, perhaps taken back before it was looked at."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers", db_index=False)
    material = models.CharField(max_length=64)
    attachment = models.ForeignKey("attachments.Attachment", on_delete=models.PROTECT, related_name="+", db_index=False)
    handed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "material", "attachment"], name="a_file_is_handed_in_once_for_a_material"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("handed_at")), name="a_paper_is_taken_back_after_it_came"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.material}"


class Assessed(Signed):
    """审查结果: what the rules said of an application when it was handed in. ``records`` let the decisions be computed again."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessments", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    path = models.CharField(max_length=20)
    on = models.DateField()
    item = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField()
    records = models.JSONField()
    missing = models.JSONField()
    reasons = models.JSONField()
    deferred = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="assessments_of_an_application_are_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=[each.value for each in Outcome]), name="there_is_no_fourth_outcome"),
            models.CheckConstraint(condition=Q(path__in=[each.value for each in Path]), name="an_assessment_is_of_a_known_path"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number}: {self.outcome}"


class Promise(models.Model):
    """承诺书: the notice that was shown, word for word with its hash, and who signed that all of it is so (国办发〔2020〕42号)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="promises")
    number = models.CharField(max_length=60, unique=True)
    text = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=60)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    capacity = models.CharField(max_length=20, choices=Capacity)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(signed_name=""), name="a_promise_is_signed"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="a_promise_is_signed_in_a_known_capacity"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def conditions(self) -> frozenset[str]:
        """The codes of what is promised."""
        return frozenset(each["code"] for each in self.text["conditions"])


class PromiseWithdrawal(models.Model):
    """撤回承诺: before anything was decided by it."""

    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="withdrawal")
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.promise_id}"


class Found(models.TextChoices):
    """What a check found of a promise."""

    TRUE = "true", _("属实")
    FALSE = "false", _("不实")
    CORRECTED = "corrected", _("已整改")


class PromiseCheck(Signed):
    """核查结果: what was found of a promise, in which case. What was corrected was false before."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="checks")
    found = models.CharField(max_length=20, choices=Found)
    case_code = models.CharField(max_length=40)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(found__in=Found.values), name="a_check_finds_one_of_three_things"),)

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.found}"


class Dispute(models.Model):
    """异议: the applicant says that a register is wrong. Until the keeper of the register has looked, no machine decides by the value."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="disputes")
    field = models.CharField(max_length=64)
    shown = models.TextField(blank=True)
    claimed = models.TextField()
    reason = models.TextField()
    case_code = models.CharField(max_length=40)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["application", "field"], condition=Q(settled_at=None), name="a_value_is_disputed_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(claimed="") & ~Q(reason=""), name="a_dispute_says_what_is_right_and_why"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.field}"


class RenewalState(models.TextChoices):
    """What was said of a renewal."""

    LEFT = "left", _("不处理")
    BLOCKED = "blocked", _("受阻，待决定")
    ASKED = "asked", _("持证人已申请")
    OVERDUE = "overdue", _("期满未决定")
    RENEWED = "renewed", _("已延续")
    DEEMED = "deemed", _("视为准予延续")
    REFUSED = "refused", _("不予延续")
    REOPENED = "reopened", _("重新办理")
    DECLINED = "declined", _("持证人不再延续")
    LAPSED = "lapsed", _("期满未申请")
    ENDED = "ended", _("终止")


LONGER: Final = (RenewalState.RENEWED, RenewalState.DEEMED)
"""The licence is valid for longer."""
UNDECIDED: Final = (RenewalState.BLOCKED, RenewalState.ASKED, RenewalState.OVERDUE)
"""A person still has to decide before the licence expires: afterwards silence has renewed it (行政许可法 第五十条)."""


class Renewal(models.Model):
    """续证: one licence of the register at the end of one period, found by a round or declined by its holder. Its steps tell more.

    ``licence`` is the permanent key in the register of licences, ``holder`` that in the register of enterprises. ``counts_as_application``
    is what the item said when it was opened: whether that opening stands for the holder's application.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="renewals", db_index=False)
    licence = models.CharField(max_length=400)
    number = models.CharField(max_length=200)
    holder = models.CharField(max_length=200)
    holder_name = models.CharField(max_length=200)
    expires_on = models.DateField()
    counts_as_application = models.BooleanField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "licence", "expires_on"], name="a_licence_has_one_renewal_for_a_period"),
            models.CheckConstraint(condition=~Q(licence="") & ~Q(number="") & ~Q(holder=""), name="a_renewal_is_of_somebodys_licence"),
        )
        indexes = (
            models.Index(fields=["district", "expires_on"], name="renewals_by_expiry"),
            models.Index(fields=["district", "holder"], name="renewals_of_a_holder"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.expires_on}"


class RenewalStep(Signed):
    """What was said of a renewal, one after the other; the last one counts.

    ``reasons`` are what blocks it or why it was left, each ``{words: [Chinese, English], clause}``; ``records`` let the decision
    be computed again; ``until`` is the new last day of the licence.
    """

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RenewalState)
    until = models.DateField(null=True)
    reasons = models.JSONField(default=list)
    records = models.JSONField(default=list)
    case_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["renewal", "number"], name="steps_of_a_renewal_are_numbered"),
            models.UniqueConstraint(fields=["renewal"], condition=Q(state__in=LONGER), name="a_licence_is_renewed_once_for_a_period"),
            models.CheckConstraint(condition=Q(state__in=RenewalState.values), name="a_renewal_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=LONGER, until__isnull=False) | (~Q(state__in=LONGER) & Q(until=None)),
                name="what_is_renewed_says_until_when_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RenewalState.BLOCKED, RenewalState.REFUSED]) | ~Q(case_code=""),
                name="what_is_blocked_or_refused_is_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RenewalState.BLOCKED, RenewalState.LEFT]) | ~Q(reasons=[]), name="what_is_not_renewed_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.renewal_id}/{self.number}: {self.state}"
