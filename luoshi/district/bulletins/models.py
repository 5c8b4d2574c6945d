"""What is stored of bulletins: drafts, which people work on; frozen bulletins with their files and figures, which never change."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.district.bulletins.figures import Figure as Said
from luoshi.district.signing import Signed

WORDS_MAX = 500


class Form(models.TextChoices):
    """As what it goes out."""

    CIRCULAR = "circular", _("通报")
    BRIEF = "brief", _("简报")
    CORRECTION = "correction", _("更正")


MONTHLY: Final = (Form.CIRCULAR, Form.BRIEF)
"""Those that say how a month stands; a month has one of each, and as many corrections as it needs."""


class Draft(Signed):
    """A bulletin while people work on it: which month, by what was known on which day, and a person's words.

    ``changes`` has each changed sentence beside the composed one that it replaces. Under it stands who changed it last. A correction names
    the bulletin that it ``corrects``, and says the cause as its ``basis``.
    """

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="bulletin_drafts")
    form = models.CharField(max_length=10, choices=Form)
    corrects = models.ForeignKey("Bulletin", on_delete=models.PROTECT, null=True, related_name="corrections")
    month = models.CharField(max_length=7)
    on = models.DateField()
    issuer = models.CharField(max_length=60)
    mark = models.CharField(max_length=60)
    code_word = models.CharField(max_length=20)
    addressees = models.CharField(max_length=WORDS_MAX, blank=True)
    copied_to = models.CharField(max_length=WORDS_MAX, blank=True)
    basis = models.CharField(max_length=WORDS_MAX)
    checked_how = models.CharField(max_length=WORDS_MAX)
    requirements = models.TextField(blank=True)
    single_task = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["report", "form", "month"], condition=Q(corrects=None), name="a_month_has_one_bulletin_of_a_form"
            ),
            models.CheckConstraint(
                condition=Q(form=Form.CORRECTION, corrects__isnull=False) | ~Q(form=Form.CORRECTION) & Q(corrects=None),
                name="a_correction_names_what_it_corrects",
            ),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="a_bulletin_has_a_known_form"),
            models.CheckConstraint(
                condition=~(Q(issuer="") | Q(mark="") | Q(code_word="") | Q(basis="") | Q(checked_how="")),
                name="a_bulletin_says_who_issues_it_on_what_basis",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.form} {self.month}"

    @property
    def is_brief(self) -> bool:
        """Whether it is a brief."""
        return self.form == Form.BRIEF

    @property
    def frozen(self) -> Bulletin | None:
        """The bulletin that it became."""
        return getattr(self, "bulletin", None)


class Bulletin(Signed):
    """A frozen bulletin: its number of the year, and everything that was printed."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="bulletin")
    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="bulletins")
    form = models.CharField(max_length=10, choices=Form)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    issued_on = models.DateField()
    length = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "form", "year", "number"], name="a_number_of_a_year_is_given_once"),
            models.UniqueConstraint(fields=["district", "year", "label"], name="a_label_of_a_year_is_given_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="bulletins_of_a_year_count_from_one"),
        )

    def __str__(self) -> str:
        return self.label


class File(models.Model):
    """A file of a frozen bulletin, byte for byte."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="files")
    ending = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["bulletin", "ending"], name="a_bulletin_has_a_file_of_a_kind_once"),)

    def __str__(self) -> str:
        return f"{self.bulletin_id}.{self.ending}"


class PrintedFigure(models.Model):
    """A figure of a frozen bulletin under its printed code, with where it comes from; of a correction also which one it replaces."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="figures")
    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    said = models.JSONField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bulletin", "number"], name="figures_of_a_bulletin_are_numbered"),
            models.UniqueConstraint(fields=["district", "code"], name="a_printed_code_means_one_figure"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def figure(self) -> Said:
        """As it was printed."""
        return Said.from_json(self.said)


class Publication(Signed):
    """公开: the office lets everybody read a bulletin."""

    bulletin = models.OneToOneField(Bulletin, on_delete=models.PROTECT, related_name="publication")

    def __str__(self) -> str:
        return f"{self.bulletin_id}"
