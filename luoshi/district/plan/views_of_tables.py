"""Pages on which 任务分解表 goes out and comes back: export, hand in, look at each change, apply."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.plan import exports, operations, queries, table_reading, workbench
from luoshi.district.plan.answers import official, page, plan_of, unkept
from luoshi.district.plan.cells import CellProblem, Names
from luoshi.district.plan.errors import PlanError, TableRefused
from luoshi.district.plan.forms import ActForm
from luoshi.district.plan.models import Nature
from luoshi.district.plan.table_reading import Wanted, read_table
from luoshi.district.plan.views_of_uploads import UNPROCESSABLE
from luoshi.district.plan.views_of_workbench import act_given
from luoshi.district.plan.words import NATURES
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.refusals import BYTES_MAX

if TYPE_CHECKING:
    from luoshi.district.plan.editing import Edit
    from luoshi.district.plan.models import TableImport


@login_required
@require_safe
def export_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The table as a workbook to edit."""
    version = plan_of(request, slug)
    export = exports.as_workbook(version, on=clock.today())
    file = FileResponse(BytesIO(export.content), as_attachment=True, filename=export.name, content_type=export.media_type)
    return unkept(file, version.report, request)


def _too_much(request: HttpRequest) -> HttpResponse:
    messages.error(request, TableRefused.too_large(BYTES_MAX).in_one_line())
    return redirect("plan:workbench")


@login_required
@require_POST
@limited(_too_much, bytes_max=BYTES_MAX)
def bring_table(request: HttpRequest, limit: SizeLimit, slug: str) -> HttpResponse:
    """Read an edited table: with a fault in it, every fault is named and nothing is kept; else each change is shown."""
    version, by = plan_of(request, slug), official(request)
    refusal, found = None, None
    try:
        name, content = _file(request, limit)
        found = read_table(content, name, version, on=clock.today())
        if not found.problems:
            _tell_what_is_left_out(request, found)
        if not found.problems and not found.wanted:
            messages.info(request, gettext("这张表与现在的计划没有不同。"))
            return redirect("plan:delivery", slug)
        if not found.problems:
            kept = operations.receive_table(slug, name, [one.as_json() for one in found.wanted], by=by, at=clock.now())
            if not found.traced:
                messages.info(request, gettext("表里没有导出时的核对页，无法判断导出后是否有人改过；请仔细核对每一处旧值。"))
            return redirect("plan:review-table", slug, kept)
    except PlanError as problem:
        refusal = problem.said()
    context = {**workbench.base(version, by, "delivery"), "found": found, "refusal": refusal}
    return page(request, "plan/workbench/table_faults.html", context, status=UNPROCESSABLE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_table(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what a table would change, row by row, and apply or discard it."""
    version, by = plan_of(request, slug), official(request)
    kept = queries.table_import(version.report, pk)
    if kept is None or kept.person_id != (by.person and by.person.pk):
        raise Http404(gettext("没有这张表，或者它不是您导入的。"))
    district = version.report.district
    assert district is not None
    if request.method == "POST" and "discard" in request.POST:
        if operations.discard_table(pk, by=by):
            messages.success(request, gettext("已放弃这张表，没有作任何修改。"))
        return redirect("plan:delivery", slug)
    act_form = ActForm(district, data=request.POST or None)
    refusal = None
    rows: list[table_reading.ReviewRow] = []
    try:
        edits, rows = _reviewed(kept, Names.of(district, on=clock.today()))
        if request.method == "POST" and act_form.is_valid():
            with transaction.atomic():  # no meeting is recorded for a table that is refused
                count = operations.apply_table(pk, edits, act=act_given(act_form, district, by))
            messages.success(request, ngettext("已导入，共改动 %(n)s 处。", "已导入，共改动 %(n)s 处。", count) % {"n": count})
            return redirect("plan:delivery", slug)
    except PlanError as problem:
        refusal = problem.said()
    natures = {one.nature for row in rows for one in row.differences}
    context = {
        **workbench.base(version, by, "delivery"),
        "kept": kept,
        "rows": rows,
        "count": sum(len(row.differences) for row in rows),
        "act_form": act_form,
        "nature_names": NATURES,
        "needs_reason": Nature.CORRECTED in natures,
        "needs_resolution": Nature.DECIDED in natures,
        "refusal": refusal,
    }
    return page(request, "plan/workbench/table_review.html", context, status=UNPROCESSABLE if refusal or act_form.errors else 200)


def _tell_what_is_left_out(request: HttpRequest, found: table_reading.TableReading) -> None:
    """Rows and columns that the table does not have any more change nothing, and whoever deleted them is told so."""
    if found.left_out:
        told = ngettext("表里缺 %(n)s 行，按没有变化处理。", "表里缺 %(n)s 行，按没有变化处理。", found.left_out)
        messages.info(request, told % {"n": found.left_out})
    if found.columns_left_out:
        messages.info(request, gettext("表里缺以下栏目，按没有变化处理：%(columns)s。") % {"columns": "、".join(found.columns_left_out)})


def _reviewed(kept: TableImport, names: Names) -> tuple[dict[str, Edit], list[table_reading.ReviewRow]]:
    wanted = [Wanted.of_json(one) for one in kept.edits]
    commitments = {one.code: one for one in queries.commitments_coded([one.code for one in wanted])}
    try:
        return table_reading.review(wanted, commitments, names)
    except CellProblem as problem:  # a unit that was there when the table came in has ended since
        raise TableRefused.outdated(problem.remedy) from problem


def _file(request: HttpRequest, limit: SizeLimit) -> tuple[str, bytes]:
    file = request.FILES.get("table")  # now at the latest the request is read, and the limit looked after
    if limit.exceeded:
        raise TableRefused.too_large(BYTES_MAX)
    if file is None:
        raise TableRefused.nothing_given()
    return file.name or "", file.read()
