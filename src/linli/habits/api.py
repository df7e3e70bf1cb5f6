"""Routes of habits."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import Router

from linli.commands.actions import run_once
from linli.habits import actions, queries
from linli.habits.schemas import HabitNothing, HabitOut, HabitsOut, HabitWhy
from linli.kit.http import Request, reads, writes

router = Router(tags=["habits"])


def _done(request: Request, do: Callable[[], UUID]) -> dict[str, Any]:
    run_once(request.command, by=request.actor, do=do)
    return queries.against(request.actor)


@router.get("", response=HabitsOut)
@reads
def list_against(request: Request) -> dict[str, Any]:
    """Where history and the responsibility list disagree."""
    return queries.against(request.actor)


@router.get("/beside", response=HabitOut | None)
@reads
def show_beside(request: Request, area: str, category: str, urgency: str = "") -> dict[str, Any] | None:
    """Who mostly settled such matters there, where it is another than the list names; else nothing."""
    return queries.beside(request.actor, area=area, category=category, urgency=urgency)


@router.post("/count", response=HabitsOut)
@writes
def count_now(request: Request, body: HabitNothing) -> dict[str, Any]:
    """Count now rather than at night."""
    by = request.actor
    return _done(request, lambda: actions.ask(by=by))


@router.post("/{uuid:habit_id}/put-aside", response=HabitsOut)
@writes
def put_aside(request: Request, habit_id: UUID, body: HabitWhy) -> dict[str, Any]:
    """Say that the list is right here, and why."""
    by = request.actor
    return _done(request, lambda: actions.put_aside(by=by, habit_id=habit_id, why=body.why))


@router.post("/{uuid:habit_id}/restore", response=HabitsOut)
@writes
def restore(request: Request, habit_id: UUID, body: HabitNothing) -> dict[str, Any]:
    """Take that back."""
    by = request.actor
    return _done(request, lambda: actions.restore(by=by, habit_id=habit_id))
