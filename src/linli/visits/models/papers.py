"""What is put on paper for the doorstep: contact cards, notices, route sheets with their lines."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.visits.rules.kinds import Whom


class ContactCard(models.Model):
    """民情联系卡: whose face and phone a household is given, from which post. `code` is what its QR says; whoever has
    the card can ask whether it holds today. Whether it does is never kept: it is asked of the post each time."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    post = models.UUIDField()
    person = models.UUIDField()
    words = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=24, db_collation="C")
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_for = models.CharField(max_length=12, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_card"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "post", "person"],
                condition=Q(withdrawn_at=None),
                name="visits_card_standing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="visits_card_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="visits_card_code"),
            models.Index(fields=["person"], name="visits_card_person"),
            models.Index(fields=["area", "-made_at", "id"], name="visits_card_list"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """入户通知书: that somebody comes, where, when, what for, and who. `places` are the names as they were printed, one
    line an estate; `posts` those who come. It is not changed once made: one that is wrong is cancelled."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    campaign = models.ForeignKey(
        "visits.Campaign", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    campaign_id: UUID | None
    what = models.CharField(max_length=300)
    buildings = ArrayField(models.UUIDField(), default=list)
    places: Any = models.JSONField(default=list)
    from_on = models.DateField()
    until_on = models.DateField()
    hours = models.CharField(max_length=60)
    posts = ArrayField(models.UUIDField())
    urgent = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=24, db_collation="C")
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    posted_on = models.DateField(null=True)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.UUIDField(null=True)
    posted_by_name = models.CharField(max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_notice"
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="visits_notice_days"),
            models.CheckConstraint(
                condition=Q(posted_at=None, posted_by=None, posted_on=None)
                | Q(posted_at__isnull=False, posted_by__isnull=False, posted_on__isnull=False),
                name="visits_notice_posted",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="visits_notice_cancelled",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="visits_notice_code"),
            models.Index(fields=["community", "-made_at", "id"], name="visits_notice_list"),
        ]

    def __str__(self) -> str:
        return self.what


class RouteSheet(models.Model):
    """走访单: the doors of one day and post on paper, for who has no phone with him. Its number is what is typed when
    it comes back."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    number = models.CharField(max_length=20, db_collation="C")
    post = models.UUIDField()
    on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_sheet"
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="visits_sheet_number"),
        ]
        indexes = [models.Index(fields=["area", "-made_at", "id"], name="visits_sheet_list")]

    def __str__(self) -> str:
        return self.number


class SheetLine(models.Model):
    """One door of a route sheet in the printed order (`order`, from 1), and the visit it became. `skipped` says that
    nobody went there."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    sheet = models.ForeignKey(RouteSheet, on_delete=models.CASCADE, related_name="lines", db_index=False)
    sheet_id: UUID
    order = models.SmallIntegerField()
    noun = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Whom])
    subject = models.UUIDField()
    visit = models.UUIDField(null=True)
    skipped = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_sheet_line"
        constraints = [
            models.UniqueConstraint(fields=["community", "sheet", "order"], name="visits_sheet_line_order"),
            models.CheckConstraint(condition=Q(visit=None) | Q(skipped=False), name="visits_sheet_line_once"),
        ]
        indexes = [models.Index(fields=["sheet", "order"], name="visits_sheet_line_of")]

    def __str__(self) -> str:
        return str(self.order)
