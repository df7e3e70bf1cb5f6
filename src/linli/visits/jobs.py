"""What visits do by themselves: follow the register, at once and whole at night; go on from a visit of somebody who
does not see its door; begin the next round of what comes each month."""

from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.register import queries as register
from linli.register.queries import Which
from linli.visits import actions, queries
from linli.visits.actions import standing

log = structlog.get_logger(__name__)


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


@app.task(name="visits.carry_on")
def carry_on(visit: str) -> str:
    """Have a door stand as a visit left it that was made by somebody who does not see the door."""
    by = system()
    with scope(by):
        return str(actions.carry_on(by=by, visit_id=UUID(visit)))


@app.periodic(cron="11 0 * * *")
@app.task(queueing_lock="visits.begin_rounds", name="visits.begin_rounds")
def begin_rounds(timestamp: int = 0) -> int:
    """Begin the rounds of this month that have not begun, each in a transaction of its own. Returns how many began."""
    by, begun = system(), 0
    with scope(by, write=False):
        due = queries.rounds_due(by)
    for campaign in due:
        try:
            with scope(by):
                begun += actions.begin_round(by=by, campaign_id=campaign)
        except Refused:
            log.warning("no next round", campaign=str(campaign), exc_info=True)
    return begun


@app.task(name="visits.plan")
def make_plan(planning: str) -> int:
    """Make a plan somebody asked for; where it cannot be made it says so. Returns how many doors were placed."""
    by, id = system(), UUID(planning)
    try:
        with scope(by):
            return actions.make_plan(by=by, planning_id=id)
    except Exception:
        log.exception("no plan", planning=planning)
        with scope(by):
            actions.give_up(by=by, planning_id=id, trouble="排计划时出错，请稍后再试或联系管理员")
        raise
