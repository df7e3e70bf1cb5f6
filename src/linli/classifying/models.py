"""Versions of what was learnt, and what people chose where something was suggested. Neither holds words of anybody."""

from django.db import models
from django.db.models import F, Q


class Version(models.Model):
    """One learning: from how many closed matters up to which moment, how good it was on what it had not seen, and the
    numbers themselves. `keyword_weight` is how much keywords count beside it; `why` says why it is in use or not."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    texts = models.IntegerField()
    categories = models.IntegerField()
    size = models.IntegerField()
    right = models.FloatField()
    right_keywords = models.FloatField()
    macro_f1 = models.FloatField()
    sure_share = models.FloatField()
    sure_right = models.FloatField()
    keyword_weight = models.FloatField()
    figures = models.JSONField(default=dict)
    why = models.CharField(max_length=20)
    in_use = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)
    used_by = models.UUIDField(null=True)
    used_by_name = models.CharField(max_length=80, blank=True)
    content = models.BinaryField()

    class Meta:
        db_table = "classifying_version"
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="classifying_version_used",
            ),
        ]
        indexes = [models.Index(F("at").desc(), F("id").desc(), name="classifying_version_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.texts}"


class Standing(models.Model):
    """One row for the whole site: whether an administrator wished that keywords speak alone, since when and who. It
    lasts until one of them puts a version in use."""

    id = models.UUIDField(primary_key=True)
    rested_at = models.DateTimeField(null=True)
    rested_by = models.UUIDField(null=True)
    rested_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "classifying_standing"
        constraints = [
            models.CheckConstraint(
                condition=Q(rested_at=None, rested_by=None)
                | Q(rested_at__isnull=False, rested_by__isnull=False),
                name="classifying_standing_rested",
            ),
        ]

    def __str__(self) -> str:
        return str(self.rested_at or "")


class Choice(models.Model):
    """How many matters that came in during a month were suggested as one category first and became another, or the
    same, by the hands of people."""

    id = models.UUIDField(primary_key=True)
    month = models.DateField()
    suggested = models.CharField(max_length=40, blank=True, db_collation="C")
    chosen = models.CharField(max_length=40, db_collation="C")
    matters = models.IntegerField()

    class Meta:
        db_table = "classifying_choice"
        indexes = [models.Index(fields=["month"], name="classifying_choice_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.suggested or '–'} → {self.chosen}"
