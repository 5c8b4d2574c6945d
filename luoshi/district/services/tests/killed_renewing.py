"""Processes to be killed in the middle of a round of renewals: ``work`` is one round, ``audit`` the last one and what is wrong after it.

Run with ``LUOSHI_DATA`` naming a folder whose database holds the county that renews licences by itself, and licences near their end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django


def work() -> None:
    """One round over everything that ends soon."""
    from luoshi.district.services.operations_of_renewals import open_renewals
    from luoshi.district.services.tests.world import MONDAY

    open_renewals(MONDAY + timedelta(hours=1))


def audit() -> None:
    """Finish it; write every fault, one on a line; nothing if all is whole. A last round finds nothing to do."""
    from luoshi.district.facts.auditing import verify
    from luoshi.district.facts.operations import seal
    from luoshi.district.services.operations_of_renewals import open_renewals
    from luoshi.district.services.tests.world import MONDAY

    work()
    again = open_renewals(MONDAY + timedelta(hours=2))
    at = datetime.now(UTC)
    seal(at=at)
    faults = [*([f"the last round renewed {again}"] if again else []), *half_renewed(), *(f"record: {each}" for each in verify(at=at))]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)


def half_renewed() -> Iterator[str]:
    """Licences that are not renewed once, with everything that belongs to it."""
    from luoshi.district.credentials.models import Credential
    from luoshi.district.facts.models import Fact
    from luoshi.district.messages.models import Message
    from luoshi.district.register.queries import Entry
    from luoshi.district.services.models import Renewal

    for licence in Entry.objects.filter(kind="licences"):
        renewals = Renewal.objects.filter(licence=licence.key)
        renewal = renewals.first()
        belonging = {
            "renewals": renewals.count(),
            "renewed periods": licence.versions.filter(values__expires_on="2026-04-14").count(),
            "credentials": Credential.objects.filter(number=renewal.number if renewal else "").count(),
            "steps": renewal.steps.filter(state="renewed").count() if renewal else 0,
            "facts": Fact.objects.filter(kind="licence.renewed", subject_key=licence.key).count(),
            "messages": Message.objects.filter(key__startswith=f"renewal/{renewal.pk}/" if renewal else "?").count(),
        }
        yield from (f"{licence.key} has {number} {what}" for what, number in belonging.items() if number != 1)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.district.settings"
    django.setup()
    {"work": work, "audit": audit}[sys.argv[1]]()
