"""The checker against published solutions and against each kind of fault."""

import pytest

from linli.planning.rules.periodic.checking import Route, cost, faults
from linli.planning.rules.periodic.instance import read
from linli.planning.tests.periodic import instance, real_folder, routes_of

HERE = ((3.0, 4.0, 5.0, (3,)), (0.0, 8.0, 5.0, (1, 2)))
"""One visited on both days, one on either."""
GOOD = [Route(1, 1, (1,)), Route(2, 1, (1, 2))]


@pytest.mark.parametrize("name", ["p02", "p03", "p06", "p07"])
def test_published_solutions_cost_what_they_say(name: str) -> None:
    """They are without fault here, and cost the same but for cents."""
    file = real_folder() / name
    if not file.exists():
        pytest.skip("no published instances on this machine (LINLI_DATA)")
    published, routes = routes_of(file.with_suffix(".best").read_text("utf-8"))
    problem = read(file.read_text("utf-8"))
    assert faults(problem, routes) == []
    assert cost(problem, routes) == pytest.approx(published, abs=0.02)


def test_what_is_right_has_no_fault() -> None:
    """Cost is the way there and back."""
    problem = instance(*HERE, load_most=10, time_most=22)
    assert faults(problem, GOOD) == []
    assert cost(problem, GOOD) == pytest.approx(10 + 5 + 5 + 8)


@pytest.mark.parametrize(
    ("routes", "word"),
    [
        ([Route(1, 1, (1,)), Route(2, 1, (1,))], "customer 2"),
        ([Route(1, 1, (1, 2)), Route(2, 1, (1, 2))], "customer 2"),
        ([Route(1, 1, (1, 1)), Route(2, 1, (1, 2))], "customer 1"),
        ([Route(1, 1, (1,)), Route(2, 2, (1, 2))], "vehicle 2"),
        ([Route(1, 1, (1,)), Route(3, 1, (1, 2))], "day 3"),
        ([Route(1, 1, (1,)), Route(2, 1, (1,)), Route(2, 1, (2,))], "twice"),
        ([Route(1, 1, (1,)), Route(2, 1, (1, 7))], "[7]"),
    ],
)
def test_faults_of_routes(routes: list[Route], word: str) -> None:
    """Each is named."""
    assert any(word in fault for fault in faults(instance(*HERE), routes))


def test_bounds_are_bounds() -> None:
    """Load and time, service counted in."""
    assert faults(instance(*HERE, load_most=9), GOOD) == ["day 2 vehicle 1: load 10 of 9"]
    assert faults(instance(*HERE, time_most=17.9), GOOD) == ["day 2 vehicle 1: time 18.00 of 17.9"]
    assert faults(instance(*HERE, time_most=18, service=1), GOOD) == ["day 2 vehicle 1: time 20.00 of 18"]
