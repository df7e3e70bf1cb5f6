"""The second wall: words of a file are read by the system alone. Whoever gives a file writes its words and never sees
them again; they go with the file's row, which the database sees to itself."""

from django.db import migrations

from linli.kit.walls import everywhere, mine, policy

WHO_GAVE_IT = f"EXISTS (SELECT 1 FROM classifying_given AS g WHERE g.id = given_id AND {mine('g.given_by')})"
KEY = """
ALTER TABLE classifying_example ADD CONSTRAINT classifying_example_given
    FOREIGN KEY (given_id) REFERENCES classifying_given (id) ON DELETE CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [("classifying", "0003_given_files")]

    operations = [
        migrations.RunSQL(KEY, "ALTER TABLE classifying_example DROP CONSTRAINT classifying_example_given"),
        migrations.RunSQL(
            policy("classifying_example", everywhere(), check=f"{everywhere()} OR {WHO_GAVE_IT}"),
            migrations.RunSQL.noop,
        ),
    ]
