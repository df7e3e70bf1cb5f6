"""Habits of the database as tests over every table: walls, keys, roles, functions, migrations. What is excepted is
listed with its reason; a list that has grown stale fails as well."""

from collections.abc import Iterator
from io import StringIO
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.models import CheckConstraint, Field, UniqueConstraint

pytestmark = pytest.mark.django_db

WEB, JOBS, SEARCH = "linli_web", "linli_jobs", "linli_search"

NO_WALL = {
    "auth_group": "Django's; nobody has groups",
    "auth_group_permissions": "Django's; nobody has groups",
    "auth_permission": "Django's; rights come from posts",
    "axes_accessattempt": "lock-outs: written before anybody is known",
    "axes_accessattemptexpiration": "lock-outs: written before anybody is known",
    "axes_accessfailurelog": "lock-outs: written before anybody is known",
    "axes_accesslog": "lock-outs: written before anybody is known",
    "account_emailaddress": "allauth's; stays empty, no mail is sent",
    "account_emailconfirmation": "allauth's; stays empty, no mail is sent",
    "blocks_knock": "keyed hashes and counts of knocks at public doors",
    "calendars_day": "public holidays, the same for all",
    "calendars_notice": "public holidays, the same for all",
    "classifying_choice": "counts by month and category, the whole site's",
    "classifying_given": "names and counts of files, the whole site's; their words are behind the wall",
    "classifying_standing": "one wish of the whole site's administrators",
    "classifying_version": "numbers and words many texts share, the whole site's",
    "commands_done": "ids and hashes; run_once compares the actor itself",
    "delivery_quiet": "the site's quiet hours, the same for all",
    "delivery_template": "texts of the site, the same for all",
    "django_cache": "counts of failed sign-ins and the like",
    "django_content_type": "Django's",
    "django_migrations": "Django's; read-only to web and jobs",
    "django_session": "looked up before anybody is known, by a secret",
    "editions_edition": "what the dictionary was, the same for all; never altered",
    "matters_category": "the dictionary, the same for all",
    "matters_responsibility": "the dictionary: which post takes what is public organisation",
    "procrastinate_events": "the job queue: names and ids",
    "procrastinate_jobs": "the job queue: names and ids",
    "procrastinate_periodic_defers": "the job queue: names and times",
    "procrastinate_workers": "the job queue",
    "socialaccount_socialapp": "allauth's; stays empty, the one other house stands in the settings",
    "socialaccount_socialtoken": "allauth's; stays empty, no tokens are kept",
    "register_label_kind": "the dictionary, the same for all",
    "safekeeping_walk": "how far keys have been changed: counts",
    "territory_division": "public names of the state's divisions",
    "workforce_title": "the dictionary, the same for all",
}

READ_BY_ALL = {
    "accounts_key": "looked up by hash before anybody is known",
    "accounts_user": "signing in comes before anybody is known",
    "register_building": "the map is public",
    "register_entrance": "the map is public",
    "register_estate": "the map is public",
    "territory_grid": "the map is public",
    "workforce_leave": "public organisation: who stands in where; why, stands apart",
    "workforce_post": "public organisation: who is responsible where",
    "workforce_tenure": "public organisation: who was responsible when",
}

UNIQUE_WITHOUT_COMMUNITY = {
    ("accounts_user", "username"): "people sign in before their community is known",
    ("accounts_user", "phone"): "people sign in before their community is known",
    ("accounts_session", "key"): "Django's session keys: random, and known before anybody is",
    ("accounts_key", "hash"): "keys are shown before their community is known",
    ("calendars_day", "date"): "reference: public holidays",
    ("calendars_notice", "number"): "reference: public holidays",
    ("delivery_template", "kind", "language"): "reference: texts of the site",
    ("editions_edition", "noun", "part", "number"): "reference: the dictionary as it was",
    ("matters_category", "code"): "reference: the dictionary",
    ("register_label_kind", "code"): "reference: the dictionary",
    ("territory_division", "code"): "reference: the state's divisions",
    ("workforce_title", "code"): "reference: the dictionary",
}

DEFINERS = {
    "blocks_hold": "says to who is blocked that he is, and no more",
    "ledger_open_month": "makes a month of the ledger; jobs alone",
    "matters_alike": "what is like a text, under the actor's own scope",
    "matters_common": "how common pairs of characters are; none that few matters hold",
    "matters_lies": "lets words be found in the grid their matter is put into; tells nothing",
    "matters_open_ticket": "reference and code, before a visitor's scope is known",
    "matters_search": "text search under the actor's own scope",
    "register_labels_end": "ends the labels of whom the register says he has left or died; tells nothing",
    "register_labels_follow": "lets labels lie where the register says their person lives; tells nothing",
    "register_ties_end": "ends what holds of whom the register says he has left or died; tells nothing",
    "register_mark": "lets what changed be found as it is now; shows none",
    "register_mark_all": "the same for a whole community; jobs alone",
    "register_search": "finding in the register under the actor's own scope",
    "register_known": "whether a number is on a community's register; record and grid, no more",
    "matters_tidy_search": "sorts waiting words into the index, shows none; jobs alone",
}
AS_OWNER = {"ledger_open_month", "matters_tidy_search"}
"""Those that need the tables' owner: no web login may call them."""


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("linli."):
            yield model


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


