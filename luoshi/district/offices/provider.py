"""Who somebody is by the word of an OpenID Connect provider, and which account that is here. It makes no accounts and gives no powers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model

from luoshi.district.offices.errors import NobodyOfThatName, ProviderDidNotAnswer, ProviderDidNotVouch

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.sign_in_settings import IdentityProvider

SECONDS: Final = 10
"""So long the provider may take to answer us, while a person waits."""
SCOPE: Final = "openid profile"


@cache
def _client(provider: IdentityProvider) -> Any:
    """Authorization code flow with PKCE (RFC 7636); what the provider says of itself is asked once."""
    from authlib.integrations.django_client import OAuth  # noqa: PLC0415 - loaded only where there is a provider

    options = {"scope": SCOPE, "code_challenge_method": "S256", "default_timeout": SECONDS}
    return OAuth().register(
        "provider", client_id=provider.client, client_secret=provider.secret,
        server_metadata_url=provider.description, client_kwargs=options,
    )  # fmt: skip


def sent_there(request: HttpRequest, provider: IdentityProvider, *, back: str) -> HttpResponse:
    """Send somebody to the provider, who comes back to the address ``back``. Raises :class:`ProviderDidNotAnswer`."""
    from requests import RequestException  # noqa: PLC0415 - as above

    try:
        found: HttpResponse = _client(provider).authorize_redirect(request, back)
    except (RequestException, ValueError) as silence:
        raise ProviderDidNotAnswer(provider.name) from silence
    return found


def account_of(request: HttpRequest, provider: IdentityProvider) -> User:
    """The account of somebody who comes back from the provider.

    Its signature, issuer, audience, time and nonce count (OpenID Connect Core 1.0, 3.1.3.7), and that this browser went there.

    Raises:
        ProviderDidNotAnswer: the provider cannot be asked.
        ProviderDidNotVouch: the provider said no, or what it says cannot be believed.
        NobodyOfThatName: no active account of a person bears the name that the provider says.
    """
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as above
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415

    client, issuers = _client(provider), {"iss": {"essential": True, "values": [provider.issuer]}}
    try:
        token = client.authorize_access_token(request, claims_options=issuers)
        name = str(_claims(client, token).get(provider.claim, ""))
    except RequestException as silence:
        raise ProviderDidNotAnswer(provider.name) from silence
    except (AuthlibBaseError, JoseError, ValueError) as doubt:
        raise ProviderDidNotVouch(provider.name) from doubt
    found: User | None = get_user_model().objects.filter(username=name, is_active=True, person__isnull=False).first()
    if not name or found is None:
        raise NobodyOfThatName(provider.name, name)
    return found


def _claims(client: Any, token: dict[str, Any]) -> dict[str, Any]:
    """What the provider says of the person, in the signed token or where it points; both have to speak of the same one."""
    signed: dict[str, Any] = token.get("userinfo") or {}
    if not signed:
        raise ValueError("no id_token")
    told: dict[str, Any] = client.userinfo(token=token)
    if told.get("sub") != signed.get("sub"):
        raise ValueError("userinfo of somebody else")
    return told | signed
