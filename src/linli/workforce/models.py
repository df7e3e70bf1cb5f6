"""Titles, posts, and who held which post when."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Span(Func):
    """From one moment to another, the end not included."""

    function = "TSTZRANGE"


class Title(models.Model):
    """A title such as 网格员; `public` titles are shown to residents. One that is not `active` is offered to no new
    post and stays with those that have it."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    level = models.CharField(max_length=12)
    public = models.BooleanField(default=False)
    place = models.SmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "workforce_title"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One duty in one area. `holder` is who sits in it today; the tenures keep who ever did."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    holder = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="posts")
    holder_id: UUID | None
    held_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "workforce_post"
        constraints = [
            models.CheckConstraint(
                condition=Q(holder=None, held_since=None) | Q(holder__isnull=False, held_since__isnull=False),
                name="workforce_post_held",
            )
        ]
        indexes = [
            models.Index(fields=["area", "title"], name="workforce_post_area"),
            models.Index(fields=["holder"], name="workforce_post_holder"),
        ]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """Somebody's time in a post; two never overlap."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tenures")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="tenures")
    person_id: UUID
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "workforce_tenure"
        constraints = [
            ExclusionConstraint(
                name="workforce_tenure_apart",
                expressions=[
                    ("community", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (Span("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.since:%Y-%m-%d}"


class Leave(models.Model):
    """Somebody away from `since` until `until` or `ended_at`, and who stands in for him in which of his posts; two of
    one person that were not ended never overlap. Why he is away stands apart, behind a wall."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="leaves")
    person_id: UUID
    stand_in = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="stands_in")
    stand_in_id: UUID
    posts = ArrayField(models.UUIDField())
    since = models.DateTimeField()
    until = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "workforce_leave"
        constraints = [
            ExclusionConstraint(
                name="workforce_leave_apart",
                expressions=[
                    ("community", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Span("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="workforce_leave_days"),
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="workforce_leave_two"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="workforce_leave_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["stand_in"], name="workforce_leave_stand_in", condition=Q(ended_at=None)),
            models.Index(fields=["person"], name="workforce_leave_person", condition=Q(ended_at=None)),
            models.Index(fields=["area"], name="workforce_leave_area", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.since:%Y-%m-%d}"


class LeaveReason(models.Model):
    """Why somebody is away, by a code and never in words. The row policy keeps it to himself and who sees the area; of
    these the queries show it to himself and those who fill his posts."""

    leave = models.OneToOneField(Leave, on_delete=models.CASCADE, primary_key=True, related_name="why")
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    person = models.UUIDField()
    reason = models.CharField(max_length=12)

    class Meta:
        db_table = "workforce_leavereason"

    def __str__(self) -> str:
        return self.reason
