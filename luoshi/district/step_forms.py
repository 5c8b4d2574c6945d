"""The form of a step that somebody takes in the own case: what it asks, what was typed, which files came with it.

The template ``casework/step_fields.html`` shows what :func:`empty` and :func:`filled` return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.attachments.operations import receive
from luoshi.district.languages import said
from luoshi.engines.casework import FieldType

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import Transition

DIGITS_MAX = 6
"""Of the number of a step."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that came back: its ``values`` for the step, the ``fields`` to show it again, whether every file was taken."""

    values: dict[str, Any]
    fields: list[tuple[Any, str, str, Any, Any]]
    is_sound: bool


def empty(verb: Transition) -> list[tuple[Any, str, str, Any, Any]]:
    """The fields of a step before anything was typed."""
    return [(each, said(each.name), said(each.help), "", []) for each in verb.fields]


def filled(request: HttpRequest, verb: Transition, *, district: District, by: Authority, at: datetime) -> Filled:
    """What was typed and handed in. Files that were taken stay, also where the form is refused."""
    values: dict[str, Any] = {}
    fields: list[tuple[Any, str, str, Any, Any]] = []
    is_sound = True
    for each in verb.fields:
        if each.type is FieldType.ATTACHMENTS:
            kept = request.POST.getlist(f"{each.code}-kept")
            got = receive(request.FILES.getlist(each.code), kept, district=district, by=by, at=at)
            values[each.code] = [str(one.pk) for one in got.attachments]
            is_sound = is_sound and not got.faults
            fields.append((each, said(each.name), said(each.help), got.attachments, got.faults))
        else:
            values[each.code] = request.POST.get(each.code, "").replace("\x00", "")
            fields.append((each, said(each.name), said(each.help), values[each.code], []))
    return Filled(values, fields, is_sound)


def expected_step(request: HttpRequest) -> int:
    """The number of the last step that the person saw; 0 where none was sent."""
    sent = request.POST.get("step", "")
    return int(sent) if sent.isdecimal() and len(sent) <= DIGITS_MAX else 0
