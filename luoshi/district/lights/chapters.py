"""The lights of a commitment, as its story tells them: the days on which one turned, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.languages import said
from luoshi.district.lights.queries import histories_among
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.lights.models import Light
    from luoshi.district.plan.queries import Commitment


def turned(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """Each day until now on which a light was another one than before."""
    addresses = {each.pk: reverse("lights:lights", args=[each.code]) for each in commitments}
    found = defaultdict[int, list[Entry]](list)
    for (commitment, _), rows in histories_among(addresses).items():
        found[commitment] += [each for each in _turns(rows, addresses[commitment]) if each.on <= on]
    return found


def _turns(rows: Sequence[Light], address: str) -> Iterator[Entry]:
    before = None
    for each in rows:
        if before is None or each.colour != before.colour:
            yield Entry(each.on, _words(each, before), address)
        before = each


def _words(light: Light, before: Light | None) -> str:
    told = {
        "name": said(light.name),
        "now": said(COLOUR_NAMES[Colour(light.colour)]),
        "why": said(Words(light.reason, light.reason_en)).rstrip("。."),
    }
    if before is None:
        return gettext("%(name)s：%(now)s。%(why)s。") % told
    return gettext("%(name)s：由%(before)s转为%(now)s。%(why)s。") % {**told, "before": said(COLOUR_NAMES[Colour(before.colour)])}


CHAPTERS = (Chapter("lights", 60, Words("亮灯", "Light"), turned),)
