"""Constant statements, said to the database without a cursor."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.commands.models import Done
from linli.kit import clock, ids, statements

pytestmark = pytest.mark.django_db

ONE, TWO = "SELECT %s::int + 1", "SELECT generate_series(1, %s::int), %s::text"


def test_several_are_answered_each_in_its_place() -> None:
    asked = [(ONE, (1,)), (TWO, (3, "a")), (ONE, (41,)), ("SELECT 1 WHERE false", ())]
    for _ in range(2):  # planned, and planned before
        found = statements.several(asked)
        assert found == [[(2,)], [(1, "a"), (2, "a"), (3, "a")], [(42,)], []]
    assert statements.rows(ONE, (6,)) == [(7,)]


def test_none_ask_nothing() -> None:
    assert statements.several([]) == []


def test_a_long_answer_comes_whole() -> None:
    long = "SELECT repeat(%s, 2000000)"
    found = statements.several([(long, ("a",)), (long, ("b",)), (ONE, (1,))])
    assert [len(rows[0][0]) for rows in found[:2]] == [2_000_000, 2_000_000]
    assert found[2] == [(2,)]


def test_a_long_question_is_sent_whole_while_its_answer_comes() -> None:
    """Longer than what either side keeps for the other."""
    words = ["a" * 8_000_000, "b" * 8_000_000]
    found = statements.several([("SELECT %s::text", (one,)) for one in words])
    assert [rows[0][0] for rows in found] == words


def test_the_first_that_fails_is_told_and_the_connection_goes_on() -> None:
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        statements.several([(ONE, (1,)), ("SELECT 1 / %s::int", (0,)), (ONE, (2,))])
    assert statements.several([(ONE, (1,))]) == [[(2,)]]


def test_more_than_are_kept_are_asked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "KEPT_MOST", 0)
    fresh = "SELECT %s::int * 7 AS beyond"
    assert statements.several([(fresh, (2,)), (fresh, (3,))]) == [[(14,)], [(21,)]]
    assert statements.rows(fresh, (4,)) == [(28,)]


def test_rows_as_models_are_as_django_has_them() -> None:
    done = Done.objects.create(
        id=ids.new(), actor=ids.new(), body=b"a" * 16, result=ids.new(), at=clock.now()
    )
    (found,) = statements.models(Done, "id = %s", (done.id,))
    told = Done.objects.get(id=done.id)
    assert found == told
    assert {name: getattr(found, name) for name in ("actor", "result", "at")} == {
        name: getattr(told, name) for name in ("actor", "result", "at")
    }
    assert bytes(found.body) == bytes(told.body)


def test_what_goes_along_goes_with_the_first_that_go_together() -> None:
    row = "INSERT INTO commands_done (id, actor, body, result, at) VALUES (%s, %s, %s, %s, %s)"

    def values() -> tuple[object, ...]:
        return (ids.new(), ids.new(), b"b" * 16, ids.new(), clock.now())

    first, second = values(), values()
    with statements.along(row, first):
        assert not Done.objects.filter(id=first[0]).exists()
        with statements.together():
            statements.insert(row, second)
        assert Done.objects.filter(id__in=[first[0], second[0]]).count() == 2
    alone = values()
    with statements.along(row, alone):
        pass
    assert Done.objects.filter(id=alone[0]).exists()
    with pytest.raises(IntegrityError), transaction.atomic(), statements.along(row, alone):
        pass


SAY = "SELECT set_config('linli.matter', %s, true)"
HEARD = "SELECT current_setting('linli.matter', true)"


def test_what_opens_a_transaction_goes_with_its_first_statement() -> None:
    with transaction.atomic(), statements.opening(SAY, ("first",)):
        assert statements.rows(HEARD, ()) == [("first",)]
    with transaction.atomic(), statements.opening(SAY, ("second",)):
        assert statements.several([(HEARD, ()), (ONE, (1,))]) == [[("second",)], [(2,)]]


def test_it_goes_before_what_django_says() -> None:
    with transaction.atomic(), statements.opening(SAY, ("third",)):
        with CaptureQueriesContext(connection) as told, connection.cursor() as cursor:
            cursor.execute(HEARD)
            assert cursor.fetchall() == [("third",)]
        assert [one["sql"] for one in told.captured_queries] == [HEARD]


def test_it_is_said_once_and_not_after_its_transaction() -> None:
    with transaction.atomic():
        statements.run(SAY, ("before",))
        with statements.opening(SAY, ("fourth",)):
            statements.rows(HEARD, ())
            statements.run(SAY, ("later",))
            assert statements.rows(HEARD, ()) == [("later",)]
        with statements.opening(SAY, ("never",)):
            pass
        assert statements.rows(HEARD, ()) == [("later",)]


def test_one_that_fails_is_told_whatever_came_with_it() -> None:
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():  # noqa: SIM117 - in this order
        with statements.opening("SELECT 1 / %s::int", ("0",)):
            statements.rows(HEARD, ())
    assert statements.rows(ONE, (1,)) == [(2,)]
