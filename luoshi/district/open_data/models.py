"""What is stored of open data: under which licence a district gives it away, the archives that were made, and those asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.district.signing import Signed


class DataLicence(Signed):
    """数据许可: under which anybody may use what the district publishes; the last one counts. Nobody else can say it for the district."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=300, blank=True)
    basis = models.CharField(max_length=300)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name="") & ~Q(basis=""), name="a_licence_of_data_has_a_name_and_a_basis"),)
        indexes = (models.Index(fields=["district", "-id"], name="last_licence_of_a_district"),)

    def __str__(self) -> str:
        return self.name


class Archive(Signed):
    """年度档案: a plan with all that was known of it on a day, as one file; ``sha256`` and ``size`` in bytes are of the file itself."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="archives")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="archives_of_a_plan_are_numbered"),
            models.CheckConstraint(condition=Q(size__gte=1), name="an_archive_is_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class ArchiveRequest(Signed):
    """归档申请: somebody of the office asks for an archive, which the worker makes; ``done`` of ``total`` promises are told so far."""

    report = models.ForeignKey("plan.Report", on_delete=models.PROTECT, related_name="archive_requests")
    archive = models.OneToOneField(Archive, on_delete=models.PROTECT, null=True, related_name="request")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report"], condition=Q(archive=None), name="one_archive_of_a_plan_is_made_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.report_id}: {self.done}/{self.total}"
