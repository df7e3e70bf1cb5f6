"""What was changed of a record, field by field, with where the new value came from."""

from django.db import models


class Change(models.Model):
    """One field of one record: what it was and what it became. Of sealed fields only that they changed is kept. The
    ledger holds the act and the fields' names; the values stay here, with the record they are of."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    noun = models.CharField(max_length=12)
    subject = models.UUIDField()
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "register_change"
        indexes = [
            models.Index(fields=["subject", "at"], name="register_change_of"),
            models.Index(
                fields=["by", "at"], condition=models.Q(field="revealed"), name="register_change_revealed_by"
            ),
            models.Index(
                models.F("at").desc(),
                models.F("id").desc(),
                condition=models.Q(field="revealed"),
                name="register_change_revealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun}.{self.field}"
