"""``manage.py first_passwords``: a first password for everybody who has none, as a table to hand out."""

from __future__ import annotations

import csv
import secrets
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

LETTERS: Final = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another on paper."""
LENGTH: Final = 12


class Command(BaseCommand):
    """Sets and prints them; whoever has a password keeps it, and invented people get none, for nobody signs in as they by a password."""

    help = "给还没有口令的工作人员各设一个，打印成表 / a first password for everybody in office who has none, as a table"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Print account, name and password of each."""
        without = get_user_model().objects.filter(person__isnull=False, person__invented=False).select_related("person").order_by("pk")
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["账号", "姓名", "口令"])
        for account in without:
            if not account.has_usable_password():
                password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
                account.set_password(password)
                account.save(update_fields=["password"])
                table.writerow([account.get_username(), account.person.name, password])
