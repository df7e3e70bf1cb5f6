"""Signing in by way of another house (OpenID Connect), where a site has set one. It opens existing accounts alone: by
the link a person made himself, or by a phone or mail address that the other house calls verified, if the site trusts it
with that. What it tells besides is looked at and not kept."""

from typing import TYPE_CHECKING, Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.accounts import actions, queries
from linli.kit.errors import Conflict
from linli.kit.scope import scope

if TYPE_CHECKING:
    from linli.accounts.models import User

UNKNOWN = "account/oidc_refused.html"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures that only the other house can make; those made with a shared secret, or none, are not taken."""
LEEWAY = 60
"""Seconds its clock may differ."""


def _key(keys: jwt.PyJWKSet, word: str) -> jwt.PyJWK:
    """The key a word names; a house with a single one need not name it."""
    name = jwt.get_unverified_header(word).get("kid")
    fit = [key for key in keys.keys if key.public_key_use != "enc" and name in (None, key.key_id)]
    if len(fit) != 1:
        raise OAuth2Error("it names no key of the house")
    return fit[0]


class Door(OpenIDConnectOAuth2Adapter):
    """The exchange with the other house: its word is checked by signature, both its answers must name one person."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the other house sends people back to: one address, to be registered there."""
        return build_absolute_uri(request, reverse("oidc_callback"), self.redirect_uri_protocol)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            return jwt.decode(
                id_token,
                _key(jwt.PyJWKSet.from_dict(answer.json()), id_token),
                algorithms=ALGORITHMS,
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("its word does not hold") from error

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Whoever the other house says it is. OAuth2Error when it gives no signed word of it, or two names."""
        try:
            claims = self._claims(app, kwargs["response"].get("id_token"), token)
            login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        except (KeyError, ValueError, TypeError) as error:
            raise OAuth2Error("its answer is not in the agreed form") from error
        login.account.extra_data = {}
        request.oidc_claims = claims  # type: ignore[attr-defined]
        return login

    def _claims(self, app: SocialApp, word: str | None, token: SocialToken) -> dict[str, Any]:
        if not word or self.openid_config["issuer"].rstrip("/") != settings.LINLI_OIDC.issuer:
            raise OAuth2Error("no id_token of the issuer that was set")
        claims = self._decode_id_token(app, word)
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("its word was meant for somebody else")
        told = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        if told and str(told["sub"]) != str(claims["sub"]):
            raise OAuth2Error("userinfo is about somebody else")
        return told | claims


class OtherHouse(DefaultSocialAccountAdapter):
    """Opens existing accounts alone."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one that the site has set, if any; none are kept in tables."""
        house = settings.LINLI_OIDC
        if house is None or provider not in {None, house.id, OpenIDConnectProvider.id}:
            return []
        return [
            SocialApp(
                provider=OpenIDConnectProvider.id,
                provider_id=house.id,
                name=house.name,
                client_id=house.client,
                secret=house.secret,
                settings={"server_url": house.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """allauth's provider, with our door, asking for a phone where phones may match."""
        found = super().get_provider(request, provider, client_id)
        found.oauth2_adapter_class = Door
        found.get_default_scope = _scope
        return found

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Say in our own words that it did not work: given up there, gone wrong on the way, or not asked for here."""
        why = "cancelled" if error == AuthError.CANCELLED else "failed"
        raise ImmediateHttpResponse(render(request, UNKNOWN, {"why": why}, status=403))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whose account it opens, before anything else happens; who has none is told so, who has closed one alike."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_connect(request, sociallogin))
        if not sociallogin.is_existing:
            _match(request, sociallogin)
        person = sociallogin.user
        if not sociallogin.is_existing or person is None or not person.is_active:
            raise ImmediateHttpResponse(render(request, UNKNOWN, {"why": "unknown"}, status=403))


def _scope() -> list[str]:
    house = settings.LINLI_OIDC
    return ["openid", *(one for one in ("phone", "email") if house is not None and one in house.match)]


def _connect(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Link what was shown to whoever is signed in."""
    person: Any = request.user
    if not person.is_authenticated or not person.is_active:
        return redirect("account_login")
    by = queries.as_person(person)
    try:
        with scope(by):
            _link(by, sociallogin, "own")
    except Conflict as problem:
        return render(request, UNKNOWN, {"why": problem.type.rpartition("/")[2]}, status=409)
    return redirect("security")


def _link(by: Any, sociallogin: SocialLogin, how: str) -> None:
    account = sociallogin.account
    sociallogin.account = actions.link(by=by, provider=account.provider, subject=account.uid, how=how)


def _match(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Link somebody known by a verified phone or mail address, as far as the site allows that."""
    claims: dict[str, Any] = request.oidc_claims  # type: ignore[attr-defined]
    for how, person in _candidates(claims):
        if person is None or not person.is_active:
            continue
        by = queries.as_person(person)
        try:
            with scope(by):
                _link(by, sociallogin, how)
        except Conflict:
            continue
        sociallogin.user = person
        return


def _candidates(claims: dict[str, Any]) -> list[tuple[str, "User | None"]]:
    found: list[tuple[str, User | None]] = []
    if "phone" in settings.LINLI_OIDC.match and claims.get("phone_number_verified") is True:
        found.append(("phone", queries.by_phone(str(claims.get("phone_number", "")))))
    if "email" in settings.LINLI_OIDC.match and claims.get("email_verified") is True:
        found.append(("email", queries.by_email(str(claims.get("email", "")))))
    return found


def house_shown() -> str:
    """The other house's name, if there is one, for the sign-in page."""
    return settings.LINLI_OIDC.name if settings.LINLI_OIDC else ""
