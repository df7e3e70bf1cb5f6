"""The row of a stored file; its bytes lie on disk under their own hash."""

from django.db import models
from django.db.models import Q


class Stored(models.Model):
    """One file. `sha256` names the bytes as kept, so equal files share one place on disk. `kept` says that something
    refers to it; what stays without goes in some night. `meant_for` is the matter a visitor's form will become: under
    it alone he sees what he sent, since all visitors are one actor."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64, db_collation="C")
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    uploaded_by = models.UUIDField()
    meant_for = models.UUIDField(null=True)
    public = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "files_stored"
        constraints = [
            models.CheckConstraint(
                condition=Q(width=None, height=None) | Q(width__gt=0, height__gt=0), name="files_stored_sides"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="files_stored_size"),
            models.CheckConstraint(condition=Q(public=False) | Q(kept=True), name="files_stored_public_kept"),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="files_stored_sha256"),
            models.Index(fields=["at"], name="files_stored_unkept", condition=Q(kept=False)),
        ]

    def __str__(self) -> str:
        return self.name
