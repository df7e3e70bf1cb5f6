"""What a site sets about signing in: whose posts require a second factor, and another house's sign-in (OpenID Connect).
Wrong settings stop the start; none is guessed at."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from linli.config import env
from linli.kit.roles import Role

HERE = {"127.0.0.1", "localhost", "::1"}
REQUIRED = f"{Role.ADMINISTRATOR},{Role.SUPERVISOR}"
MATCHES = frozenset({"phone", "email"})


@dataclass(frozen=True)
class House:
    """Another house people may sign in by way of. `match` says which of its verified claims may find somebody who has
    not linked himself."""

    issuer: str
    client: str
    secret: str
    name: str
    match: frozenset[str]

    @property
    def id(self) -> str:
        """What its people's links are kept under: another issuer has other people, so their links do not carry over."""
        return "oidc-" + hashlib.sha256(self.issuer.encode()).hexdigest()[:16]

    @property
    def origin(self) -> str:
        """Where the browser is sent."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def second_factor(public_url: str) -> frozenset[Role]:
    """The roles that may not be without a second factor: LINLI_SECOND_FACTOR, names divided by commas; unset, those who
    can do most harm, but nobody where the site is this machine's alone, as the demo is."""
    usual = "" if urlsplit(public_url).hostname in HERE else REQUIRED
    return frozenset(Role(name) for name in _list(env.text("LINLI_SECOND_FACTOR", usual)))


def _list(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def other_house() -> House | None:
    """The other house, if LINLI_OIDC_ISSUER is set. ValueError when a part is missing or its address is not safe."""
    issuer = env.text("LINLI_OIDC_ISSUER").rstrip("/")
    if not issuer:
        return None
    client, secret = env.text("LINLI_OIDC_CLIENT"), env.text("LINLI_OIDC_SECRET")
    if not (client and secret):
        raise ValueError("LINLI_OIDC_ISSUER needs LINLI_OIDC_CLIENT and LINLI_OIDC_SECRET beside it")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise ValueError("LINLI_OIDC_ISSUER must be an https address")
    match = frozenset(_list(env.text("LINLI_OIDC_MATCH")))
    if not match <= MATCHES:
        raise ValueError("LINLI_OIDC_MATCH takes phone and email")
    name = env.text("LINLI_OIDC_NAME", "统一身份认证")
    return House(issuer=issuer, client=client, secret=secret, name=name, match=match)
