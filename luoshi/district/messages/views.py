"""The own inbox and addresses; for the office, what could not be delivered; in a demonstration, what would have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of, official
from luoshi.district.messages import operations, pages, queries
from luoshi.district.messages.errors import MessageError
from luoshi.district.messages.forms import ContactForm
from luoshi.district.messages.models import Channel, Delivery, Language, State
from luoshi.district.offices.queries import Authority, Person, people

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District

UNPROCESSABLE = 422


@login_required
@require_safe
@cache_control(no_store=True)
def inbox(request: HttpRequest) -> HttpResponse:
    """The own messages, newest first."""
    by = official(request)
    assert by.person is not None
    found = queries.inbox(by.person, before=number_of(request.GET.get("before", "")))
    return render(request, "messages/inbox.html", {**_heading(by), "slice": found})


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an own message as read; go where it leads, if that is asked for."""
    message = operations.mark_read(pk, by=official(request), at=clock.now())
    if message is None:
        raise Http404(gettext("没有这条消息。"))
    return redirect(message.link if message.link and "go" in request.POST else "messages:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all own messages as read."""
    operations.mark_all_read(by=official(request), at=clock.now())
    return redirect("messages:inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def contacts(request: HttpRequest, code: str = "") -> HttpResponse:
    """The addresses of oneself; of anybody in the district, for its office."""
    by = official(request)
    person = _person(by, code)
    if request.method != "POST":
        return _contacts_page(request, by, person)
    channel = _channel(request, person)
    form = ContactForm(channel, request.POST)
    try:
        if "end" in request.POST:
            operations.end_contact(person, channel, by=by, at=clock.now())
        elif form.is_valid():
            given = form.cleaned_data
            operations.enter_contact(person, channel, given["address"], by=by, at=clock.now(), language=Language(given["language"]))
        else:
            return _contacts_page(request, by, person, form, status=UNPROCESSABLE)
    except MessageError as refusal:
        return _contacts_page(request, by, person, form, refusal, status=UNPROCESSABLE)
    notes.success(request, gettext("已保存。"))
    return redirect(request.path)


@login_required
@require_safe
@cache_control(no_store=True)
def deliveries(request: HttpRequest) -> HttpResponse:
    """How the district's messages fare, those that failed first."""
    by, district = _office(request)
    state = request.GET.get("state", State.FAILED)
    if state not in State.values:
        raise Http404
    page = pages.deliveries_page(district, State(state), before=number_of(request.GET.get("before", "")))
    return render(request, "messages/deliveries.html", {**_heading(by), **page})


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send anew what failed."""
    by, _ = _office(request)
    try:
        operations.try_again(pk, by=by, at=clock.now())
    except Delivery.DoesNotExist as missing:
        raise Http404(gettext("没有这条消息。")) from missing
    except MessageError as refusal:
        notes.error(request, refusal.in_one_line())
    else:
        notes.success(request, gettext("已重新排队发送。"))
    return redirect("messages:deliveries")


@login_required
@require_safe
@cache_control(no_store=True)
def preview(request: HttpRequest) -> HttpResponse:
    """What would have been sent to whom by which channel, where nothing leaves the machine. Nowhere else is there such a page."""
    by = official(request)
    if not settings.MESSAGES_STAY_HERE:
        raise Http404
    assert by.district is not None
    page = pages.preview_page(by.district, before=number_of(request.GET.get("before", "")))
    return render(request, "messages/preview.html", {**_heading(by), **page})


def _office(request: HttpRequest) -> tuple[Authority, District]:
    by = official(request)
    if by.district is None or not by.is_office_of(by.district):
        raise PermissionDenied(gettext("发送情况由政府办（督查室）查看。"))
    return by, by.district


def _person(by: Authority, code: str) -> Person:
    assert by.person is not None
    assert by.district is not None
    if not code or code == by.person.code:
        return by.person
    found = people(by.district).filter(code=code).first() if by.is_office_of(by.district) else None
    if found is None:
        raise Http404(gettext("没有这个人员，或者不由您维护。"))
    return found


def _channel(request: HttpRequest, person: Person) -> Channel:
    given = request.POST.get("channel", "")
    if given not in queries.channels(person):
        raise Http404
    return Channel(given)


def _contacts_page(
    request: HttpRequest,
    by: Authority,
    person: Person,
    given: ContactForm | None = None,
    refusal: MessageError | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = pages.contacts_page(person, given, by=by, on=clock.today())
    context = {**_heading(by), **page, "refusal": refusal and refusal.said()}
    return render(request, "messages/contacts.html", context, status=status)


def _heading(by: Authority) -> dict[str, Any]:
    return {"authority": by, "keeps": by.is_office_of(by.district), "stays_here": settings.MESSAGES_STAY_HERE}
