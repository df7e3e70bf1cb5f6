"""Blocks, where matters came from, and counts of knocks. Nothing here holds a phone or an address in clear."""

from django.db import models
from django.db.models import F, Q

from linli.blocks.rules import Kind


class Block(models.Model):
    """An address or a phone that may not use the public doors of an area until a moment. `hash` is keyed (a phone's is
    the index reporters are found by); `key` the number
    of its key; `matter` is the one it was set from."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in Kind])
    hash = models.BinaryField(max_length=16)
    key = models.IntegerField(default=1)
    reason = models.CharField(max_length=200)
    matter = models.UUIDField(null=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "blocks_block"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="blocks_block_until"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="blocks_block_lifted",
            ),
        ]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="blocks_block_at"),
            models.Index(fields=["hash"], name="blocks_block_hash"),
        ]

    def __str__(self) -> str:
        return self.reason


class Sender(models.Model):
    """Which address (keyed hash) a matter was sent from, for a month, so that it can be blocked without anybody seeing
    it."""

    matter = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    hash = models.BinaryField(max_length=16)
    key = models.IntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        db_table = "blocks_sender"
        indexes = [models.Index(fields=["at"], name="blocks_sender_at")]

    def __str__(self) -> str:
        return str(self.matter)


class Knock(models.Model):
    """How often something was tried, until when that counts; `id` is a keyed hash of what and by whom."""

    id = models.UUIDField(primary_key=True)
    n = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "blocks_knock"
        indexes = [models.Index(fields=["until"], name="blocks_knock_until")]

    def __str__(self) -> str:
        return str(self.n)
