"""Pages on which anybody verifies a licence, and takes away what is needed to check it without us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import DIGITS_MAX, words_of
from luoshi.district.credentials import pages, queries
from luoshi.district.fonts import FontMissing
from luoshi.district.throttle.operations import Throttle
from luoshi.district.throttle.queries import asker_of
from luoshi.engines.credentials import keys_document

if TYPE_CHECKING:
    from luoshi.district.credentials.models import Credential

WRONG_TRIES: Final = Throttle("licences", tries=10, minutes=10)
UNPROCESSABLE, TOO_MANY, UNAVAILABLE = 422, 429, 503
LIST_SECONDS: Final = 300
"""How long a status list may be kept by whoever fetched it."""


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Number and code lead to the licence; whichever of them is wrong, the answer is the same."""
    number, code = (words_of(request.POST.get(name, "")) for name in ("number", "code"))
    context = {"number": number, "code": code, "minutes": WRONG_TRIES.minutes}
    if request.method != "POST":
        return render(request, "credentials/verify.html", context)
    asker = asker_of(request)
    if WRONG_TRIES.is_used_up(asker.address, at=asker.at):
        return render(request, "credentials/verify.html", context | {"wait": True}, status=TOO_MANY)
    found = queries.verified(number, code)
    if found is None:
        WRONG_TRIES.count(asker.address, at=asker.at)
        return render(request, "credentials/verify.html", context | {"wrong": True}, status=UNPROCESSABLE)
    return redirect("credentials:licence", found.code)


@require_safe
def licence(request: HttpRequest, code: str) -> HttpResponse:
    """What the licence is, for whom, whether it is valid, and how to check that."""
    found = _licence(code)
    if code != found.code:
        return redirect("credentials:licence", found.code)
    return _unkept(render(request, "credentials/licence.html", pages.licence_page(found, on=clock.today())))


@require_safe
def signed_file(request: HttpRequest, code: str) -> HttpResponse:
    """The signed document, byte for byte."""
    return _unkept(_file(queries.text(_licence(code)).encode(), "application/json; charset=utf-8", f"licence-{code}.json"))


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The licence as PDF."""
    found = _licence(code)
    try:
        content = queries.pdf(found, address=_address(request, found), on=clock.today())
    except FontMissing as refusal:
        return _unkept(render(request, "credentials/no_font.html", {"refusal": refusal.said(), "code": found.code}, status=UNAVAILABLE))
    return _unkept(_file(content, "application/pdf", f"licence-{found.code}.pdf"))


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys whose signatures count."""
    return JsonResponse(keys_document(pages.address("keys.json"), queries.keys()), json_dumps_params={"indent": 1})


@require_safe
def status_list(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Which licences are revoked or suspended, as signed bits."""
    known = purpose in {one.value for one in queries.Purpose} and len(str(number)) <= DIGITS_MAX
    found = queries.status_list(number, queries.Purpose(purpose), at=clock.now()) if known else None
    if found is None:
        raise Http404(gettext("没有这份状态列表。"))
    response = JsonResponse(found)
    response.headers["Cache-Control"] = f"max-age={LIST_SECONDS}"
    return response


def _licence(code: str) -> Credential:
    found = queries.by_code(code)
    if found is None:
        raise Http404(gettext("没有这个核验码的证照。请核对链接，或在核验页输入编号和核验码。"))
    return found


def _address(request: HttpRequest, found: Credential) -> str:
    path = reverse("credentials:licence", args=[found.code])
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS else request.build_absolute_uri(path)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _unkept(response: HttpResponse) -> HttpResponse:
    """Whoever has the code may see it; nothing on the way keeps it, and no search engine lists it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
