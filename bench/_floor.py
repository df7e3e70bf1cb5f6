"""The bare floor: the least a Django Ninja service can do. One insert a request, one keyset page of twenty; no session,
no middleware, no scope, no ledger. Served beside Linli by the same server settings from the same database."""

from datetime import datetime
from uuid import UUID

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import path

from linli.config import env

settings.configure(
    SECRET_KEY="floor",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": env.database(env.text("DATABASE_URL"), role="owner", secret="")
        | {"CONN_HEALTH_CHECKS": False}
    },
    INSTALLED_APPS=["django.contrib.contenttypes"],
    MIDDLEWARE=[],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import models  # noqa: E402 - needs the settings above
from ninja import NinjaAPI, Schema  # noqa: E402

PAGE = 20


class Row(models.Model):
    """A row of the floor."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    state = models.CharField(max_length=12)
    category = models.CharField(max_length=40)
    place = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "bench_floor"
        app_label = "contenttypes"

    def __str__(self) -> str:
        return self.subject


class RowIn(Schema):
    """What is taken in."""

    id: UUID
    words: str
    subject: str = ""
    area: str = ""
    place: str = ""


class RowOut(Schema):
    """What is shown of a row."""

    id: UUID
    community: str
    subject: str
    state: str
    category: str
    place: str
    received_at: datetime
    due_at: datetime | None


api = NinjaAPI(docs_url=None)


@api.post("/rows", response={201: RowOut})
def take_in(request: HttpRequest, body: RowIn) -> tuple[int, Row]:
    """One insert."""
    row = Row.objects.create(
        id=body.id,
        community=body.area[:12],
        subject=body.subject,
        words=body.words,
        state="received",
        category="",
        place=body.place,
        received_at=datetime.now().astimezone(),
    )
    return 201, row


@api.get("/rows", response=list[RowOut])
def page(request: HttpRequest, community: str, before: datetime) -> list[Row]:
    """One keyset page."""
    rows = Row.objects.filter(community=community, received_at__lt=before)
    return list(rows.order_by("-received_at", "-id")[:PAGE])


urlpatterns = [path("", api.urls)]
application = WSGIHandler()
