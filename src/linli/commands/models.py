"""Commands that succeeded."""

from django.db import models


class Done(models.Model):
    """One command, what it said (a hash) and the id of what came of it. Kept longer than any outbox lives."""

    id = models.UUIDField(primary_key=True)
    actor = models.UUIDField()
    body = models.BinaryField(max_length=16)
    result = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "commands_done"
        indexes = [models.Index(fields=["at"], name="commands_done_at")]

    def __str__(self) -> str:
        return str(self.id)
