"""What came of a campaign, counted: by the posts that carry it out, and round by round where it begins anew each month.
Doors (家) are told apart from visits (家次), problems that were found from those of them that are settled."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, UUIDField

from linli.kit.actor import Actor
from linli.matters import queries as matters
from linli.visits.models import Campaign, Target, Visit
from linli.visits.queries.sight import standing_visits, visible_campaigns, visible_targets
from linli.visits.rules.kinds import Result
from linli.workforce.queries import PostRef

ROUNDS_MOST = 24
"""Rounds that are told, the latest: two years of months."""
REACHED = (Result.MET.value, Result.DECLINED.value)
_COUNTS = ("lines", "done", "doors", "visits", "problems", "settled")


def figures(by: Actor, row: Campaign, posts: Mapping[UUID, PostRef]) -> dict[str, Any]:
    """By carrier and by round: lines, those done, doors reached, visits, problems found and settled; and of the whole
    series doors and visits, a door that was reached in several rounds counted once."""
    rounds = _rounds(by, row)
    made = standing_visits(by).filter(campaign__in=[one.id for one in rounds])
    found = _problems(by, made)
    here = made.filter(campaign=row)
    reached = made.filter(result__in=REACHED)
    by_round = _by_round(by, rounds, reached, found)
    return {
        "by_post": _by_post(by, row, here, found, posts),
        "rounds": [_round(one, by_round) for one in rounds],
        "whole": {
            "doors": reached.values("subject").distinct().count(),
            "visits": reached.count(),
            "problems": sum(n for n, _ in found.values()),
            "settled": sum(n for _, n in found.values()),
        },
    }


def _rounds(by: Actor, row: Campaign) -> list[Campaign]:
    """The rounds of a campaign's series, the latest first; itself where it is one alone."""
    if row.series is None:
        return [row]
    rows = visible_campaigns(by).filter(community=row.community, series=row.series)
    return list(rows.order_by("-round")[:ROUNDS_MOST])


def _problems(by: Actor, made: QuerySet[Visit]) -> dict[tuple[UUID, UUID | None], tuple[int, int]]:
    """By campaign and post how many matters visits raised, and how many of them are settled."""
    each = Func(F("matters"), function="unnest", output_field=UUIDField())
    rows = list(made.exclude(matters=[]).values_list("campaign", "post", each))
    settled = matters.settled_among(by, {matter for *_, matter in rows})
    raised = Counter((campaign, post) for campaign, post, _ in rows)
    done = Counter((campaign, post) for campaign, post, matter in rows if matter in settled)
    return {key: (n, done[key]) for key, n in raised.items()}


def _by_round(
    by: Actor,
    rounds: list[Campaign],
    reached: QuerySet[Visit],
    found: Mapping[tuple[UUID, UUID | None], tuple[int, int]],
) -> dict[UUID, dict[str, int]]:
    told: dict[UUID, dict[str, int]] = {one.id: dict.fromkeys(_COUNTS, 0) for one in rounds}
    lines = visible_targets(by).filter(campaign__in=list(told), dropped_at=None)
    counted = lines.values("campaign").annotate(lines=Count("id"), done=Count("id", filter=~Q(done_at=None)))
    for one in counted.order_by():
        told[one["campaign"]] |= {"lines": one["lines"], "done": one["done"]}
    counted = reached.values("campaign").annotate(visits=Count("id"), doors=Count("subject", distinct=True))
    for one in counted.order_by():
        told[one["campaign"]] |= {"visits": one["visits"], "doors": one["doors"]}
    for (campaign, _), (problems, settled) in found.items():
        told[campaign]["problems"] += problems
        told[campaign]["settled"] += settled
    return told


def _round(one: Campaign, told: Mapping[UUID, dict[str, int]]) -> dict[str, Any]:
    return {
        "id": one.id,
        "round": one.round,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "closed_at": one.closed_at,
        **told[one.id],
    }


def _by_post(
    by: Actor,
    row: Campaign,
    here: QuerySet[Visit],
    found: Mapping[tuple[UUID, UUID | None], tuple[int, int]],
    posts: Mapping[UUID, PostRef],
) -> list[dict[str, Any]]:
    """Each carrier with what it did; where lines are dealt, `lines` and `done` are its own, otherwise all have all."""
    told: dict[UUID, dict[str, int]] = {id: dict.fromkeys(_COUNTS, 0) for id in row.carriers if id in posts}
    for post, lines, done in _lines_of(by, row):
        if post in told:
            told[post] |= {"lines": lines, "done": done}
    reached = here.filter(result__in=REACHED, post__in=list(told))
    counted = reached.values("post").annotate(visits=Count("id"), doors=Count("subject", distinct=True))
    for one in counted.order_by():
        told[one["post"]] |= {"visits": one["visits"], "doors": one["doors"]}
    for id, counts in told.items():
        counts["problems"], counts["settled"] = found.get((row.id, id), (0, 0))
    return [
        {"post": id, "name": posts[id].name, "holder_name": posts[id].stand_in_name or posts[id].holder_name}
        | counts
        for id, counts in told.items()
    ]


def _lines_of(by: Actor, row: Campaign) -> list[tuple[UUID, int, int]]:
    """By post its lines and how many of them are done."""
    return [
        (post, one["lines"], one["done"])
        for post in row.carriers
        for one in [_counted(visible_targets(by).filter(campaign=row, posts__contains=[post]))]
    ]


def _counted(lines: QuerySet[Target]) -> dict[str, int]:
    return lines.filter(dropped_at=None).aggregate(
        lines=Count("id"), done=Count("id", filter=~Q(done_at=None))
    )
