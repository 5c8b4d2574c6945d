"""Pages on which the district's offices run their plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.offices import queries as offices
from luoshi.district.plan import operations, pages, queries, supervised, workbench
from luoshi.district.plan.answers import official, page, page_number, plan_of
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import ChangedMeanwhile, NotAllowed, PlanError
from luoshi.district.plan.fields import WHOLE
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.forms import ActForm, EditForm, MeetingForm, SlugForm
from luoshi.district.plan.missing import CONDITIONS
from luoshi.district.plan.models import Missing
from luoshi.district.plan.tallies import tallies_of
from luoshi.district.plan.uploads import submission, too_much_pasted
from luoshi.district.plan.views_of_uploads import LIMITS, UNPROCESSABLE
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.refusals import BYTES_MAX

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.models import Commitment, Resolution

CONFLICT = 409


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The plans of the district, and what waits for whoever looks."""
    by = official(request)
    return render(request, "plan/workbench/home.html", {**workbench.home(by, on=clock.today()), "authority": by})


def _too_much(request: HttpRequest) -> HttpResponse:
    return _bringing(request, SlugForm(), too_much_pasted(), status=413)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def bring(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Import a report as a draft of the district."""
    by = official(request)
    if not by.is_office_of(by.district):
        raise PermissionDenied(NotAllowed.to_keep_plan().in_one_line())
    if request.method != "POST":
        return _bringing(request, SlugForm())
    form = SlugForm(request.POST)
    assert by.district is not None
    try:
        given = submission(request, limit)
        if form.is_valid():
            slug = form.cleaned_data["slug"]
            operations.import_report(
                given.content, given.name, slug=slug, district=by.district.name, title=given.title, at=clock.now(), is_new=True
            )
            messages.success(request, gettext("报告已导入为草稿，只有本区工作人员能看到。请逐句核对，再提请通过。"))
            return redirect("plan:overview", slug)
    except PlanError as refusal:
        broken_off = not request.POST  # of a file beyond the limit nothing is read on, and so nothing is known of the form
        return _bringing(request, SlugForm() if broken_off else form, refusal, status=UNPROCESSABLE)
    return _bringing(request, form, status=UNPROCESSABLE)


def _bringing(request: HttpRequest, form: SlugForm, refusal: PlanError | None = None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "limits": LIMITS, "refusal": refusal and refusal.said(), "authority": official(request)}
    context |= {"given": request.POST} if status == UNPROCESSABLE else {}
    return render(request, "plan/workbench/bring.html", context, status=status)


@login_required
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan at a glance: its four systems, or, for a draft, the steps to its adoption."""
    return page(request, "plan/workbench/overview.html", workbench.overview(plan_of(request, slug), official(request), on=clock.today()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a draft in force, by the meeting that adopted it."""
    version, by = plan_of(request, slug), official(request)
    if not by.is_office_of(version.report.district):
        raise PermissionDenied(NotAllowed.to_keep_plan().in_one_line())
    form = MeetingForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            assert version.report.district is not None
            at = clock.now()
            with transaction.atomic():
                resolution = operations.record_resolution(district=version.report.district, by=by, at=at, **form.cleaned_data)
                operations.adopt_plan(slug, resolution=resolution, by=by, at=at)
        except PlanError as problem:
            refusal = problem.said()
        else:
            messages.success(request, gettext("计划已通过并公开。从现在起，变更要有会议决定；现在可以补充责任单位和时限。"))
            return redirect("plan:overview", slug)
    context = {**workbench.overview(version, by, on=clock.today()), "form": form, "refusal": refusal}
    return page(request, "plan/workbench/adopt.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what would be lost, and throw a draft away when that is confirmed."""
    version, by = plan_of(request, slug), official(request)
    if request.method != "POST":
        return page(request, "plan/workbench/discard.html", workbench.overview(version, by, on=clock.today()))
    try:
        operations.discard_draft(slug, by=by)
    except PlanError as refusal:
        messages.error(request, refusal.in_one_line())
        return redirect("plan:overview", slug)
    messages.success(request, gettext("草稿已删除。"))
    return redirect("plan:workbench")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def responsibility(request: HttpRequest, slug: str) -> HttpResponse:
    """领导责任: who leads what; owners are filled in here, many at once."""
    version, by, today = plan_of(request, slug), official(request), clock.today()
    refusal = None
    if request.method == "POST":
        try:
            count = operations.change_commitments(_owners_given(request, version.report.district, today), act=Act(by=by, at=clock.now()))
        except PlanError as problem:
            refusal = problem.said()
        else:
            _tell_how_many(request, count)
            return redirect("plan:responsibility", slug)
    context = workbench.responsibility(version, by, on=today, number=page_number(request))
    return page(request, "plan/workbench/responsibility.html", context | {"refusal": refusal}, status=UNPROCESSABLE if refusal else 200)


def _owners_given(request: HttpRequest, district: District | None, today: date) -> dict[str, Edit]:
    """The rows in which a unit or a post was chosen; what was left open stays open."""
    assert district is not None
    units = {str(unit.pk): unit for unit in offices.units(district, on=today)}
    leaders = {str(post.pk): post for post in offices.leaders(district, on=today)}
    edits = {}
    for code in request.POST.getlist("code"):
        lead, leader = units.get(request.POST.get(f"lead-{code}", "")), leaders.get(request.POST.get(f"leader-{code}", ""))
        values: dict[Key, Value] = {(WHOLE, "lead"): lead} if lead else {}
        values |= {(WHOLE, "leader"): leader} if leader else {}
        revision = request.POST.get(f"revision-{code}", "")
        if values:
            edits[code] = Edit(values, revision=int(revision) if revision.isascii() and revision.isdigit() else None)
    return edits


@login_required
@require_safe
def delivery(request: HttpRequest, slug: str) -> HttpResponse:
    """工作推进: the plan as a list to work on."""
    version, by = plan_of(request, slug), official(request)
    filters = Filters.of_query(request.GET)
    context = workbench.delivery(version, filters, by, number=page_number(request))
    return page(request, "plan/workbench/delivery.html", context)


@login_required
@require_POST
def deadlines(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the end of the report's year to everything that has no deadline."""
    version, by = plan_of(request, slug), official(request)
    try:
        day = version.report.year and date(version.report.year, 12, 31)
        without = queries.commitments_of(version.report, CONDITIONS[Missing.DEADLINE])
        edits = {one.code: Edit({(WHOLE, "deadline"): day}, revision=one.revision) for one in without} if day else {}
        count = operations.change_commitments(edits, act=Act(by=by, at=clock.now(), reason="按报告年度年底"))
    except PlanError as refusal:
        messages.error(request, refusal.in_one_line())
    else:
        _tell_how_many(request, count)
    return redirect("plan:delivery", slug)


def _tell_how_many(request: HttpRequest, count: int) -> None:
    told = ngettext("已补充 %(n)s 处。", "已补充 %(n)s 处。", count) % {"n": count} if count else gettext("没有变化。")
    messages.success(request, told)


@login_required
@require_safe
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """考核评价: what is missing before anything can be checked."""
    return page(request, "plan/workbench/assessment.html", workbench.assessment(plan_of(request, slug), official(request)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supervision(request: HttpRequest, slug: str) -> HttpResponse:
    """督导问责: who has confirmed, what was decided and changed. The head of a unit confirms here."""
    version, by = plan_of(request, slug), official(request)
    if request.method == "POST":
        try:
            count = operations.confirm(request.POST.getlist("code"), by=by, at=clock.now())
        except PlanError as refusal:
            messages.error(request, refusal.in_one_line())
        else:
            messages.success(request, ngettext("已确认 %(n)s 项。", "已确认 %(n)s 项。", count) % {"n": count})
        return redirect("plan:supervision", slug)
    context = workbench.supervision(version, by, at=clock.now(), number=page_number(request))
    return page(request, "plan/workbench/supervision.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct, complete or, by resolution, change one commitment, with its sentence beside what is said of it."""
    by, commitment = official(request), commitment_of(request, code)
    district, today = commitment.report.district, clock.today()
    assert district is not None
    form = EditForm(commitment, by=by, on=today, data=request.POST or None)
    act_form = ActForm(district, data=request.POST or None)
    refusal: PlanError | None = None
    if request.method == "POST" and form.is_valid() and act_form.is_valid():
        try:
            with transaction.atomic():  # no meeting is recorded for a change that is refused
                count = operations.change_commitment(code, form.edit(), act=act_given(act_form, district, by))
        except PlanError as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已保存。") if count else gettext("没有变化。"))
            return redirect("plan:commitment", code)
    return _edit_page(request, commitment, form, act_form, refusal)


def _edit_page(request: HttpRequest, commitment: Commitment, form: EditForm, act_form: ActForm, refusal: PlanError | None) -> HttpResponse:
    clause = queries.clause_of_commitment(commitment)
    conflict = isinstance(refusal, ChangedMeanwhile)
    context = {
        "report": commitment.report,
        "commitment": commitment,
        "thread": pages.thread(clause, context=pages.PARAGRAPH_CHARACTERS) if clause else None,
        "form": form,
        "whole": form.parts(WHOLE),
        "targets": [(number, form.parts(number)) for number in form.numbers],
        "added": form.parts(form.next_number) if form.keeps_all else [],
        "act_form": act_form,
        "refusal": refusal and refusal.said(),
        "meanwhile": pages.history(refusal.changes) if isinstance(refusal, ChangedMeanwhile) else [],
        "revision_now": commitment.revision if conflict else None,
        "keeps": form.keeps_all,
        "tallies": tallies_of(commitment),
        "openings": supervised.openings(commitment, by=official(request)),
    }
    status = CONFLICT if conflict else UNPROCESSABLE if refusal or form.errors or act_form.errors else 200
    return page(request, "plan/workbench/edit.html", context, status=status)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The head of the lead unit confirms one commitment."""
    commitment_of(request, code)
    try:
        operations.confirm([code], by=official(request), at=clock.now())
    except PlanError as refusal:
        messages.error(request, refusal.in_one_line())
    else:
        messages.success(request, gettext("已确认。"))
    return redirect("plan:commitment", code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Make a commitment of a sentence that was read as none."""
    version, by = plan_of(request, slug), official(request)
    clause = queries.clause_at(version, position)
    if clause is None:
        raise Http404(gettext("报告里没有这一句。"))
    assert version.report.district is not None
    act_form = ActForm(version.report.district, data=request.POST or None)
    refusal = None
    if request.method == "POST" and act_form.is_valid():
        try:
            with transaction.atomic():
                act = act_given(act_form, version.report.district, by)
                code = operations.track_clause(slug, position, request.POST.get("kind", ""), act=act)
        except PlanError as problem:
            refusal = problem.said()
        else:
            messages.success(request, gettext("已作为承诺跟踪。"))
            return redirect("plan:commitment", code)
    context = {
        "report": version.report, "clause": clause, "thread": pages.thread(clause, context=pages.PARAGRAPH_CHARACTERS),
        "kinds": pages.promise_kinds(), "act_form": act_form, "refusal": refusal,
    }  # fmt: skip
    return page(request, "plan/workbench/track.html", context, status=UNPROCESSABLE if refusal or act_form.errors else 200)


def act_given(form: ActForm, district: District, by: Authority) -> Act:
    """Who changes something now, why, and by which resolution."""
    return Act(by=by, at=clock.now(), reason=form.cleaned_data["reason"].strip(), resolution=_resolution(form, district, by))


def _resolution(form: ActForm, district: District, by: Authority) -> Resolution | None:
    """The resolution that was chosen, or the meeting that was written down."""
    given = form.cleaned_data
    if given["meeting"]:
        return operations.record_resolution(
            district=district,
            meeting=given["meeting"],
            held_on=given["held_on"],
            document_number=given["document_number"],
            by=by,
            at=clock.now(),
        )
    chosen: Resolution | None = given["resolution"]
    return chosen


def commitment_of(request: HttpRequest, code: str) -> Commitment:
    """A commitment of the official's own district, which the official may fill in."""
    by, found = official(request), queries.commitment(code)
    if found is None or found.report.removable or not by.serves(found.report.district):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    if not (by.is_office_of(found.report.district) or by.reports_for(found.lead)):
        raise PermissionDenied(gettext("这项承诺由政府办（督查室）和牵头单位填写，您的岗位可以查看。"))
    return found
