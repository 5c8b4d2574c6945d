"""``manage.py adopt_report FILE``: a district begins with its own report, which then stands on the first page."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.utils import timezone

from luoshi.district.plan.errors import ReportRefused
from luoshi.district.plan.operations import adopt_report


def _permanent_name(text: str) -> str:
    try:
        validate_slug(text)
    except ValidationError as problem:
        raise ArgumentTypeError("只能用英文字母、数字、- 和 _ / letters, digits, - and _ only") from problem
    return text


class Command(BaseCommand):
    """Adopts a report, or its revision under the same name; commitments that the revision still makes keep their codes."""

    help = "采用本区的报告，显示在首页 / adopt the district's own report, which then stands on the first page"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and the name under which its addresses stand for ever."""
        parser.add_argument("file", type=Path, help="报告文件 / the report: .txt .docx .html .pdf")
        parser.add_argument(
            "--slug", required=True, type=_permanent_name, help="网址中的固定名称，如 songbei-2023 / its permanent name in addresses"
        )
        parser.add_argument("--district", default="", help="地区名称；默认取自报告标题 / the district's name; default: from the title")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say whether anything changed, or why the file was refused."""
        file: Path = options["file"]
        try:
            changed = adopt_report(file.read_bytes(), file.name, slug=options["slug"], district=options["district"], at=timezone.now())
        except (ReportRefused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("已采用 / adopted" if changed else "没有变化 / nothing changed")
