"""The tables of the loop: the dictionary (categories, responsibility), the matter itself, its reporter, the words said
on the way, who takes part, its files, and its words cut up for search."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from linli.matters.rules import OPEN, Door, Outcome, State, Urgency

IS_OPEN = f"(state = ANY ('{{{','.join(sorted(OPEN))}}}'::text[]))"
"""One constant where a list of them would do: PostgreSQL reads the text of every check anew for each statement."""

_NEWEST = (F("received_at").desc(), F("id").desc())


class Category(models.Model):
    """A kind of matter; two levels, `env` and `env.garbage`. Limits are (amount, unit) in columns. One that is not
    `active` is neither offered nor suggested, and stays on the matters that have it."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=40, unique=True, db_collation="C")
    parent = models.CharField(max_length=40, blank=True, db_collation="C")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    urgency = models.CharField(max_length=10)
    title = models.CharField(max_length=40, blank=True)
    accept_amount = models.FloatField()
    accept_unit = models.CharField(max_length=14)
    respond_amount = models.FloatField()
    respond_unit = models.CharField(max_length=14)
    settle_amount = models.FloatField()
    settle_unit = models.CharField(max_length=14)
    keywords = models.TextField(blank=True)
    refer_to = models.CharField(max_length=12, blank=True)
    place = models.SmallIntegerField()
    active = models.BooleanField(default=True, db_default=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "matters_category"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Responsibility(models.Model):
    """One line of the ordered list that says whose a matter is; the first line that fits wins. It names a post, or the
    closest post with a title."""

    id = models.UUIDField(primary_key=True)
    place = models.IntegerField()
    area = models.CharField(max_length=17, blank=True, db_collation="C")
    category = models.CharField(max_length=40, blank=True, db_collation="C")
    urgency = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    post = models.ForeignKey("workforce.Post", on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    post_id: UUID | None

    class Meta:
        db_table = "matters_responsibility"

    def __str__(self) -> str:
        return f"{self.place} {self.category or '*'} → {self.title}"


class Matter(models.Model):
    """One matter. `post` owns it now, and `owner_area` is where that post lies; `handled_by` did it with his own hands,
    `handled_for` is in whose place; `due_at` and `warn_at` are those of the clock that runs."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    reference = models.CharField(max_length=20, db_collation="C")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State])
    is_open = models.BooleanField()
    door = models.CharField(max_length=12, choices=[(d.value, d.value) for d in Door])
    subject = models.CharField(max_length=200)
    words = models.TextField()
    category = models.CharField(max_length=40, db_collation="C")
    suggested = models.JSONField(default=list)
    urgency = models.CharField(max_length=10, choices=[(u.value, u.value) for u in Urgency])
    place = models.CharField(max_length=200, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    post = models.ForeignKey(
        "workforce.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    owner_area = models.CharField(max_length=17, blank=True, db_collation="C")
    suggested_post = models.UUIDField(null=True)
    route_note = models.CharField(max_length=200, blank=True)
    dispatched_from = models.UUIDField(null=True)
    first_contact = models.UUIDField(null=True)
    first_contact_name = models.CharField(max_length=40, blank=True)
    first_contact_post = models.UUIDField(null=True)
    handled_by = models.UUIDField(null=True)
    handled_for = models.UUIDField(null=True)
    has_reporter = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    accept_by = models.DateTimeField()
    accept_warn = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    respond_by = models.DateTimeField()
    respond_warn = models.DateTimeField()
    responded_at = models.DateTimeField(null=True)
    settle_by = models.DateTimeField()
    settle_warn = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField(null=True)
    decide_warn = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    overdue_seen_by = models.UUIDField(null=True)
    review_on = models.DateField(null=True)
    held_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    extend_to = models.DateTimeField(null=True)
    extend_by = models.UUIDField(null=True)
    extensions = models.SmallIntegerField(default=0)
    reminders = models.SmallIntegerField(default=0)
    nudged_at = models.DateTimeField(null=True)
    supervised_at = models.DateTimeField(null=True)
    supervised_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=[(o.value, o.value) for o in Outcome])
    score = models.SmallIntegerField(null=True)
    ratings = models.SmallIntegerField(default=0)
    reopening_asked = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=10, blank=True)
    returns = models.SmallIntegerField(default=0)
    reopenings = models.SmallIntegerField(default=0)
    escalations = models.SmallIntegerField(default=0)
    external_number = models.CharField(max_length=60, blank=True)
    external_category = models.CharField(max_length=120, blank=True)
    external_deadline = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    merged_from = models.CharField(max_length=12, blank=True)
    followed = models.IntegerField(default=0)
    historical = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    post_id: UUID | None
    merged_into_id: UUID | None

    class Meta:
        db_table = "matters_matter"
        constraints = [
            models.UniqueConstraint(fields=["community", "reference"], name="matters_reference"),
            models.CheckConstraint(
                condition=Q(is_open=RawSQL(IS_OPEN, [], output_field=models.BooleanField())),  # noqa: S611 - a constant
                name="matters_open_by_state",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged"),
                name="matters_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(supervised_at=None, supervised_by=None) | Q(supervised_at__isnull=False),
                name="matters_supervised_since",
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 5)), name="matters_score"),
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(resolved_at__gte=F("received_at")),
                name="matters_resolved_after",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_at__gte=F("received_at")),
                name="matters_accepted_after",
            ),
        ]
        indexes = [
            models.Index(F("community"), *_NEWEST, name="matters_list"),
            models.Index(F("community"), *_NEWEST, F("area"), name="matters_open", condition=Q(is_open=True)),
            models.Index(*_NEWEST, name="matters_wide"),
            models.Index(F("area"), *_NEWEST, name="matters_area"),
            models.Index(
                F("community"),
                F("due_at"),
                F("id"),
                F("warn_at"),
                F("area"),
                name="matters_due",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(F("post"), *_NEWEST, F("area"), name="matters_post"),
            models.Index(
                F("post"),
                F("due_at"),
                F("id"),
                F("warn_at"),
                name="matters_post_open",
                condition=Q(is_open=True),
            ),
            models.Index(
                F("community"),
                *_NEWEST,
                F("area"),
                name="matters_without_post",
                condition=Q(is_open=True, post__isnull=True),
            ),
            models.Index(
                F("community"), F("due_at"), F("id"), name="matters_received", condition=Q(state="received")
            ),
            models.Index(F("community"), *_NEWEST, name="matters_resolved", condition=Q(state="resolved")),
            models.Index(
                F("community"), *_NEWEST, name="matters_undecided", condition=Q(decide_by__isnull=False)
            ),
            models.Index(
                F("first_contact"), name="matters_met", condition=Q(is_open=True, first_contact__isnull=False)
            ),
            models.Index(
                F("first_contact_post"),
                name="matters_met_at",
                condition=Q(is_open=True, first_contact_post__isnull=False),
            ),
            models.Index(F("merged_into"), name="matters_merged", condition=Q(state="merged")),
            models.Index(F("community"), name="matters_asked", condition=Q(extend_to__isnull=False)),
            models.Index(F("dispatched_from"), name="matters_asked_of", condition=Q(extend_to__isnull=False)),
            models.Index(
                F("community"), *_NEWEST, name="matters_supervised", condition=Q(supervised_at__isnull=False)
            ),
            models.Index(F("post"), name="matters_away", condition=~Q(community=Left("owner_area", 12))),
            models.Index(F("reference"), name="matters_by_reference"),
            models.Index(F("external_number"), name="matters_external", condition=~Q(external_number="")),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"


class Reporter(models.Model):
    """Whoever raised it: name, phone, address sealed; a blind index to find the same phone again."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="reporter")
    community = models.CharField(max_length=12, db_collation="C")
    name = models.BinaryField()
    phone = models.BinaryField()
    address = models.BinaryField()
    phone_index = models.BinaryField(max_length=16)
    secret = models.BooleanField(default=False)

    class Meta:
        db_table = "matters_reporter"
        indexes = [models.Index(fields=["phone_index"], name="matters_reporter_phone")]

    def __str__(self) -> str:
        return str(self.pk)


class Ticket(models.Model):
    """The six-digit code that goes with a reference, and how often it was missed."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="ticket")
    community = models.CharField(max_length=12, db_collation="C")
    code = models.CharField(max_length=6)
    misses = models.SmallIntegerField(default=0)
    missed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "matters_ticket"

    def __str__(self) -> str:
        return str(self.pk)


class Note(models.Model):
    """Words said on the way. `id` is that of the ledger entry they belong to; `for_name` is in whose place they were
    said."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12)
    words = models.TextField()
    outcome = models.CharField(max_length=10, blank=True)
    public = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)
    for_name = models.CharField(max_length=80, blank=True, db_default="")
    post = models.UUIDField(null=True)
    post_name = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "matters_note"
        indexes = [models.Index(fields=["matter", "at"], name="matters_note_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Partaking(models.Model):
    """A post that takes or took part, and so may see the matter wherever it lies."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="partakings")
    post = models.ForeignKey("workforce.Post", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12)

    class Meta:
        db_table = "matters_partaking"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "matter", "post", "part"], name="matters_partaking_once"
            )
        ]

    def __str__(self) -> str:
        return self.part


class Attachment(models.Model):
    """A file of the matter; `entry` is the ledger entry of the step it came with, nothing where it came with the
    matter itself."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.Stored", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.UUIDField(null=True)

    class Meta:
        db_table = "matters_attachment"
        constraints = [
            models.UniqueConstraint(fields=["community", "matter", "file"], name="matters_attachment_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Grams(models.Model):
    """A matter's words cut into pairs of characters, for search, and the week it came in; kept apart so that a step
    rewrites none of it."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="grams")
    community = models.CharField(max_length=12, db_collation="C")
    received_at = models.DateTimeField()
    grams = SearchVectorField()

    class Meta:
        db_table = "matters_grams"
        indexes = [GinIndex(fields=["grams"], name="matters_grams_gin")]

    def __str__(self) -> str:
        return str(self.pk)


class Traces(models.Model):
    """What else a matter is found by: how its words sound, two syllables at a time, and keyed traces of its reporter.
    Made beside intake, by the minute's job; of the reporter nothing is here that can be read."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="traces")
    community = models.CharField(max_length=12, db_collation="C")
    received_at = models.DateTimeField()
    sounds = SearchVectorField()
    keys = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "matters_traces"
        indexes = [
            GinIndex(fields=["sounds"], name="matters_traces_sounds"),
            GinIndex(fields=["keys"], name="matters_traces_keys"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
