"""The matters there are get the tokens of their weeks and communities, and their moment. The index is made anew after
it, which takes a third of the time."""

from django.db import migrations, models

FILL = """
DROP INDEX matters_grams_gin;
UPDATE matters_grams g SET received_at = m.received_at, grams = g.grams || array_to_tsvector(ARRAY[
    '@' || floor(extract(epoch FROM m.received_at) / 604800)::bigint,
    '@' || m.community, '@' || m.community || '.' || floor(extract(epoch FROM m.received_at) / 604800)::bigint])
FROM matters_matter m WHERE m.id = g.matter_id;
CREATE INDEX matters_grams_gin ON matters_grams USING gin (grams);
ALTER INDEX matters_grams_gin SET (gin_pending_list_limit = 16384);
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_found")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(model_name="grams", name="received_at", field=models.DateTimeField()),
    ]
