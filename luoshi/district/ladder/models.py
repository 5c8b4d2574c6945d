"""What is stored of ladders: the rungs as they were said, each look at who stands on them, who stands there since when, who is near."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed

CODE_MAX = 60


class Ladder(Signed):
    """梯度: the rungs of a district, as the text of a pack's ``ladder.yaml``. The last one counts."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="ladders")
    pack = models.CharField(max_length=CODE_MAX)
    text = models.TextField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="a_ladder_has_rungs"),)

    def __str__(self) -> str:
        return f"{self.pack}/{self.pk}"


class Survey(Signed):
    """核对: who stands on a rung and who is near, by a run of its rules."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="surveys")
    rung = models.CharField(max_length=CODE_MAX)
    run = models.OneToOneField("population.Run", on_delete=models.PROTECT, related_name="survey")
    reached = models.PositiveIntegerField()
    near = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["district", "rung", "-id"], name="surveys_of_a_rung"),)

    def __str__(self) -> str:
        return f"{self.rung}/{self.pk}"


class Standing(models.Model):
    """站上: an enterprise stands on a rung ``since`` a day, and counts there; without one it did before anybody looked."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="steps")
    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    rung = models.CharField(max_length=CODE_MAX)
    key = models.CharField(max_length=200)
    since = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "rung", "key", "since"], name="an_enterprise_stands_on_a_rung_since_a_day_once"),
            models.UniqueConstraint(
                fields=["district", "rung", "key"], condition=Q(since=None), name="an_enterprise_stood_on_a_rung_before_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rung}: {self.key}"


class Near(models.Model):
    """差一步: an enterprise was near a rung. ``unmet`` are the conditions that it lacks, each with how much and in which unit, where that
    is known."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="those_near")
    key = models.CharField(max_length=200)
    unmet = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["survey", "key"], name="an_enterprise_is_near_a_rung_once"),
            models.CheckConstraint(condition=~Q(unmet=[]), name="who_is_near_lacks_something"),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.key}"
