"""Signing in, and the page on which the office keeps units, posts and those who hold them."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.languages import said
from luoshi.district.offices import fail_if, operations, queries
from luoshi.district.offices.errors import NotTheOffice, OfficeError, RosterRefused
from luoshi.district.offices.forms import FORMS, OfficeForm
from luoshi.district.offices.provider import account_of, sent_there
from luoshi.district.offices.roster import read_roster, sheet_of
from luoshi.district.throttle.operations import Throttle
from luoshi.district.throttle.queries import asker_of
from luoshi.district.uploads import limited
from luoshi.engines.documents.refusals import BYTES_MAX
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from luoshi.district.offices.queries import Authority
    from luoshi.district.offices.roster import RosterRow
    from luoshi.district.sign_in_settings import IdentityProvider
    from luoshi.district.uploads import SizeLimit

UNPROCESSABLE, TOO_MANY = 422, 429
WORKBENCH = "/workbench/"
OWN = "/services/mine/"
"""Where whoever holds no post begins."""
GOING: Final = "where somebody was going who signs in by a provider"
WRONG_FOR_ONE: Final = Throttle("sign-in to an account", tries=10, minutes=15)
WRONG_FROM_ONE: Final = Throttle("sign-in from an address", tries=50, minutes=15)
"""More than for one account: all of a house may come from one address."""


class SignIn(LoginView):
    """By account and password; where a demonstration runs, also as one of its invented people."""

    template_name = "offices/sign_in.html"
    redirect_authenticated_user = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever was wrong too often waits, be the password right now."""
        at = asker_of(request).at
        used_up = [brake for brake, whose in self._brakes() if brake.is_used_up(whose, at=at)]
        if not used_up:
            return super().post(request, *args, **kwargs)
        form = AuthenticationForm(request, initial={"username": request.POST.get("username", "")})
        return self.render_to_response(self.get_context_data(form=form, minutes=used_up[0].minutes), status=TOO_MANY)

    def form_invalid(self, form: Any) -> HttpResponse:
        """It is counted for the account, be there one or not, and for the address."""
        for brake, whose in self._brakes():
            brake.count(whose, at=asker_of(self.request).at)
        return super().form_invalid(form)

    def _brakes(self) -> tuple[tuple[Throttle, str], ...]:
        account = self.request.POST.get("username", "").casefold()
        return (WRONG_FOR_ONE, account), (WRONG_FROM_ONE, asker_of(self.request).address)

    def form_valid(self, form: Any) -> HttpResponse:
        """However long a visitor's session was to last, an official's ends with the working day."""
        answer = super().form_valid(form)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The invented people, if this installation is a demonstration; and who else vouches for people, if anybody does."""
        invented = _invented() if settings.DEMONSTRATION else []
        return super().get_context_data(invented=invented, provider=settings.SIGN_IN_PROVIDER, **kwargs)

    def get_default_redirect_url(self) -> str:
        """Officials begin at their workbench, everybody else at what is their own."""
        return _beginning(queries.authority_of(self.request.user, on=clock.today()))


class ChangePassword(PasswordChangeView):
    """A new password for the own account."""

    template_name = "offices/password.html"
    success_url = reverse_lazy("plan:workbench")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, gettext("口令已修改。"))
        return super().form_valid(form)


@require_POST
def sign_in_as_invented(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person. Real people are never entered this way, and nobody is where no demonstration runs."""
    if not settings.DEMONSTRATION:
        raise Http404
    code = request.POST.get("code", "")
    on = clock.today()
    people = [*queries.invented_people(on=on), *queries.invented_outsiders(on=on)]
    found = [one for one in people if one.person and one.person.code == code]
    if not found or found[0].person is None or found[0].person.account is None:
        raise Http404(gettext("没有这个演示人员。"))
    return _entered(request, found[0].person.account, request.POST.get("next", ""))


@require_safe
def to_provider(request: HttpRequest) -> HttpResponse:
    """Lead to the provider that vouches for people."""
    provider = _provider()
    request.session[GOING] = request.GET.get("next", "")
    try:
        return sent_there(request, provider, back=request.build_absolute_uri(reverse("offices:from-provider")))
    except OfficeError as refusal:
        return _turned_away(request, refusal)


@require_safe
def from_provider(request: HttpRequest) -> HttpResponse:
    """Somebody comes back from there, and is signed in if the district knows who that is."""
    try:
        account = account_of(request, _provider())
    except OfficeError as refusal:
        return _turned_away(request, refusal)
    return _entered(request, account, request.session.pop(GOING, ""))


def _provider() -> IdentityProvider:
    found: IdentityProvider | None = settings.SIGN_IN_PROVIDER
    if found is None:
        raise Http404
    return found


def _turned_away(request: HttpRequest, refusal: OfficeError) -> HttpResponse:
    messages.error(request, refusal.in_one_line())
    return redirect("offices:sign-in")


