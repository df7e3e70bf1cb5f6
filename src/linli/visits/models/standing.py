"""Where everybody stands who is to be reached."""

from uuid import UUID

from django.db import models

from linli.visits.rules.kinds import Change, Grade, Hours, Whom


class Standing(models.Model):
    """A household or an organisation (its own id) as the due list knows it: how often it is to be reached and by what
    (`code`), what happened last, when it is next due. `walk` sorts the doors of a building as one climbs it. What the
    visitor should heed (`two_go`, `hours`, `heed`) is told by workers. Kept true by `actions.standing`."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    noun = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Whom])
    building = models.ForeignKey(
        "register.Building", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    dwelling = models.ForeignKey(
        "register.Dwelling", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    building_id: UUID | None
    dwelling_id: UUID | None
    walk = models.CharField(max_length=200, db_collation="C")
    kind = models.CharField(max_length=12)
    labels = models.JSONField(default=list)
    code = models.CharField(max_length=60, db_collation="C")
    grade = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in Grade])
    contact_days = models.SmallIntegerField(null=True)
    home_days = models.SmallIntegerField(null=True)
    since = models.DateField()
    active = models.BooleanField(default=True)
    contact_at = models.DateTimeField(null=True)
    home_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    last = models.UUIDField(null=True)
    last_post = models.UUIDField(null=True)
    next_on = models.DateField(null=True)
    change = models.CharField(max_length=12, blank=True, choices=[(k.value, k.zh) for k in Change])
    urgent_at = models.DateTimeField(null=True)
    contact_due_on = models.DateField(null=True)
    home_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    two_go = models.BooleanField(default=False)
    hours = models.CharField(max_length=8, default=Hours.ANY.value, choices=[(k.value, k.zh) for k in Hours])
    heed = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "visits_standing"
        indexes = [
            models.Index(
                fields=["area", "due_on", "walk", "id"],
                condition=models.Q(active=True),
                name="visits_standing_due",
            ),
            models.Index(fields=["building"], name="visits_standing_in"),
            models.Index(fields=["dwelling"], name="visits_standing_at"),
        ]

    def __str__(self) -> str:
        return str(self.id)
