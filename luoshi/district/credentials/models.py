"""What is stored of licences. All of it only grows, and the database keeps it so: what happens to a licence is one more event."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

NUMBER_MAX = 120
CODE_CHARACTERS = 12
NUMBER_IS_ITS_OWN = "a_licence_has_its_own_number"


class SigningKey(models.Model):
    """签名钥匙: a public key that signs licences from a moment on, until the next takes over; its private half is in the data folder."""

    public_key = models.CharField(max_length=60)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["public_key"], name="a_signing_key_is_listed_once"),
            models.UniqueConstraint(fields=["valid_to"], nulls_distinct=False, condition=Q(valid_to=None), name="one_key_signs_at_a_time"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_key_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.public_key


class Credential(models.Model):
    """电子证照: a licence by its permanent number. ``code`` is given to the holder: whoever knows it may see the licence.

    ``holder_name`` and ``holder_code`` are whole; the public sees those of a natural person masked, in the signed document as well.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=NUMBER_MAX)
    code = models.CharField(max_length=CODE_CHARACTERS)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    holder_name = models.CharField(max_length=200)
    holder_code = models.CharField(max_length=60)
    of_person = models.BooleanField()
    scope = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    application = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["number"], name=NUMBER_IS_ITS_OWN),
            models.UniqueConstraint(fields=["code"], name="a_licence_has_its_own_code"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(name="") & ~Q(holder_name=""), name="a_licence_says_what_it_is_and_whose"),
        )
        indexes = (
            models.Index(fields=["holder_code", "number"], name="licences_of_a_holder"),
            models.Index(fields=["application"], condition=~Q(application=""), name="licences_of_an_application"),
        )

    def __str__(self) -> str:
        return self.number


class EventKind(models.TextChoices):
    """What can happen to a licence."""

    ISSUED = "issued", "签发"
    RENEWED = "renewed", "续期"
    SUSPENDED = "suspended", "暂停"
    RESTORED = "restored", "恢复"
    REVOKED = "revoked", "撤销"


SIGNED = (EventKind.ISSUED, EventKind.RENEWED)
"""The kinds of event with which a document is signed."""
AGAINST = (EventKind.SUSPENDED, EventKind.REVOKED)
"""The kinds of event that take something from the holder: only a person may, and says why and by which law."""


class Event(models.Model):
    """证照记录: what happened to a licence, who signed for it, and the signed document that came of it, as canonical JSON."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    expires_on = models.DateField(null=True)
    document = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    basis = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="an_event_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=(Q(kind__in=SIGNED) & ~Q(document="")) | (~Q(kind__in=SIGNED) & Q(document="", expires_on=None)),
                name="what_is_issued_or_renewed_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=AGAINST) | (Q(person__isnull=False) & ~Q(reason="") & ~Q(basis="")),
                name="only_a_person_revokes_with_reason_and_law",
            ),
            models.UniqueConstraint(fields=["credential"], condition=Q(kind=EventKind.ISSUED), name="a_licence_is_issued_once"),
            models.UniqueConstraint(fields=["credential"], condition=Q(kind=EventKind.REVOKED), name="a_licence_is_revoked_once"),
        )
        indexes = (models.Index(fields=["credential"], condition=~Q(kind__in=SIGNED), name="licences_taken_away"),)

    def __str__(self) -> str:
        return f"{self.credential_id} {self.kind}"
