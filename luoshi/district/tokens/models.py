"""What is stored of tokens: whose each is, what it may, and a hash of it. The token itself is shown once and kept nowhere."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a token."""

    READ = "read", _("只查询")
    APPLY = "apply", _("查询和办理")


class Token(models.Model):
    """令牌: from a moment to another a program acts for a person. ``sha256`` is of the token, ``name`` says what it is for."""

    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=Scope)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="a_token_is_for_something_known"),
            models.CheckConstraint(condition=~Q(name=""), name="a_token_says_what_it_is_for"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_token_expires_after_it_was_made"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")), name="a_token_ends_after_it_was_made"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.name}"
