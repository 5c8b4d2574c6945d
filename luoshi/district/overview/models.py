"""What is stored of the leaders' page: which promises stand on it. It only grows, and the last word counts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed

HEADLINES_MAX = 12
"""As many as one screen and one sheet of paper hold."""


class HeadlineChoice(Signed):
    """选定: these commitments stand on the leaders' page of a plan, in this order."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="headline_choices")
    codes = ArrayField(models.CharField(max_length=80))
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(codes__len__gte=1, codes__len__lte=HEADLINES_MAX), name="a_screen_holds_twelve_headlines"),
            models.CheckConstraint(condition=~Q(reason=""), name="who_chooses_headlines_says_why"),
        )

    def __str__(self) -> str:
        return "、".join(self.codes)
