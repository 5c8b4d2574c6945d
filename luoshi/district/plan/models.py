"""What the plan stores: a report, its text in versions, what was read in it, and what the district makes of it.

Two things have different lives and so have different tables. A :class:`Commitment` is a promise with a permanent code: it is numbered once,
never deleted while its report stands, and says what counts: as read at first, as people corrected and completed it since.
A :class:`Clause` is where a text says something, as the machine read it: it belongs to one version and is replaced when that version is
read again by a better engine. Every change that a person makes is a :class:`Change`, which the database lets nobody alter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from luoshi.district.plan.words import RHYTHMS
from luoshi.engines.reading.model import Base, FindingKind, Half, Kind, Measurement, Operator, ResultType

if TYPE_CHECKING:
    from enum import StrEnum

PROMISES = (Kind.TARGET, Kind.COMMITMENT, Kind.MECHANISM, Kind.PLATFORM, Kind.PROGRAMME)
"""The kinds of clause that, in the plan half, promise something."""


class Origin(models.TextChoices):
    """How a report came here; only uploaded ones can be removed from the page."""

    DEMONSTRATION = "demonstration", "演示"
    DISTRICT = "district", "本区"
    UPLOADED = "uploaded", "上传"


def _one_of(name: str, values: type[StrEnum] | type[models.TextChoices]) -> Q:
    return Q(**{f"{name}__in": [value.value for value in values]})


class Resolution(models.Model):
    """会议决定: which meeting, or which document, decided. An adopted plan changes by nothing else."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.CharField(max_length=200)
    held_on = models.DateField()
    document_number = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "meeting", "held_on"], name="a_resolution_is_recorded_once"),
            models.CheckConstraint(condition=~Q(meeting=""), name="a_resolution_names_its_meeting"),
        )

    def __str__(self) -> str:
        number = f"，{self.document_number}" if self.document_number else ""
        return f"{self.meeting}（{self.held_on}{number}）"


class ReportingClass(models.Model):
    """任务分类: how weighty a commitment is, and how often it is reported. ``status`` says how sure the ``basis`` is for this district."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="reporting_classes")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    every_months = models.PositiveSmallIntegerField()
    basis = models.TextField()
    status = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "letter"], name="a_class_has_its_own_letter"),
            models.CheckConstraint(condition=Q(every_months__in=(1, 2, 3, 6, 12)), name="a_rhythm_divides_the_year"),
            models.CheckConstraint(condition=Q(status__in=("verified", "elsewhere", "unverified")), name="a_basis_is_of_known_standing"),
        )

    def __str__(self) -> str:
        return self.letter

    @property
    def rhythm(self) -> str:
        """How often it is reported, in words."""
        return str(RHYTHMS[self.every_months])


class Report(models.Model):
    """A work report of one year. ``next_number`` is the serial number that the next new commitment gets; ``series`` counts the reports that
    a district has of one year, so that no code is borne by two promises.

    ``holder`` is the own random word of the visitor who uploaded it: the only one who may revise it or take it away.
    A district's own report is a draft, which the district's offices see and correct, until its plan is adopted: from then on it is public,
    and changes by resolution.
    """

    slug = models.SlugField(max_length=80, unique=True)
    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, null=True, related_name="reports")
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=20, choices=Origin)
    holder = models.CharField(max_length=64, blank=True, db_index=True)
    received_at = models.DateTimeField()
    next_number = models.PositiveIntegerField(default=1)
    series = models.PositiveSmallIntegerField(default=1)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    adopted_signature = models.CharField(max_length=200, blank=True)
    adoption = models.ForeignKey(Resolution, on_delete=models.PROTECT, null=True, related_name="adopted_reports")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_one_of("origin", Origin), name="a_report_has_a_known_origin"),
            models.CheckConstraint(condition=Q(year=None) | Q(year__range=(1949, 2100)), name="a_report_is_of_a_plausible_year"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="commitments_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(origin=Origin.UPLOADED.value) ^ Q(holder=""), name="uploaded_reports_and_only_those_have_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adoption=None, adopted_by=None)
                | Q(adopted_at__isnull=False, adoption__isnull=False, adopted_by__isnull=False, district__isnull=False),
                name="a_plan_is_adopted_by_a_resolution",
            ),
            models.CheckConstraint(condition=Q(adopted_at=None) | ~Q(origin=Origin.UPLOADED.value), name="no_upload_is_adopted"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def removable(self) -> bool:
        """Whether whoever brought the report may take it away again."""
        return self.origin == Origin.UPLOADED

    @property
    def series_mark(self) -> str:
        """Tells a second report of the same district and year from the first: 桃源-2023.2-0001."""
        return f".{self.series}" if self.series > 1 else ""

    @property
    def invented(self) -> bool:
        """Whether the report, or whoever answers for it, does not exist."""
        return self.origin == Origin.DEMONSTRATION or (
            self.origin == Origin.DISTRICT and self.district is not None and self.district.invented
        )

    @property
    def adopted(self) -> bool:
        """Whether the plan is in force: what it promises changes by a recorded resolution only."""
        return self.adopted_at is not None

    @property
    def is_draft(self) -> bool:
        """Whether only the district's own offices may see the report: it is theirs, and not adopted yet."""
        return self.origin == Origin.DISTRICT and not self.adopted


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


