"""Somebody signs in by a provider: a real one, on this machine, which vouches for whomever it is asked."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from luoshi.district.offices.tests.government import Government
from luoshi.district.offices.tests.test_views import browser, signed_in, text_of
from luoshi.district.sign_in_settings import IdentityProvider, read_provider

if TYPE_CHECKING:
    from pytest_django import Settings

with warnings.catch_warnings():  # it uses what its own library no longer likes
    warnings.simplefilter("ignore")
    from oidc_provider_mock import User, run_server_in_thread

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PEOPLE = {"1": "wu", "2": "nobody", "3": "off"}
"""What the provider calls people, and what it says that their accounts are called here."""
ENVIRONMENT = {"LUOSHI_OIDC_ISSUER": "https://id.example.gov.cn", "LUOSHI_OIDC_CLIENT": "luoshi", "LUOSHI_OIDC_SECRET": "示例"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider."""
    people = [User(sub=sub, claims={"preferred_username": name}) for sub, name in PEOPLE.items()]
    with run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(issuer: str, county: Government, settings: Settings) -> IdentityProvider:
    """This installation lets people sign in by it."""
    found = IdentityProvider(issuer, "luoshi", "secret", "县统一认证（虚构）", "preferred_username")
    settings.SIGN_IN_PROVIDER = found
    settings.ALLOWED_HOSTS = ["testserver"]
    return found


def vouched(client: Client, sub: str, going: str = "") -> str:
    """Go to the provider and say who one is; the address to which it sends back."""
    there = client.get("/sign-in/provider/", {"next": going}).headers["Location"]
    asked = urlsplit(there)
    assert asked.netloc
    assert "code_challenge_method=S256" in asked.query
    connection = HTTPConnection(asked.netloc)
    connection.request(
        "POST", f"{asked.path}?{asked.query}", urlencode({"sub": sub}), {"Content-Type": "application/x-www-form-urlencoded"}
    )
    back = connection.getresponse().headers["Location"]
    connection.close()
    assert back.startswith("http://testserver/sign-in/provider/back/?")
    return str(back)


def refused(client: Client, answer: Any) -> str:
    """What the sign-in page says then; nobody is signed in."""
    assert answer.headers["Location"] == "/sign-in/"
    assert not signed_in(client)
    shown = text_of(client.get("/sign-in/"))
    return shown.partition('class="messages"')[2].partition("</div>")[0] or shown


def test_where_no_provider_is_named_there_is_none(county: Government) -> None:
    assert "sign-in/provider" not in text_of(browser().get("/sign-in/"))
    for address in ("/sign-in/provider/", "/sign-in/provider/back/?code=x&state=y"):
        assert browser().get(address).status_code == 404


def test_somebody_whom_the_district_knows_is_led_to_where_he_was_going(provider: IdentityProvider) -> None:
    client, accounts = browser(), get_user_model().objects.count()
    shown = text_of(client.get("/sign-in/?next=/offices/"))
    assert "用县统一认证（虚构）登录" in shown
    assert "/sign-in/provider/?next=%2Foffices%2F" in shown
    assert client.get(vouched(client, "1", "/offices/")).headers["Location"] == "/offices/"
    assert "吴示例" in text_of(client.get("/offices/"))
    assert client.session.get_expiry_age() <= 12 * 3600
    assert get_user_model().objects.count() == accounts
    other = browser()
    assert other.get(vouched(other, "1", "https://example.org/")).headers["Location"] == "/workbench/"


def test_whoever_is_unknown_here_or_may_no_longer_sign_in_stays_outside(provider: IdentityProvider) -> None:
    get_user_model().objects.create(username="off")  # of no person
    accounts = get_user_model().objects.count()
    for sub in ("2", "3"):
        client = browser()
        assert f"“{PEOPLE[sub]}”，但这里没有这个账号" in refused(client, client.get(vouched(client, sub)))
    get_user_model().objects.filter(username="wu").update(is_active=False)
    client = browser()
    assert "没有这个账号" in refused(client, client.get(vouched(client, "1")))
    assert get_user_model().objects.count() == accounts


def test_what_another_browser_began_or_another_provider_says_counts_for_nothing(provider: IdentityProvider, settings: Settings) -> None:
    victim = browser()
    assert "没有确认您的身份" in refused(victim, victim.get(vouched(browser(), "1")))
    client = browser()
    settings.SIGN_IN_PROVIDER = replace(provider, issuer=f"{provider.issuer}/")  # says that it is another one
    assert "没有确认您的身份" in refused(client, client.get(vouched(client, "1")))
    assert "没有确认您的身份" in refused(client, client.get("/sign-in/provider/back/?error=access_denied&state=x"))


def test_a_provider_that_does_not_answer_keeps_nobody_from_signing_in_by_password(provider: IdentityProvider, settings: Settings) -> None:
    settings.SIGN_IN_PROVIDER = replace(provider, issuer="http://localhost:9")
    client = browser()
    assert "没有应答" in refused(client, client.get("/sign-in/provider/"))
    assert 'type="password"' in text_of(client.get("/sign-in/"))


def test_a_provider_is_read_from_the_environment_whole_or_not_at_all() -> None:
    assert read_provider({}) is None
    found = read_provider(ENVIRONMENT)
    assert found is not None
    assert (found.name, found.claim) == ("统一身份认证", "preferred_username")
    for wrong in ({"LUOSHI_OIDC_SECRET": ""}, {"LUOSHI_OIDC_ISSUER": "http://id.example.gov.cn"}, {"LUOSHI_OIDC_ISSUER": "https://[x"}):
        with pytest.raises(ImproperlyConfigured, match="LUOSHI_OIDC_ISSUER"):
            read_provider(ENVIRONMENT | wrong)
