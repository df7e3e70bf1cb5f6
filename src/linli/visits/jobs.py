"""What visits do by themselves: follow the register, at once and whole at night."""

from uuid import UUID

from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import queries as register
from linli.register.queries import Which
from linli.visits.actions import standing


@app.task(name="visits.follow_register")
def follow_register(community: str = "", **which: list[str]) -> int:
    """Take over what changed of some of the register: records of it by their ids, or a whole community. Returns how
    many standings changed."""
    by = system()
    given = {noun: [UUID(id) for id in ids] for noun, ids in which.items()}
    with scope(by):
        return standing.follow(by=by, which=Which(community=community, **given))


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="visits.follow_all", name="visits.follow_all")
def follow_all(timestamp: int = 0) -> int:
    """Follow the whole register, nightly, each community in a transaction of its own. Returns how many standings
    changed."""
    by = system()
    with scope(by, write=False):
        communities = register.communities(by)
    return sum(follow_register(community=one) for one in communities)
