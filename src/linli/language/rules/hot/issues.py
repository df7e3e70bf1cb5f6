"""All issues of a collection of reports at once, hottest first: for a file, and for what is measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.language.rules.hot.grouping import Groups
from linli.language.rules.hot.heat import Heard, Heat, heat
from linli.language.rules.hot.naming import named
from linli.language.rules.hot.texts import Commonness, Report, features

LEAST_REPORTS, LEAST_REPORTERS = 3, 2
"""From how many reports, of how many people, on something is an issue and no neighbour's quarrel."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: its name and place, how hot it is, how alike its reports are (0 to 1), and these in time."""

    title: str
    place: str
    heat: Heat
    cohesion: float
    reports: tuple[Report, ...]


def issues(reports: Sequence[Report], *, at: datetime | None = None) -> list[Issue]:
    """The issues among some reports, hottest first: by what is left of their heat at a moment, or without one by their
    busiest thirty days."""
    groups, commonness = _grouped(reports)
    by_id = {one.id: one for one in reports}
    found: list[Issue] = []
    for number, group in groups.groups.items():
        if len(group.members) < LEAST_REPORTS:
            continue
        members = [by_id[one] for one in groups.nearest_to_middle(number)]
        warmth = heat(
            (Heard(one.at, one.reporter, one.support) for one in members),
            at=at or max(one.at for one in members),
            cohesion=group.cohesion,
        )
        if warmth.reporters < LEAST_REPORTERS:
            continue
        name = named([one.subject for one in members], commonness.holding)
        in_time = tuple(sorted(members, key=lambda one: (one.at, one.id)))
        found.append(Issue(name.title, name.place, warmth, round(group.cohesion, 3), in_time))
    found.sort(key=lambda one: (-(one.heat.now if at else one.heat.peak), one.reports[0].id))
    return found


def _grouped(reports: Sequence[Report]) -> tuple[Groups, Commonness]:
    commonness, groups = Commonness(), Groups()
    said = {one.id: features(one) for one in reports}
    commonness.count(said.values())
    in_time = sorted(reports, key=lambda one: (one.at, one.id))
    for one in in_time:
        groups.add(one.id, commonness.vector(said[one.id]), one.at.toordinal())
    groups.reconsider([one.id for one in in_time])
    return groups, commonness
