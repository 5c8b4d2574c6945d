"""What is stored of decision models: their versions, and which of them was in force when. Both only grow, and the database keeps it so.

Which version counts on a day is never stored: it follows from the rows of :class:`Enforcement`, of which the later one wins where two
speak of one day. So a version is superseded or withdrawn by saying so, and what was said before stays readable.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class PackContent(models.Model):
    """决策包 as a district loaded it: all its files by their path, so that a decision can be computed again with the law of that time."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="decision_packs")
    pack = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "pack", "sha256"], name="a_district_loads_a_pack_once"),
            models.CheckConstraint(condition=~Q(pack=""), name="a_loaded_pack_has_its_name"),
        )

    def __str__(self) -> str:
        return self.pack


class DecisionModel(models.Model):
    """决策模型: the rules of one matter, under a permanent name. ``file`` is its path in the decision pack that it came from, if any."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="decision_models")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="a_decision_model_has_a_title"),)

    def __str__(self) -> str:
        return self.title


class ModelVersion(models.Model):
    """One saved state of a model: the DMN file as it was handed in, its examples, and who saved it when and why.

    ``pack`` has the parameters, documents and words that belong to it, where it came with a decision pack.
    ``checked`` counts what was found when it was saved, so that a list need not compute it again.
    """

    model = models.ForeignKey(DecisionModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    examples = models.TextField(blank=True)
    pack = models.ForeignKey(PackContent, on_delete=models.PROTECT, null=True, related_name="versions")
    checked = models.JSONField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["model", "number"], name="versions_of_a_decision_model_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_of_a_decision_model_count_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.model_id}/{self.number}"


class Enforcement(models.Model):
    """施行: from one day to another, both inclusive, this version counts; without a version, none does. Without an end it goes on.

    The database refuses a row whose person saved the version: nobody puts the own rules in force.
    """

    model = models.ForeignKey(DecisionModel, on_delete=models.PROTECT, related_name="enforcements")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, null=True, related_name="enforcements")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="what_is_in_force_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="putting_in_force_says_why"),
        )
        indexes = (models.Index(fields=["model", "valid_from"], name="what_is_in_force_when"),)

    def __str__(self) -> str:
        return f"{self.model_id}: {self.version_id} {self.valid_from}–{self.valid_to or ''}"
