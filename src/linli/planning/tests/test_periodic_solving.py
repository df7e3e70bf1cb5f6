"""The search against brute force, its bounds, and that a seed decides it. The code is compiled first, some seconds."""

import itertools
import random

import pytest

from linli.planning.rules.periodic import solving
from linli.planning.rules.periodic.checking import Route, cost, faults
from linli.planning.rules.periodic.instance import Instance
from linli.planning.tests.periodic import instance

pytestmark = pytest.mark.slow
STEPS = 4_000


def random_instance(seed: int, count: int, **bounds: float) -> Instance:
    """Customers at random; half visited on both days, half on either."""
    luck = random.Random(seed)
    return instance(
        *(
            (luck.uniform(-9, 9), luck.uniform(-9, 9), luck.randint(1, 4), ((3,), (1, 2))[number % 2])
            for number in range(count)
        ),
        **bounds,  # type: ignore[arg-type] - whole numbers where whole numbers are wanted
    )


def cheapest(problem: Instance) -> float:
    """The least cost with one vehicle a day, every choice of patterns and every order tried."""
    best = float("inf")
    for patterns in itertools.product(*(customer.patterns for customer in problem.customers)):
        total = 0.0
        for day in range(problem.days):
            on = [
                customer.number
                for customer, pattern in zip(problem.customers, patterns, strict=True)
                if problem.is_on(pattern, day)
            ]
            ways = (cost(problem, [Route(day + 1, 1, order)]) for order in itertools.permutations(on))
            total += min(
                (
                    way
                    for way, order in zip(ways, itertools.permutations(on), strict=True)
                    if not _over(problem, Route(day + 1, 1, order))
                ),
                default=float("inf"),
            )
        best = min(best, total)
    return best


def _over(problem: Instance, route: Route) -> list[str]:
    return [fault for fault in faults(problem, [route]) if "load" in fault or "time" in fault]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_instances_are_solved_to_the_end(seed: int) -> None:
    """No better than brute force, and no worse: with a bound on time that decides patterns."""
    free = random_instance(seed, 6)
    tight = random_instance(seed, 6, service=1, load_most=13)
    for problem in (free, tight):
        wanted = cheapest(problem)
        found = solving.solve_in_steps(problem, steps=STEPS, seed=seed)
        if wanted == float("inf"):
            assert found.faults
        else:
            assert found.faults == ()
            assert found.cost == pytest.approx(wanted)


def test_bounds_are_kept_where_they_can_be() -> None:
    """With several vehicles, tight loads and a bound on time."""
    problem = random_instance(5, 30, vehicles=4, load_most=16, time_most=60, service=1)
    found = solving.solve_in_steps(problem, steps=STEPS)
    assert found.faults == ()
    assert found.cost == pytest.approx(cost(problem, found.routes))


def test_what_cannot_be_is_told_with_the_best_there_is() -> None:
    """Everybody is visited; the load over the bound is the fault."""
    problem = instance((1, 0, 5, (1,)), (2, 0, 5, (1,)), load_most=9)
    found = solving.solve_in_steps(problem, steps=400)
    assert found.faults == ("day 2 vehicle 1: load 10 of 9",)
    assert found.routes in ((Route(2, 1, (1, 2)),), (Route(2, 1, (2, 1)),))


def test_a_seed_decides() -> None:
    """The same steps and seed give the same routes; another seed goes another way."""
    problem = random_instance(7, 40, vehicles=3, load_most=30)
    one = solving.solve_in_steps(problem, steps=200, seed=3)
    assert solving.solve_in_steps(problem, steps=200, seed=3) == one
    assert solving.solve_in_steps(problem, steps=200, seed=4) != one


def test_more_steps_do_no_harm() -> None:
    """What is found early is kept."""
    problem = random_instance(8, 40, vehicles=3, load_most=30)
    few = solving.solve_in_steps(problem, steps=400)
    many = solving.solve_in_steps(problem, steps=20_000)
    assert many.faults == ()
    assert many.cost < few.cost


def test_several_searches_give_the_best_of_them() -> None:
    """In processes of their own; with nobody to visit there is nothing to do."""
    problem = random_instance(9, 8)
    alone = solving.solve_in_steps(problem, steps=STEPS)
    together = solving.solve(problem, seconds=1.0, searches=2)
    assert together.faults == ()
    assert together.cost == pytest.approx(alone.cost)
    assert solving.solve(instance(), seconds=1.0) == solving.Solution(0.0, (), ())
