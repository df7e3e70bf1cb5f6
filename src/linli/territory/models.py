"""Divisions (given by the state) and grids (drawn by the community)."""

from django.db import models

from linli.territory.rules import GridKind


class Division(models.Model):
    """A province, city, district, subdistrict or community. `code` is trimmed to its level's length."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=12, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    outline = models.JSONField(null=True)
    source = models.CharField(max_length=120, blank=True)
    synthetic = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "territory_division"
        indexes = [models.Index(fields=["changed_at"], name="territory_division_changed")]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Grid(models.Model):
    """A grid (15 digits) or micro-grid (17). A household belongs to exactly one grid."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    code = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in GridKind])
    polygon = models.JSONField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    synthetic = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        db_table = "territory_grid"
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="territory_grid_code")]
        indexes = [
            models.Index(fields=["code"], name="territory_grid_by_code"),
            models.Index(fields=["changed_at"], name="territory_grid_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class FormerBoundary(models.Model):
    """A grid as it was before somebody redrew or renamed it (网格重划留痕): the old version whole, who replaced it,
    when and why. Never changed."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="former", db_index=False)
    code = models.CharField(max_length=17, db_collation="C")
    version = models.IntegerField()
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in GridKind])
    polygon = models.JSONField(null=True)
    since = models.DateTimeField()
    replaced_at = models.DateTimeField()
    replaced_by = models.UUIDField()
    replaced_by_name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "territory_former_boundary"
        constraints = [
            models.UniqueConstraint(fields=["community", "grid", "version"], name="territory_former_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
