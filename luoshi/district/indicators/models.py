"""What is stored of indicators: their declarations, and figures by the three ways in which one comes to be known.

A figure that is counted is never stored as such: it is the sum of its contributions, each of which names the fact that it comes from. So
what was known on any day can be asked for, and every figure says up to which size of the record it counts.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.signing import Signed
from luoshi.engines.packs.model import DETAILS_MAX, STATUSES, TAKES
from luoshi.engines.progress import Accumulation, Direction, Measure, Origin, Period, Rhythm
from luoshi.engines.progress import Definition as SaidDefinition
from luoshi.engines.progress import Indicator as Declared
from luoshi.words import Words

DIGITS, DECIMALS = 26, 8
"""Of a figure: as exact as the quantity of a fact."""

PERIOD_MAX = 7
"""Of a period as it is written: 2023-09."""


def _amount() -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)


class Indicator(models.Model):
    """指标: what is measured until ``valid_to``, and where its figures come from; the code is permanent.

    ``responsible`` is the unit that answers for it: it confirms what is counted, brings what is issued, or reports. A figure is due on
    ``due_day`` of the month after its period, or on the day that ``due_days`` says for its last month.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="indicators")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40)
    rhythm = models.CharField(max_length=10)
    accumulation = models.CharField(max_length=12)
    direction = models.CharField(max_length=12)
    measure = models.CharField(max_length=12)
    no_value_in = ArrayField(models.PositiveSmallIntegerField(), default=list)
    decimals = models.PositiveSmallIntegerField()
    base = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    peg = models.CharField(max_length=60, blank=True)
    valid_to = models.DateField(null=True)
    responsible = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="indicators")
    due_day = models.PositiveSmallIntegerField()
    due_days = models.JSONField(default=dict)
    due_basis = models.CharField(max_length=300)
    due_status = models.CharField(max_length=12)
    origin = models.CharField(max_length=10)
    kind = models.CharField(max_length=100, blank=True)
    detail_keys = ArrayField(models.TextField(), default=list)
    detail_values = ArrayField(models.TextField(), default=list)
    take = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=100, blank=True)
    counted = models.BooleanField(default=False)
    """Whether the facts that were there before it was declared have been counted."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code"], name="an_indicator_has_its_own_code"),
            models.CheckConstraint(
                condition=Q(rhythm__in=[*Rhythm], accumulation__in=[*Accumulation], direction__in=[*Direction], measure__in=[*Measure]),
                name="an_indicator_is_of_a_known_sort",
            ),
            models.CheckConstraint(condition=Q(origin__in=[*Origin]), name="an_indicator_has_a_known_origin"),
            models.CheckConstraint(
                condition=(Q(origin=Origin.COMPUTED, take__in=TAKES) & ~Q(kind="")) | (~Q(origin=Origin.COMPUTED) & Q(kind="", take="")),
                name="what_is_counted_says_which_facts",
            ),
            models.CheckConstraint(
                condition=Q(detail_keys__len=F("detail_values__len"), detail_keys__len__lte=DETAILS_MAX),
                name="each_detail_that_is_asked_has_its_words",
            ),
            models.CheckConstraint(
                condition=(Q(origin=Origin.OFFICIAL) & ~Q(issuer="")) | (~Q(origin=Origin.OFFICIAL) & Q(issuer="")),
                name="an_official_figure_has_its_issuer",
            ),
            models.CheckConstraint(condition=Q(due_day__range=(1, 31), due_status__in=STATUSES), name="a_figure_is_due_on_a_day"),
        )
        indexes = (models.Index(fields=["district", "kind"], condition=Q(origin="computed"), name="indicators_that_count_a_kind"),)

    def __str__(self) -> str:
        return self.code

    @property
    def words(self) -> Words:
        """What it is called."""
        return Words(self.name, self.name_en or self.name)

    @property
    def details(self) -> dict[str, str]:
        """What the details of each fact that is counted must say."""
        return dict(zip(self.detail_keys, self.detail_values, strict=True))

    @cached_property
    def defined(self) -> tuple[Definition, ...]:
        """Its definitions in the order of their days."""
        return tuple(sorted(self.definitions.all(), key=lambda one: one.valid_from))

    def declared(self) -> Declared:
        """The declaration as the rules of progress know it."""
        return Declared(
            code=self.code,
            name=self.words,
            unit=self.unit,
            rhythm=Rhythm(self.rhythm),
            accumulation=Accumulation(self.accumulation),
            direction=Direction(self.direction),
            measure=Measure(self.measure),
            definitions=tuple(SaidDefinition(one.valid_from, one.words, one.numerator, one.denominator) for one in self.defined),
            no_value_in=frozenset(self.no_value_in),
            decimals=self.decimals,
            base=self.base,
            peg=self.peg,
        )


class Definition(Signed):
    """口径: what the figures of an indicator count from a day on. A later one takes its place; what was said stays."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    valid_from = models.DateField()
    words = models.CharField(max_length=500)
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "valid_from"], name="one_definition_counts_from_a_day"),
            models.CheckConstraint(condition=~Q(words=""), name="a_definition_says_what_counts"),
        )

    def __str__(self) -> str:
        return self.words


# --- counted


