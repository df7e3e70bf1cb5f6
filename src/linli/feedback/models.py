"""Opinions about the software."""

from django.db import models
from django.db.models import F

from linli.feedback.rules import Face


class Opinion(models.Model):
    """What somebody said, on which page of which face."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    at = models.DateTimeField()
    words = models.TextField()
    page = models.CharField(max_length=200, blank=True)
    face = models.CharField(max_length=8, choices=[(f.value, f.value) for f in Face])
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)

    class Meta:
        db_table = "feedback_opinion"
        indexes = [models.Index(F("at").desc(), F("id").desc(), name="feedback_opinion_at")]

    def __str__(self) -> str:
        return self.words[:40]
