"""Hot issues, the matters in them, and how far each community has been looked through."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from linli.hotspots.rules import State


class HotIssue(models.Model):
    """热点: several reports of one thing. `rank` orders by heat at any moment (`rules.rank`); `cohesion` is how alike
    its reports are; `main` the matter that its open matters were made to run along with; `named` marks a title that a
    person gave."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=80, blank=True)
    named = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    reports = models.IntegerField()
    reporters = models.IntegerField()
    cohesion = models.FloatField()
    rank = models.FloatField()
    peak = models.FloatField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    found_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    said_by = models.UUIDField(null=True)
    said_by_name = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=200, blank=True)
    main = models.UUIDField(null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into_id: UUID | None
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "hotspots_issue"
        constraints = [
            models.CheckConstraint(
                condition=Q(said_at=None, said_by=None) | Q(said_at__isnull=False, said_by__isnull=False),
                name="hotspots_issue_said",
            ),
        ]
        indexes = [
            models.Index(
                F("community"), F("rank").desc(), F("id").desc(), F("area"), name="hotspots_issue_list"
            ),
            models.Index(F("rank").desc(), F("id").desc(), name="hotspots_issue_wide"),
        ]

    def __str__(self) -> str:
        return self.title


class HotReport(models.Model):
    """A matter (its own id) in an issue; by a person's word (`pinned`) perhaps in none, where the job leaves it."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    issue = models.ForeignKey(
        HotIssue, on_delete=models.CASCADE, null=True, related_name="held", db_index=False
    )
    issue_id: UUID | None
    at = models.DateTimeField()
    pinned = models.BooleanField(default=False)

    class Meta:
        db_table = "hotspots_report"
        indexes = [
            models.Index(fields=["issue", "-at", "-id"], name="hotspots_report_of"),
            models.Index(fields=["community"], name="hotspots_report_in"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LookedThrough(models.Model):
    """How far a community's matters were looked through, and a number that changes whenever what was found does."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    until = models.DateTimeField(null=True)
    stamp = models.IntegerField(default=0)

    class Meta:
        db_table = "hotspots_looked"
        constraints = [models.UniqueConstraint(fields=["community"], name="hotspots_looked_once")]

    def __str__(self) -> str:
        return self.community
