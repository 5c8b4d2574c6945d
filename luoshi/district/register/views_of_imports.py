"""Pages on which a file comes into a register: handed in, watched while it is checked, reviewed, confirmed or given up."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.languages import said
from luoshi.district.offices.queries import Power
from luoshi.district.register import exports, operations_of_imports, queries
from luoshi.district.register.answers import UNPROCESSABLE, authority, district_of, kind_of, page
from luoshi.district.register.cells import Problem
from luoshi.district.register.errors import ImportRefused, RegisterError
from luoshi.district.register.forms import FileForm
from luoshi.district.register.importing import WORK
from luoshi.district.register.kinds import KINDS
from luoshi.district.register.models import ImportState, RowOutcome
from luoshi.district.register.pages import cell
from luoshi.district.register.views import as_csv
from luoshi.district.register.views_of_changes import fail_if_not_granted
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.long_table import BYTES_MAX
from luoshi.words import Words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.register.models import Import

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _too_much(request: HttpRequest) -> HttpResponse:
    messages.error(request, ImportRefused.too_large(BYTES_MAX).in_one_line())
    return redirect("register:home")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def bring(request: HttpRequest, limit: SizeLimit, kind: str) -> HttpResponse:
    """Hand in a file; the worker checks it."""
    of, by = kind_of(kind), authority(request)
    district = district_of(request, by)
    fail_if_not_granted(Power.CHANGE, of, district, by)
    form = FileForm(on=clock.today(), data=request.POST or None)
    refused = None
    if request.method == "POST" and limit.exceeded:  # of such a request nothing is left, so nothing is said about its fields
        form, refused = FileForm(on=clock.today()), ImportRefused.too_large(BYTES_MAX).said()
    elif request.method == "POST" and form.is_valid():
        try:
            name, content = _file(request)
            kept = operations_of_imports.hand_in(of, district, name=name, content=content, **form.cleaned_data, by=by, at=clock.now())
            return redirect("register:import", kept.pk)
        except RegisterError as refusal:
            refused = refusal.said()
    context = {
        "kind": of,
        "district": district,
        "form": form,
        "refusal": refused,
        "imports": queries.imports(of, district),
        "megabytes": BYTES_MAX // 1024 // 1024,
    }
    return page(request, "register/bring.html", context, status=UNPROCESSABLE if refused or form.errors else 200)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> FileResponse:
    """The table to fill in."""
    of, by = kind_of(kind), authority(request)
    fail_if_not_granted(Power.CHANGE, of, district_of(request, by), by)
    return FileResponse(BytesIO(exports.template(of)), as_attachment=True, filename=f"{of.name}.xlsx", content_type=WORKBOOK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, and the choice that a person makes."""
    kept, by = _kept(request, pk), authority(request)
    refused = None
    if request.method == "POST":
        try:
            if "discard" in request.POST:
                operations_of_imports.discard(kept, by=by, at=clock.now())
                messages.success(request, gettext("已放弃，没有作任何修改。"))
                return redirect("register:bring", kept.kind)
            operations_of_imports.confirm(kept, only_accepted="accepted" in request.POST, by=by, at=clock.now())
            return redirect("register:import", kept.pk)
        except RegisterError as refusal:
            refused = refusal.said()
    return page(request, "register/review.html", {**_about(kept), "refusal": refused}, status=UNPROCESSABLE if refused else 200)


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is; when it is done, the page is loaded anew."""
    kept = _kept(request, pk)
    answer = render(request, "register/progress.html", _about(kept))
    if kept.state not in WORK:
        answer["HX-Refresh"] = "true"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def faults(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """All faults of a file as a table."""
    kept = _kept(request, pk)
    if not queries.sample(kept, RowOutcome.WRONG, limit=1):
        raise Http404(gettext("这次导入没有留下错误。"))
    heading = [gettext("行"), gettext("栏目"), gettext("填写的内容"), gettext("哪里不对"), gettext("怎么办")]
    rows = [heading, *exports.faults_of(kept, KINDS[kept.kind])]
    answer = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="faults-{kept.pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _kept(request: HttpRequest, pk: int) -> Import:
    kept = queries.kept_import(pk, by=authority(request))
    if kept is None:
        raise Http404(gettext("没有这次导入，或者您没有这个名录的变更授权。"))
    return kept


def _about(kept: Import) -> dict[str, Any]:
    of = KINDS[kept.kind]
    counts = [(outcome, outcome.label, kept.counts.get(outcome.value, 0)) for outcome in RowOutcome]
    return {
        "kind": of,
        "district": kept.district,
        "kept": kept,
        "working": kept.state in WORK,
        "waiting": kept.state == ImportState.REVIEWED,
        "counts": counts,
        "wrong": kept.counts.get(RowOutcome.WRONG, 0),
        "accepted": kept.counts.get(RowOutcome.NEW, 0) + kept.counts.get(RowOutcome.CHANGED, 0),
        "said_refusal": [said(Words(*each)) for each in kept.refusal or ()],
        "faults": _faults(kept),
        "samples": [(outcome.label, _sample(kept, outcome)) for outcome in (RowOutcome.NEW, RowOutcome.CHANGED)],
        "columns": [of.by_code[code] for code in kept.columns.values()],
    }


def _faults(kept: Import) -> list[tuple[int, Any, Problem]]:
    of = KINDS[kept.kind]
    rows = queries.sample(kept, RowOutcome.WRONG)
    found = [(row.number, problem) for row in rows for problem in map(Problem.of_json, row.problems)]
    return [(number, of.by_code.get(problem.field), problem) for number, problem in found[: queries.PAGE]]


def _sample(kept: Import, outcome: RowOutcome) -> list[tuple[int, list[str]]]:
    """The first rows, as everybody sees them: masked."""
    of = KINDS[kept.kind]
    fields = [field for field in of.fields if field.in_list]
    rows = queries.sample(kept, outcome, limit=5)
    return [(row.number, [cell(field, row.values.get(field.code, "")).text for field in fields]) for row in rows]


def _file(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("table")
    if file is None:
        raise ImportRefused.nothing_given()
    return file.name or "", file.read()
