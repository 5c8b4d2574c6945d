"""What is stored of background work: for each round, when it ran last and whether it succeeded. This is no history; the log is."""

from __future__ import annotations

from django.db import models


class RoundRun(models.Model):
    """The last run of a round. ``failures`` counts those since it last succeeded, ``problem`` names the kind of the last one."""

    name = models.CharField(max_length=100, primary_key=True)
    ran_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(failures=0, problem="") | (models.Q(failures__gt=0) & ~models.Q(problem="")),
                name="a_round_that_fails_has_a_problem",
            ),
        )

    def __str__(self) -> str:
        return self.name
