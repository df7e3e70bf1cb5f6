"""Households, the residents in them, what of a resident is sealed, and every stay of a resident in a household."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from linli.register.models.places import Dwelling
from linli.register.rules.kinds import HouseholdKind, Presence, Relation, ResidentState, Sex


class Household(models.Model):
    """户: who live together in one dwelling. It ends when all leave; what it was stays."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.PROTECT, related_name="households", null=True, db_index=False
    )
    dwelling_id: UUID | None
    kind = models.CharField(max_length=10, choices=[(k.value, k.zh) for k in HouseholdKind])
    tenant = models.BooleanField(default=False)
    size = models.SmallIntegerField(default=0)
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_household"
        indexes = [
            models.Index(fields=["dwelling", "ended_on"], name="register_household_at"),
            models.Index(
                fields=["area", "id"], condition=models.Q(ended_on=None), name="register_household_area"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Resident(models.Model):
    """居民. Names are in the clear, so that lists sort and a worker finds whom he looks for; numbers and phones are
    sealed in `Secret`. One who was merged points at who he is; readers follow it."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="residents", db_index=False
    )
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    household_id: UUID | None
    dwelling_id: UUID | None
    merged_into_id: UUID | None
    labels: "models.Manager[Any]"
    relation = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Relation])
    name = models.CharField(max_length=40)
    sort = models.CharField(max_length=80, db_collation="C")
    sex = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in Sex])
    born_on = models.DateField(null=True)
    presence = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in Presence])
    registered_at = models.CharField(max_length=120, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    politics = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=20, blank=True)
    marriage = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=40, blank=True)
    workplace = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in ResidentState])
    ended_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "register_resident"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False) | ~models.Q(state="merged"),
                name="register_resident_merged",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "sort", "id"],
                condition=models.Q(state="active"),
                name="register_resident_list",
            ),
            models.Index(
                fields=["community", "sort", "id"],
                condition=models.Q(state="active"),
                name="register_resident_whole",
            ),
            models.Index(fields=["household"], name="register_resident_of"),
            models.Index(fields=["dwelling"], name="register_resident_at"),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="register_resident_into",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Secret(models.Model):
    """What of a resident is sealed: identity number and phones, with blind indexes for exact look-up of the number, of
    the phones, and of the last four characters of either (`tails`; nothing there means they are not reckoned yet)."""

    resident = models.OneToOneField(
        Resident, on_delete=models.CASCADE, primary_key=True, related_name="secret"
    )
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    id_kind = models.CharField(max_length=20, default="citizen")
    id_number = models.BinaryField(default=bytes)
    phone = models.BinaryField(default=bytes)
    other_phone = models.BinaryField(default=bytes)
    id_index = models.BinaryField(default=bytes)
    phone_index = models.BinaryField(default=bytes)
    other_index = models.BinaryField(default=bytes)
    tails = ArrayField(models.BigIntegerField(), null=True)
    key = models.SmallIntegerField(default=1)

    class Meta:
        db_table = "register_secret"
        indexes = [
            models.Index(
                fields=["id_index", "community"], condition=~models.Q(id_index=b""), name="register_secret_id"
            ),
            models.Index(
                fields=["phone_index"], condition=~models.Q(phone_index=b""), name="register_secret_phone"
            ),
            models.Index(
                fields=["other_index"], condition=~models.Q(other_index=b""), name="register_secret_other"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Stay(models.Model):
    """A resident's time in a household: moved in, was born, came back; moved, split off, left, died. Never changed but
    for its end, and that it names no household any more once the resident is anonymised."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="stays", db_index=False)
    household_id: UUID | None
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="stays", db_index=False
    )
    relation = models.CharField(max_length=12)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    beginning = models.CharField(max_length=12)
    ending = models.CharField(max_length=12, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "register_stay"
        indexes = [
            models.Index(fields=["household", "since"], name="register_stay_in"),
            models.Index(fields=["resident", "since"], name="register_stay_of"),
        ]

    def __str__(self) -> str:
        return str(self.id)
