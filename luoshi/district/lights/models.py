"""What is stored of lights: by which rule a plan is lit, each light from its day on, exemptions, and the steps that followed.

All of it only grows: a light that changes is a new row, and what was said before stays.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from django.db import models
from django.db.models import F, Q

from luoshi.district.progress.queries import WHOLE
from luoshi.district.signing import Signed
from luoshi.district.slugs import slug_of_pack
from luoshi.engines.progress.escalation import Rung
from luoshi.engines.progress.memory import Colour, Exempt
from luoshi.engines.progress.memory import Light as Shown
from luoshi.words import Words

Key: TypeAlias = tuple[int, int]
"""What is lit: the ids of a commitment and of what measures a target of it, 0 where nothing does."""

MILESTONES: Final = Words("时间节点", "milestones")


class LightRule(Signed):
    """亮灯规则: by which pack the promises of a plan are lit; the last one counts."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="light_rules")
    pack = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_chooses_a_rule_for_lights_says_why"),)

    def __str__(self) -> str:
        return self.pack

    @property
    def model(self) -> str:
        """The permanent name of the decision model, which is that of its pack."""
        return slug_of_pack(self.pack)


class Lit(models.Model):
    """What is lit of a commitment: a target that ``link`` measures; where nothing does, the commitment by its milestones."""

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey("progress.Link", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def key(self) -> Key:
        """What is lit, by the ids of the commitment and of the link, 0 for none."""
        return self.commitment_id, self.link_id or 0

    @property
    def number(self) -> int:
        """By which a commitment numbers what measures it; 0 where nothing does."""
        return self.link.number if self.link else WHOLE


class Light(Lit):
    """亮灯: what is shown of a promise from a day on, why, and the record by which anybody can decide it again.

    ``decided`` is what the rule said, ``reason`` its reason in both languages; ``record`` is that of the decision, whole;
    ``grounds_sha256`` is the digest of rule and figures: where it and the light stay the same, there is nothing new to say.
    """

    on = models.DateField()
    colour = models.CharField(max_length=8)
    decided = models.CharField(max_length=8)
    held_until = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=300)
    period = models.CharField(max_length=10, blank=True)
    pack = models.CharField(max_length=80)
    record = models.TextField()
    grounds_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(colour__in=[*Colour]), name="a_light_has_a_known_colour"),
            models.CheckConstraint(condition=Q(decided__in=("green", "amber", "red", "none")), name="a_rule_decides_a_known_colour"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(record=""), name="a_light_says_why_and_keeps_its_record"),
            models.CheckConstraint(condition=~Q(colour="green") | Q(held_until=None), name="no_light_that_is_held_is_green"),
        )
        indexes = (models.Index(fields=["commitment", "link", "-id"], name="last_light_of_a_target"),)

    def __str__(self) -> str:
        return f"{self.key} {self.on} {self.colour}"

    @property
    def name(self) -> Words:
        """What it speaks of: the indicator, or the milestones."""
        return self.link.indicator.words if self.link else MILESTONES

    @property
    def model(self) -> str:
        """The permanent name of the decision model, which is that of its pack."""
        return slug_of_pack(self.pack)

    @property
    def shown(self) -> Shown:
        """As the engine reads it."""
        return Shown(self.on, Colour(self.colour), Colour(self.decided), self.held_until)


class Exemption(Signed):
    """豁免申请: a commitment shall not be judged for some days. It counts from when somebody else grants it."""

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="exemptions")
    number = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "number"], name="exemptions_of_a_commitment_are_numbered"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="an_exemption_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="an_exemption_has_a_reason_and_a_basis"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.number}"

    @property
    def days(self) -> Exempt:
        """As the engine reads it."""
        return Exempt(self.first_day, self.last_day)


class ExemptionAnswer(Signed):
    """豁免决定: a leader grants an exemption, or does not."""

    exemption = models.OneToOneField(Exemption, on_delete=models.PROTECT, related_name="answer")
    granted = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(granted=True) | ~Q(reason=""), name="who_refuses_an_exemption_says_why"),)

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.granted}"


class LadderStep(Lit):
    """督办步骤: a reminder, a supervision notice, a circular or a talk that followed on a light; all but the reminder by a person.

    ``told`` says how many people were told. ``case_code`` is the supervision notice.
    """

    light = models.ForeignKey(Light, on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(max_length=12)
    on = models.DateField()
    words = models.CharField(max_length=500)
    told = models.PositiveSmallIntegerField()
    case_code = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey("offices.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(rung__in=[*Rung]), name="a_step_is_of_a_known_rung"),
            models.CheckConstraint(
                condition=Q(rung="remind") | Q(person__isnull=False), name="what_is_more_than_a_reminder_is_done_by_a_person"
            ),
            models.CheckConstraint(condition=~Q(rung="order") | ~Q(case_code=""), name="a_supervision_notice_is_a_case"),
        )
        indexes = (models.Index(fields=["commitment", "link", "id"], name="steps_of_a_target"),)

    def __str__(self) -> str:
        return f"{self.key} {self.rung} {self.on}"
