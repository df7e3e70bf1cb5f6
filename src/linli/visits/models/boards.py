"""Two small registers of the community: talks by appointment, and noticeboards with what hangs on them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from linli.visits.rules.boards import BoardKind
from linli.visits.rules.interviews import About


class Interview(models.Model):
    """约谈: a talk somebody was asked to, what was said and what was agreed. `subject` is the resident or organisation
    of the register, where it is one; `person` is his name as it was said."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    about = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in About])
    subject = models.UUIDField(null=True)
    person = models.CharField(max_length=60)
    topic = models.CharField(max_length=60)
    at = models.DateTimeField()
    where = models.CharField(max_length=60, blank=True)
    points = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    matter = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "visits_interview"
        indexes = [
            models.Index(fields=["area", "-at", "-id"], name="visits_interview_list"),
            models.Index(fields=["subject"], condition=Q(subject__isnull=False), name="visits_interview_of"),
        ]

    def __str__(self) -> str:
        return self.topic


class Board(models.Model):
    """宣传栏: where it stands and what it is."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    kind = models.CharField(max_length=12, choices=[(k.value, k.zh) for k in BoardKind])
    name = models.CharField(max_length=40)
    where = models.CharField(max_length=80, blank=True)
    building = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    synthetic = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "visits_board"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], condition=Q(closed_at=None), name="visits_board_name"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="visits_board_closed",
            ),
        ]
        indexes = [models.Index(fields=["area", "name", "id"], name="visits_board_list")]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """What hangs on a board, since when and until when; taken down when it was."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="postings", db_index=False)
    board_id: UUID
    what = models.CharField(max_length=60)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    put_up_at = models.DateTimeField()
    put_up_by = models.UUIDField()
    put_up_by_name = models.CharField(max_length=80, blank=True)
    down_on = models.DateField(null=True)
    down_at = models.DateTimeField(null=True)
    down_by = models.UUIDField(null=True)

    class Meta:
        db_table = "visits_posting"
        constraints = [
            models.CheckConstraint(
                condition=Q(down_at=None, down_by=None, down_on=None)
                | Q(down_at__isnull=False, down_by__isnull=False, down_on__isnull=False),
                name="visits_posting_down",
            ),
        ]
        indexes = [
            models.Index(fields=["board", "-since_on", "id"], name="visits_posting_of"),
            models.Index(fields=["area", "until_on"], condition=Q(down_at=None), name="visits_posting_up"),
        ]

    def __str__(self) -> str:
        return self.what
