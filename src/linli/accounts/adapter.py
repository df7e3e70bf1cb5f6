"""What of allauth is used: signing in and out, changing a password, the second factor. Accounts are made by
administrators."""

from typing import Any
from uuid import UUID

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from linli.accounts import actions, queries
from linli.accounts.actions import sealed
from linli.accounts.models import User
from linli.accounts.rules import DEVICE, PHONE
from linli.kit import clock
from linli.kit.http import address_of
from linli.kit.scope import scope


def _phone_in_hand() -> UUID | None:
    """The registered phone this session is used on, if it is used on one."""
    request: Any = context.request
    phone = request.session.get(PHONE)
    return UUID(phone) if phone else None


class StaffOnly(DefaultAccountAdapter):
    """Nobody signs up by himself; failed attempts count by person, however he writes his name or phone; where he signs
    in is listed for him."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check the password, after the name was brought into its one form."""
        name = queries.sign_in_name(str(credentials.get("username", "")))
        return super().authenticate(request, username=name, password=credentials.get("password", ""))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and put this place on the person's list."""
        super().login(request, user)
        if not isinstance(user, User):
            raise TypeError(type(user))
        if not request.session.session_key:
            request.session.create()
        by = queries.as_person(user)
        with scope(by):
            id = actions.begin_session(
                by=by,
                key=request.session.session_key or "",
                agent=request.META.get("HTTP_USER_AGENT", ""),
                address=address_of(request),
            )
        request.session[DEVICE] = str(id)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and take this place off the list."""
        id, user = request.session.get(DEVICE), request.user
        if id and isinstance(user, User):
            by = queries.as_person(user)
            with scope(by):
                actions.leave_session(by=by, session_id=UUID(id))
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password of one's own."""
        if not isinstance(user, User):
            raise TypeError(type(user))
        by = queries.as_person(user)
        with scope(by):
            actions.change_own_password(by=by, password=password, phone=_phone_in_hand())
        user.refresh_from_db(fields=["password", "must_change_password"])

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Unless this session has just shown a password or a code: signing in counts, so that nobody types his password
        twice in a minute."""
        request: Any = context.request
        shown = get_authentication_records(request, request.user)
        since = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(float(one["at"]) > since for one in shown)

    def add_message(self, *_: Any, **__: Any) -> None:
        """No page shows allauth's messages, so none are kept."""


class SecondFactor(DefaultMFAAdapter):
    """Its secrets are sealed for the one person they are of."""

    def encrypt(self, text: str) -> str:
        """As stored."""
        return sealed.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return sealed.open_(encrypted_text)
