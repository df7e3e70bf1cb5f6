"""Lists and boxes cost the page and not the register: what is late, in an area or at a post, and what is nobody's, is
found in its order by one index each."""

from django.db import migrations, models
from django.db.models import F, Q

_DUE = Q(due_at__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_cheaper_rows"), ("workforce", "0004_leave")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matters_warned"),
        migrations.RemoveIndex(model_name="matter", name="matters_due"),
        migrations.RemoveIndex(model_name="matter", name="matters_post_open"),
        migrations.RemoveIndex(model_name="matter", name="matters_open"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("community"),
                F("received_at").desc(),
                F("id").desc(),
                F("area"),
                name="matters_open",
                condition=Q(is_open=True),
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("community"),
                F("due_at"),
                F("id"),
                F("warn_at"),
                F("area"),
                name="matters_due",
                condition=_DUE,
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("post"),
                F("due_at"),
                F("id"),
                F("warn_at"),
                name="matters_post_open",
                condition=Q(is_open=True),
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("community"),
                F("received_at").desc(),
                F("id").desc(),
                F("area"),
                name="matters_without_post",
                condition=Q(is_open=True, post__isnull=True),
            ),
        ),
    ]
