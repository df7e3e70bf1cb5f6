"""The second wall: what people call places is seen where its place lies."""

from django.db import migrations

from linli.kit.walls import in_sight, policy


class Migration(migrations.Migration):
    dependencies = [("register", "0010_nicknames")]

    operations = [migrations.RunSQL(policy("register_nickname", in_sight()), migrations.RunSQL.noop)]
