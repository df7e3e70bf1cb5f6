"""What the demo's police officer and officials carry out: the shops in three months, the firms month by month; part of
it done, each visit told at its own time by whoever holds the post."""

import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from linli.cli import progress
from linli.cli.demo import places
from linli.cli.demo.visits import CARRIED, FIRMS, FIRMS_WHAT, PROBLEMS
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.matters.actions import RaiseData
from linli.visits import actions as visits
from linli.visits import queries
from linli.visits.actions import Asked, Carrying, VisitData
from linli.visits.rules.campaigns import month_of
from linli.visits.rules.kinds import Repeats, Result, Way, Whom

SHARE = 0.4
"""Of the lines that are open, how many were visited."""


def carry_out(by: Actor, sitting: Callable[[str], Actor | None], post_of: Callable[[str], UUID]) -> None:
    """Give the shops to the police officer and the firms to officials, and have part of both visited. `sitting` says
    who holds the post with a key."""
    first, _ = month_of(timezone.localdate(clock.now()))
    last_month = first - timedelta(days=1)
    with progress.step("装载专项走访", "campaigns carried out"):
        with scope(by):
            shops = ids.of("demo-campaign", "shops")
            visits.give_campaign(
                by=by, campaign_id=shops, carrying=Carrying(carriers=[post_of("police1")]), version=1
            )
        firms, begun = ids.of("demo-campaign", "firms"), clock.now() - timedelta(days=last_month.day + 5)
        keys = ("market", "supply")
        with scope(by), clock.at(begun):
            visits.start_campaign(
                by=by,
                campaign_id=firms,
                area=places.COMMUNITY,
                name=FIRMS,
                noun=Whom.ORGANISATION,
                asked=Asked(kinds=["enterprise"]),
                from_on=month_of(last_month)[0],
                until_on=month_of(last_month)[1],
                what=FIRMS_WHAT,
                carrying=Carrying([post_of(key) for key in keys], dealt=True, repeats=Repeats.MONTHLY),
            )
        for key in keys:
            _visit(by, sitting(key), days_ago=last_month.day + 2, share=0.9)
        with scope(by):
            visits.begin_round(by=by, campaign_id=firms)
        for key in (*keys, "police1"):
            _visit(by, sitting(key), days_ago=1, share=SHARE)


def _visit(by: Actor, who: Actor | None, *, days_ago: int, share: float) -> None:
    if who is None:
        return
    draw = random.Random(f"{who.id}/{days_ago}")
    with scope(who, write=False):
        lines = [
            (row["id"], line)
            for row in queries.carried(who)["campaigns"]
            for line in row["lines"]
            if line["done_at"] is None and draw.random() < share
        ]
    for number, (campaign, line) in enumerate(lines):
        at = clock.now() - timedelta(days=days_ago, minutes=20 * (len(lines) - number))
        words = draw.choice(PROBLEMS) if draw.random() < 0.15 else ""
        visit = VisitData(
            id=ids.of("demo-carried", f"{campaign}/{line['id']}"),
            noun=Whom.ORGANISATION,
            subject=line["subject"],
            way=Way.PREMISES,
            result=Result.NOBODY if draw.random() < 0.08 else Result.MET,
            campaign=campaign,
            note=draw.choice(CARRIED) if draw.random() < 0.3 else "",
            matters=[RaiseData(id=ids.of("demo-found", str(line["id"])), words=words)] if words else (),
        )
        with clock.at(at), scope(who):
            visits.record(by=who, data=visit)
        with clock.at(at), scope(by):
            visits.carry_on(by=by, visit_id=visit.id)
