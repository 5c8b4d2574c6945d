"""What is stored of a demonstration: how far its year has come, and how far it is to go."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Showing(models.Model):
    """演示: an installation has one at most. ``day`` happened whole and is shown; up to ``aim`` it goes on by itself.

    ``settled`` is the last day of which the rounds ran. ``moved_at`` is the machine's moment at which the day became the shown one.
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    district = models.OneToOneField("offices.District", on_delete=models.PROTECT)
    seed = models.PositiveIntegerField()
    begins = models.DateField()
    ends = models.DateField()
    day = models.DateField()
    aim = models.DateField()
    settled = models.DateField()
    moved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(number=1), name="an_installation_has_one_demonstration"),
            models.CheckConstraint(condition=Q(day__gte=F("begins")) & Q(day__lte=F("ends")), name="a_shown_day_is_of_its_year"),
            models.CheckConstraint(condition=Q(settled__lte=F("day")), name="a_day_is_settled_after_it_happened"),
            models.CheckConstraint(condition=Q(aim__gte=F("day")) & Q(aim__lte=F("ends")), name="a_demonstration_goes_forward"),
        )

    def __str__(self) -> str:
        return f"{self.district_id}: {self.day}"