class Missing(models.TextChoices):
    """The four gaps of a commitment."""

    OWNER = "owner", "责任"
    DEADLINE = "deadline", "时限"
    BASE = "base", "基数"
    SOURCE = "source", "佐证来源"


class Commitment(models.Model):
    """A promise with its permanent code, as it counts.

    ``quote`` and ``area_title`` are its last known words, by which a later text finds it again; nobody corrects them.
    ``kind`` is what people hold it to be: of a kind that promises nothing, it is not tracked. ``settled`` says that a person corrected what
    was read, so that it is looked for even where a machine reads no promise. ``revision`` grows with each change: of two persons who edit
    at once the second is told, and no machine reads over what a person has changed.
    ``missing`` is what :func:`~luoshi.district.plan.missing.missing_in` said after the last change.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveIntegerField()
    code = models.SlugField(max_length=100, unique=True)
    quote = models.TextField()
    area_title = models.TextField(blank=True)
    kind = models.CharField(max_length=20)
    strength = models.CharField(max_length=20, blank=True)
    settled = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    leader = models.ForeignKey("offices.Post", on_delete=models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    cooperating = models.ManyToManyField("offices.Unit", related_name="+")
    reporting_class = models.ForeignKey(ReportingClass, on_delete=models.PROTECT, null=True, related_name="+")
    deadline = models.DateField(null=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    missing = ArrayField(models.CharField(max_length=10, choices=Missing), default=list)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_signature = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="commitments_of_a_report_are_numbered"),
            models.CheckConstraint(condition=_one_of("kind", Kind), name="a_commitment_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="revisions_are_counted_from_one"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """The code as offices say it: 桃源-2023-0042; 上传-2023-0042 for an upload of no known district, lest it look official."""
        district = self.report.district
        parts = (
            district.short_name if district else "上传" if self.report.removable else "",
            f"{self.report.year or ''}{self.report.series_mark}",
            f"{self.number:04d}",
        )
        return "-".join(filter(None, parts))

    @property
    def tracked(self) -> bool:
        """Whether it is held to be a promise."""
        return self.kind in PROMISES

    @property
    def confirmed(self) -> bool:
        """Whether the lead unit said that what is arranged holds."""
        return self.confirmed_at is not None


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
    """What one stretch of a version says, as read. A promise has a commitment and suggested ``owners``; so has what people made one."""

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
                condition=Q(commitment__isnull=False) | ~Q(half=Half.PLAN.value, kind__in=[kind.value for kind in PROMISES]),
                name="what_is_read_as_a_promise_has_a_code",
            ),
            models.CheckConstraint(condition=Q(commitment=None) | Q(half=Half.PLAN.value), name="what_was_achieved_has_no_code"),
        )

    def __str__(self) -> str:
        return self.quote


_MEASURED: tuple[models.BaseConstraint, ...] = (
    models.CheckConstraint(condition=_one_of("operator", Operator), name="a_%(class)s_has_a_known_operator"),
    models.CheckConstraint(condition=_one_of("measurement", Measurement), name="a_%(class)s_is_measured_in_a_known_way"),
    models.CheckConstraint(condition=Q(base="") | _one_of("base", Base), name="a_%(class)s_has_a_known_base"),
    models.CheckConstraint(condition=Q(result_type="") | _one_of("result_type", ResultType), name="a_%(class)s_has_a_known_result_type"),
)
"""What holds of every quantity, read or planned."""


class Measured(models.Model):
    """One (indicator, value) pair. ``value`` is the number before ``unit`` as printed: 20亿元 is 20 and 亿元."""

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

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = _MEASURED

    def __str__(self) -> str:
        return f"{self.indicator} {self.operator} {self.value} {self.unit}"


class Target(Measured):
    """What the machine read in a clause. For a promise it is where a :class:`PlannedTarget` came from; for a result it is the figure."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta(Measured.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *_MEASURED,
            models.UniqueConstraint(fields=["clause", "position"], name="targets_of_a_clause_stand_in_order"),
        )


