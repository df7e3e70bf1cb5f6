"""Keeping an opinion."""

from uuid import UUID

from linli.feedback import queries
from linli.feedback.models import Opinion
from linli.feedback.rules import PAGE_MOST, Face, check_words
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.areas import community_of, is_area
from linli.kit.errors import Refused
from linli.ledger import actions as ledger


def give(
    *, by: Actor, words: str, page: str = "", face: Face = Face.PORTAL, area: str = "", id: UUID | None = None
) -> UUID:
    """Keep what somebody says about the software and return its id. It is filed under the actor's own community,
    else the area, else where an administrator sees it. Refuses empty or endless words and a bad area."""
    if area and not is_area(area):
        raise Refused("feedback/bad-area", zh=f"区域编码“{area}”不对", en=f"Bad area code {area!r}")
    home = queries.area_of(by, area)
    made = Opinion(
        id=id or ids.new(),
        community=community_of(home),
        area=home,
        at=clock.now(),
        words=check_words(words),
        page=page[:PAGE_MOST],
        face=Face(face).value,
        by=by.id,
        by_name=by.name[:80],
    )
    made.save(force_insert=True)
    ledger.record("opinion.given", by=by, area=home, subject=made.id, face=made.face)
    return made.id
