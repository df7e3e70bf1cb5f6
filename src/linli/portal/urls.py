"""Addresses of the public pages and of the staff faces."""

from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView

from linli.portal.views import faces, home, raising, tracking


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
    path("photo/<uuid:file_id>/", home.photo, name="photo"),
    path("photo/<uuid:file_id>/large/", home.photo, {"large": True}, name="photo-large"),
    path("start/", faces.start, name="start"),
    path("desk/", faces.face, {"face": "desk"}, name="desk"),
    path("desk/<path:path>", faces.face, {"face": "desk"}),
    path("field/", faces.face, {"face": "field"}, name="field"),
    path("field/<path:path>", faces.face, {"face": "field"}),
    path("robots.txt", home.robots),
    path("favicon.ico", Icon.as_view()),
]
