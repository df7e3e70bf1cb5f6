"""The forms of signing in: a code, and a password of one's own."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext as _

from linli.accounts.actions import sealed

TOTP = "totp"
CODE_USED_FOR = 150
"""Seconds a code is not taken twice: longer than the half minutes on either side in which it is good."""


class CodeForm(AuthenticateForm):
    """A code of the phone, or a recovery code; each is good once."""

    def clean_code(self) -> str:
        """The code, if it is right and was not used before."""
        with sealed.secrets_of(self.user.pk):
            code = super().clean_code()
        if self.authenticator.type == TOTP and not self._first_time(code):
            raise forms.ValidationError("used", code="incorrect_code")
        return code

    def _first_time(self, code: str) -> bool:
        return cache.add(f"linli:code:{self.user.pk}:{normalize_user_code(code)}", 1, CODE_USED_FOR)


class PasswordForm(ChangePasswordForm):
    """A new password; a one-time password is not one's own however often one types it."""

    def clean(self) -> dict[str, Any]:
        """Refuse the same again where it must change."""
        cleaned: dict[str, Any] = super().clean() or {}
        old, new = cleaned.get("oldpassword"), cleaned.get("password1")
        person: Any = self.user
        if new and old == new and person.must_change_password:
            self.add_error("password1", _("请换一个新密码，不能还用一次性密码。"))
        return cleaned
