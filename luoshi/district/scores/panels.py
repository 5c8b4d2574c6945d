"""Where scores are found from the page of a plan: 考核评价."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.answers import authority
from luoshi.district.panels import Panel
from luoshi.district.scores import fail_if, queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Report


def assessment(request: HttpRequest, shown: Report) -> SafeString:
    """The ways to all scores, to that of the own unit, and to the formula; nothing where units are not scored."""
    if not shown.adopted or queries.choice_of(shown) is None:
        return SafeString()
    by = authority(request)
    own = list({post.unit.pk: post.unit for post in by.posts if fail_if.may_object(post.unit, by) or by.reports_for(post.unit)}.values())
    return render_to_string("scores/panel.html", {"own": own}, request)


PANELS = (Panel("assessment", 10, assessment, "scores/scores.css"),)
