"""What is walked: routes, their points, and which rounds of them are asked for."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.patrols.rules.kinds import PointKind, WalkedOn


class Route(models.Model):
    """巡查线路: named, of a grid or of a whole community, walked by some posts; by whoever walks there, where none is
    named. Archived rather than deleted."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    posts = ArrayField(models.UUIDField(), default=list)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    archived_by = models.UUIDField(null=True)
    synthetic = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "patrols_route"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "area", "name"],
                condition=Q(archived_at=None),
                name="patrols_route_name",
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None, archived_by=None)
                | Q(archived_at__isnull=False, archived_by__isnull=False),
                name="patrols_route_archived",
            ),
        ]
        indexes = [models.Index(fields=["area", "id"], name="patrols_route_list")]

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """Which rounds of a route are asked for, from a day on, until the next begins. `slots` has name, begin and end of
    each, as `rules.slots` reads them."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="schedules", db_index=False)
    route_id: UUID
    from_on = models.DateField()
    days = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in WalkedOn])
    slots: Any = models.JSONField(default=list)

    class Meta:
        db_table = "patrols_schedule"
        constraints = [
            models.UniqueConstraint(fields=["community", "route", "from_on"], name="patrols_schedule_day")
        ]
        indexes = [models.Index(fields=["route", "from_on"], name="patrols_schedule_of")]

    def __str__(self) -> str:
        return f"{self.from_on}"


class Point(models.Model):
    """点位: a spot in words, or a building or organisation of the register. `area` is its route's; `lies_in` the grid
    it lies in, as far as that is known. One taken off its route stays, with the rounds on which it was looked at."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="points", db_index=False)
    route_id: UUID
    lies_in = models.CharField(max_length=17, db_collation="C")
    order = models.SmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in PointKind])
    name = models.CharField(max_length=60)
    note = models.CharField(max_length=100, blank=True)
    building = models.ForeignKey(
        "register.Building", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    building_id: UUID | None
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    organisation_id: UUID | None
    added_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "patrols_point"
        constraints = [
            models.CheckConstraint(
                condition=Q(building=None) | Q(organisation=None), name="patrols_point_one_place"
            )
        ]
        indexes = [
            models.Index(fields=["route", "order"], name="patrols_point_of"),
            models.Index(
                fields=["area", "seen_at", "id"], condition=Q(dropped_at=None), name="patrols_point_unseen"
            ),
        ]

    def __str__(self) -> str:
        return self.name
