"""What is stored of cases. What happened only grows: steps, assignments, deadlines; the database keeps it so.

A :class:`Case` itself is a set of pointers to the newest of these rows, kept so that a queue of 100,000 cases is one look into an index.
The database refuses a transaction after which they do not agree.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from luoshi.district.signing import Signed
from luoshi.engines.casework import ClockState
from luoshi.engines.casework.case_types import Standing, StatusKind
from luoshi.engines.decisions.citations import Status

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""Where a case without a running deadline stands in a queue: after all others."""


CLOSED: Final = tuple(kind.value for kind in StatusKind if kind.is_closed)
"""The kinds of status in which nothing is left to do. 办结 is not 不予受理, and neither is 撤销."""


class CaseTypeVersion(Signed):
    """办件类型 as a district loaded it: the texts of its pack, from which it is read again. A case keeps the one it began under."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="case_types")
    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "code", "number"], name="versions_of_a_case_type_are_numbered"),
            models.UniqueConstraint(fields=["district", "code", "sha256"], name="a_district_loads_a_case_type_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_of_a_case_type_count_from_one"),
            models.CheckConstraint(condition=~Q(name=""), name="a_case_type_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"


class CalendarVersion(Signed):
    """工作日历 as it was known from a moment on: ``years`` are all its year tables, ``documents`` the notices that they rest on.

    ``hours`` are the spans of a working day in which the offices are open, ``hours_status`` how sure they are; ``version`` is the hash of
    the tables.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="calendars")
    number = models.PositiveIntegerField()
    years = models.JSONField()
    hours = models.JSONField()
    hours_status = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Status])
    documents = models.TextField()
    published_through = models.DateField()
    version = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="versions_of_a_calendar_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_of_a_calendar_count_from_one"),
            models.CheckConstraint(condition=~Q(documents=""), name="a_calendar_names_its_documents"),
        )

    def __str__(self) -> str:
        return f"{self.district_id}: {self.published_through}"