def _entered(request: HttpRequest, account: User, going: str) -> HttpResponse:
    """Signed in until the end of the working day, and led to where the person was going."""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)
    return redirect(_next(request, going, queries.authority_of(account, on=clock.today())))


@login_required
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Units and posts, with who holds them today."""
    return _offices_page(request, _official(request))


@login_required
@require_http_methods(["POST"])
def change(request: HttpRequest, what: str) -> HttpResponse:
    """Change one thing, for whoever keeps the district's plan."""
    by = _official(request)
    if what not in FORMS:
        raise Http404
    assert by.district is not None
    form = FORMS[what](by.district, on=clock.today(), by=by, data=request.POST)
    try:
        fail_if.not_the_office(by.district, by)  # such a one sees no form, and so no fault of what was typed either
        if not form.is_valid():
            return _offices_page(request, by, {what: form}, status=UNPROCESSABLE)
        form.act(at=clock.now())
    except NotTheOffice as refusal:
        raise PermissionDenied(refusal.in_one_line()) from refusal
    except OfficeError as refusal:
        return _offices_page(request, by, {what: form}, refusal, status=UNPROCESSABLE)
    messages.success(request, gettext("已保存。"))
    return redirect("offices:offices")


def _too_much(request: HttpRequest) -> HttpResponse:
    messages.error(request, RosterRefused.too_large(BYTES_MAX).in_one_line())
    return redirect("offices:offices")


@login_required
@require_safe
def roster(request: HttpRequest) -> FileResponse:
    """The table of units, posts and people as a workbook to fill in."""
    district = _official(request).district
    assert district is not None
    sheet = sheet_of(queries.posts_of(district, on=clock.today()))
    return FileResponse(BytesIO(workbook([sheet])), as_attachment=True, filename=f"{district.name}单位花名册.xlsx")


@login_required
@require_POST
@limited(_too_much, bytes_max=BYTES_MAX)
def bring_roster(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """The table comes back: what is new in it is entered, or every fault is named and nothing is."""
    by = _official(request)
    assert by.district is not None
    try:
        fail_if.not_the_office(by.district, by)
        made = operations.take_roster(by.district, _rows_given(request, limit), on=clock.today(), by=by)
    except NotTheOffice as refusal:
        raise PermissionDenied(refusal.in_one_line()) from refusal
    except OfficeError as refusal:
        return _offices_page(request, by, refusal=refusal, status=UNPROCESSABLE)
    told = gettext("花名册已导入：新登记 %(units)s 个单位、%(posts)s 个岗位、%(people)s 名人员。")
    messages.success(request, told % {what: made[what] for what in ("units", "posts", "people")})
    return redirect("offices:offices")


def _rows_given(request: HttpRequest, limit: SizeLimit) -> list[RosterRow]:
    file = request.FILES.get("roster")  # now at the latest the request is read, and the limit looked after
    if limit.exceeded:
        raise RosterRefused.too_large(BYTES_MAX)
    if file is None:
        raise RosterRefused.nothing_given()
    return read_roster(file.read(), file.name or "", on=clock.today())


def _official(request: HttpRequest) -> Authority:
    return queries.in_office(queries.authority_of(request.user, on=clock.today()))


def _offices_page(
    request: HttpRequest,
    by: Authority,
    given: dict[str, OfficeForm] | None = None,
    refusal: OfficeError | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    assert by.district is not None
    today = clock.today()
    keeps = by.is_office_of(by.district)
    forms = [(what, (given or {}).get(what) or form(by.district, on=today, by=by), what in (given or {})) for what, form in FORMS.items()]
    context = {
        "authority": by,
        "district": by.district,
        "units": queries.posts_of(by.district, on=today),
        "former": queries.former_units(by.district, on=today),
        "grants": queries.grants_together(by.district, on=today),
        "other_grants": queries.other_grants(by.district, on=today),
        "keeps": keeps,
        "forms": forms if keeps else [],
        "refusal": refusal and refusal.said(),
        "faults": [(each.row, said(each.what)) for each in getattr(refusal, "faults", ())],
        "today": today,
    }
    return render(request, "offices/offices.html", context, status=status)


def _invented() -> list[tuple[Any, list[Authority]]]:
    """The invented people by what their posts are for."""
    people = queries.invented_people(on=clock.today())
    officials = [(queries.Role(role).label, list(group)) for role, group in groupby(people, key=lambda one: one.posts[0].role)]
    outsiders = queries.invented_outsiders(on=clock.today())
    return [*officials, (gettext("来办事的人"), outsiders)] if outsiders else officials


def _beginning(by: Authority) -> str:
    return WORKBENCH if by.posts else OWN


def _next(request: HttpRequest, asked: str, by: Authority) -> str:
    """Where the person was going; never another site."""
    return (
        asked
        if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        else _beginning(by)
    )
