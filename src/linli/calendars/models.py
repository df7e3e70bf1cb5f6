"""The notices a calendar rests on and the days they decide. The same for the whole country, so there is no
area."""

from django.db import models

from linli.calendars.rules import DayKind


class Notice(models.Model):
    """A notice of the State Council or its General Office. A year is known once it has one."""

    id = models.UUIDField(primary_key=True)
    year = models.SmallIntegerField()
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160)
    issued_on = models.DateField()
    url = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "calendars_notice"

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"


class Day(models.Model):
    """A holiday, or a weekend day worked in exchange; `source` is the notice that decides it."""

    id = models.UUIDField(primary_key=True)
    date = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DayKind])
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    source = models.ForeignKey("calendars.Notice", on_delete=models.PROTECT, related_name="days")

    class Meta:
        db_table = "calendars_day"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in DayKind]), name="calendars_day_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
