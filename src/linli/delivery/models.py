"""Messages inside the product, the letters that carry them out of it, and what people and sites chose about both."""

from django.db import models
from django.db.models import F, Q

from linli.delivery.rules.mailing import LetterState


class Message(models.Model):
    """One message to one post or one person about one thing (`noun`, `subject`)."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    at = models.DateTimeField()
    to_post = models.UUIDField(null=True)
    to_user = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    noun = models.CharField(max_length=24)
    subject = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta:
        db_table = "delivery_message"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_post=None, to_user__isnull=False) | Q(to_post__isnull=False, to_user=None),
                name="delivery_message_one_reader",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="delivery_message_read",
            ),
        ]
        indexes = [
            models.Index(
                F("to_post"),
                F("at").desc(),
                F("id").desc(),
                name="delivery_post",
                condition=Q(to_post__isnull=False),
            ),
            models.Index(
                F("to_user"),
                F("at").desc(),
                F("id").desc(),
                name="delivery_user",
                condition=Q(to_user__isnull=False),
            ),
            models.Index(
                fields=["to_post"], name="delivery_post_new", condition=Q(read_at=None, to_post__isnull=False)
            ),
            models.Index(
                fields=["to_user"], name="delivery_user_new", condition=Q(read_at=None, to_user__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """The mail of one message (`id` is the message's): to whom, about what, since when and until when it waits. It
    holds ids and codes, no words. `why` says why it was dropped or given up."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    at = models.DateTimeField()
    to_post = models.UUIDField(null=True)
    to_user = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    noun = models.CharField(max_length=24)
    subject = models.UUIDField()
    reference = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default=LetterState.WAITING.value)
    after = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    why = models.CharField(max_length=16, blank=True)
    mailed_at = models.DateTimeField(null=True)
    mailed_to = models.UUIDField(null=True)

    class Meta:
        db_table = "delivery_letter"
        constraints = [
            models.CheckConstraint(
                condition=Q(mailed_at=None, mailed_to=None)
                | Q(mailed_at__isnull=False, mailed_to__isnull=False, state="sent"),
                name="delivery_letter_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["after"], name="delivery_letter_due", condition=Q(state="waiting")),
            models.Index(fields=["at"], name="delivery_letter_failed", condition=Q(state="failed")),
            models.Index(fields=["mailed_at"], name="delivery_letter_mailed", condition=Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Reader(models.Model):
    """What one person (`id`) chose: which kinds come by mail, whose quiet hours hold for him; and the address he is
    about to prove, with its sealed code. A proven address stands on his account."""

    id = models.UUIDField(primary_key=True)
    choice = models.CharField(max_length=8, default="all")
    quiet = models.CharField(max_length=4, default="site")
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    pending = models.EmailField(max_length=120, blank=True)
    code = models.BinaryField(max_length=64, default=bytes)
    code_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_count = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "delivery_reader"

    def __str__(self) -> str:
        return f"{self.id} {self.choice}"


class Template(models.Model):
    """A text a site has put in the place of a shipped one."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=60)
    body = models.TextField(max_length=1200)

    class Meta:
        db_table = "delivery_template"
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="delivery_template_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


class QuietHours(models.Model):
    """The site's quiet hours, one row once they were changed."""

    id = models.UUIDField(primary_key=True)
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        db_table = "delivery_quiet"

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"
