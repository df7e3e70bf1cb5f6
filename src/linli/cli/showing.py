"""Figures on a terminal, for people and for other programs."""

import json
import sys

from linli.cli.demo.places import COMMUNITY
from linli.insight import queries as insight
from linli.kit.actor import system
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.territory import queries as territory


def figures(*, community: str = COMMUNITY, as_json: bool = False) -> int:
    """Print every figure of a community, or of a grid: a line each, or all as one JSON document. Refused for a code
    that is neither."""
    by = system("指标")
    with scope(by, write=False):
        if len(community) not in {Level.COMMUNITY, Level.GRID} or not territory.exists(community):
            raise Refused(
                "figure/unknown-area",
                zh=f"没有 {community} 这个社区或网格",
                en=f"There is no community or grid {community}",
            )
        found = insight.figures(by, area=community)
        name = territory.full_name_of(community)
    if as_json:
        listed = [one.as_json() for one in found]
        json.dump(
            {"area": community, "name": name, "figures": listed}, sys.stdout, ensure_ascii=False, indent=1
        )
        print()
        return 0
    print(f"{name} {community}")
    for one in found:
        value = one.as_json()["value"]
        print(f"{value:>10,} {one.unit or '':<4} {one.zh} {one.en}")
    return 0
