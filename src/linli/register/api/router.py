"""The router the rooms of the register hang their routes on, and what writes have in common."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from ninja import Router

from linli.commands.actions import run_once
from linli.kit.actor import Actor
from linli.kit.http import Request
from linli.kit.schemas import Asked
from linli.register.actions import Member
from linli.register.rules import said
from linli.register.schemas.sent import MemberIn, ResidentSaid

router = Router(tags=["register"])


def once(request: Request, action: Callable[..., UUID], *, result: UUID | None = None, **values: Any) -> UUID:
    """Do an action once for the command the request carries; the id of its result."""
    by: Actor = request.actor
    return run_once(request.command, by=by, do=lambda: action(by=by, **values), result=result)


def values_of(body: Asked, table: Mapping[str, said.Check]) -> dict[str, Any]:
    """Of a record's fields those that were said."""
    return {name: value for name, value in body.dict(exclude_unset=True).items() if name in table}


def member_of(body: ResidentSaid, id: UUID) -> Member:
    """A resident as he was said."""
    return Member(
        id=id,
        values=values_of(body, said.RESIDENT),
        id_number=body.id_number,
        id_kind=body.id_kind.value,
        phone=body.phone,
        other_phone=body.other_phone,
        skills=None if body.skills is None else [(one.kind, one.detail) for one in body.skills],
    )


def members_of(bodies: list[MemberIn]) -> list[Member]:
    """New members as they were said."""
    return [member_of(body, body.id) for body in bodies]
