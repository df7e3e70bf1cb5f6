"""Who sees one grid is searched for among that grid's matters and his posts', not among the community's: an index of
areas with the moment of arrival gives them without reading a row."""

from importlib import import_module

from django.db import migrations, models

_FOUND = import_module("linli.matters.migrations.0008_found")


def _replaced(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if text.count(old) != 1:
            raise RuntimeError(f"matters_search is not what this migration changes: {old!r}")
        text = text.replace(old, new)
    return text


SEARCH = _replaced(
    _FOUND.SEARCH,
    ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    (
        "    latest bigint :=",
        """    narrow boolean := NOT anywhere AND length(current_setting('linli.lo', true)) > 12;
    low text := current_setting('linli.lo', true);
    high text := current_setting('linli.hi', true);
    posts uuid[] := coalesce(nullif(current_setting('linli.posts', true), '')::uuid[], '{}');
    latest bigint :=""",
    ),
    (
        "                    WHEN still_open AND home",
        """                    WHEN narrow THEN h.matter_id IN (
                        SELECT id FROM matters_matter
                            WHERE area >= low COLLATE "C" AND area < high COLLATE "C" AND received_at >= since
                        UNION ALL SELECT id FROM matters_matter WHERE post_id = ANY (posts) AND received_at >= since
                        UNION ALL SELECT matter_id FROM matters_partaking WHERE post_id = ANY (posts)
                        UNION ALL SELECT one FROM unnest(mine) AS one
                        UNION ALL SELECT nullif(current_setting('linli.matter', true), '')::uuid)
                    WHEN still_open AND home""",
    ),
)


BEFORE = _replaced(_FOUND.SEARCH, ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))


def _as_its_owner(text: str) -> str:
    grant = "GRANT CREATE ON SCHEMA public TO linli_search; SET LOCAL ROLE linli_search;"
    return f"{grant}\n{text}\nRESET ROLE; REVOKE CREATE ON SCHEMA public FROM linli_search;"


class Migration(migrations.Migration):
    dependencies = [("matters", "0012_in_place_of")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matters_area"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("received_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="matters_area",
            ),
        ),
        migrations.RunSQL(_as_its_owner(SEARCH), _as_its_owner(BEFORE)),
    ]
