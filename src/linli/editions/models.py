"""The editions of every set, kept for good: the web may add one and read all, and change none."""

from django.db import models


class Edition(models.Model):
    """One set as it was put in force: which noun and which part of it (a year of the calendar), its number, who, when
    and why. `same_as` is the earlier edition it equals, where one was put back."""

    id = models.UUIDField(primary_key=True)
    noun = models.CharField(max_length=24)
    part = models.CharField(max_length=24, blank=True)
    number = models.IntegerField()
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)
    same_as = models.IntegerField(null=True)
    rows = models.JSONField()

    class Meta:
        db_table = "editions_edition"
        constraints = [
            models.UniqueConstraint(fields=["noun", "part", "number"], name="editions_numbered"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="editions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.part} {self.number}".replace("  ", " ")
