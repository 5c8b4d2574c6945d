"""Under what somebody did stands who did it: the same three columns wherever that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority


class Signed(models.Model):
    """Who did it and when; ``signature`` has post and name as they were then."""

    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True


def signed(by: Authority, at: datetime) -> dict[str, Any]:
    """What these columns say of somebody who does something now."""
    return {"person": by.person, "signature": by.signature, "at": at}
