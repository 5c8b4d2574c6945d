"""Pages on which something is done: a case is opened, a step is taken. A refused form comes back with everything that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.attachments.operations import FILES_MAX
from luoshi.district.casework import operations
from luoshi.district.casework.answers import case_of, official, page
from luoshi.district.casework.case_page import heading, proposed, reasons
from luoshi.district.casework.catalogue import known, newest_version
from luoshi.district.casework.errors import CaseworkError, ChangedMeanwhile, NoCaseType, StepRefused
from luoshi.district.casework.filled import empty, filled
from luoshi.district.casework.forms import OpeningForm
from luoshi.district.casework.history import history, since
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.queue_page import plain
from luoshi.district.casework.subjects import subject_shown
from luoshi.district.facts.queries import Subject
from luoshi.district.languages import said
from luoshi.district.offices import queries as offices
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from luoshi.district.casework.filled import Filled
    from luoshi.district.casework.models import Case
    from luoshi.district.casework.subjects import SubjectShown
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import CaseType, Transition

CONFLICT = 409
UNPROCESSABLE = 422
BYTES_MAX = settings.ATTACHMENT_BYTES_MAX * FILES_MAX


def _too_much(request: HttpRequest) -> HttpResponse:
    """A form beyond all limits: its text is not read any more, and the browser keeps it."""
    refusal = {"what": gettext("附件太大。"), "remedy": gettext("请返回，换小一些的文件，或分几步上传。")}
    return page(request, "casework/too_much.html", {"refusal": refusal, "back": request.path}, status=413)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def open_case(request: HttpRequest, matter: str, limit: SizeLimit) -> HttpResponse:
    """Open a case about a subject, which the address names."""
    by, at = official(request), clock.now()
    subject, case_type = _about(request, by), None
    case_type = _case_type(matter, subject.district)
    head = OpeningForm(request.POST or None, initial={"title": subject.title, "idempotency_key": uuid4()})
    given = _given(request, case_type.opening, subject.district, by=by, subject=subject, at=at)
    if limit.exceeded:
        return _too_much(request)
    context: dict[str, Any] = {"subject": subject, "case_type": case_type, "matter": said(case_type.name), "head": head, "filled": given}
    if request.method == "POST" and head.is_valid() and given.sound:
        try:
            about = Subject(subject.kind, subject.key, subject.label)
            case = operations.open_case(
                matter, district=subject.district, subject=about, title=head.cleaned_data["title"], values=given.values,
                idempotency_key=str(head.cleaned_data["idempotency_key"]), applicant=subject.applicant, by=by, at=at,
            )  # fmt: skip
        except StepRefused as refused:
            given.refuse(refused)
        except CaseworkError as problem:
            context["refusal"] = problem.said()
        else:
            messages.success(request, gettext("已立项，编号 %(code)s。接着办下一步。") % {"code": case.code})
            return redirect("casework:case", case.code)
    return page(request, "casework/open.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _about(request: HttpRequest, by: Authority) -> SubjectShown:
    """What the address says that a case would be about."""
    found = subject_shown(request.GET.get("kind", ""), plain(request.GET.get("key", "")), by=by)
    if found is None or not by.serves(found.district):
        raise Http404(gettext("没有这个对象，或者它不属于您所在的区。"))
    return found


def _case_type(matter: str, district: District) -> CaseType:
    try:
        return known(newest_version(district, matter)).case_type
    except NoCaseType as refusal:
        raise Http404(refusal.in_one_line()) from refusal


def _given(
    request: HttpRequest, verb: Transition, district: District, *, by: Authority, at: datetime,
    subject: SubjectShown | None = None, case: Case | None = None,
) -> Filled:  # fmt: skip
    """The form of a transition: as it came, or else as it begins."""
    units = offices.units(district, on=clock.today())
    if request.method == "POST":
        return filled(request, verb, units, district=district, by=by, at=at)
    return empty(verb, units, proposed(verb, case, subject))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def step(request: HttpRequest, code: str, transition: str, limit: SizeLimit) -> HttpResponse:
    """Take a step in a case; where somebody was faster, what was typed stays, beside what happened."""
    by, at = official(request), clock.now()
    case, life = case_of(request, code, at=at)
    verb = next((each for each in life.case_type.transitions if each.code == transition), None)
    if verb is None:
        raise Http404(gettext("没有这一步。"))
    context = heading(case, life, by=by)
    given = _given(request, verb, case.district, by=by, at=at, subject=context["subject"], case=case)
    if limit.exceeded:
        return _too_much(request)
    context |= {"verb": said(verb.name), "filled": given, "seen": _number(request.POST.get("step", "")) or case.step_count}
    if request.method != "POST":
        hindered = list(reasons(life, verb, by, at=at))
        return page(request, "casework/step.html", {**context, "hindered": hindered, "history": history(case, life, at=at)})
    status = UNPROCESSABLE
    try:
        if given.sound:
            seen = _number(request.POST.get("step", ""))
            operations.act(code, transition, expected_step=seen, values=given.values, by=by, at=at)
            messages.success(request, gettext("已完成：%(step)s。") % {"step": said(verb.name)})
            return redirect("casework:case", code)
    except StepRefused as refused:
        given.refuse(refused)
    except ChangedMeanwhile as changed:
        case = _anew(case)
        life = life_of(case, at=at)
        told = since(case, changed.since, life, at=at)
        context |= {**heading(case, life, by=by), "refusal": changed.said(), "meanwhile": told, "seen": case.step_count}
        status = CONFLICT
    except CaseworkError as problem:
        context["refusal"] = problem.said()
    return page(request, "casework/step.html", {**context, "history": history(case, life, at=at)}, status=status)


def _number(text: str) -> int:
    """The number of the last step that was seen; 0, which no case has, if that is said wrongly."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _anew(case: Case) -> Case:
    """The case as it stands now."""
    return type(case).objects.select_related("district", "type", "unit", "holder").get(pk=case.pk)
