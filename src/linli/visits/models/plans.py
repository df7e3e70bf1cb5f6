"""The day's work as it was planned, and the runs that planned it."""

from typing import Any

from django.db import models
from django.db.models import Q

from linli.visits.rules.kinds import Way, Whom


class Planning(models.Model):
    """One run of the planner over an area and some days: asked for by a lead, done by a job. `told` holds what came of
    it: how many were placed, the minutes of each worker, and who was left and why."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    from_on = models.DateField()
    until_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    told: Any = models.JSONField(default=dict)

    class Meta:
        db_table = "visits_planning"
        indexes = [models.Index(fields=["community", "-asked_at", "id"], name="visits_planning_list")]

    def __str__(self) -> str:
        return str(self.id)


class Planned(models.Model):
    """One contact planned for a day and a post, in walking order (`order`, from 1). What a person placed is `fixed`,
    and replanning leaves it. `second_post` goes along where two must go."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    noun = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Whom])
    subject = models.UUIDField()
    on = models.DateField()
    post = models.UUIDField()
    second_post = models.UUIDField(null=True)
    order = models.IntegerField()
    minute = models.SmallIntegerField(null=True)
    way = models.CharField(max_length=10, choices=[(k.value, k.zh) for k in Way])
    campaign_id = models.UUIDField(null=True)
    fixed = models.BooleanField(default=False)
    visit = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    planned_by = models.UUIDField()

    class Meta:
        db_table = "visits_planned"
        constraints = [
            models.UniqueConstraint(fields=["community", "on", "subject"], name="visits_planned_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(visit__isnull=False), name="visits_planned_done"
            ),
        ]
        indexes = [
            models.Index(fields=["post", "on", "order"], name="visits_planned_day"),
            models.Index(fields=["subject", "on"], condition=Q(done_at=None), name="visits_planned_of"),
            models.Index(fields=["area", "on"], name="visits_planned_area"),
        ]

    def __str__(self) -> str:
        return str(self.id)
