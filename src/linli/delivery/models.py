"""Messages inside the product."""

from django.db import models
from django.db.models import F, Q


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