class Count(models.Model):
    """一次计数: the record was counted up to ``size`` facts, whose root in the tree was ``root``."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(size__gte=1), name="a_count_counts_something"),)

    def __str__(self) -> str:
        return str(self.size)


class Contribution(models.Model):
    """What a fact adds to the figure of a month, or takes back: ``position`` is that of the leaf by which it came, ``number`` that of the
    fact that counts, or counts no longer. ``month`` is its first day.

    No key of the database points to the indicator, for it would be looked up with each of millions of rows.
    """

    pk = models.CompositePrimaryKey("indicator_id", "month", "position", "number")
    indicator = models.ForeignKey(Indicator, on_delete=models.DO_NOTHING, related_name="contributions", db_index=False, db_constraint=False)
    month = models.DateField()
    position = models.BigIntegerField()
    number = models.BigIntegerField()
    quantity = _amount()

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.month}: {self.quantity} ({self.number})"


class MonthlySum(models.Model):
    """The contributions of a month together, so that no page has to add them up."""

    pk = models.CompositePrimaryKey("indicator_id", "month")
    indicator = models.ForeignKey(Indicator, on_delete=models.DO_NOTHING, related_name="sums", db_index=False)
    month = models.DateField()
    quantity = _amount()
    entries = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.month}: {self.quantity}"


class CountedSubject(models.Model):
    """The fact by which a subject counts in a year, where each counts once."""

    pk = models.CompositePrimaryKey("indicator_id", "year", "subject_kind", "subject_key")
    indicator = models.ForeignKey(Indicator, on_delete=models.DO_NOTHING, related_name="subjects", db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    subject_kind = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=200)
    month = models.DateField()
    position = models.BigIntegerField()
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.subject_key} ({self.number})"


class Confirmation(Signed):
    """核对: a unit looked at a counted figure and says that it is right, or why it is not."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="confirmations")
    period = models.CharField(max_length=PERIOD_MAX)
    number = _amount()
    size = models.BigIntegerField()
    is_right = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(is_right=True) | ~Q(reason=""), name="who_doubts_a_figure_says_why"),)
        indexes = (models.Index(fields=["indicator", "period", "id"], name="what_a_unit_said_of_a_figure"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}: {self.is_right}"


# --- issued


class Release(Signed):
    """发布: the document by which a statistics office issued figures, as somebody brought it."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="releases")
    issuer = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~(Q(issuer="") | Q(title="")), name="a_release_names_its_document"),)

    def __str__(self) -> str:
        return self.title


class OfficialValue(models.Model):
    """官方统计值: as it was issued. A revised figure is another row with the next ``revision``, and both stay.

    ``place`` says where in the document it stands (a row, offsets of characters), ``quote`` what is written there.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="official_values")
    period = models.CharField(max_length=PERIOD_MAX)
    number = _amount()
    provisional = models.BooleanField()
    revision = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60, blank=True)
    quote = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "period", "revision"], name="official_figures_are_numbered"),
            models.UniqueConstraint(fields=["release", "indicator", "period"], name="a_release_says_a_figure_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="official_figures_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}: {self.number}"


# --- reported


class Stage(models.TextChoices):
    """How far a reported figure has come."""

    DRAFT = "draft", _("草稿")
    HANDED_IN = "handed_in", _("待审核")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已通过")


class ReportedValue(models.Model):
    """填报值: what a unit says of a period. It counts when another person has approved it; a correction is another one, with the next
    ``revision``. ``evidence`` are the hashes of the files that were handed in with it.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="reported_values")
    period = models.CharField(max_length=PERIOD_MAX)
    revision = models.PositiveSmallIntegerField()
    number = _amount()
    remark = models.CharField(max_length=500, blank=True)
    stage = models.CharField(max_length=10, choices=Stage)
    evidence = ArrayField(models.CharField(max_length=64), default=list)
    step_count = models.PositiveSmallIntegerField()
    reporter = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "period", "revision"], name="reported_figures_are_numbered"),
            models.UniqueConstraint(
                fields=["indicator", "period"], condition=~Q(stage="approved"), name="one_figure_of_a_period_is_on_its_way"
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="a_reported_figure_is_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "returned"]) | Q(evidence__len__gt=0), name="no_figure_is_handed_in_without_evidence"
            ),
            models.CheckConstraint(
                condition=(Q(stage="approved") & ~Q(approver=None) & ~Q(approved_at=None))
                | (~Q(stage="approved") & Q(approver=None, approved_at=None)),
                name="an_approved_figure_has_its_approver",
            ),
            models.CheckConstraint(condition=~Q(approver=F("reporter")), name="nobody_approves_the_own_figure"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}: {self.number}"

    @property
    def key(self) -> str:
        """The name by which its evidence belongs to it."""
        return str(self.pk)


class ReportedStep(Signed):
    """What was done with a reported figure, by whom and why; what was said with it then."""

    value = models.ForeignKey(ReportedValue, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    number = _amount()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(stage="returned") | ~Q(reason=""), name="who_returns_a_figure_says_why"),)

    def __str__(self) -> str:
        return f"{self.value_id}: {self.stage}"


# --- closed


class Closing(Signed):
    """关账: from then on the figures of a period stay as they are; counted ones as they were at this ``size`` of the record."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="closings")
    period = models.CharField(max_length=PERIOD_MAX)
    size = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["district", "period"], name="what_closed_a_period"),)

    def __str__(self) -> str:
        return self.period

    @property
    def closed(self) -> Period:
        """The period itself."""
        return Period.parse(self.period)


class ClosedFigure(models.Model):
    """What a counted figure was when its period was closed."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="closed_figures")
    number = _amount()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["closing", "indicator"], name="a_figure_is_closed_once"),)

    def __str__(self) -> str:
        return f"{self.closing_id} {self.indicator_id}: {self.number}"


class Reopening(Signed):
    """重新开放: by a decision, with its reason."""

    closing = models.OneToOneField(Closing, on_delete=models.PROTECT, related_name="reopening")
    decision = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~(Q(decision="") | Q(reason="")), name="a_period_is_reopened_by_a_decision_with_its_reason"),
        )

    def __str__(self) -> str:
        return self.reason
