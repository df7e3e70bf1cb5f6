"""What is kept of people and why; who looked behind a mask."""

from typing import Any

from linli.kit.http import Request, reads
from linli.register import queries
from linli.register.api.router import router
from linli.register.schemas.privacy import PurposesOut, RevealsOut


@router.get("/purposes", response=PurposesOut)
@reads
def list_purposes(request: Request) -> dict[str, Any]:
    """What is kept of people: what for, on what basis, who may look at it, how long."""
    return queries.purposes(request.actor)


@router.get("/reveals", response=RevealsOut)
@reads
def list_reveals(request: Request, area: str = "", by: str = "", after: str = "") -> dict[str, Any]:
    """Who looked behind a mask in the actor's areas, the newest first; one person's alone with `by`."""
    return queries.reveals(request.actor, area=area, person=by, after=after)
