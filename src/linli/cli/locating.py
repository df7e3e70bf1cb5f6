"""Places in texts, on a terminal, for people and for other programs."""

import json
from collections.abc import Sequence
from typing import Any

from linli.kit.actor import system
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.register import queries as register
from linli.territory import queries as territory


def locate(texts: Sequence[str], *, community: str, as_json: bool = False) -> int:
    """Print which places of a community's register texts speak of: a line a candidate, or all texts as one JSON
    document, a list in their order. Refused for a code that is neither a community's nor a grid's."""
    by = system("地点")
    with scope(by, write=False):
        if len(community) not in {Level.COMMUNITY, Level.GRID} or not territory.exists(community):
            raise Refused(
                "locate/unknown-area",
                zh=f"没有 {community} 这个社区或网格",
                en=f"There is no community or grid {community}",
            )
        found = [{"text": text, **register.located(by, text=text, area=community)} for text in texts]
    if as_json:
        print(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    for one in found:
        _say(one)
    return 0


def _told(one: dict[str, Any]) -> dict[str, Any]:
    """A text with its candidates; `unsure` is whether none is to be taken for granted, `because` says why."""
    return {
        "text": one["text"],
        "unsure": bool(one["unsure"]),
        "because": one["unsure"],
        "candidates": one["candidates"],
    }


def _say(one: dict[str, Any]) -> None:
    print(one["text"])
    if one["unsure"]:
        print(f"  拿不准 unsure: {one['unsure']} {one['unsure_en']}")
    for candidate in one["candidates"]:
        why = "，".join(candidate["why"])
        print(
            f"  {candidate['score']:.2f} {candidate['kind']} {candidate['name']} {candidate['code']} ({why})"
        )
