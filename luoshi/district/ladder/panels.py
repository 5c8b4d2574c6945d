"""What is said of the ladder elsewhere: the way there on the workbench, and to an enterprise what is one step away from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district import clock
from luoshi.district.ladder import pages, queries
from luoshi.district.offices.queries import Power
from luoshi.district.panels import Panel
from luoshi.district.population.queries import may
from luoshi.district.services.queries import SubjectKind, representations

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority

STYLE = "ladder/ladder.css"


def workbench(request: HttpRequest, authority: Authority) -> SafeString:
    """The way there, for whoever may see it."""
    sees = authority.district is not None and may(Power.SEE, authority.district, authority)
    return render_to_string("ladder/workbench.html", {}, request) if sees else SafeString()


def mine(request: HttpRequest, authority: Authority) -> SafeString:
    """What is one step away from the enterprises that somebody acts for; nothing where nothing is."""
    if authority.person is None:
        return SafeString()
    district = authority.person.district
    rights = representations(authority, district=district, on=clock.today())
    keys = {each.subject_key for each in rights if each.subject_kind == SubjectKind.ENTERPRISES}
    lines = pages.own_lines(queries.one_step_away(district, keys)) if keys else []
    return render_to_string("ladder/mine.html", {"lines": lines}, request) if lines else SafeString()


PANELS = (Panel("tools", 42, workbench, STYLE), Panel("mine", 10, mine, STYLE))
