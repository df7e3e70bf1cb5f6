"""Messages and their wall: anybody leaves one, only its reader sees it, and that is whoever holds the post now."""

from django.db import migrations, models

from linli.kit.walls import by_my_post, mine, policy

SEE = f"{by_my_post('to_post')} OR {mine('to_user')}"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("at", models.DateTimeField()),
                ("to_post", models.UUIDField(null=True)),
                ("to_user", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=120)),
                ("noun", models.CharField(max_length=24)),
                ("subject", models.UUIDField()),
                ("read_at", models.DateTimeField(null=True)),
                ("read_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "delivery_message",
                "indexes": [
                    models.Index(
                        models.F("to_post"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("to_post__isnull", False)),
                        name="delivery_post",
                    ),
                    models.Index(
                        models.F("to_user"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("to_user__isnull", False)),
                        name="delivery_user",
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None), ("to_post__isnull", False)),
                        fields=["to_post"],
                        name="delivery_post_new",
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None), ("to_user__isnull", False)),
                        fields=["to_user"],
                        name="delivery_user_new",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_post", None), ("to_user__isnull", False)),
                            models.Q(("to_post__isnull", False), ("to_user", None)),
                            _connector="OR",
                        ),
                        name="delivery_message_one_reader",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at", None), ("read_by", None)),
                            models.Q(("read_at__isnull", False), ("read_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_message_read",
                    ),
                ],
            },
        ),
        migrations.RunSQL(policy("delivery_message", SEE, check="true"), migrations.RunSQL.noop),
    ]
