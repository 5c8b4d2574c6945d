"""``manage.py import_report FILE``: a district begins with its own report, as a draft or, with ``--meeting``, as a plan in force."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import transaction

from luoshi.district import clock
from luoshi.district.days import day_of
from luoshi.district.offices.queries import authority_of_coded
from luoshi.district.plan.editing import Act
from luoshi.district.plan.errors import PlanError
from luoshi.district.plan.operations import adopt_plan, import_report, record_resolution
from luoshi.district.plan.queries import current_version
from luoshi.district.preparation import migrate

if TYPE_CHECKING:
    from datetime import datetime


def _permanent_name(text: str) -> str:
    try:
        validate_slug(text)
    except ValidationError as problem:
        raise ArgumentTypeError("只能用英文字母、数字、- 和 _ / letters, digits, - and _ only") from problem
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError("日期写作 2023-01-12 / a day reads 2023-01-12") from problem


class Command(BaseCommand):
    """Imports a report, or its revision under the same name; commitments that the revision still makes keep their codes."""

    help = "导入本区的报告（草稿），或加 --meeting 直接通过 / import the district's own report as a draft, or adopt it with --meeting"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the name under which its addresses stand for ever, and perhaps the meeting that adopted it."""
        parser.add_argument("file", type=Path, help="报告文件 / the report: .txt .docx .html .pdf")
        parser.add_argument(
            "--slug", required=True, type=_permanent_name, help="网址中的固定名称，如 songbei-2023 / its permanent name in addresses"
        )
        parser.add_argument("--district", default="", help="地区名称；默认取自报告标题 / the district's name; default: from the title")
        parser.add_argument("--meeting", default="", help="通过报告（或其修订）的会议 / the meeting that adopted it, or its revision")
        parser.add_argument("--held-on", type=_day, help="会议日期 / the day of the meeting, 2023-01-12")
        parser.add_argument(
            "--by", default="", help="登记人的账号，须在政府办岗位上 / the account of who records it, with a post in the office"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say whether anything changed, or why the file was refused."""
        migrate()  # a new installation may import before it serves
        file: Path = options["file"]
        at = clock.now()
        try:
            with transaction.atomic():
                changed = _import(file, options, at)
        except (PlanError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("已导入 / imported" if changed else "没有变化 / nothing changed")


def _import(file: Path, options: dict[str, Any], at: datetime) -> bool:
    """Import the text and, if a meeting is named, adopt the plan: both or neither."""
    act = _act(options, at) if options["meeting"] else None
    changed = import_report(file.read_bytes(), file.name, slug=options["slug"], district=options["district"], at=at, act=act)
    version = current_version(options["slug"])
    if act and act.resolution and version and not version.report.adopted:
        adopt_plan(options["slug"], resolution=act.resolution, by=act.by, at=at)
        return True
    return changed


def _act(options: dict[str, Any], at: datetime) -> Act:
    by = authority_of_coded(options["by"], on=day_of(at))
    if by.district is None or options["held_on"] is None or not options["meeting"].strip():
        raise CommandError(
            "--meeting 要写会议名称，还需要 --held-on 和 --by（在政府办岗位上的账号） / --meeting names it, and needs --held-on and --by"
        )
    resolution = record_resolution(district=by.district, meeting=options["meeting"], held_on=options["held_on"], by=by, at=at)
    return Act(by=by, at=at, reason=options["meeting"], resolution=resolution)
