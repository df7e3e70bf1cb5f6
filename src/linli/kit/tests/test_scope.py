"""One transaction, one actor: what PostgreSQL is told, that reads are reads, and that nothing lingers."""

from uuid import UUID

import pytest
from django.db import Error, InternalError, connection, transaction

from linli.kit.actor import Actor, ActorKind, Seat, system, visitor
from linli.kit.roles import Role
from linli.kit.scope import scope, settings_of
from linli.tests import community as c

A, B = UUID(int=1), UUID(int=2)


def told(name: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [f"linli.{name}"])
        row = cursor.fetchone()
    return row[0] if row else None


def sits(*seats: tuple[UUID, str, Role]) -> Actor:
    made = tuple(Seat(post=post, area=area, role=role, title="t") for post, area, role in seats)
    return Actor(id=A, kind=ActorKind.PERSON, name="某人", seats=made)


@pytest.mark.parametrize(
    ("actor", "wanted"),
    [
        (visitor(), ["00000000-0000-7000-8000-000000000002", "", "", "", "", "{}", ""]),
        (visitor(B), ["00000000-0000-7000-8000-000000000002", "", "", "", "", "{}", str(B)]),
        (system(), ["00000000-0000-7000-8000-000000000001", "on", "", "", "", "{}", ""]),
        (sits((B, "97", Role.COUNTER)), [str(A), "", "97", "97~", "", "{" + str(B) + "}", ""]),
        (
            sits((A, "97", Role.COUNTER), (B, "98", Role.COUNTER)),
            [str(A), "", "", "", "97,98", "{" + f"{A},{B}" + "}", ""],
        ),
        (sits((B, "97", Role.HELPER)), [str(A), "", "", "", "", "{" + str(B) + "}", ""]),
    ],
    ids=["visitor", "visitor of a matter", "system", "one area", "two areas", "no sight"],
)
def test_what_is_told(actor: Actor, wanted: list[str]) -> None:
    assert settings_of(actor) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_user SET name = name",
        "DELETE FROM commands_done",
        "CREATE TEMPORARY TABLE t (i int); INSERT INTO accounts_key SELECT * FROM accounts_key",
        "SELECT nextval('django_content_type_id_seq')",
    ],
)
def test_a_read_is_read_only(statement: str) -> None:
    refused = pytest.raises(InternalError, match="read-only transaction")
    with refused, scope(system(), write=False), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_read_cannot_be_made_a_write() -> None:
    with pytest.raises(Error), scope(system(), write=False), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        cursor.execute("SET TRANSACTION READ WRITE")
        cursor.execute("UPDATE accounts_user SET name = name")


@pytest.mark.django_db
def test_a_scope_within_a_scope_is_a_mistake() -> None:
    with scope(c.actor("counter")):
        with pytest.raises(RuntimeError, match="one transaction is one actor's"), scope(system()):
            pass
        assert told("everywhere") == ""
    with scope(system()):
        assert told("everywhere") == "on"


@pytest.mark.django_db(transaction=True)
def test_nothing_lingers_after_the_transaction() -> None:
    with scope(c.actor("counter")):
        assert told("lo") == c.HOME
        assert told("actor") == str(c.user_id("counter"))
    assert not told("lo")
    assert not told("actor")
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET large_text = true")


@pytest.mark.django_db(transaction=True)
def test_without_a_scope_nothing_is_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone() == (0,)
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM ledger_entry")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_a_failure_takes_everything_back() -> None:
    with pytest.raises(KeyError), scope(system()):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET name = '改了' WHERE id = %s", [c.user_id("counter")])
        raise KeyError
    with transaction.atomic():
        assert c.actor("counter").name == "counter者"
