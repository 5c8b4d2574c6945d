"""What is stored of progress: which indicator measures which target, what is planned along the way, and answers to what was asked.

All of it only grows: who changes something says it anew, with a reason, and what was said before stays.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed
from luoshi.engines.progress import Measure, Period, SignKind, Step

WHOLE = 0
"""The number that stands for a commitment as a whole, which states no quantity that could be measured."""


class Reasoned(Signed):
    """Who said something, as which post, when and why."""

    reason = models.CharField(max_length=500)

    class Meta:
        abstract = True


class Link(Reasoned):
    """衡量: this indicator measures this target of a commitment, or the commitment as a whole. A :class:`LinkEnd` ends it."""

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="links")
    number = models.PositiveSmallIntegerField()
    target_number = models.PositiveSmallIntegerField(default=WHOLE)
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="links")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "number"], name="links_of_a_commitment_are_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="who_links_an_indicator_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.number}"

    @property
    def ended(self) -> bool:
        """Whether it measures no longer."""
        return hasattr(self, "end")


class LinkEnd(Reasoned):
    """停止衡量: from when on, why, and by whose word an indicator does not measure a target any more."""

    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="end")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_ends_a_link_says_why"),)

    def __str__(self) -> str:
        return f"{self.link_id} – {self.at}"


class Trajectory(Reasoned):
    """计划轨迹: one version of what is planned along the way; the last one counts. ``steps`` are numbers by periods, each counted from the
    first day of the year: ``{"2023-03": "1500"}``.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="trajectories")
    number = models.PositiveSmallIntegerField()
    steps = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["link", "number"], name="trajectories_of_a_link_are_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="who_plans_a_trajectory_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.link_id}/{self.number}"

    def read(self) -> tuple[Step, ...]:
        """The steps, in the order of their periods."""
        return tuple(sorted((Step(Period.parse(period), Decimal(number)) for period, number in self.steps.items()), key=_by_period))


def _by_period(step: Step) -> Period:
    return step.period


class Tolerance(Reasoned):
    """左右、同步的允许偏差: how far below still counts, by the measure of an indicator, in a plan; the last one counts. No law says it."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="tolerances")
    measure = models.CharField(max_length=12)
    number = models.DecimalField(max_digits=12, decimal_places=4)
    status = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(measure__in=[each.value for each in Measure]), name="a_tolerance_is_of_a_known_measure"),
            models.CheckConstraint(condition=Q(number__gte=0), name="a_tolerance_is_no_less_than_nothing"),
            models.CheckConstraint(
                condition=Q(status__in=("verified", "elsewhere", "unverified")), name="a_tolerance_is_of_known_standing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_tolerance_gives_its_basis"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.number}"


class Answer(Signed):
    """答复: what somebody says to a question about figures. ``key`` is that of the sign; ``seen`` is what it said, in both languages."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=200)
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[each.value for each in SignKind]), name="an_answer_is_to_a_known_sign"),
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_says_something"),
        )
        indexes = (models.Index(fields=["link", "key"], name="answers_to_a_question"),)

    def __str__(self) -> str:
        return self.text