class Case(models.Model):
    """办件: where it stands now. ``matter`` is the code of its type, for which powers are granted.

    ``due_at`` is the earliest deadline among its running clocks, ``due_clock`` that clock; a paused clock has none. ``remind_at`` is when
    the next card, yellow or red, is to be shown; ``calendar`` the version by which its deadlines were computed last.

    ``applicant`` is the permanent key of whoever it is for, empty where nobody applied. ``idempotency_key`` was drawn by the form, or is
    the name of what opened it; older cases have none.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="cases", db_index=False)
    type = models.ForeignKey(CaseTypeVersion, on_delete=models.PROTECT, related_name="cases")
    matter = models.CharField(max_length=60)
    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=200)
    subject_title = models.CharField(max_length=300, blank=True)
    applicant = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=100, null=True)  # noqa: DJ001 - those without one are not the same
    opened_at = models.DateTimeField()

    status = models.CharField(max_length=60)
    status_kind = models.CharField(max_length=20)
    closed_at = models.DateTimeField(null=True)
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    due_clock = models.CharField(max_length=60, blank=True)
    warn_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    remind_at = models.DateTimeField(null=True)
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    step_count = models.PositiveIntegerField()
    place = models.GeneratedField(
        expression=Coalesce(F("due_at"), Value(NEVER, output_field=models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(status_kind__in=[kind.value for kind in StatusKind]), name="a_case_has_a_known_kind_of_status"
            ),
            models.CheckConstraint(
                condition=(Q(closed_at=None) & ~Q(status_kind__in=CLOSED)) | Q(closed_at__isnull=False, status_kind__in=CLOSED),
                name="a_case_is_closed_when_its_status_says_so",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(due_at=None, warn_at=None, remind_at=None), name="a_closed_case_has_no_deadline"
            ),
            models.CheckConstraint(
                condition=Q(due_at=None, due_clock="", warn_at=None, provisional=False) | (Q(due_at__isnull=False) & ~Q(due_clock="")),
                name="a_deadline_belongs_to_a_clock",
            ),
            models.CheckConstraint(condition=Q(warn_at=None) | Q(warn_at__lte=F("due_at")), name="a_warning_comes_before_its_deadline"),
            models.CheckConstraint(condition=Q(step_count__gte=1), name="a_case_begins_with_a_step"),
            models.CheckConstraint(condition=~Q(title=""), name="a_case_has_a_title"),
            models.CheckConstraint(condition=~Q(subject_kind="") & ~Q(subject_key=""), name="a_case_is_about_something"),
            models.UniqueConstraint(fields=["district", "idempotency_key"], name="asked_twice_a_case_is_opened_once"),
            models.CheckConstraint(condition=~Q(idempotency_key=""), name="an_idempotency_key_is_no_empty_text"),
        )
        indexes = (
            models.Index(fields=["holder", "place", "id"], condition=Q(closed_at=None), name="cases_of_a_person"),
            models.Index(fields=["unit", "place", "id"], condition=Q(closed_at=None, holder=None), name="cases_that_nobody_took"),
            models.Index(fields=["unit", "matter", "status", "place", "id"], condition=Q(closed_at=None), name="cases_of_a_unit"),
            models.Index(fields=["district", "matter", "status", "place", "id"], condition=Q(closed_at=None), name="cases_of_a_matter"),
            models.Index(
                fields=["district", "unit", "due_at"], include=["matter"], condition=Q(due_at__isnull=False), name="cases_that_run"
            ),
            models.Index(fields=["district", "place", "id"], condition=Q(due_at__isnull=False), name="running_cases_by_deadline"),
            models.Index(fields=["unit", "-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="cases_closed_lately"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="cases_to_remind_of"),
            models.Index(fields=["district", "calendar"], condition=Q(closed_at=None), name="cases_by_calendar"),
            models.Index(fields=["subject_kind", "subject_key"], name="cases_about_a_subject"),
            models.Index(fields=["applicant", "-id"], condition=~Q(applicant=""), name="cases_of_an_applicant"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.closed_at is not None


class CaseStep(models.Model):
    """办理记录: one thing that was done to a case: by which transition, from which status to which, with which values.

    It was done in a ``post`` and on behalf of a ``unit``, or by an ``outsider``, the applicant or the system. ``moves`` say what it did to
    which clock, with the rule that was in force on that day; ``fact`` is what it left on record, where its transition leaves anything.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    transition = models.CharField(max_length=60)
    from_status = models.CharField(max_length=60, blank=True)
    to_status = models.CharField(max_length=60)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.ForeignKey("offices.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    outsider = models.CharField(max_length=20, blank=True)
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()
    values = models.JSONField()
    moves = models.JSONField()
    fact = models.OneToOneField("facts.Fact", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="steps_of_a_case_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="steps_of_a_case_count_from_one"),
            models.CheckConstraint(
                condition=Q(number=1, from_status="") | (Q(number__gt=1) & ~Q(from_status="")),
                name="only_the_first_step_comes_from_nowhere",
            ),
            models.CheckConstraint(
                condition=Q(outsider="", person__isnull=False, post__isnull=False, unit__isnull=False)
                | Q(outsider=Standing.APPLICANT.value, person__isnull=False, post=None, unit=None)
                | Q(outsider=Standing.SYSTEM.value, person=None, post=None, unit=None),
                name="a_step_is_taken_in_a_post_or_by_an_outsider",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}#{self.number} {self.transition}"


class Assignment(models.Model):
    """Whose a case is from a step on: the unit's, and the person's who took it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    step = models.OneToOneField(CaseStep, on_delete=models.PROTECT, related_name="assignment")
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="assignments_of_a_case"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.unit_id} {self.holder_id or ''}"


class Because(models.TextChoices):
    """Why a deadline was computed."""

    STEP = "step", "办理步骤"
    CALENDAR = "calendar", "工作日历更新"


class Deadline(models.Model):
    """What a clock says from a moment on. A later row of the same clock takes its place, and both stay readable.

    ``term`` is the number of the step that began or extended it; ``first_due_at`` what it said before any pause or extension. A clock that
    is paused in time has no ``due_at``: it is known again when the pause is over. When a window ends nobody is late: no case points to it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines", db_index=False)
    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="deadlines", db_index=False)
    clock = models.CharField(max_length=60)
    term = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField()
    is_window = models.BooleanField()
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    because = models.CharField(max_length=20, choices=Because)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ClockState]), name="a_deadline_is_of_a_clock_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=ClockState.RUNNING.value) | Q(due_at__isnull=False), name="a_running_clock_has_a_deadline"
            ),
            models.CheckConstraint(condition=Q(because__in=Because.values), name="a_deadline_says_why"),
        )
        indexes = (models.Index(fields=["case", "clock", "-id"], name="deadlines_of_a_case"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock}: {self.due_at}"


class Colour(models.TextChoices):
    """黄牌 comes before a deadline, 红牌 after it; a window that is over has no colour."""

    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"
    OVER = "over", "期满"


class Reminder(models.Model):
    """催办: that a card was shown, once in each term of a clock."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reminders", db_index=False)
    clock = models.CharField(max_length=60)
    term = models.PositiveIntegerField()
    colour = models.CharField(max_length=10, choices=Colour)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "clock", "term", "colour"], name="a_card_is_shown_once_in_a_term"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="a_card_is_of_a_known_colour"),
            models.CheckConstraint(
                condition=Q(colour=Colour.YELLOW, at__lte=F("due_at")) | (~Q(colour=Colour.YELLOW) & Q(at__gt=F("due_at"))),
                name="yellow_comes_before_the_deadline_and_red_after_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock} {self.colour}"


class CoHandling(models.Model):
    """协办: a unit is asked to help by one step and answers by another, once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="co_handlings")
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="invitations")
    answered = models.ForeignKey(CaseStep, on_delete=models.PROTECT, null=True, related_name="answers")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "unit"], condition=Q(answered=None), name="a_unit_is_asked_one_thing_at_a_time"),
        )
        indexes = (models.Index(fields=["unit", "case"], condition=Q(answered=None), name="help_that_is_asked_for"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"
