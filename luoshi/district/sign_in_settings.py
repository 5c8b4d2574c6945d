"""By which OpenID Connect provider people may sign in to an installation. Read from the environment before anything else is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Mapping

ISSUER, CLIENT, SECRET, NAME, CLAIM = (f"LUOSHI_OIDC_{each}" for each in ("ISSUER", "CLIENT", "SECRET", "NAME", "CLAIM"))
NAME_UNLESS_TOLD: Final = "统一身份认证"
CLAIM_UNLESS_TOLD: Final = "preferred_username"
HERE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """身份认证平台 (OpenID Connect Core 1.0): who vouches for people, and by what they are known here.

    Attributes:
        issuer: its address, exactly as it says it in its tokens.
        client: what this installation is called there; ``secret`` proves it.
        name: what people call it.
        claim: what it says of a person that is the name of an account here. Its own administrators alone may be able to set it.
    """

    issuer: str
    client: str
    secret: str
    name: str
    claim: str

    @property
    def description(self) -> str:
        """The address of what it says of itself (OpenID Connect Discovery 1.0)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def read_provider(environment: Mapping[str, str]) -> IdentityProvider | None:
    """The provider that the environment names; ``None`` where it names none, and people sign in by password alone.

    Raises:
        ImproperlyConfigured: a part is missing, or the provider would be spoken to unencrypted. The message repeats no secrets.
    """
    issuer, client, secret = (environment.get(each, "").strip() for each in (ISSUER, CLIENT, SECRET))
    if not issuer:
        return None
    if not (client and secret and _is_safe(issuer)):
        raise ImproperlyConfigured(
            f"{ISSUER} 应为 https 网址，并同时设置 {CLIENT} 和 {SECRET}。 / "
            f"{ISSUER} should be an https address, with {CLIENT} and {SECRET} beside it."
        )
    name, claim = (environment.get(each, "").strip() for each in (NAME, CLAIM))
    return IdentityProvider(issuer, client, secret, name or NAME_UNLESS_TOLD, claim or CLAIM_UNLESS_TOLD)


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))
