"""Estates, buildings, entrances and dwellings. The first three are the map, which everybody may read."""

from uuid import UUID

from django.db import models

from linli.register.rules.kinds import BuildingUse, DwellingUse, EstateKind


class Estate(models.Model):
    """小区: buildings under one name and one upkeep. `area` is its community, or the grid it lies in whole."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in EstateKind])
    keeper = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=120, blank=True)
    built_in = models.SmallIntegerField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_estate"
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="register_estate_name")]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """楼栋. `number` is what neighbours call it (3, 甲1); `sort` puts 9 before 10. It lies in one grid."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    estate_id: UUID | None
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, null=True, related_name="buildings")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    sort = models.CharField(max_length=40, db_collation="C")
    address = models.CharField(max_length=120, blank=True)
    use = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in BuildingUse])
    floors = models.SmallIntegerField(null=True)
    has_lift = models.BooleanField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_building"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "estate", "number"],
                condition=models.Q(closed_at=None),
                name="register_building_number",
            )
        ]
        indexes = [models.Index(fields=["area", "sort", "id"], name="register_building_area")]

    def __str__(self) -> str:
        return self.name


class Entrance(models.Model):
    """单元: one stairwell of a building; a building without any has none."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="entrances", db_index=False)
    number = models.CharField(max_length=12)
    sort = models.CharField(max_length=24, db_collation="C")
    synthetic = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "register_entrance"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "building", "number"], name="register_entrance_number"
            ),
        ]
        indexes = [models.Index(fields=["building", "sort"], name="register_entrance_of")]

    def __str__(self) -> str:
        return self.number


class Dwelling(models.Model):
    """房屋. `code` is how neighbours write it, 3-2-501; `sort` puts floors and rooms in their order. The landlord's
    name and phone are sealed. `checked_at` is when somebody last saw to it that this is true."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="dwellings", db_index=False)
    entrance = models.ForeignKey(Entrance, on_delete=models.PROTECT, null=True, db_index=False)
    building_id: UUID
    entrance_id: UUID | None
    room = models.CharField(max_length=20)
    floor = models.SmallIntegerField(null=True)
    code = models.CharField(max_length=60)
    sort = models.CharField(max_length=80, db_collation="C")
    use = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in DwellingUse])
    square_metres = models.FloatField(null=True)
    landlord = models.BinaryField(default=bytes)
    landlord_phone = models.BinaryField(default=bytes)
    lease_ends_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_dwelling"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "building", "entrance", "room"],
                condition=models.Q(closed_at=None),
                nulls_distinct=False,
                name="register_dwelling_room",
            )
        ]
        indexes = [
            models.Index(fields=["building", "sort", "id"], name="register_dwelling_of"),
            models.Index(fields=["area", "id"], name="register_dwelling_area"),
            models.Index(
                fields=["community", "lease_ends_on"],
                condition=models.Q(lease_ends_on__isnull=False),
                name="register_dwelling_lease",
            ),
        ]

    def __str__(self) -> str:
        return self.code
