"""What an entry may hold: ids, codes, counts and names of fields; words belong in the noun's own table."""

from uuid import UUID

import pytest

from linli.kit.roles import Role
from linli.ledger.rules import GRANTS, LONGEST_TEXT, Fact, Permission, checked


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("code", "code"),
        (3, 3),
        (2.5, 2.5),
        (True, True),
        (None, None),
        (UUID(int=1), str(UUID(int=1))),
        (["a", "b"], ["a", "b"]),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
    ],
)
def test_kept(value: Fact, stored: object) -> None:
    assert checked({"fact": value}) == {"fact": stored}


def test_words_are_refused() -> None:
    with pytest.raises(ValueError, match="words do not belong here"):
        checked({"reason": "字" * (LONGEST_TEXT + 1)})


def test_who_reads_it() -> None:
    assert {role for role, given in GRANTS.items() if Permission.READ in given} == {
        Role.ADMINISTRATOR,
        Role.SUPERVISOR,
    }
