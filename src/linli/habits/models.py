"""What was usual, by place and kind, and what an administrator said of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Habit(models.Model):
    """Of `settled` matters of an area and category `by` were settled by one title, from `first_at` to `last_at`.
    `title` is nothing where that is not clear; `post` the very post where one did nearly all; `place`, `kind` and
    `urgency` where and of what most of them were. `id` follows from area, category and `urgent`."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    category = models.CharField(max_length=40, db_collation="C")
    urgent = models.BooleanField(default=False)
    title = models.CharField(max_length=40, blank=True)
    post = models.UUIDField(null=True)
    settled = models.IntegerField()
    by = models.IntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    place = models.CharField(max_length=17, db_collation="C")
    kind = models.CharField(max_length=40, db_collation="C")
    urgency = models.CharField(max_length=10)
    examples = ArrayField(models.UUIDField())
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "habits_habit"
        constraints = [
            models.CheckConstraint(condition=Q(by__lte=F("settled")), name="habits_habit_of_all"),
        ]
        indexes = [
            models.Index(fields=["community"], name="habits_habit_in"),
            models.Index(F("area"), F("settled").desc(), name="habits_habit_clear", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.category} → {self.title or '–'}"


class PutAside(models.Model):
    """照规则，不再提: that a habit (its own id) is not to be said beside the list; with what both said then, so that it
    comes back once that changes much."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    title = models.CharField(max_length=40)
    post = models.UUIDField(null=True)
    settled = models.IntegerField()
    by = models.IntegerField()
    ruled = models.CharField(max_length=40, blank=True)
    ruled_post = models.UUIDField(null=True)
    why = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    said_by_name = models.CharField(max_length=80)

    class Meta:
        db_table = "habits_aside"

    def __str__(self) -> str:
        return f"{self.area} {self.title}"
