"""What a tie must be: tables of cases."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit.errors import Refused
from linli.register.rules import ties

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("other", "name", "field"),
    [
        (None, "王小军", ""),
        (TWO, "", ""),
        (None, "", "other"),
        (TWO, "王小军", "other"),
        (ONE, "", "other"),
    ],
)
def test_there_is_one_other_end_and_it_is_no_member(other: UUID | None, name: str, field: str) -> None:
    if not field:
        ties.check_end(other, name, frozenset({ONE}))
        return
    with pytest.raises(Refused) as told:
        ties.check_end(other, name, frozenset({ONE}))
    assert [one["field"] for one in told.value.fields] == [field]


@pytest.mark.parametrize(("name", "phone", "good"), [("王", "139", True), ("王", "", False), ("", "", True)])
def test_somebody_outside_has_a_phone(name: str, phone: str, good: bool) -> None:
    if good:
        ties.check_phone_given(name, phone)
        return
    with pytest.raises(Refused, match="phone"):
        ties.check_phone_given(name, phone)


@pytest.mark.parametrize(
    ("values", "good"),
    [
        ({"kind": "relative", "kin": "child"}, True),
        ({"kind": "relative", "kin": ""}, True),
        ({"kind": "relative"}, True),
        ({"kind": "neighbour", "kin": ""}, True),
        ({"kind": "neighbour", "kin": "child"}, False),
    ],
)
def test_only_a_relative_has_a_relation(values: dict[str, Any], good: bool) -> None:
    if good:
        ties.check_kin(values)
        return
    with pytest.raises(Refused, match="relative"):
        ties.check_kin(values)


@pytest.mark.parametrize(("standing", "good"), [(0, True), (19, True), (20, False), (30, False)])
def test_twenty_are_enough(standing: int, good: bool) -> None:
    if good:
        ties.check_room(standing)
        return
    with pytest.raises(Refused) as told:
        ties.check_room(standing)
    assert told.value.type == "tie/too-many"
