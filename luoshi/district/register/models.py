"""What is stored of registers: who and what there is, and what was said of it. What was said only grows, and the database keeps it so.

What is valid on a day is never stored: it follows from the rows of :class:`EntryVersion`, of which the later one wins where two speak
of one day. An :class:`Entry` itself holds what finds it: its identifier, its names, its marks, and where it was merged into.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

IDENTIFIER_MAX = 200
KEY_MAX = 200
NAME_MAX = 200
MARK_MAX = 300


class Entry(models.Model):
    """名录条目: one enterprise, person, place, licence or commitment, found by its ``identifier`` within its register.

    ``key`` is its name in facts, cases and looks: the identifier, or where that is personal a number that tells nothing.
    ``name`` is the newest one. ``called`` are all names that it ever had, as they are compared, one a line, and of a place its addresses;
    ``words`` are their pairs of neighbouring characters. ``marks`` are values that it ever had and that others may share: whom it names,
    what it chose, where it is.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20)
    identifier = models.CharField(max_length=IDENTIFIER_MAX)
    key = models.CharField(max_length=KEY_MAX)
    name = models.CharField(max_length=NAME_MAX)
    called = models.TextField(blank=True)
    words = ArrayField(models.CharField(max_length=2), default=list)
    marks = ArrayField(models.CharField(max_length=MARK_MAX), default=list)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "kind", "identifier"], name="an_entry_has_its_own_identifier"),
            models.UniqueConstraint(fields=["district", "kind", "key"], name="an_entry_has_its_own_key"),
            models.CheckConstraint(condition=~Q(identifier="") & ~Q(key=""), name="an_entry_can_be_told_from_others"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="an_entry_is_not_merged_into_itself"),
        )
        indexes = (
            models.Index(fields=["district", "kind", "id"], name="entries_of_a_register"),
            GinIndex(fields=["words"], name="entries_by_words", opclasses=["array_ops"]),
            GinIndex(fields=["marks"], name="entries_by_marks", opclasses=["array_ops"], fastupdate=False),
        )

    def __str__(self) -> str:
        return self.key


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("正在核对")
    REVIEWED = "reviewed", _("等待确认")
    APPLYING = "applying", _("正在导入")
    APPLIED = "applied", _("已导入")
    REFUSED = "refused", _("不能读取")
    DISCARDED = "discarded", _("已放弃")


class Import(models.Model):
    """导入: a file on its way into a register. Until it is applied or given up, the file and its checked rows are kept; then both go.

    ``counts`` says how many rows are new, changed, the same and wrong; ``refusal`` why the file could not be read; ``confirmed_by`` and
    the like who let it be applied, and when.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    columns = models.JSONField(default=dict)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ImportState)
    only_accepted = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_signature = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    refusal = models.JSONField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="an_import_is_in_a_known_state"),
            models.CheckConstraint(condition=~Q(source=""), name="an_import_names_its_source"),
            models.CheckConstraint(
                condition=Q(state__in=["reading", "reviewed", "applying"], content__isnull=False)
                | Q(state__in=["applied", "refused", "discarded"], content=None),
                name="the_file_is_kept_until_the_import_is_over",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None, confirmed_signature="")
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_signature="")),
                name="a_confirmation_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="applying") | Q(confirmed_at__isnull=False), name="nothing_is_applied_that_nobody_confirmed"
            ),
        )
        indexes = (models.Index(fields=["id"], condition=Q(state__in=["reading", "applying"]), name="imports_that_wait_for_work"),)

    def __str__(self) -> str:
        return self.file_name


class ImportProgress(models.Model):
    """How far the worker is, and how often it began. A row of its own, to be written while the import is still one open transaction."""

    of = models.OneToOneField(Import, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


class RowOutcome(models.TextChoices):
    """What a row of a file would do."""

    NEW = "new", _("新增")
    CHANGED = "changed", pgettext_lazy("outcome", "变更")
    SAME = "same", _("没有变化")
    WRONG = "wrong", _("有错误")


class ImportRow(models.Model):
    """A row of a file that was checked. It may hold personal data: when the import is over, only what was wrong in it stays.

    ``seen`` is the newest version of its entry when it was checked; there was none where it is empty.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=IDENTIFIER_MAX, blank=True)
    values = models.JSONField()
    outcome = models.CharField(max_length=10, choices=RowOutcome)
    problems = models.JSONField(default=list)
    seen = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["of", "number"], name="a_row_of_a_file_is_checked_once"),
            models.CheckConstraint(condition=Q(outcome__in=RowOutcome.values), name="a_row_has_a_known_outcome"),
            models.CheckConstraint(condition=Q(outcome="wrong") | Q(problems=[]), name="only_wrong_rows_have_problems"),
        )
        indexes = (models.Index(fields=["of", "outcome", "number"], name="rows_of_an_import_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.of_id}/{self.number}"


class EntryVersion(models.Model):
    """What somebody said of an entry: from one day to another, both inclusive, it has these values; without values, it is not there.

    ``source`` is where it is known from, ``reason`` why it was said anew.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions", db_index=False)
    values = models.JSONField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    signature = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    by_import = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="versions", db_index=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_version_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(source=""), name="a_version_names_its_source"),
        )
        indexes = (models.Index(fields=["entry", "id"], name="versions_of_an_entry"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.valid_from}–{self.valid_to or ''}"


class Judgement(models.Model):
    """What somebody found about two entries, with reason and signature; where it is ``undone``, that it is not so."""

    undone = models.BooleanField(default=False)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        abstract = True


class Merge(Judgement):
    """合并: two entries turned out to be one and the same, or, where it is ``undone``, turned out not to be."""

    kept = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="merges_into")
    duplicate = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="merges")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(kept=F("duplicate")), name="an_entry_is_no_duplicate_of_itself"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_merge_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.duplicate_id} → {self.kept_id}"


class Distinction(Judgement):
    """不是同一个: two entries are not the same although they have the marks in ``shared``; of both, ``one`` came first."""

    one = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    shared = ArrayField(models.CharField(max_length=MARK_MAX))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_distinction_is_of_two_entries"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_distinction_says_why"),
            models.CheckConstraint(condition=~Q(shared=[]), name="a_distinction_says_what_both_share"),
        )
        indexes = (models.Index(fields=["one", "other", "-id"], name="distinctions_of_two_entries"),)

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
