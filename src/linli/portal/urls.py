"""Addresses of the public pages and of the staff faces."""

from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView

from linli.portal.views import faces, home, raising, security, sign_in, tracking, verifying


class Icon(RedirectView):
    """Where browsers look for an icon unasked."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        """The icon among the static files."""
        return static("portal/icon.svg")


urlpatterns = [
    path("", home.home, name="home"),
    path("raise/", raising.raise_, name="raise"),
    path("receipt/", raising.receipt, name="receipt"),
    path("track/", tracking.track, name="track"),
    path("matter/", tracking.matter, name="matter"),
    path("leave/", tracking.leave, name="leave"),
    path("places/", home.choose, name="choose"),
    path("find/", home.find, name="find"),
    path("find/<str:area>/", home.found, name="found"),
    path("feedback/", home.feedback, name="feedback"),
    path("switch/", home.switch, name="switch"),
    path("v/<str:code>/", verifying.verify, name="verify"),
    path("photo/<uuid:file_id>/", home.photo, name="photo"),
    path("photo/<uuid:file_id>/large/", home.photo, {"large": True}, name="photo-large"),
    path("accounts/password/change/", sign_in.password, name="account_change_password"),
    path("accounts/code/", sign_in.code, name="mfa_authenticate"),
    path("accounts/code/again/", security.code_again, name="mfa_reauthenticate"),
    path("accounts/oidc/", sign_in.oidc, name="oidc"),
    path("accounts/oidc/callback/", sign_in.oidc_callback, name="oidc_callback"),
    path("accounts/oidc/link/", sign_in.oidc_link, name="oidc-link"),
    path("accounts/oidc/unlink/", sign_in.oidc_unlink, name="oidc-unlink"),
    path("accounts/security/", security.security, name="security"),
    path("accounts/second-factor/", security.second_factor, name="second-factor"),
    path("accounts/second-factor/off/", security.second_factor_off, name="second-factor-off"),
    path("accounts/second-factor/codes/", security.codes, name="recovery-codes"),
    path("accounts/devices/", security.devices, name="devices"),
    path("accounts/devices/end/", security.end_devices, name="end-devices"),
    path("accounts/devices/<uuid:session_id>/end/", security.end_device, name="end-device"),
    path("start/", faces.start, name="start"),
    path("desk/", faces.face, {"face": "desk"}, name="desk"),
    path("desk/<path:path>", faces.face, {"face": "desk"}),
    path("field/sw.js", faces.worker),
    path("field/shell.html", faces.shell),
    path("field/", faces.face, {"face": "field"}, name="field"),
    path("field/<path:path>", faces.face, {"face": "field"}),
    path("robots.txt", home.robots),
    path("favicon.ico", Icon.as_view()),
]
