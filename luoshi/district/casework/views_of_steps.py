"""Pages on which something is done: a case is opened, a step is taken. A refused form comes back with everything that was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from luoshi.district.attachments.operations import FILES_MAX, receive
from luoshi.district.casework import operations
from luoshi.district.casework.answers import case_of, official, page
from luoshi.district.casework.case_page import heading, proposed
from luoshi.district.casework.catalogue import known, newest_version
from luoshi.district.casework.errors import CaseworkError, ChangedMeanwhile, NoCaseType, StepRefused
from luoshi.district.casework.forms import OpeningForm, StepForm
from luoshi.district.casework.history import since
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.subjects import subject_shown
from luoshi.district.facts.queries import Subject
from luoshi.district.languages import said
from luoshi.district.offices import queries as offices
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from luoshi.district.attachments.operations import Received
    from luoshi.district.casework.models import Case
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import Transition

CONFLICT = 409
UNPROCESSABLE = 422


def _too_much(request: HttpRequest) -> HttpResponse:
    """A form beyond all limits: its text is not read any more, and the browser keeps it."""
    refusal = {"what": gettext("附件太大。"), "remedy": gettext("请返回，换小一些的文件，或分几步上传。")}
    return page(request, "casework/too_much.html", {"refusal": refusal, "back": request.path}, status=413)


@dataclass(slots=True)
class Filled:
    """A form as it came: what was typed, the files, and what was refused of it."""

    form: StepForm
    files: dict[str, Received] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    file_faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """What the step says, by the codes of its fields."""
        return {**self.form.values(), **{code: [str(each.pk) for each in got.attachments] for code, got in self.files.items()}}

    @property
    def sound(self) -> bool:
        """Whether every file was taken."""
        return not any(self.file_faults.values())

    def refuse(self, refused: StepRefused) -> None:
        """Let each reason stand where it can be mended."""
        files = {each.code for each in self.form.file_fields}
        for each in refused.refusals:
            if each.field in files:
                self.file_faults.setdefault(each.field, []).append(said(each.words))
        self.apart = self.form.refuse(each for each in refused.refusals if each.field not in files)

    @property
    def file_inputs(self) -> list[dict[str, Any]]:
        """The file inputs with what they hold already."""
        return [
            {"field": each, "name": said(each.name), "help": said(each.help), "held": self.files[each.code].attachments if each.code in self.files else [],
             "faults": self.file_faults.get(each.code, [])}
            for each in self.form.file_fields
        ]  # fmt: skip


def _filled(request: HttpRequest, verb: Transition, district: District, by: Authority, initial: Mapping[str, str], at: datetime) -> Filled:
    units = offices.units(district, on=timezone.localdate())
    if request.method != "POST":
        return Filled(StepForm(verb.fields, units, initial=initial))
    filled = Filled(StepForm(verb.fields, units, data=request.POST))
    for each in filled.form.file_fields:
        got = receive(request.FILES.getlist(each.code), request.POST.getlist(f"{each.code}-kept"), district=district, by=by, at=at)
        filled.files[each.code] = got
        filled.file_faults[each.code] = [f"{name}：{' '.join(refusal.said().values())}" for name, refusal in got.refusals]
    return filled


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def open_case(request: HttpRequest, matter: str, limit: SizeLimit) -> HttpResponse:
    """Open a case about a subject, which the address names."""
    by, at = official(request), timezone.now()
    subject = subject_shown(request.GET.get("kind", ""), request.GET.get("key", ""), by=by)
    if subject is None or not by.serves(subject.district):
        raise Http404(gettext("没有这个对象，或者它不属于您所在的区。"))
    try:
        case_type = known(newest_version(subject.district, matter)).case_type
    except NoCaseType as refusal:
        raise Http404(" ".join(refusal.said().values())) from refusal
    head = OpeningForm(request.POST or None, initial={"title": subject.title})
    filled = _filled(request, case_type.opening, subject.district, by, proposed(case_type.opening, None, unit=_code_of(subject.unit)), at)
    refusal = None
    if request.method == "POST" and head.is_valid() and filled.sound:
        try:
            case = operations.open_case(
                matter, district=subject.district, subject=Subject(subject.kind, subject.key, subject.label),
                title=head.cleaned_data["title"], values=filled.values, by=by, at=at,
            )  # fmt: skip
        except StepRefused as refused:
            filled.refuse(refused)
        except CaseworkError as problem:
            refusal = problem.said()
        else:
            messages.success(request, gettext("已立项，编号 %(code)s。接着办下一步。") % {"code": case.code})
            return redirect("casework:case", case.code)
    context = {"subject": subject, "case_type": case_type, "matter": said(case_type.name), "head": head, "filled": filled, "refusal": refusal}
    return page(request, "casework/open.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _code_of(unit: offices.Unit | None) -> str:
    return unit.code if unit else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def step(request: HttpRequest, code: str, transition: str, limit: SizeLimit) -> HttpResponse:
    """Take a step in a case; where somebody was faster, what was typed stays, beside what happened."""
    by, at = official(request), timezone.now()
    case, life = case_of(request, code, at=at)
    verb = life.case_type.transition(transition)
    if verb is None or verb is life.case_type.opening:
        raise Http404(gettext("没有这一步。"))
    subject = subject_shown(case.subject_kind, case.subject_key, by=by)
    filled = _filled(request, verb, case.district, by, proposed(verb, case, unit=_code_of(subject.unit if subject else None)), at)
    context: dict[str, Any] = {"verb": said(verb.name), "filled": filled, "seen": case.step_count}
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        seen = request.POST.get("step", "")
        try:
            if filled.sound:
                expected = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0
                operations.act(code, transition, expected_step=expected, values=filled.values, by=by, at=at)
                messages.success(request, gettext("已完成：%(step)s。") % {"step": said(verb.name)})
                return redirect("casework:case", code)
            context["seen"] = seen
        except ChangedMeanwhile as changed:
            case = _anew(case)
            context |= {"refusal": changed.said(), "meanwhile": since(case, changed.since, life_of(case, at=at), at=at), "seen": case.step_count}
            status = CONFLICT
        except StepRefused as refused:
            filled.refuse(refused)
            context["seen"] = seen
        except CaseworkError as problem:
            context |= {"refusal": problem.said(), "seen": seen}
    life = life_of(case, at=at)
    return page(request, "casework/step.html", {**heading(case, life, by=by), **context}, status=status)


def _anew(case: Case) -> Case:
    """The case as it stands now."""
    return type(case).objects.select_related("district", "type", "unit", "holder").get(pk=case.pk)
