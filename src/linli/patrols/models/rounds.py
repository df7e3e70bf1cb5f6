"""What was walked: rounds, what they say of each point, what was found, what was offered."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.patrols.models.routes import Point, Route
from linli.patrols.rules.kinds import FindingWay, OfferStatus, TickState


class Round(models.Model):
    """一次巡查: who walked which route when. `slot` is the asked-for round of the day it counts for; 0 for one that
    nobody asked for (加巡). `points` says how many the route had then. It holds no position."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="rounds", db_index=False)
    route_id: UUID
    on = models.DateField()
    slot = models.SmallIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    walked_by = models.UUIDField()
    walked_by_name = models.CharField(max_length=80, blank=True)
    post = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    points = models.SmallIntegerField()
    seen = models.SmallIntegerField()
    skipped = models.SmallIntegerField()
    findings = models.SmallIntegerField()
    remarks = models.CharField(max_length=500, blank=True)
    from_paper = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "patrols_round"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("started_at")), name="patrols_round_hours"
            )
        ]
        indexes = [
            models.Index(fields=["area", "-started_at", "-id"], name="patrols_round_list"),
            models.Index(fields=["route", "on", "slot"], name="patrols_round_of"),
        ]

    def __str__(self) -> str:
        return f"{self.on}/{self.slot}"


class Tick(models.Model):
    """What a round says of one point."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ticks", db_index=False)
    round_id: UUID
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="ticks", db_index=False)
    point_id: UUID
    state = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in TickState])
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "patrols_tick"
        constraints = [
            models.UniqueConstraint(fields=["community", "round", "point"], name="patrols_tick_once"),
            models.CheckConstraint(
                condition=Q(state=TickState.SKIPPED.value) | Q(reason=""), name="patrols_tick_reason"
            ),
        ]
        indexes = [models.Index(fields=["round", "point"], name="patrols_tick_of")]

    def __str__(self) -> str:
        return self.state


class Finding(models.Model):
    """What was found on a round, at a point or on the way. One raised as a matter has that matter's id; one dealt with
    on the spot is a note and no more."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="found", db_index=False)
    round_id: UUID
    point = models.ForeignKey(Point, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    point_id: UUID | None
    at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in FindingWay])
    words = models.TextField()
    files = ArrayField(models.UUIDField(), default=list)
    matter = models.UUIDField(null=True)

    class Meta:
        db_table = "patrols_finding"
        constraints = [
            models.CheckConstraint(
                condition=Q(way=FindingWay.MATTER.value, matter__isnull=False)
                | Q(way=FindingWay.SPOT.value, matter=None),
                name="patrols_finding_way",
            )
        ]
        indexes = [
            models.Index(fields=["area", "-at", "-id"], name="patrols_finding_list"),
            models.Index(fields=["round"], name="patrols_finding_of"),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class Offer(models.Model):
    """What a shop or a unit offers (提供资源, 愿意帮忙): who, what, and what became of it."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="offers", db_index=False)
    round_id: UUID
    point = models.ForeignKey(Point, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    point_id: UUID | None
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    organisation_id: UUID | None
    at = models.DateTimeField()
    who = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=300)
    heard_by_name = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in OfferStatus])
    note = models.CharField(max_length=300, blank=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)
    handled_by_name = models.CharField(max_length=80, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "patrols_offer"
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="patrols_offer_handled",
            )
        ]
        indexes = [
            models.Index(fields=["area", "status", "-at", "-id"], name="patrols_offer_list"),
            models.Index(fields=["round"], name="patrols_offer_of"),
        ]

    def __str__(self) -> str:
        return self.what[:40]
