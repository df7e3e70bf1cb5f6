"""Phones that people work with, and what a phone that may read nothing any more has handed in."""

from django.db import models


class Device(models.Model):
    """A phone in somebody's hands. `proof` is a hash of a random word that the phone alone has; `label` is what its
    holder calls it; `session` where it was last signed in. Ended by him, by whoever manages people, or along with his
    sessions."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    person = models.UUIDField()
    label = models.CharField(max_length=40)
    proof = models.CharField(max_length=64, db_collation="C")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    session = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "sync_device"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="sync_device_revoked",
            )
        ]
        indexes = [models.Index(fields=["person", "made_at"], name="sync_device_of")]

    def __str__(self) -> str:
        return self.label


class Held(models.Model):
    """A command, or a photo of one (`entry` says whose), sealed by the phone to the server's key, until its owner has
    it back on a phone of his. `id` is the command's or the photo's own."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    person = models.UUIDField()
    device = models.UUIDField(null=True)
    entry = models.UUIDField()
    content = models.BinaryField()
    size = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "sync_held"
        indexes = [models.Index(fields=["person", "at", "id"], name="sync_held_of")]

    def __str__(self) -> str:
        return str(self.id)
