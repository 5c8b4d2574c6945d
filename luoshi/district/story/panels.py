"""What is said of the story on the page of a commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """The ways to the story, to following it and to asking; nothing of a plan that is not in force."""
    return render_to_string("story/panel.html", {"commitment": shown}, request) if shown.report.adopted else SafeString()


PANELS = (Panel("commitment", 1, commitment, "story/story.css"),)
