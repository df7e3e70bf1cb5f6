"""Shops, enterprises, public bodies and partners with their premises, and whom one speaks to there."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from linli.register.models.people import Resident
from linli.register.models.places import Building
from linli.register.rules.kinds import OrganisationKind, SmallPremises


class Organisation(models.Model):
    """单位 / 商户. `partner` marks a partner unit (共建单位); `equipment` counts its pieces of special equipment."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, null=True, related_name="organisations", db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in OrganisationKind])
    partner = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    sort = models.CharField(max_length=160, db_collation="C")
    trade = models.CharField(max_length=40, blank=True)
    small_premises = models.CharField(
        max_length=12, blank=True, choices=[(k.value, k.zh) for k in SmallPremises]
    )
    credit_code = models.CharField(max_length=18, blank=True)
    premises = models.CharField(max_length=120, blank=True)
    square_metres = models.FloatField(null=True)
    employees = models.IntegerField(null=True)
    equipment = models.SmallIntegerField(default=0)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    note = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_organisation"
        indexes = [
            models.Index(
                fields=["area", "sort", "id"],
                condition=models.Q(closed_at=None),
                name="register_organisation_list",
            ),
            models.Index(fields=["building"], name="register_organisation_in"),
            models.Index(
                fields=["community", "credit_code"],
                condition=~models.Q(credit_code=""),
                name="register_organisation_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Whom one speaks to at an organisation, and as what (负责人, 安全管理员 …); the phone is sealed. `tails`
    as in `Secret`."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts", db_index=False
    )
    organisation_id: UUID
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, db_index=False)
    name = models.CharField(max_length=40)
    duty = models.CharField(max_length=40, blank=True)
    phone = models.BinaryField(default=bytes)
    phone_index = models.BinaryField(default=bytes)
    tails = ArrayField(models.BigIntegerField(), null=True)
    order = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "register_contact"
        indexes = [models.Index(fields=["organisation", "order"], name="register_contact_of")]

    def __str__(self) -> str:
        return self.name
