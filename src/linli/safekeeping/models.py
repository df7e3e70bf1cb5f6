"""How far what is sealed has come under the current key."""

from django.db import models


class Walk(models.Model):
    """One part (a table) on its way to one key and its algorithms: up to which row it came, how many were looked at,
    sealed anew, did not open. `passes` counts how often it was gone through."""

    id = models.UUIDField(primary_key=True)
    key = models.IntegerField()
    cipher = models.CharField(max_length=8)
    part = models.CharField(max_length=40)
    last = models.CharField(max_length=40, blank=True)
    seen = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    passes = models.IntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "safekeeping_walk"

    def __str__(self) -> str:
        return f"{self.part} → {self.key}/{self.cipher}"
