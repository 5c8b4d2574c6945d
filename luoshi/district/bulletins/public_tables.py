"""Public bulletins as data, and every figure printed in them: by its code whoever has the paper finds it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse

from luoshi.district.bulletins.models import Bulletin, File, PrintedFigure
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Report

BULLETINS = (
    Column("bulletin", Words("通报的永久编号", "permanent number of the bulletin"), attrgetter("pk"), Type.COUNT),
    Column("label", Words("文号或期号", "document number, or number of the brief"), attrgetter("label")),
    Column("title", Words("标题", "title"), attrgetter("title")),
    Column("form", Words("circular 通报、brief 简报、correction 更正", "circular, brief or correction"), attrgetter("form")),
    Column(
        "corrects",
        Words("更正哪一份；不是更正的为空", "which one it corrects; empty of others"),
        attrgetter("draft.corrects_id"),
        Type.COUNT,
    ),
    Column("month", Words("说的是哪个月", "month that it is about"), attrgetter("draft.month")),
    Column("stands_on", Words("截至哪一天的数", "day whose figures it says"), attrgetter("draft.on"), Type.DAY),
    Column("issued_on", Words("印发日期", "day of issue"), attrgetter("issued_on"), Type.DAY),
    Column("sha256_docx", Words("Word 文件的 SHA-256", "SHA-256 of the Word file"), lambda each: _digest(each, "docx")),
    Column("sha256_pdf", Words("PDF 文件的 SHA-256", "SHA-256 of the PDF"), lambda each: _digest(each, "pdf")),
    Column(
        "address", Words("通报的网页", "page of the bulletin"), lambda each: reverse("bulletins:bulletin", args=[each.pk]), Type.ADDRESS
    ),
)

FIGURES = (
    Column("code", Words("印出的编号", "printed code"), attrgetter("code")),
    Column("bulletin", Words("印在哪份通报", "bulletin in which it is printed"), attrgetter("bulletin_id"), Type.COUNT),
    Column("name", Words("数据", "what it says"), attrgetter("figure.name")),
    Column("text", Words("照印的数", "as printed"), attrgetter("figure.text")),
    Column("unit", Words("计量单位", "unit"), attrgetter("figure.unit")),
    Column(
        "origin",
        Words("来源：value 指标值、promise 承诺、reckoned 推算、count 计数、printed 更正前的数", "origin"),
        attrgetter("figure.origin.value"),
    ),
    Column("how", Words("怎样得出；方括号里是同一份通报里的序号", "how it is made, in Chinese as printed"), attrgetter("figure.how")),
    Column("indicator", Words("指标的永久编号", "permanent code of the indicator"), attrgetter("figure.indicator")),
    Column("period", Words("期别", "period"), attrgetter("figure.period")),
    Column(
        "commitments",
        Words("关于哪些承诺，用分号隔开", "promises that it is about, separated by semicolons"),
        lambda each: "；".join(each.figure.commitments),
    ),
    Column(
        "replaces",
        Words("更正了哪个编号的数", "code of the figure that it corrects"),
        lambda each: each.replaces.code if each.replaces else "",
    ),
    Column(
        "address",
        Words("数的出处", "page that tells where it comes from"),
        lambda each: reverse("bulletins:figure", args=[each.code]),
        Type.ADDRESS,
    ),
)


def bulletins(report: Report, on: date) -> QuerySet[Bulletin]:
    """The bulletins about a plan that are public, the first one first."""
    found = Bulletin.objects.filter(draft__report=report, publication__isnull=False, issued_on__lte=on).defer("content")
    return found.select_related("draft").prefetch_related(Prefetch("files", File.objects.defer("content"))).order_by("pk")


def figures(report: Report, on: date) -> QuerySet[PrintedFigure]:
    """What is printed in them, in the order of the codes."""
    found = PrintedFigure.objects.filter(bulletin__draft__report=report, bulletin__publication__isnull=False, bulletin__issued_on__lte=on)
    return found.select_related("replaces").order_by("bulletin", "number")


def _digest(bulletin: Bulletin, ending: str) -> str:
    return next((each.sha256 for each in bulletin.files.all() if each.ending == ending), "")


TABLES = (
    PublicTable("bulletins", 60, Words("督查通报", "Bulletins"), BULLETINS, bulletins),
    PublicTable("printed_figures", 70, Words("通报里的数", "Printed figures"), FIGURES, figures),
)
