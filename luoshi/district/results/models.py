"""What is stored of the end of a year: each promise's outcome as a person settled it, what units object, the closing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from luoshi.district.results.outcomes import Outcome
from luoshi.district.signing import Signed

WHY_MAX = 1000


class Result(Signed):
    """结果: what became of a promise. A correction before the year is closed is another one, with the next ``revision``; the last counts.

    ``proposed`` is what followed from figures and words; ``reason`` says why a person holds it to be otherwise. ``stretch`` tells 力争 from
    what was promised outright. ``value`` is the figure as it is printed, ``basis`` the addresses of the pages from which it follows.
    """

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="results")
    revision = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20)
    proposed = models.CharField(max_length=20)
    why = models.CharField(max_length=WHY_MAX)
    why_en = models.CharField(max_length=WHY_MAX)
    reason = models.CharField(max_length=500, blank=True)
    stretch = models.BooleanField()
    value = models.CharField(max_length=200, blank=True)
    basis = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "revision"], name="results_of_a_promise_are_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=[*Outcome], proposed__in=[*Outcome]), name="a_result_is_one_of_four"),
            models.CheckConstraint(condition=Q(outcome=F("proposed")) | ~Q(reason=""), name="who_corrects_a_proposal_says_why"),
            models.CheckConstraint(condition=~Q(why="") & ~Q(why_en=""), name="a_result_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.revision}: {self.outcome}"


class Hearing(Signed):
    """征求意见: the results of a plan as they are now are laid before the units, which may object until a day. Anything settled afterwards,
    but for what answers an objection, is laid before them again, by another one with the next ``number``.

    ``document`` is that which says how many days they have, and ``status`` whether anybody has verified it.
    """

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="hearings")
    number = models.PositiveSmallIntegerField()
    until = models.DateField()
    document = models.CharField(max_length=200)
    status = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="hearings_of_a_plan_are_numbered"),)

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}: {self.until}"


class Objection(Signed):
    """对结果的异议: the unit that leads a promise says that its result is wrong, why, and what shows it."""

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="objection")
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="an_objection_to_a_result_has_reason_and_basis"),
        )

    def __str__(self) -> str:
        return f"{self.result_id}"


class ObjectionAnswer(Signed):
    """异议的答复: somebody who neither settled the result nor works for the unit keeps it, or settles another one, and says why."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="answer")
    result = models.OneToOneField(Result, on_delete=models.PROTECT, null=True, related_name="answers")
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_answers_an_objection_to_a_result_says_why"),)

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.result_id}"


class YearClosing(Signed):
    """年底交账: the results of a plan stay as they are. ``sha256`` is the digest of all of them as they were closed."""

    report = models.OneToOneField("plan.Report", on_delete=models.PROTECT, related_name="year_closing")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.report_id}: {self.at}"
