"""Regroupings: the drafts and what was applied."""

from typing import Any

from django.db import models
from django.db.models import Q

from linli.regrouping.rules import State


class Regrouping(models.Model):
    """网格调整方案. `grids` holds the grids as they shall be (`rules.DraftGrid`), `seen` the versions of those there
    were when it was begun, `moves` the buildings that were laid into a grid by hand. One that was applied keeps where
    every building lay before and after, and what each grid held (`result`)."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State])
    grids: Any = models.JSONField()
    seen: Any = models.JSONField()
    moves: Any = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    result: Any = models.JSONField(default=dict)
    trouble = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.UUIDField(null=True)
    applied_by_name = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "regrouping_regrouping"
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="regrouping_applied",
            )
        ]
        indexes = [models.Index(fields=["community", "-changed_at", "id"], name="regrouping_of")]

    def __str__(self) -> str:
        return self.name
