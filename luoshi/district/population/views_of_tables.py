"""The pages of departments' tables: which there are, one of them, a file on its way in."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district.clock import now
from luoshi.district.languages import said
from luoshi.district.offices.queries import Power
from luoshi.district.population import operations, pages, queries
from luoshi.district.population.answers import UNPROCESSABLE, page, seeing
from luoshi.district.population.errors import NoSuchTable, PopulationError, TableRefused
from luoshi.district.population.fail_if import may
from luoshi.district.population.forms import BringForm
from luoshi.district.population.intake import KEYS
from luoshi.district.population.tables import columns_of, declaration_of
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.long_table import BYTES_MAX

if TYPE_CHECKING:
    from django.http import HttpRequest

TOO_LARGE = 413
FAULTS_SHOWN = 100


@login_required
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The tables that are declared, each with what was brought."""
    by, district = seeing(request)
    brought = queries.tables(district)
    lines = [
        (each, columns_of(each), [one for one in brought if one.name == each.name], may(Power.CHANGE, district, by, each.unit))
        for each in queries.declarations(district)
    ]
    return page(request, "population/tables.html", {"lines": lines}, by=by)


@login_required
@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One table of a period, in one version."""
    by, _ = seeing(request)
    found = queries.table(pk, by=by)
    if found is None:
        raise Http404(gettext("没有这张部门数据表。"))
    return page(request, "population/table.html", pages.table_page(found), by=by)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The heading of a table as a file, to be filled in."""
    _, district = seeing(request)
    try:
        declaration = declaration_of(district, request.GET.get("name", ""))
    except NoSuchTable as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    written = StringIO()
    csv.writer(written).writerow([KEYS[declaration.register], *(each.name for each in columns_of(declaration))])
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{declaration.name}.csv")  # noqa: FBT003 - Django's
    return answer


def _too_much(request: HttpRequest) -> HttpResponse:
    return _bring_page(request, _form(request), status=TOO_LARGE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def bring(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Bring a file for a period; what is wrong in it is told by row and column, and nothing is stored."""
    form = _form(request)
    if request.method != "POST":
        return _bring_page(request, form)
    by, district = seeing(request)
    if request.FILES and limit.exceeded:
        return _too_much(request)
    file = request.FILES.get("table")
    if not form.is_valid() or file is None:
        return _bring_page(request, form, status=UNPROCESSABLE, file_missing=file is None)
    try:
        content, file_name = file.read(), file.name or ""
        brought = operations.import_table(
            district, content=content, file_name=file_name[:200], by=by, at=now(), **form.cleaned_data
        )  # fmt: skip
    except PopulationError as refusal:
        return _bring_page(request, form, refusal, status=refusal.status)
    return redirect("population:table", brought.pk)


def _form(request: HttpRequest) -> BringForm:
    by, district = seeing(request)
    names = [each.name for each in queries.declarations(district) if may(Power.CHANGE, district, by, each.unit)]
    return BringForm(names, request.POST or None, initial={"name": request.GET.get("name", "")})


def _bring_page(
    request: HttpRequest, form: BringForm, refusal: PopulationError | None = None, *, status: int = 200, file_missing: bool = False
) -> HttpResponse:
    by, _ = seeing(request)
    found = refusal.faults if isinstance(refusal, TableRefused) else ()
    faults = [(each.row, each.column, each.value, said(each.what), said(each.remedy)) for each in found[:FAULTS_SHOWN]]
    context = {
        "form": form,
        "refusal": refusal and refusal.said(),
        "faults": faults,
        "more": max(len(found) - FAULTS_SHOWN, 0),
        "file_missing": file_missing,
        "megabytes": BYTES_MAX // 1024**2,
    }
    return page(request, "population/bring.html", context, by=by, status=status)
