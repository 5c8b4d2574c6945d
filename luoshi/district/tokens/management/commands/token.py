"""``manage.py token``: a person's tokens are made, listed and ended on the machine itself."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from luoshi.district import clock
from luoshi.district.offices.queries import authority_of_coded
from luoshi.district.tokens import operations, queries
from luoshi.district.tokens.errors import TokenError

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from luoshi.district import clock
from luoshi.district.offices.queries import Authority


class Command(BaseCommand):
    """Makes a token, which is printed once; lists them; ends one."""

    help = "给程序用的令牌：签发、列出、停用 / tokens for programs: make, list, end"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and what becomes of it."""
        parser.add_argument("account", help="账号 / the person's account")
        parser.add_argument("--make", metavar="NAME", help="签发，写明用途 / make one, and say what it is for")
        parser.add_argument("--scope", choices=queries.Scope.values, default=queries.Scope.READ.value, help="权限 / what it may do")
        parser.add_argument("--end", type=int, metavar="NUMBER", help="停用 / end it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, then say how things stand."""
        by, at = authority_of_coded(options["account"], on=clock.today()), timezone.now()
        try:
            if options["make"] is not None:
                secret = secrets.token_urlsafe(32)
                operations.make(name=options["make"], scope=queries.Scope(options["scope"]), secret=secret, by=by, at=at)
                self.stdout.write(f"只显示这一次 / shown this once:  {secret}")
            if options["end"] is not None:
                operations.end(options["end"], by=by, at=at)
        except TokenError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._list(by)

    def _list(self, by: Authority) -> None:
        for each in queries.own(by):
            until = each.ended_at or each.expires_at
            self.stdout.write(f"{each.pk:>6}  {each.scope:6} {timezone.localtime(until):%Y-%m-%d %H:%M}  {each.name}")