TABLES = (
    "SELECT c.relname, c.relrowsecurity FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
    " AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
)
POLICIES = (
    "SELECT tablename, unnest(roles)::text, cmd, permissive, qual, with_check FROM pg_policies"
    " WHERE schemaname = 'public'"
)


def test_every_table_has_its_wall_or_a_reason() -> None:
    walled = {name for name, on in rows(TABLES) if on}
    bare = {name for name, on in rows(TABLES) if not on}
    assert bare == set(NO_WALL)
    assert not walled & set(NO_WALL)


def test_every_model_with_an_area_stands_behind_the_wall() -> None:
    walled = {name for name, on in rows(TABLES) if on}
    for model in ours():
        fields = {f.name for f in model._meta.get_fields()}
        if fields & {"area", "community"} and table(model) not in NO_WALL:
            assert table(model) in walled


def test_a_wall_has_a_door_for_the_web_and_one_for_the_jobs() -> None:
    policies = rows(POLICIES)
    for name, on in rows(TABLES):
        if on:
            here = [p for p in policies if p[0] == name]
            assert {WEB, JOBS} <= {role for _, role, *_ in here}, name
            assert {permissive for *_, permissive, _, _ in here} == {"PERMISSIVE"}
            open_to_web = {name for _, role, _, _, qual, _ in here if role == WEB and qual == "true"}
            assert open_to_web <= set(READ_BY_ALL)
            for _, role, cmd, _, qual, _ in here:
                assert role in {WEB, JOBS, SEARCH}, f"{name}: a policy for {role}"
                if role == WEB and qual == "true":
                    assert cmd == "SELECT" or (name, cmd) == ("accounts_user", "UPDATE")
                if role == SEARCH:
                    assert name.startswith(("matters_", "register_")) or name == "blocks_block"


def test_the_exceptions_are_still_there() -> None:
    open_to_web = {name for name, role, _, _, qual, _ in rows(POLICIES) if role == WEB and qual == "true"}
    assert open_to_web == set(READ_BY_ALL)


def test_policies_ask_for_settings_once_a_statement() -> None:
    """A bare `current_setting` is asked once a row; inside a sub-select it is asked once."""
    for name, _, _, _, qual, check in rows(POLICIES):
        for text in (qual or "", check or ""):
            outside = text.replace(" ", "").replace("\n", "").split("current_setting(")
            for before in outside[:-1]:
                assert before.endswith(("SELECT", "NULLIF(")), (name, before[-40:])


def test_roles_own_nothing_and_cannot_step_around() -> None:
    found = {
        name: flags
        for name, *flags in rows(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin"
            " FROM pg_roles WHERE rolname = ANY(%s)",
            [WEB, JOBS, SEARCH],
        )
    }
    assert found == {
        WEB: [False, False, False, False, False, True],
        JOBS: [False, False, False, False, False, True],
        SEARCH: [False, False, False, False, False, False],
    }
    owned = rows(
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = ANY(%s)"
        " UNION ALL SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = ANY(%s)",
        [WEB, JOBS, SEARCH],
        [WEB, JOBS, SEARCH],
    )
    assert owned == []
    members = rows(
        "SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
        " JOIN pg_roles m ON m.oid = a.member WHERE m.rolname = ANY(%s)",
        [WEB, JOBS, SEARCH],
    )
    assert members == []


def test_the_tests_themselves_run_as_the_web() -> None:
    assert rows("SELECT current_user, session_user") == [(WEB, WEB)]


