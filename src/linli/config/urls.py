"""Addresses: the API, signing in and out, health, and the public pages."""

from allauth.account import views as account
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from linli.config.api import api, nowhere


def healthz(_: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


ACCOUNT = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
]
"""What of allauth is open as it is; the portal has the rest. No mail is sent, so nothing that needs one. Signing up
says that it is closed."""

handler400 = "linli.config.refusals.unreadable"
handler403 = "linli.config.refusals.forbidden"
handler404 = "linli.config.refusals.not_found"
handler500 = "linli.config.refusals.failed"

urlpatterns = [
    path("healthz", healthz),
    path("api/", api.urls),
    path("api/<path:rest>", nowhere),
    path("accounts/", include(ACCOUNT)),
    path("", include("linli.portal.urls")),
]
