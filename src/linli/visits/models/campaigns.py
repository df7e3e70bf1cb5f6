"""Campaigns: a list of their own, a deadline, and how far one has come."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.visits.rules.kinds import Repeats, Result, Whom


class Campaign(models.Model):
    """走访专项: whom to reach by when, 一户不落. `asked` is what its list was made by (kinds, labels, area). `inside`
    says that only a visit inside counts. `carriers` (承办岗位) are posts that carry it out without sight of the
    register; `dealt` says that each has lines of its own. One that `repeats` is a round of a series, whose first
    round's id all of them bear."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=60)
    what = models.CharField(max_length=500, blank=True)
    noun = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Whom])
    asked: Any = models.JSONField(default=dict)
    inside = models.BooleanField(default=True)
    carriers = ArrayField(models.UUIDField(), default=list, db_default=[])  # pyright: ignore[reportCallIssue]
    dealt = models.BooleanField(default=False, db_default=False)
    repeats = models.CharField(
        max_length=8,
        default=Repeats.NONE.value,
        db_default=Repeats.NONE.value,
        choices=[(k.value, k.zh) for k in Repeats],
    )
    series = models.UUIDField(null=True)
    round = models.SmallIntegerField(default=1, db_default=1)
    from_on = models.DateField()
    until_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    synthetic = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "visits_campaign"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="visits_campaign_days"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="visits_campaign_closed",
            ),
            models.UniqueConstraint(
                fields=["community", "series", "round"],
                condition=Q(series__isnull=False),
                name="visits_campaign_round",
            ),
        ]
        indexes = [models.Index(fields=["community", "-made_at", "id"], name="visits_campaign_list")]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """One of a campaign's list, and what came of it. Left open until it was reached, declined, or the lead agreed that
    it could not be. `posts` see the line without sight of the register; for them it says what is public of the
    organisation: `name`, `place`, `kind`."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets", db_index=False)
    subject = models.UUIDField()
    posts = ArrayField(models.UUIDField(), default=list, db_default=[])  # pyright: ignore[reportCallIssue]
    name = models.CharField(max_length=120, blank=True, db_default="")
    place = models.CharField(max_length=200, blank=True, db_default="")
    kind = models.CharField(max_length=12, blank=True, db_default="")
    walk = models.CharField(max_length=200, db_collation="C")
    visit = models.UUIDField(null=True)
    result = models.CharField(max_length=12, blank=True, choices=[(k.value, k.zh) for k in Result])
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    campaign_id: UUID

    class Meta:
        db_table = "visits_target"
        constraints = [
            models.UniqueConstraint(fields=["community", "campaign", "subject"], name="visits_target_once")
        ]
        indexes = [
            models.Index(
                fields=["subject"], condition=Q(done_at=None, dropped_at=None), name="visits_target_open"
            ),
            models.Index(fields=["campaign", "area", "walk", "id"], name="visits_target_list"),
        ]

    def __str__(self) -> str:
        return str(self.id)
