"""Who may fill which post: nobody one above his own, and no post carries a role that is no person's."""

import pytest

from linli.kit.roles import Role
from linli.workforce.rules import GRANTS, RANK, UNGIVEN, Permission, may_fill

PEOPLE = [role for role in Role if role not in UNGIVEN]


def test_every_role_of_people_has_a_rank() -> None:
    assert set(RANK) == set(PEOPLE)


@pytest.mark.parametrize(
    ("own", "wanted", "may"),
    [
        ([Role.SECRETARY], Role.GRID_WORKER, True),
        ([Role.SECRETARY], Role.SECRETARY, True),
        ([Role.SECRETARY], Role.SUBDISTRICT, False),
        ([Role.SECRETARY], Role.ADMINISTRATOR, False),
        ([Role.SUBDISTRICT], Role.SUPERVISOR, True),
        ([Role.SUBDISTRICT], Role.ADMINISTRATOR, False),
        ([Role.ADMINISTRATOR], Role.ADMINISTRATOR, True),
        ([Role.HELPER, Role.SECRETARY], Role.DEPARTMENT, True),
        ([Role.VISITOR], Role.HELPER, False),
        ([Role.INTAKE], Role.HELPER, False),
        ([], Role.HELPER, False),
        ([Role.SYSTEM], Role.ADMINISTRATOR, True),
    ],
)
def test_may_fill(own: list[Role], wanted: Role, may: bool) -> None:
    assert may_fill(own, wanted) is may


@pytest.mark.parametrize("role", PEOPLE)
def test_nobody_fills_above_himself(role: Role) -> None:
    assert {wanted for wanted in PEOPLE if may_fill([role], wanted)} == {
        wanted for wanted in PEOPLE if RANK[wanted] <= RANK[role]
    }


def test_whoever_fills_posts_sees_them() -> None:
    for role, given in GRANTS.items():
        assert Permission.FILL not in given or Permission.SEE in given, role
