"""Letters, what people chose about them, a site's own texts and quiet hours. A letter is seen where its area is in
sight, and holds no words; what a person chose is his own. The system reads messages too: it asks whether one was read
before it mails it."""

import django.db.models as m
from django.db import migrations

from linli.kit.walls import by_my_post, everywhere, in_sight, mine, policy

SEE = f"{by_my_post('to_post')} OR {mine('to_user')} OR {everywhere()}"
BEFORE = f"{by_my_post('to_post')} OR {mine('to_user')}"


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", m.UUIDField(primary_key=True, serialize=False)),
                ("community", m.CharField(db_collation="C", max_length=12)),
                ("area", m.CharField(db_collation="C", max_length=17)),
                ("at", m.DateTimeField()),
                ("to_post", m.UUIDField(null=True)),
                ("to_user", m.UUIDField(null=True)),
                ("kind", m.CharField(max_length=40)),
                ("noun", m.CharField(max_length=24)),
                ("subject", m.UUIDField()),
                ("reference", m.CharField(blank=True, max_length=40)),
                ("due_at", m.DateTimeField(null=True)),
                ("state", m.CharField(default="waiting", max_length=8)),
                ("after", m.DateTimeField()),
                ("tries", m.SmallIntegerField(default=0)),
                ("why", m.CharField(blank=True, max_length=16)),
                ("mailed_at", m.DateTimeField(null=True)),
                ("mailed_to", m.UUIDField(null=True)),
            ],
            options={
                "db_table": "delivery_letter",
                "indexes": [
                    m.Index(
                        condition=m.Q(("state", "waiting")), fields=["after"], name="delivery_letter_due"
                    ),
                    m.Index(condition=m.Q(("state", "failed")), fields=["at"], name="delivery_letter_failed"),
                    m.Index(
                        condition=m.Q(("state", "sent")), fields=["mailed_at"], name="delivery_letter_mailed"
                    ),
                ],
                "constraints": [
                    m.CheckConstraint(
                        condition=m.Q(
                            m.Q(("mailed_at", None), ("mailed_to", None)),
                            m.Q(
                                ("mailed_at__isnull", False), ("mailed_to__isnull", False), ("state", "sent")
                            ),
                            _connector="OR",
                        ),
                        name="delivery_letter_sent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                ("id", m.UUIDField(primary_key=True, serialize=False)),
                ("choice", m.CharField(default="all", max_length=8)),
                ("quiet", m.CharField(default="site", max_length=4)),
                ("begins", m.TimeField(null=True)),
                ("ends", m.TimeField(null=True)),
                ("pending", m.EmailField(blank=True, max_length=120)),
                ("code", m.BinaryField(default=bytes, max_length=64)),
                ("code_until", m.DateTimeField(null=True)),
                ("asked_at", m.DateTimeField(null=True)),
                ("asked_count", m.SmallIntegerField(default=0)),
            ],
            options={"db_table": "delivery_reader"},
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", m.UUIDField(primary_key=True, serialize=False)),
                ("kind", m.CharField(max_length=40)),
                ("language", m.CharField(max_length=8)),
                ("title", m.CharField(max_length=60)),
                ("body", m.TextField(max_length=1200)),
            ],
            options={
                "db_table": "delivery_template",
                "constraints": [
                    m.UniqueConstraint(fields=("kind", "language"), name="delivery_template_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                ("id", m.UUIDField(primary_key=True, serialize=False)),
                ("begins", m.TimeField()),
                ("ends", m.TimeField()),
            ],
            options={"db_table": "delivery_quiet"},
        ),
        migrations.RunSQL(policy("delivery_letter", in_sight(), check="true"), migrations.RunSQL.noop),
        migrations.RunSQL(
            policy("delivery_reader", f"{mine('id')} OR {everywhere()}"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            f"ALTER POLICY web ON delivery_message USING ({SEE})",
            f"ALTER POLICY web ON delivery_message USING ({BEFORE})",
        ),
    ]
