"""The second wall. People and keys are looked up before anybody is known; signing in keeps the time and a renewed
password hash outside any scope: so all may read a person, inside a scope each changes himself, and only who has sight
of an area adds and changes people and keys there."""

from django.db import migrations

from linli.kit.walls import in_sight, mine, open_policy

OWN = f"coalesce((SELECT current_setting('linli.actor', true)), '') = '' OR {mine('id')}"
"""Signing in runs before any scope is set; inside one, a person changes himself alone."""

PEOPLE = f"""
ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_reads ON accounts_user FOR SELECT TO linli_web USING (true);
CREATE POLICY web_changes ON accounts_user FOR UPDATE TO linli_web USING ({OWN}) WITH CHECK ({OWN});
CREATE POLICY web ON accounts_user TO linli_web USING ({in_sight()}) WITH CHECK ({in_sight()});
CREATE POLICY jobs ON accounts_user TO linli_jobs USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(open_policy("accounts_key", in_sight()), migrations.RunSQL.noop),
    ]
