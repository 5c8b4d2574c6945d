"""What is stored of tries: a hash of what was tried by whom or for what, and when. It tells nothing, and is soon forgotten."""

from __future__ import annotations

from django.db import models


class Try(models.Model):
    """One try. ``sha256`` is of the throttle's name and of whose tries are counted together: an address, a number, an account."""

    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["sha256", "at"], name="tries_of_one"),)

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.at}"
