"""One number for everything that a year has made: two runs from one seed have the same, however often they were interrupted.

Numbers that are given once leave gaps where somebody gave up; they are told by the order in which they first appear.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.casework.queries import Case
from luoshi.district.facts.queries import Fact
from luoshi.district.indicators import queries as indicators
from luoshi.district.lights.queries import Light
from luoshi.district.services.queries import Application

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.offices.queries import District

GIVEN_ONCE: Final = re.compile(r"[A-Z]{2,8}-[A-Z]?\d{4}-\d{6}|〔\d{4}〕\d{6}号|\b9[0-9]{7}[0-9A-Z]{10}\b|\b[a-z_]+-\d{4}-\d+\b|\bP\d{8}\b")
"""Numbers of applications, promises, licences and cases, credit codes, and keys of people."""
ANEW: Final = ("number", "nonce", "corrects")
"""What of a fact is drawn when it is recorded."""
COUNTED: Final = ("version", "sha256")
"""Details of facts about registers: the row, and a hash over what holds such numbers."""


def digest(district: District, *, on: date) -> str:
    """The SHA-256 of all facts, values, lights, cases and applications of a district, as they stand on a day."""
    names: dict[str, str] = {}
    found = hashlib.sha256()
    for line in _lines(district, on):
        told = GIVEN_ONCE.sub(lambda match: names.setdefault(match[0], f"#{len(names) + 1}"), line)
        found.update(told.encode() + b"\n")
    return found.hexdigest()


def _lines(district: District, on: date) -> Iterator[str]:
    for fact in Fact.objects.filter(district_id=district.pk).order_by("number").iterator():
        said = {key: told for key, told in fact.said.items() if key not in ANEW}
        yield _canonical(said | {"details": {key: told for key, told in said["details"].items() if key not in COUNTED}})
    measured = list(indicators.indicators(district).order_by("code"))
    values = indicators.series_of(measured, on=on)
    for each in measured:
        yield from (f"{each.code} {value.period} {value.number.normalize():f}" for value in values[each.pk])
    for light in Light.objects.filter(commitment__report__district=district).select_related("commitment").order_by("pk"):
        yield f"{light.commitment.code} {light.on} {light.colour}"
    for case in Case.objects.filter(district=district).order_by("pk"):
        yield f"{case.matter} {case.code} {case.status} {case.step_count} {case.opened_at} {case.due_at}"
    for application in Application.objects.filter(district=district).order_by("pk"):
        yield f"{application.matter} {application.code} {application.state} {application.submitted_at} {application.licence}"


def _canonical(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
