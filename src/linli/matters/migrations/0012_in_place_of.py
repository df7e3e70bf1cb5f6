"""In whose place something was done while somebody stood in, and who asked for more time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_category_active"), ("workforce", "0004_leave")]

    operations = [
        migrations.AddField("matter", "handled_for", models.UUIDField(null=True)),
        migrations.AddField("matter", "extend_by", models.UUIDField(null=True)),
        migrations.AddField("note", "for_name", models.CharField(blank=True, db_default="", max_length=80)),
    ]
