"""One row an act. The table is partitioned by month and its key is (community, at, id); Django sees the id."""

from django.db import models


class Entry(models.Model):
    """What happened, to what, where, by whom from which post."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    at = models.DateTimeField()
    noun = models.CharField(max_length=24)
    subject = models.UUIDField()
    verb = models.CharField(max_length=32)
    actor = models.UUIDField()
    actor_kind = models.CharField(max_length=8)
    post = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "ledger_entry"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"
