"""What is stored of scores: formulas as they were published, frozen scores with all that they rest on, objections and their answers.

All of it only grows: a correction is another version with its reason, and what was frozen before stays.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed
from luoshi.engines.packs import scoring_of
from luoshi.engines.progress import Period
from luoshi.engines.progress.scores_records import duties_from_json

if TYPE_CHECKING:
    from luoshi.engines.packs import ScoringEntry
    from luoshi.engines.progress.scores import Duty

PERIOD_MAX = 7
"""Of a period as it is written: 2023-Q3."""


class ScoringFormula(Signed):
    """计分办法: one version of a formula in a district, as its text says it."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="scoring_formulas")
    code = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code", "number"], name="versions_of_a_formula_are_numbered"),
            models.UniqueConstraint(fields=["district", "sha256"], name="a_formula_is_published_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_formula_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"

    @cached_property
    def said(self) -> ScoringEntry:
        """What the text says."""
        return scoring_of(self.text)


class FormulaChoice(Signed):
    """计分办法的选定: by which formula the units are scored that work on a plan; the last one counts."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="formula_choices")
    formula = models.ForeignKey(ScoringFormula, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_chooses_a_formula_says_why"),)

    def __str__(self) -> str:
        return f"{self.report_id}: {self.formula_id}"


class OfUnit(Signed):
    """Something about the score of a unit in a period."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=PERIOD_MAX)
    number = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def of(self) -> Period:
        """The period itself."""
        return Period.parse(self.period)


class ObjectionKind(models.TextChoices):
    """What a unit asks."""

    CORRECTION = "correction"  # 更正: something that the score rests on is wrong
    FORCE_MAJEURE = "force_majeure"  # 不可抗力: a commitment shall take no part


class Objection(OfUnit):
    """异议: a unit says that its score rests on something wrong about a commitment, or asks that it takes no part."""

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "unit", "period", "number"], name="objections_to_a_score_are_numbered"),
            models.CheckConstraint(condition=Q(kind__in=ObjectionKind.values), name="an_objection_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="an_objection_has_a_reason_and_a_basis"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}/{self.number}"


class ObjectionAnswer(Signed):
    """异议的决定: somebody of another unit follows an objection, or does not, and says why."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_decides_an_objection_says_why"),)

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.accepted}"


class FrozenScore(OfUnit):
    """定分: a version of a unit's score, and everything that it rests on as it was known on a day.

    ``points`` are None where nothing could be judged. ``objection`` is the one that led to this version, if one did.
    """

    formula = models.ForeignKey(ScoringFormula, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField()
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    duties = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, null=True, related_name="version")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "unit", "period", "number"], name="versions_of_a_score_are_numbered"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="who_corrects_a_score_says_why"),
            models.CheckConstraint(condition=Q(number__gte=1), name="the_first_version_of_a_score_is_one"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="no_score_is_below_zero"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}/{self.number}: {self.points}"

    @property
    def rested_on(self) -> tuple[Duty, ...]:
        """The duties as they were known when it was frozen."""
        return duties_from_json(self.duties)
