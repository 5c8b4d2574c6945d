"""The page on which a report and a bulletin are compared. What is handed in is read, shown and forgotten,
unless an official takes figures over: then the bulletin comes again with the form, and is kept with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.answers import authority, official
from luoshi.district.indicators.errors import ReleaseRefused
from luoshi.district.indicators.queries import indicators
from luoshi.district.report_cards import intake, operations
from luoshi.district.report_cards.card import ReportCard, report_card
from luoshi.district.report_cards.errors import CardRefused
from luoshi.district.report_cards.forms import FIRST_YEAR, LAST_YEAR, CompareForm, TakeOverForm
from luoshi.district.report_cards.pages import counts_shown, entries_shown
from luoshi.district.report_cards.taking_over import Candidate, candidates
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.refusals import BYTES_MAX

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority
    from luoshi.district.report_cards.promises import Promise
    from luoshi.engines.reading.statistics import Observations

UNPROCESSABLE = 422
TOO_LARGE = 413
LIMITS = {"megabytes": BYTES_MAX // 1024**2}


@dataclass(frozen=True, slots=True)
class Given:
    """The promises of one side, the report's title and its text, where that is at hand."""

    promises: list[Promise]
    title: str
    text: str


def _too_much(request: HttpRequest) -> HttpResponse:
    return _form_page(request, CompareForm(held_by=_holder(request)), CardRefused.too_much(), status=TOO_LARGE)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@limited(_too_much, bytes_max=2 * BYTES_MAX)
def compare(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Ask for a report and a bulletin; show what became of each promise."""
    if request.method != "POST":
        return _form_page(request, CompareForm(held_by=_holder(request)))
    form = CompareForm(request.POST, held_by=_holder(request))
    if request.FILES and limit.exceeded:
        return _too_much(request)
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    try:
        given = _given(request, form.cleaned_data["plan"])
        bulletin = intake.bulletin_in(intake.text_of(request, "bulletin", intake.BULLETIN), form.cleaned_data["year"])
    except CardRefused as refusal:
        return _form_page(request, form, refusal, status=UNPROCESSABLE)
    offer = _offer(request, bulletin, form.cleaned_data["year"])
    chosen = form.cleaned_data["tolerance"]
    tolerance = intake.tolerance_of_plan(form.cleaned_data["plan"]) if chosen is None else chosen
    return _card_page(request, given, report_card(given.promises, bulletin, tolerance), offer)


@require_http_methods(["POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def take_over(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Take chosen figures of a bulletin over as official values."""
    by = official(request)
    assert by.district is not None, "an official serves a district"
    try:
        form = _ticked(request, by)
        if not form.is_valid():
            return _take_over_page(request, form)
        return _taken_over(request, form, by)
    except CardRefused as refusal:
        return _form_page(request, CompareForm(held_by=_holder(request)), refusal, status=UNPROCESSABLE)


def _ticked(request: HttpRequest, by: Authority) -> TakeOverForm:
    """The form as it came back, with the bulletin in it read again."""
    year = request.POST.get("year", "")
    known = int(year) if year.isascii() and year.isdigit() and len(year) == len("2023") and FIRST_YEAR <= int(year) <= LAST_YEAR else None
    return TakeOverForm(_own(intake.bulletin_in(request.POST.get("text", ""), known), by), request.POST)


def _own(bulletin: Observations, by: Authority) -> list[Candidate]:
    """The figures of those official indicators for which this person's unit answers."""
    found = candidates(indicators(by.district), bulletin) if by.district else []
    return [each for each in found if by.reports_for(each.indicator.responsible)]


def _taken_over(request: HttpRequest, form: TakeOverForm, by: Authority) -> HttpResponse:
    assert by.district is not None, "an official serves a district"
    try:
        release = operations.take_over(by.district, **form.cleaned_data, by=by, at=clock.now())
    except ReleaseRefused as refusal:
        return _take_over_page(request, form, refusal)
    return render(request, "report_cards/taken_over.html", {"release": release, "taken": form.ticked})


def _take_over_page(request: HttpRequest, form: TakeOverForm, refusal: ReleaseRefused | None = None) -> HttpResponse:
    context = {
        "take_over": form,
        "refusal": refusal and refusal.said(),
        "faults": refusal.faults if refusal and len(refusal.faults) > 1 else (),
    }
    return render(request, "report_cards/take_over.html", context, status=UNPROCESSABLE)


def _offer(request: HttpRequest, bulletin: Observations, year: int | None) -> TakeOverForm | None:
    """The form by which an official takes figures over; none for others, and none where the district measures nothing of the kind."""
    own = _own(bulletin, authority(request))
    initial = {"title": bulletin.title, "text": bulletin.source, "year": year}
    return TakeOverForm(own, initial=initial) if own else None


def _given(request: HttpRequest, slug: str) -> Given:
    if slug:
        title, promises = intake.promises_of_plan(slug, by=authority(request), held_by=_holder(request))
        return Given(promises, title, "")
    text = intake.text_of(request, "report", intake.REPORT)
    return Given(intake.promises_in(text), text.strip().split("\n")[0][:60], text)


def _holder(request: HttpRequest) -> str:
    """The word by which this browser is known as the one that brought reports, if it brought any."""
    return str(request.session.get("holder", ""))


def _form_page(request: HttpRequest, form: CompareForm, refusal: CardRefused | None = None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "limits": LIMITS, "refusal": refusal and refusal.said(), "given": request.POST}
    return render(request, "report_cards/compare.html", context, status=status)


def _card_page(request: HttpRequest, given: Given, card: ReportCard, offer: TakeOverForm | None) -> HttpResponse:
    context: dict[str, Any] = {
        "title": given.title,
        "bulletin": card.bulletin,
        "tolerance": card.tolerance,
        "counts": counts_shown(card),
        "total": sum(card.counts.values()),
        "entries": entries_shown(card, given.text, with_figures=True),
        "silent": entries_shown(card, given.text, with_figures=False),
        "take_over": offer,
    }
    return render(request, "report_cards/card.html", context)
