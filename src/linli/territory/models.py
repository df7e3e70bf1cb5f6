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

    class Meta:
        db_table = "territory_grid"
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="territory_grid_code")]
        indexes = [models.Index(fields=["code"], name="territory_grid_by_code")]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
