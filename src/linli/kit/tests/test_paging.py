"""Cursors come back as they went out, to the microsecond; whatever was not issued here is refused, never an error."""

import base64
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit.errors import Refused
from linli.kit.paging import PAGE, PAGE_MOST, cursor, page_size, read_cursor

MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(MOMENTS, st.uuids())
def test_round_trip(moment: datetime, id: UUID) -> None:
    assert read_cursor(cursor(moment, id)) == (moment, id)


@given(MOMENTS, st.uuids(), st.integers(-14 * 60, 14 * 60))
def test_the_time_zone_does_not_matter(moment: datetime, id: UUID, minutes: int) -> None:
    try:
        there = moment.astimezone(tz=_zone(minutes))
    except OverflowError:
        return
    assert cursor(there, id) == cursor(moment, id)


def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


@given(st.one_of(st.text(), st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode())))
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="paging/bad-cursor"):
        read_cursor(text)


@pytest.mark.parametrize(
    "inside",
    [
        "",
        ".",
        "1",
        "1.",
        ".00000000000000000000000000000001",
        "1_0.00000000000000000000000000000001",
        " 1.00000000000000000000000000000001",
        "+1.00000000000000000000000000000001",
        "1.00000000-0000-0000-0000-000000000001",
        "1.{00000000000000000000000000000001}",
        "9" * 40 + ".00000000000000000000000000000001",
        "9" * 5000 + ".00000000000000000000000000000001",
        "1.0000000000000000000000000000000g",
    ],
)
def test_nearly_right_is_refused(inside: str) -> None:
    with pytest.raises(Refused):
        read_cursor(base64.urlsafe_b64encode(inside.encode()).decode().rstrip("="))


def test_padding_is_not_ours() -> None:
    issued = cursor(datetime(2026, 1, 1, tzinfo=UTC), UUID(int=1))
    with pytest.raises(Refused):
        read_cursor(issued + "====")


@pytest.mark.parametrize(
    ("asked", "size"), [(None, PAGE), (0, PAGE), (1, 1), (50, 50), (-3, 1), (10**30, PAGE_MOST)]
)
def test_page_size(asked: int | None, size: int) -> None:
    assert page_size(asked) == size
