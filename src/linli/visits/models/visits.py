"""What happened: visits, who went along, what was given, and the field journal."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.visits.rules.kinds import Approval, Change, Result, Way, Whom
from linli.visits.rules.kinds import Companion as Duty


class Visit(models.Model):
    """走访: one contact with one household or organisation (`subject`), how and with what result. `checked` says that
    what the register holds of it was looked at and is true. `team` marks a 2+1+N visit. `sheet` is the printed route
    sheet it was entered from afterwards (补录). Somebody who could not be reached waits for the lead (`approval`).
    `change` was heard of on it; `eased`, at `eased_at`, is the major change it answered. One recorded by mistake is
    struck out (划掉) and stays."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    noun = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Whom])
    subject = models.UUIDField()
    building = models.ForeignKey(
        "register.Building", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    building_id: UUID | None
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=80, blank=True)
    post = models.UUIDField(null=True)
    way = models.CharField(max_length=10, choices=[(k.value, k.zh) for k in Way])
    result = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Result])
    met = ArrayField(models.UUIDField(), default=list)
    met_others = models.CharField(max_length=60, blank=True)
    checked = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    matters = ArrayField(models.UUIDField(), default=list)
    files = ArrayField(models.UUIDField(), default=list)
    team = models.BooleanField(default=False)
    campaign = models.ForeignKey(
        "visits.Campaign", on_delete=models.PROTECT, null=True, related_name="visits", db_index=False
    )
    campaign_id: UUID | None
    next_on = models.DateField(null=True)
    approval = models.CharField(max_length=8, blank=True, choices=[(k.value, k.zh) for k in Approval])
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    sheet = models.CharField(max_length=20, blank=True)
    change = models.CharField(
        max_length=12, blank=True, db_default="", choices=[(k.value, k.zh) for k in Change]
    )
    eased = models.CharField(
        max_length=12, blank=True, db_default="", choices=[(k.value, k.zh) for k in Change]
    )
    eased_at = models.DateTimeField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.UUIDField(null=True)
    struck_by_name = models.CharField(max_length=80, blank=True, db_default="")
    struck_for = models.CharField(max_length=200, blank=True, db_default="")
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_visit"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_for="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_for="")),
                name="visits_visit_struck",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="visits_visit_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-at", "id"], name="visits_visit_of"),
            models.Index(fields=["area", "-at", "-id"], name="visits_visit_list"),
            models.Index(
                fields=["campaign", "post"],
                condition=Q(campaign__isnull=False),
                name="visits_visit_campaign",
            ),
            models.Index(
                fields=["post", "-at", "-id"],
                condition=Q(campaign__isnull=False, noun=Whom.ORGANISATION.value),
                name="visits_visit_carried",
            ),
            models.Index(
                fields=["area", "at"], condition=Q(approval=Approval.ASKED.value), name="visits_visit_asked"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Companion(models.Model):
    """Who went along on a visit, as what."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="companions", db_index=False)
    duty = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in Duty])
    name = models.CharField(max_length=40)
    person = models.UUIDField(null=True)
    order = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "visits_companion"
        indexes = [models.Index(fields=["visit", "order"], name="visits_companion_of")]

    def __str__(self) -> str:
        return self.name


class Relief(models.Model):
    """慰问品: what was given on a visit and who signed for it; for another, for whom."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="relief", db_index=False)
    item = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    unit = models.CharField(max_length=8)
    worth = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_for = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()

    class Meta:
        db_table = "visits_relief"
        indexes = [
            models.Index(fields=["visit"], name="visits_relief_of"),
            models.Index(fields=["area", "-given_on", "id"], name="visits_relief_list"),
        ]

    def __str__(self) -> str:
        return self.item


class JournalNote(models.Model):
    """民情日志: what a worker wrote down in the field, on a visit or by itself."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    at = models.DateTimeField()
    text = models.TextField()
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    visit_id: UUID | None
    noun = models.CharField(max_length=12, blank=True)
    subject = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    written_by_name = models.CharField(max_length=80, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "visits_note"
        indexes = [
            models.Index(fields=["area", "-at", "-id"], name="visits_note_list"),
            models.Index(fields=["visit"], name="visits_note_of"),
        ]

    def __str__(self) -> str:
        return str(self.id)
