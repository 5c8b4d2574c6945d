"""What the plan stores: a report, its text in versions, and what was read in the version that counts.

Two things have different lives and so have different tables. A :class:`Commitment` is a promise with a permanent code: it is numbered once
and never deleted while its report stands. A :class:`Clause` is where a text says something: it belongs to one version and is replaced when
that version is read again by a better engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from luoshi.engines.reading.model import Base, FindingKind, Half, Kind, Measurement, Operator, ResultType

if TYPE_CHECKING:
    from enum import StrEnum

PROMISES = (Kind.TARGET, Kind.COMMITMENT, Kind.MECHANISM, Kind.PLATFORM, Kind.PROGRAMME)
"""The kinds of clause that, in the plan half, promise something."""


class Origin(models.TextChoices):
    """How a report came here; only uploaded ones can be removed from the page."""

    DEMONSTRATION = "demonstration", "演示"
    ADOPTED = "adopted", "本区采用"
    UPLOADED = "uploaded", "上传"


def _one_of(name: str, values: type[StrEnum] | type[Origin]) -> Q:
    return Q(**{f"{name}__in": [value.value for value in values]})


class District(models.Model):
    """A government that reports: 桃源新区."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name"], name="a_district_is_stored_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """桃源新区 → 桃源, as in the codes of documents; a name of two characters stays whole."""
        short = re.sub(r"(?:新区|自治区|自治州|自治县|自治旗|[省市区县州旗])$", "", self.name)
        return short if len(short) > 1 else self.name


class Report(models.Model):
    """A work report of one year. ``next_number`` is the serial number that the next new commitment gets.

    ``holder`` is the own random word of the visitor who uploaded it: the only one who may revise it or take it away.
    """

    slug = models.SlugField(max_length=80, unique=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, related_name="reports")
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=20, choices=Origin)
    holder = models.CharField(max_length=64, blank=True, db_index=True)
    received_at = models.DateTimeField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_one_of("origin", Origin), name="a_report_has_a_known_origin"),
            models.CheckConstraint(condition=Q(year=None) | Q(year__range=(1949, 2100)), name="a_report_is_of_a_plausible_year"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="commitments_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(origin=Origin.UPLOADED.value) ^ Q(holder=""), name="uploaded_reports_and_only_those_have_a_holder"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def removable(self) -> bool:
        """Whether whoever brought the report may take it away again."""
        return self.origin == Origin.UPLOADED


class ReportVersion(models.Model):
    """One text of a report. ``source`` is the decoded file, ``text`` its normal form, into which all spans point."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    is_current = models.BooleanField()
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=30, blank=True)
    notes = models.JSONField(default=list)
    source = models.TextField()
    source_sha256 = models.CharField(max_length=64)
    text = models.TextField()
    read_at = models.DateTimeField()
    engine = models.CharField(max_length=60)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="versions_of_a_report_are_numbered"),
            models.UniqueConstraint(fields=["report"], condition=Q(is_current=True), name="one_version_of_a_report_counts"),
            models.UniqueConstraint(fields=["report", "source_sha256"], name="a_report_holds_a_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class Commitment(models.Model):
    """A promise with its permanent code. ``quote`` and ``area_title`` are its last known words, by which a later text finds it again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveIntegerField()
    code = models.SlugField(max_length=100, unique=True)
    quote = models.TextField()
    area_title = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="commitments_of_a_report_are_numbered"),)

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """The code as offices say it: 桃源-2023-0042; 上传-2023-0042 for an upload of no known district, lest it look official."""
        district = self.report.district
        parts = (
            district.short_name if district else "上传" if self.report.removable else "",
            str(self.report.year or ""),
            f"{self.number:04d}",
        )
        return "-".join(filter(None, parts))


class Area(models.Model):
    """领域: a section of one version. ``position`` is its order of reading, ``number`` what the report calls it."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.TextField(blank=True)
    half = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "position"], name="areas_stand_in_order"),
            models.CheckConstraint(condition=_one_of("half", Half), name="an_area_is_of_one_half"),
        )

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """What one stretch of a version says. A promise has a commitment and suggested ``owners``; results and principles have neither."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="clauses")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="clauses")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, null=True, related_name="clauses")
    position = models.PositiveIntegerField()
    measure = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    half = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    strength = models.CharField(max_length=20, blank=True)
    headline = models.BooleanField(default=False)
    owners = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "position"], name="clauses_stand_in_order"),
            models.UniqueConstraint(fields=["version", "commitment"], name="a_commitment_stands_once_in_a_version"),
            models.CheckConstraint(condition=_one_of("half", Half), name="a_clause_is_of_one_half"),
            models.CheckConstraint(condition=_one_of("kind", Kind), name="a_clause_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_clause_covers_text"),
            models.CheckConstraint(
                condition=Q(commitment=None) ^ Q(half=Half.PLAN.value, kind__in=[kind.value for kind in PROMISES]),
                name="promises_and_only_promises_have_a_code",
            ),
        )

    def __str__(self) -> str:
        return self.quote


class Target(models.Model):
    """One (indicator, value) pair of a clause. ``value`` is the number before ``unit`` as printed: 20亿元 is 20 and 亿元."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    indicator = models.TextField()
    operator = models.CharField(max_length=10)
    measurement = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=40, decimal_places=10, null=True)
    value_max = models.DecimalField(max_digits=40, decimal_places=10, null=True)
    unit = models.TextField(blank=True)
    dimension = models.CharField(max_length=20, blank=True)
    comparator = models.TextField(blank=True)
    base = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=40, blank=True)
    period_stated = models.BooleanField(default=False)
    direction = models.CharField(max_length=10, blank=True)
    result_type = models.CharField(max_length=10, blank=True)
    peg = models.TextField(blank=True)
    baseline = models.DecimalField(max_digits=40, decimal_places=10, null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["clause", "position"], name="targets_of_a_clause_stand_in_order"),
            models.CheckConstraint(condition=_one_of("operator", Operator), name="a_target_has_a_known_operator"),
            models.CheckConstraint(condition=_one_of("measurement", Measurement), name="a_target_is_measured_in_a_known_way"),
            models.CheckConstraint(condition=Q(base="") | _one_of("base", Base), name="a_target_has_a_known_base"),
            models.CheckConstraint(
                condition=Q(result_type="") | _one_of("result_type", ResultType), name="a_target_has_a_known_result_type"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.operator} {self.value} {self.unit}"


class Finding(models.Model):
    """What the office should know about its own text, and where."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="findings")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, related_name="findings")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    message = models.TextField()
    advice = models.TextField()
    values = models.JSONField(default=list)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "position"], name="findings_stand_in_order"),
            models.CheckConstraint(condition=_one_of("kind", FindingKind), name="a_finding_is_of_a_known_kind"),
        )

    def __str__(self) -> str:
        return self.message
