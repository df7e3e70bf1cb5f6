"""Loads of ledgers: what was sent, how its columns were read, what came of the check, how far it is loaded. Whatever
people are on the file is sealed, and goes when it is no longer needed."""

from uuid import UUID

from django.db import models

from linli.sheets.rules.loads import PartKind, State


class Load(models.Model):
    """A file somebody sent to be loaded. `sheets` says what sheets it has and where their headings are, `mapping` what
    each heading is; `counts` what the check or the loading found. `part_count` and `part_done` tell how far it is."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, db_collation="C")
    size = models.IntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.zh) for s in State])
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    part_count = models.IntegerField(default=0)
    part_done = models.IntegerField(default=0)
    synthetic = models.BooleanField(default=False)
    person = models.UUIDField()
    person_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "sheets_load"
        indexes = [models.Index(fields=["community", "at", "id"], name="sheets_load_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(state="loading"), name="sheets_load_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """Something of a load in one piece, sealed: a stretch of the file, people to be loaded, the homes they live in,
    rows that are wrong, rows that change what is there. It goes when it is no longer needed."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="parts", db_index=False)
    load_id: UUID
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in PartKind])
    number = models.IntegerField()
    rows = models.IntegerField()
    content = models.BinaryField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sheets_part"
        constraints = [
            models.UniqueConstraint(fields=["community", "load", "kind", "number"], name="sheets_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Mapping(models.Model):
    """What the headings of a source are, as somebody last set them."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    source = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "sheets_mapping"
        constraints = [
            models.UniqueConstraint(fields=["community", "source"], name="sheets_mapping_of_source")
        ]

    def __str__(self) -> str:
        return self.source
