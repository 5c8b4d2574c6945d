"""The page on which whoever keeps the district's order reads who looked at what: 谁看过."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from luoshi.district.access_log import queries
from luoshi.district.access_log.models import What
from luoshi.district.answers import number_of, official, words_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

PAGE = 50
TEXTS = ("who", "kind", "key")
DAYS = ("since", "until")


@login_required
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """All looks in the district that fit what was asked, newest first."""
    by = official(request)
    if not by.is_office_of(by.district) or by.district is None:
        raise PermissionDenied(gettext("查看记录只供政府办（督查室）查阅。需要核查的，请向他们提出。"))
    asked = _asked(request.GET)
    before = request.GET.get("before", "")
    found = queries.looks(by.district, before=number_of(before), limit=PAGE + 1, **asked)
    further = request.GET.copy()
    further["before"] = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    context = {
        "looks": found[:PAGE],
        "asked": asked,
        "whats": What.choices,
        "further": further.urlencode() if len(found) > PAGE else "",
        "is_later_page": bool(before),
    }
    answer = render(request, "access_log/looks.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asked(query: QueryDict) -> dict[str, str]:
    """What narrows the list; what cannot be meant is left out, as if it had not been said."""
    asked = {name: words_of(query.get(name, "")) for name in TEXTS}
    asked |= {name: query.get(name, "") if _is_day(query.get(name, "")) else "" for name in DAYS}
    return {**asked, "what": query.get("what", "") if query.get("what") in What.values else ""}


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
