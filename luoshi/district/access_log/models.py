"""What is stored of looks. It only grows, and the database keeps it so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """How much of a subject was seen."""

    LIST = "list", _("清单")
    PAGE = "page", _("页面")
    FIELD = "field", _("未遮盖的内容")
    EXPORT = "export", _("导出")


class Look(models.Model):
    """查看: a person saw something. ``subject_key`` is a permanent key and never personal data; a list or an export has none.

    The row is written outside of the reader's transaction, which may still hold the district or the person back: so no foreign key
    waits for them.
    """

    district = models.ForeignKey("offices.District", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    person = models.ForeignKey("offices.Person", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    signature = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    what = models.CharField(max_length=10, choices=What)
    detail = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(what__in=What.values), name="a_look_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(subject_kind=""), name="a_look_names_what_was_seen"),
            models.CheckConstraint(condition=~Q(what="field") | ~Q(reason=""), name="whoever_uncovers_says_why"),
        )
        indexes = (
            models.Index(fields=["district", "-id"], name="looks_in_a_district"),
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="looks_at_a_subject"),
            models.Index(fields=["person", "-id"], name="looks_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.signature}: {self.subject_kind} {self.subject_key}"