def test_roles_make_nothing_and_empty_nothing() -> None:
    for role in (WEB, JOBS, SEARCH):
        assert rows("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role) == [(False,)]
        for name, _ in rows(TABLES):
            assert rows("SELECT has_table_privilege(%s, %s, 'TRUNCATE')", role, name) == [(False,)], name
            assert rows("SELECT has_table_privilege(%s, %s, 'TRIGGER')", role, name) == [(False,)], name


def test_nobody_changes_an_edition_or_the_ledger_or_reaches_its_months() -> None:
    for role, name in product((WEB, JOBS), ("ledger_entry", "editions_edition")):
        for right, has in (("SELECT", True), ("INSERT", True), ("UPDATE", False), ("DELETE", False)):
            assert rows("SELECT has_table_privilege(%s, %s, %s)", role, name, right) == [(has,)]
    months = rows(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass"
    )
    assert len(months) > 30
    for (month,) in months:
        for role in (WEB, JOBS, SEARCH):
            assert rows(
                "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT, UPDATE, DELETE')", role, month
            ) == [(False,)]


def test_the_public_has_no_rights() -> None:
    granted = rows(
        "SELECT table_name FROM information_schema.table_privileges"
        " WHERE table_schema = 'public' AND grantee = 'PUBLIC'"
    )
    assert granted == []


def test_functions_that_act_for_another_are_few_and_pinned() -> None:
    found = rows(
        "SELECT proname, proconfig, pg_get_userbyid(proowner) FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert {name for name, *_ in found} == set(DEFINERS)
    for name, config, owner in found:
        assert config == ["search_path=public, pg_temp"], name
        assert (owner == SEARCH) == (name not in AS_OWNER), name
        assert rows(
            "SELECT has_function_privilege('public', p.oid, 'EXECUTE') FROM pg_proc p WHERE proname = %s",
            name,
        ) == [(False,)]
    for name in AS_OWNER:
        assert rows(
            "SELECT has_function_privilege(%s, p.oid, 'EXECUTE') FROM pg_proc p WHERE proname = %s", WEB, name
        ) == [(False,)]


def _unique_sets(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    local: list[Any] = list(model._meta.local_fields)
    for field in local:
        if field.unique and not field.primary_key:
            yield (field.name,)
    for together in model._meta.unique_together:
        yield tuple(together)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(constraint.fields)


def test_every_unique_key_holds_the_community() -> None:
    without = {
        (table(model), *names)
        for model in ours()
        for names in _unique_sets(model)
        if "community" not in names
    }
    assert without == set(UNIQUE_WITHOUT_COMMUNITY)


def test_every_key_is_an_id() -> None:
    for model in ours():
        key = model._meta.pk
        assert isinstance(key, models.UUIDField | models.OneToOneField), table(model)


def test_what_hangs_on_something_local_bears_the_community() -> None:
    """A child carries the community, so that a table can be spread by it."""
    for model in ours():
        if "area" in {f.name for f in model._meta.local_fields} and table(model) not in {
            "accounts_user",
            "accounts_key",
            "matters_responsibility",
        }:
            assert "community" in {f.name for f in model._meta.local_fields}, table(model)
        for field in model._meta.local_fields:
            parent = field.remote_field.model if field.remote_field else None
            if parent is not None and "community" in {f.name for f in parent._meta.local_fields}:
                local = {f.name for f in model._meta.local_fields}
                assert "community" in local or table(model) in NO_WALL, table(model)


CODES = {"area", "community", "code", "parent", "category", "reference"}


def test_codes_compare_byte_by_byte() -> None:
    """Ranges of prefixes work only under the C collation."""
    for model in ours():
        local: list[Any] = list(model._meta.local_fields)
        for field in local:
            if field.name in {"area", "community"}:
                assert field.db_collation == "C", f"{table(model)}.{field.name}"
    found = rows(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name IN ('area', 'community') AND data_type = 'character varying'"
    )
    assert {collation for _, _, collation in found} == {"C"}


LAYERS = [
    ("kit",),
    ("ledger", "commands"),
    ("editions",),
    ("files", "accounts", "territory", "calendars"),
    ("delivery",),
    ("workforce",),
    ("language", "feedback", "blocks"),
    ("classifying",),
    ("register",),
    ("regrouping", "sheets"),
    ("matters",),
    ("visits", "patrols", "hotspots", "habits"),
    ("workbench", "safekeeping"),
    ("portal", "insight", "sync"),
    ("cli",),
    ("config",),
]


def _level(label: str) -> int:
    return next(n for n, line in enumerate(LAYERS) if label in line)


def test_no_key_points_upward() -> None:
    for model in ours():
        own = _level(model._meta.app_label)
        for field in model._meta.local_fields:
            if field.remote_field:
                other: Any = field.remote_field.model
                label = other._meta.app_label
                assert label == model._meta.app_label or _level(label) < own, f"{table(model)}.{field.name}"


def _is_moment(field: "Field[Any, Any]") -> bool:
    return isinstance(field, models.DateTimeField)


def test_when_and_by_whom_are_tied() -> None:
    """Where a row keeps both `x_at` and `x_by` (a person, not a deadline), a check says that they come together."""
    for model in ours():
        fields = {f.name: f for f in model._meta.local_fields}
        for name, field in fields.items():
            other = fields.get(f"{name[:-3]}_by") if name.endswith("_at") else None
            if other is None or _is_moment(other) or not (field.null or other.null):
                continue
            checks = [str(c.condition) for c in model._meta.constraints if isinstance(c, CheckConstraint)]
            assert any(name in check and other.name in check for check in checks), f"{table(model)}.{name}"


def test_migrations_say_all_the_models_say() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(out.getvalue())
