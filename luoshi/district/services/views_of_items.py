"""The office's page of items: which are offered in which version, by whom, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.district.answers import official
from luoshi.district.languages import said
from luoshi.district.services import queries
from luoshi.district.services.answers import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Every item of the district with its versions."""
    by, on = official(request), timezone.localdate()
    assert by.district is not None, "an official serves a district"
    rows = [
        (each, said(each.item.name), queries.item_versions(by.district, each.version.code)) for each in queries.offers(by.district, on=on)
    ]
    return page(request, "services/items.html", {"rows": rows, "district": by.district, "on": on})
