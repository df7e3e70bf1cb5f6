"""The second wall of former boundaries: whoever has sight of the grid reads and adds; nobody on the web changes one or
takes one away."""

from django.db import migrations

from linli.kit.walls import in_sight

SQL = f"""
ALTER TABLE territory_former_boundary ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_reads ON territory_former_boundary FOR SELECT TO linli_web USING ({in_sight("code")});
CREATE POLICY web_adds ON territory_former_boundary FOR INSERT TO linli_web WITH CHECK ({in_sight("code")});
CREATE POLICY jobs ON territory_former_boundary TO linli_jobs USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_boundaries")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
