"""The office's page of items: which are offered in which version, by whom, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.answers import official
from luoshi.district.decisions.queries import in_force_by_pack
from luoshi.district.languages import said
from luoshi.district.services import queries
from luoshi.district.services.answers import page
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from luoshi.district.decisions.queries import Entry


@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Every item of the district with its versions."""
    by, on = official(request), clock.today()
    assert by.district is not None, "an official serves a district"
    rules = in_force_by_pack(by=by, on=on)
    rows = [
        (each, said(each.item.name), queries.item_versions(by.district, each.version.code), _named(rules.get(each.version.code, [])))
        for each in queries.offers(by.district, on=on)
    ]
    return page(request, "services/items.html", {"rows": rows, "district": by.district, "on": on})


def _named(rules: Sequence[Entry]) -> list[tuple[str, Entry]]:
    return [(said(Words(each.model.title, each.model.title_en or each.model.title)), each) for each in rules]
