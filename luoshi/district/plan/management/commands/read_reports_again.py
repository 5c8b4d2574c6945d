"""``manage.py read_reports_again``: after an update that reads better, for whoever runs the installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from luoshi.district import clock
from luoshi.district.plan.operations import read_again


class Command(BaseCommand):
    """Reads all stored texts again that an earlier engine has read; commitments keep their codes."""

    help = "用现在的解读程序重读已存的报告，编号不变 / read stored reports again with the present engine; codes stay"

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there were."""
        self.stdout.write(f"{read_again(at=clock.now())} 份已重读 / read again")
