"""What people here call places, beside the names the register has for them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from linli.register.models.organisations import Organisation
from linli.register.models.places import Building, Estate


class Nickname(models.Model):
    """俗称: a name a worker put down for an estate, a building, an organisation, or a spot by its coordinates. `key`
    is the form it is compared in. It is ended, never changed. Two grids may have one name for places of their own."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    words = models.CharField(max_length=40)
    key = models.CharField(max_length=40, db_collation="C")
    estate_id: UUID | None
    estate = models.ForeignKey(
        Estate, on_delete=models.CASCADE, null=True, related_name="nicknames", db_index=False
    )
    building_id: UUID | None
    building = models.ForeignKey(
        Building, on_delete=models.CASCADE, null=True, related_name="nicknames", db_index=False
    )
    organisation_id: UUID | None
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="nicknames", db_index=False
    )
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_nickname"
        constraints = [
            models.CheckConstraint(
                condition=Q(estate__isnull=False, building=None, organisation=None, longitude=None)
                | Q(estate=None, building__isnull=False, organisation=None, longitude=None)
                | Q(estate=None, building=None, organisation__isnull=False, longitude=None)
                | Q(estate=None, building=None, organisation=None, longitude__isnull=False),
                name="register_nickname_of_one",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False),
                name="register_nickname_point",
            ),
        ]
        indexes = [
            models.Index(fields=["community"], name="register_nickname_home"),
            models.Index(fields=["estate"], name="register_nickname_estate"),
            models.Index(fields=["building"], name="register_nickname_building"),
            models.Index(fields=["organisation"], name="register_nickname_shop"),
        ]

    def __str__(self) -> str:
        return self.words
