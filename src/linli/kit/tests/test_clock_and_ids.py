"""The clock that can be told, and ids that sort by time or repeat by source."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.kit import clock, ids

THEN = datetime(2020, 2, 3, 4, 5, tzinfo=UTC)


def test_the_present_is_aware_and_moves() -> None:
    first = clock.now()
    assert first.tzinfo is not None
    assert timedelta(0) <= clock.now() - first < timedelta(seconds=5)
    assert not clock.is_told()


def test_told_time_stands_and_ends() -> None:
    with clock.at(THEN):
        assert clock.now() == THEN
        assert clock.is_told()
        with clock.at(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN
    assert not clock.is_told()


def test_told_time_ends_with_a_failure_too() -> None:
    with pytest.raises(KeyError), clock.at(THEN):
        raise KeyError
    assert not clock.is_told()


def test_new_ids_sort_by_time() -> None:
    made = [ids.new() for _ in range(200)]
    assert len(set(made)) == 200
    assert {id.version for id in made} == {7}
    assert [id.int >> 80 for id in made] == sorted(id.int >> 80 for id in made)


def test_ids_of_a_source_repeat() -> None:
    assert ids.of("list", "1") == ids.of("list", "1")
    assert ids.of("list", "1") != ids.of("list", "2")
    assert ids.of("list", "1") != ids.of("list1", "")
