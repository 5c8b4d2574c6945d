"""What is stored of populations: registers frozen on a day, tables of departments, runs of rules over everybody. All of it only grows.

The rows themselves lie in Parquet files, each called by its hash (:mod:`~luoshi.district.population.files`); here stands what they are.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed

NAME_MAX = 100
DIGEST = 64
PERIOD_MAX = 7


class Snapshot(models.Model):
    """快照: the registers of a district as they stood ``on`` a day. One that the round took by itself has no ``person``.

    ``sha256`` is the digest of those of its registers.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="snapshots")
    on = models.DateField()
    taken_at = models.DateTimeField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signature = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(person=None, signature="") | Q(person__isnull=False), name="who_takes_a_snapshot_signs_it"),
        )
        indexes = (models.Index(fields=["district", "-id"], name="snapshots_of_a_district"),)

    def __str__(self) -> str:
        return f"{self.on}/{self.pk}"

    @property
    def is_removed(self) -> bool:
        """Whether its files went by the rule of keeping; what was known of them stays."""
        return hasattr(self, "removal")


class FrozenRegister(models.Model):
    """A register in a snapshot: its file, how many entries it has, and how good each column is.

    ``columns`` are the codes of its fields in order, ``merged`` the keys of duplicates with the one that stands for each, ``quality`` is as
    :mod:`~luoshi.district.population.quality` writes it.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="registers")
    register = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    columns = models.JSONField()
    merged = models.JSONField(default=dict)
    quality = models.JSONField()
    sha256 = models.CharField(max_length=DIGEST)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["snapshot", "register"], name="a_register_is_in_a_snapshot_once"),)

    def __str__(self) -> str:
        return f"{self.snapshot_id}/{self.register}"


class Removal(models.Model):
    """That the files of a snapshot went, by the rule of keeping."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="removal")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.snapshot_id}"


class Declaration(Signed):
    """What a department's table is: about whom, which columns, what may stand in them, who brings it. The last one of a name counts.

    ``columns`` are as :class:`~luoshi.district.population.declared.Column` writes them.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    name_en = models.CharField(max_length=NAME_MAX)
    register = models.CharField(max_length=20)
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="a_department_table_has_a_name"),)
        indexes = (models.Index(fields=["district", "name", "-id"], name="declarations_of_a_table"),)

    def __str__(self) -> str:
        return self.name


class DepartmentTable(Signed):
    """部门数据: what a department knows of everybody for a ``period``, a year or a month. A better file for the same period is the next
    ``version``, with a ``reason``; the last one counts for new runs.

    ``source`` says where it is known from, ``document`` on which ground it was handed over. ``received_sha256`` is the hash of the file as
    it came, ``sha256`` that of its rows. ``left_out`` rows had faults, of which ``faults`` keeps the first.
    """

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="tables")
    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="department_tables")
    name = models.CharField(max_length=NAME_MAX)
    period = models.CharField(max_length=PERIOD_MAX)
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200)
    received_sha256 = models.CharField(max_length=DIGEST)
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    quality = models.JSONField()
    sha256 = models.CharField(max_length=DIGEST)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "name", "period", "version"], name="versions_of_a_department_table_are_numbered"),
            models.CheckConstraint(condition=~Q(source=""), name="a_department_table_names_its_source"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="a_new_version_of_a_table_says_why"),
            models.CheckConstraint(condition=Q(period__regex=r"^\d{4}(-\d{2})?$"), name="a_table_is_of_a_year_or_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.period}/{self.version}"


class Run(Signed):
    """运行: published rules applied to everybody in a register of a snapshot, as of a day. Its result is frozen.

    ``versions`` are the model versions that counted, as :func:`~luoshi.district.decisions.queries.versions_in_force` gives them. ``wanted``
    are the decisions, ``answers`` the columns in which they are answered, ``explained_by`` the decision whose rule is the reason,
    ``sources`` where each input came from, ``keep`` what was taken from the register beside. ``reasons`` say what the ids in the result
    stand for, ``counts`` how many rows have which, and what their masks stand for. Where ``dated_by`` names an input, each row is decided
    by the law of the day that it says, and not by that of ``on``.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="population_runs")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    tables = models.ManyToManyField(DepartmentTable, related_name="runs")
    register = models.CharField(max_length=20)
    on = models.DateField()
    dated_by = models.CharField(max_length=200, blank=True)
    package = models.CharField(max_length=NAME_MAX)
    versions = models.JSONField()
    wanted = models.JSONField()
    answers = models.JSONField()
    explained_by = models.CharField(max_length=200)
    sources = models.JSONField()
    keep = models.JSONField()
    reasons = models.JSONField()
    counts = models.JSONField()
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=DIGEST)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(wanted=[]), name="a_run_answers_something"),)
        indexes = (models.Index(fields=["district", "-id"], name="runs_of_a_district"),)

    def __str__(self) -> str:
        return f"{self.package} {self.on}/{self.pk}"

    @property
    def laws(self) -> list[tuple[date, date, int]]:
        """Of a run with ``dated_by``: from which day to which, both included, there was one law, and how many rows have such a day."""
        return [(date.fromisoformat(first), date.fromisoformat(last), rows) for first, last, rows in self.counts.get("laws", [])]

    @property
    def without_law(self) -> int:
        """How many rows of such a run have no day, or one on which there was no law."""
        return self.rows - sum(rows for _, _, rows in self.laws) if self.dated_by else 0

    @property
    def law_day(self) -> date:
        """A day by whose law rows of the run are decided."""
        return self.laws[0][0] if self.laws else self.on

    def law_on(self, day: date | None) -> date:
        """The day by whose law a row with this day is decided; one without any day or law is looked at by that of another row."""
        return day if day is not None and any(first <= day <= last for first, last, _ in self.laws) else self.law_day

    @property
    def decided(self) -> int:
        """For how many rows the rules have an answer."""
        found: int = self.rows - self.counts["undecided"]
        return found
