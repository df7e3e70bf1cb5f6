"""What of allauth is used: signing in and out and changing a password. Accounts are made by administrators."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from linli.accounts import queries


class StaffOnly(DefaultAccountAdapter):
    """Nobody signs up by himself; failed attempts count by person, however he writes his name or phone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check the password, after the name was brought into its one form."""
        name = queries.sign_in_name(str(credentials.get("username", "")))
        return super().authenticate(request, username=name, password=credentials.get("password", ""))

    def add_message(self, *_: Any, **__: Any) -> None:
        """No page shows allauth's messages, so none are kept."""
