"""Addresses: the API, signing in and out, health, and the public pages."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from linli.config.api import api


def healthz(_: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("healthz", healthz),
    path("api/", api.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("linli.portal.urls")),
]
