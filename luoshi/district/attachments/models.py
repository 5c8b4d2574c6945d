"""What is stored of attachments: the bytes under their hash, who handed them in under which name, what they belong to, what was removed.

The bytes lie in the database: what refers to them is committed with them or not at all, and one backup holds both.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Content(models.Model):
    """The bytes of files, each stored once, under the SHA-256 of what is stored; without them where they had to be removed.

    The database computes the hash itself and refuses what does not have it.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveIntegerField()
    data = models.BinaryField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(size_bytes__gt=0), name="content_is_not_empty"),)

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """附件: a file as somebody handed it in. ``received_sha256`` is the hash of what came, before pictures lost where they were taken."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="attachments")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10)
    received_sha256 = models.CharField(max_length=64)
    received_bytes = models.PositiveIntegerField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="attachments")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="an_attachment_has_a_name"),)

    def __str__(self) -> str:
        return self.name


class Belonging(models.Model):
    """What an attachment belongs to: ``kind`` is known to the capability that owns it, ``key`` names the one of that kind."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="belongings")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["attachment", "kind", "key"], name="an_attachment_belongs_to_a_thing_once"),
            models.CheckConstraint(condition=~(Q(kind="") | Q(key="")), name="what_an_attachment_belongs_to_has_a_name"),
        )
        indexes = (models.Index(fields=["kind", "key"], name="attachments_of_a_thing"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Removal(models.Model):
    """删除: the bytes of an attachment are gone, for a reason. Name, hash, and who handed it in when, stay."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="removal")
    reason = models.CharField(max_length=500)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="a_removal_says_why"),)

    def __str__(self) -> str:
        return self.reason
