"""Versions of what was learnt, what people chose where something was suggested, and files that were given to learn
from. Words, masked, are in examples alone; they go with their file."""

from django.db import models
from django.db.models import F, Q


class Version(models.Model):
    """One learning: from how many texts, `file_texts` of them from the files `learnt_from` (ids), the rest closed
    matters up to which moment; how good it was on the `judged` texts it had not seen (0 of old ones: all), the site's
    own or, where it had too few, those of files; and the numbers themselves. `keyword_weight` is how much keywords
    count beside it; `why` says why it is in use or not."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    texts = models.IntegerField()
    file_texts = models.IntegerField(default=0)
    learnt_from = models.JSONField(default=list)
    judged = models.IntegerField(default=0)
    judged_on_files = models.BooleanField(default=False)
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


class GivenFile(models.Model):
    """A labelled file an administrator gave to learn from: what it was called, the hash of its bytes (which are not
    kept), how many rows it had, how many texts of how many categories of ours are kept of it and until when."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, db_collation="C")
    size = models.IntegerField()
    rows = models.IntegerField()
    texts = models.IntegerField()
    categories = models.IntegerField()
    given_at = models.DateTimeField()
    given_by = models.UUIDField()
    given_by_name = models.CharField(max_length=80)
    kept_until = models.DateTimeField()

    class Meta:
        db_table = "classifying_given"
        constraints = [
            models.CheckConstraint(condition=Q(kept_until__gt=F("given_at")), name="classifying_given_kept"),
        ]

    def __str__(self) -> str:
        return self.name


class Example(models.Model):
    """One text of a file, masked, and the category of ours it was found to be. Behind the wall nobody but the system
    reads it; it goes with its file by the database's own key."""

    id = models.UUIDField(primary_key=True)
    given = models.ForeignKey(GivenFile, on_delete=models.DO_NOTHING, db_constraint=False)
    category = models.CharField(max_length=40, db_collation="C")
    text = models.TextField()

    class Meta:
        db_table = "classifying_example"

    def __str__(self) -> str:
        return f"{self.category} {self.id}"
