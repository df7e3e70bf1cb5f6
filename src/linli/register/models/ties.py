"""Whom a household is in touch with (联系人), and residents who keep their ears open for a building or a grid
(民情信息员)."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from linli.register.models.people import Household, Resident
from linli.register.models.places import Building
from linli.register.rules.kinds import Kin, TieKind


class Tie(models.Model):
    """联系人: who is in touch with a household, or with one member of it (`resident`). The other end is a resident
    (`other`), or somebody outside the register whose name and phone are sealed. It ends and is not deleted; of an
    ended one the other end may be forgotten."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="ties", db_index=False)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, related_name="ties", db_index=False
    )
    other = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, related_name="tied_to", db_index=False
    )
    household_id: UUID
    resident_id: UUID | None
    other_id: UUID | None
    kind = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in TieKind])
    kin = models.CharField(max_length=12, blank=True, choices=[(k.value, k.zh) for k in Kin])
    name = models.BinaryField(default=bytes)
    phone = models.BinaryField(default=bytes)
    emergency = models.BooleanField(default=False)
    has_key = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=60, blank=True)
    synthetic = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_tie"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=False)
                | Q(other=None) & ~Q(name=b"")
                | Q(other__isnull=False, name=b"", phone=b""),
                name="register_tie_one_end",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "until"], name="register_tie_of"),
            models.Index(
                fields=["resident"], condition=Q(resident__isnull=False), name="register_tie_member"
            ),
            models.Index(fields=["other"], condition=Q(other__isnull=False), name="register_tie_other"),
            models.Index(fields=["area", "household"], condition=Q(until=None), name="register_tie_area"),
            models.Index(
                fields=["until", "id"],
                condition=~Q(name=b"") & Q(until__isnull=False),
                name="register_tie_over",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Informant(models.Model):
    """民情信息员: a resident who passes on what people say and need, for a building, or for the grid or micro-grid
    that `area` names. Not a post: he has no account and sees no register."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, null=True, related_name="informants", db_index=False
    )
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="informs", db_index=False)
    building_id: UUID | None
    resident_id: UUID
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    synthetic = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_informant"
        indexes = [
            models.Index(fields=["area", "id"], condition=Q(until=None), name="register_informant_area"),
            models.Index(
                fields=["building"],
                condition=Q(until=None, building__isnull=False),
                name="register_informant_of",
            ),
            models.Index(fields=["resident"], name="register_informant_who"),
        ]

    def __str__(self) -> str:
        return self.area
