"""Signing in with a name or a phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from linli.accounts import queries
from linli.accounts.models import User


class PhoneOrName(ModelBackend):
    """Django's own check of the password, for somebody found by name or phone. An unknown name costs as much time as
    a wrong password, so that names cannot be tried out."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        if not username or password is None:
            return None
        person = queries.by_login(username)
        if person is None:
            User().set_password(password)
            return None
        if person.check_password(password) and self.user_can_authenticate(person):
            return person
        return None