class PlannedTarget(Measured):
    """指标: one quantity by which a commitment will be judged, as it counts, with what no report says.

    ``number`` is permanent within the commitment; a dropped target keeps it. ``definition`` says what is counted (口径), ``base_value`` the
    figure growth starts from, ``source`` who will issue the figure.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField()
    dropped = models.BooleanField(default=False)
    definition = models.TextField(blank=True)
    base_value = models.DecimalField(max_digits=40, decimal_places=10, null=True)
    base_source = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta(Measured.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *_MEASURED,
            models.UniqueConstraint(fields=["commitment", "number"], name="targets_of_a_commitment_are_numbered"),
        )


class Milestone(models.Model):
    """季度目标: what will be reached by the end of a quarter of the report's year: a figure in the target's unit, or a state of the work.

    Without ``target`` it is about the commitment as a whole.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    target = models.ForeignKey(PlannedTarget, on_delete=models.CASCADE, null=True, related_name="milestones")
    quarter = models.PositiveSmallIntegerField()
    text = models.TextField()
    value = models.DecimalField(max_digits=40, decimal_places=10, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "target", "quarter"], nulls_distinct=False, name="a_quarter_has_one_milestone"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="a_year_has_four_quarters"),
            models.CheckConstraint(condition=~Q(text=""), name="a_milestone_says_something"),
        )

    def __str__(self) -> str:
        return self.text


class Nature(models.TextChoices):
    """Why a value changed."""

    CORRECTED = "corrected", "改正解读"
    ARRANGED = "arranged", "补充"
    DECIDED = "decided", "依会议决定变更"
    CONFIRMED = "confirmed", "单位确认"
    REVISED = "revised", "修订稿"


class Change(models.Model):
    """变更记录: one value of a commitment before and after, with who, when, why and by which resolution. Nobody alters or deletes it.

    ``target_number`` is 0 for what concerns the commitment as a whole. ``old`` and ``new`` are as officials read them.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    target_number = models.PositiveSmallIntegerField(default=0)
    field = models.CharField(max_length=20)
    nature = models.CharField(max_length=20, choices=Nature)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, null=True, related_name="changes")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_one_of("nature", Nature), name="a_change_is_of_a_known_nature"),
            models.CheckConstraint(condition=~Q(nature="corrected") | ~Q(reason=""), name="a_correction_gives_its_reason"),
            models.CheckConstraint(condition=~Q(nature="decided") | ~Q(resolution=None), name="a_decided_change_names_its_resolution"),
        )
        indexes = (models.Index(fields=["commitment", "at"], name="changes_of_a_commitment"),)

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


class Tally(models.Model):
    """计数: which facts are counted beside a commitment: those of a kind with these details. Their number says what happened, never whether
    the promise is kept. Nobody alters it; a :class:`TallyEnd` ends it.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="tallies")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=100)
    details = models.JSONField(default=dict, blank=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20)
    reason = models.CharField(max_length=500)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commitment", "number"], name="tallies_of_a_commitment_are_numbered"),
            models.CheckConstraint(condition=~(Q(kind="") | Q(name="") | Q(unit="")), name="a_tally_says_what_it_counts"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_tally_gives_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.number} {self.kind}"

    @property
    def ended(self) -> bool:
        """Whether it is counted no longer."""
        return hasattr(self, "end")


class TallyEnd(models.Model):
    """停止计数: from when on, why, and by whose word a tally does not stand beside its commitment any more."""

    tally = models.OneToOneField(Tally, on_delete=models.PROTECT, related_name="end")
    reason = models.CharField(max_length=500)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="who_ends_a_tally_says_why"),)

    def __str__(self) -> str:
        return f"{self.tally_id} – {self.at}"


class TableImport(models.Model):
    """An edited 任务分解表 that was handed in: looked at first, applied or discarded then. ``edits`` is what it asks for, row by row."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="table_imports")
    file_name = models.CharField(max_length=200)
    edits = models.JSONField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name


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
