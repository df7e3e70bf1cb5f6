"""Dated labels of residents and households, their dictionary, and residents' skills."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from linli.register.models.people import Household, Resident


class LabelKind(models.Model):
    """A label of the dictionary. `seen_by` names the titles that may see it; nobody else does, whatever his area; an
    empty list means all who see the person. `on_phone` and `in_export` say whether it may go to a phone and into an
    ordinary export. `cadence_days` is the visit cadence it sets, `review_months` how long it holds unreviewed."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=40, unique=True, db_collation="C")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    group = models.CharField(max_length=20)
    of_household = models.BooleanField(default=False)
    seen_by = ArrayField(models.CharField(max_length=40), default=list)
    on_phone = models.BooleanField(default=True)
    in_export = models.BooleanField(default=True)
    cadence_days = models.SmallIntegerField(null=True)
    review_months = models.SmallIntegerField(null=True)
    purpose = models.CharField(max_length=120, blank=True)
    basis = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    order = models.IntegerField()

    class Meta:
        db_table = "register_label_kind"

    def __str__(self) -> str:
        return self.name


class Label(models.Model):
    """A label on a resident or a household, from a day to a day, with who said so and when to look again. `kind` is the
    dictionary's code; `restricted` says that the dictionary names who may see it."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, related_name="labels", db_index=False
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="labels", db_index=False
    )
    resident_id: UUID | None
    household_id: UUID | None
    kind = models.CharField(max_length=40, db_collation="C")
    restricted = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    source = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "register_label"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resident=None, household__isnull=False)
                | models.Q(resident__isnull=False, household=None),
                name="register_label_of_one",
            ),
            models.UniqueConstraint(
                fields=["community", "resident", "kind"],
                condition=models.Q(until=None, resident__isnull=False),
                name="register_label_once",
            ),
            models.UniqueConstraint(
                fields=["community", "household", "kind"],
                condition=models.Q(until=None, household__isnull=False),
                name="register_label_once_a_household",
            ),
        ]
        indexes = [
            models.Index(fields=["resident"], name="register_label_of"),
            models.Index(fields=["household"], name="register_label_of_home"),
            models.Index(
                fields=["area", "kind", "id"], condition=models.Q(until=None), name="register_label_list"
            ),
            models.Index(
                fields=["community", "review_on"],
                condition=models.Q(until=None, review_on__isnull=False),
                name="register_label_review",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Skill(models.Model):
    """特长: what a resident can do and would share; asked when he is entered."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="skills", db_index=False)
    kind = models.CharField(max_length=20)
    detail = models.CharField(max_length=80, blank=True)
    willing = models.BooleanField(default=True)
    source = models.CharField(max_length=60, blank=True)
    synthetic = models.BooleanField(default=False)
    asked_on = models.DateField(null=True)

    class Meta:
        db_table = "register_skill"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident", "kind", "detail"], name="register_skill_once"
            )
        ]
        indexes = [
            models.Index(fields=["resident"], name="register_skill_of"),
            models.Index(fields=["area", "kind", "id"], name="register_skill_list"),
        ]

    def __str__(self) -> str:
        return self.kind
