"""What is stored of reporting: what units say of promises that nothing measures, period by period, and who was reminded when.

What a unit owes is not stored: it follows from what was declared, from the calendar, and from what was handed in.
"""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.signing import Signed

PERIOD_MAX: Final = 7
TEXT_MAX: Final = 1000
"""No rule may ask for more; each says how long a text may really be."""


class Stage(models.TextChoices):
    """How far an update has come."""

    DRAFT = "draft", _("草稿")
    HANDED_IN = "handed_in", _("待签发")
    RETURNED = "returned", _("已退回")
    SIGNED_OFF = "signed_off", _("已签发")


class Work(models.TextChoices):
    """How far the work itself has come, by what the unit says."""

    NOT_BEGUN = "not_begun", _("未开始")
    GOING_ON = "going_on", _("推进中")
    DONE = "done", _("已完成")


class Said(models.Model):
    """进展、存在问题、下一步措施: what a unit says of a promise."""

    work = models.CharField(max_length=10, choices=Work)
    progress = models.CharField(max_length=TEXT_MAX)
    problems = models.CharField(max_length=TEXT_MAX, blank=True)
    next_steps = models.CharField(max_length=TEXT_MAX, blank=True)

    class Meta:
        abstract = True


class Update(Said):
    """进展: what the lead unit says of a promise in a period, once. It counts when the unit's head has signed it off, and stays then.

    ``evidence`` are the hashes of the files that were handed in with it, ``facts`` the numbers of those from which the words follow, where
    the unit confirmed what the record says: nobody says without either that the work is done.
    """

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="updates")
    period = models.CharField(max_length=PERIOD_MAX)
    stage = models.CharField(max_length=10, choices=Stage)
    evidence = ArrayField(models.CharField(max_length=64), default=list)
    facts = ArrayField(models.BigIntegerField(), default=list)
    step_count = models.PositiveSmallIntegerField()
    writer = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "period"], name="a_promise_is_told_of_once_in_a_period"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="an_update_is_at_a_known_stage"),
            models.CheckConstraint(condition=Q(work__in=Work.values), name="an_update_says_how_far_the_work_is"),
            models.CheckConstraint(condition=~Q(progress=""), name="an_update_says_something"),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "returned"]) | ~Q(work="done") | Q(evidence__len__gt=0) | Q(facts__len__gt=0),
                name="nothing_is_called_done_without_evidence",
            ),
            models.CheckConstraint(
                condition=(Q(stage="signed_off") & ~Q(signer=None) & ~Q(signed_at=None) & ~Q(signature=""))
                | (~Q(stage="signed_off") & Q(signer=None, signed_at=None, signature="")),
                name="an_update_is_signed_off_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(signer=F("writer")), name="nobody_signs_off_the_own_update"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.period}: {self.work}"

    @property
    def key(self) -> str:
        """The name by which its evidence belongs to it."""
        return str(self.pk)


class UpdateStep(Said, Signed):
    """What was done with an update, by whom and why, and what it said then."""

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(stage="returned") | ~Q(reason=""), name="who_returns_an_update_says_why"),)

    def __str__(self) -> str:
        return f"{self.update_id}: {self.stage}"


class Reminder(models.Model):
    """催报: a post was told in one message of all that it owes, by the system or by somebody of the office."""

    post = models.ForeignKey("offices.Post", on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField()
    items = models.PositiveSmallIntegerField()
    oldest = models.DateField()
    told = models.PositiveSmallIntegerField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post", "on"], name="a_post_is_reminded_once_a_day"),
            models.CheckConstraint(condition=Q(items__gte=1), name="nobody_is_reminded_of_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.on}: {self.items}"
