"""The dictionary of matters as an administrator edits it: categories, responsibility, each with its editions."""

from datetime import date
from typing import Any

from linli.commands.actions import run_once
from linli.kit.http import Request, asks, reads, writes
from linli.matters import actions
from linli.matters.api.drafts import (
    CategoriesChange,
    CategoriesDraft,
    CategoriesState,
    CategoriesTried,
    DueOut,
    RuleRow,
    RulesChange,
    RulesDraft,
    RulesState,
    RulesTried,
)
from linli.matters.api.router import dictionary_router as router
from linli.matters.queries import trial
from linli.matters.schemas import HistoryOut, PutBack


@router.get("/categories", response=CategoriesState)
@reads
def show_categories_edited(request: Request) -> dict[str, Any]:
    """The tree of categories with keywords and limits."""
    return trial.categories_edited(request.actor)


@router.get("/categories/editions", response=HistoryOut)
@reads
def list_category_editions(request: Request, before: int = 0) -> dict[str, Any]:
    """The editions of the tree, the newest first."""
    return trial.category_editions(request.actor, before=before)


@router.post("/categories/try", response=CategoriesTried)
@asks
def try_categories(request: Request, body: CategoriesDraft) -> dict[str, Any]:
    """What is wrong with a draft, and what a sentence would be suggested as; nothing is stored."""
    rows = [row.dict() for row in body.rows]
    return trial.try_categories(request.actor, rows=rows, words=body.words)


@router.post("/categories", response=CategoriesState)
@writes
def change_categories(request: Request, body: CategoriesChange) -> dict[str, Any]:
    """Put a new edition of the tree in force."""
    by, rows = request.actor, [row.dict() for row in body.rows]
    run_once(
        request.command,
        by=by,
        do=lambda: actions.change_categories(by=by, seen=body.seen, reason=body.reason, rows=rows),
    )
    return trial.categories_edited(by)


@router.post("/categories/put-back", response=CategoriesState)
@writes
def put_categories_back(request: Request, body: PutBack) -> dict[str, Any]:
    """Put an earlier edition of the tree in force again."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.put_categories_back(by=by, **body.dict()))
    return trial.categories_edited(by)


@router.get("/responsibility", response=RulesState)
@reads
def show_responsibility_edited(request: Request) -> dict[str, Any]:
    """The responsibility list."""
    return trial.responsibility_edited(request.actor)


@router.get("/responsibility/editions", response=HistoryOut)
@reads
def list_responsibility_editions(request: Request, before: int = 0) -> dict[str, Any]:
    """The editions of the list, the newest first."""
    return trial.responsibility_editions(request.actor, before=before)


@router.get("/responsibility/edition", response=list[RuleRow])
@reads
def show_responsibility_edition(request: Request, number: int) -> list[dict[str, Any]]:
    """An earlier list, to begin a draft with: like every list, it is tried before it is switched on."""
    rows = trial.responsibility_edition(request.actor, number=number)
    return [{**row, "post": row["post"] or None} for row in rows]


@router.post("/responsibility/try", response=RulesTried)
@asks
def try_responsibility(request: Request, body: RulesDraft) -> dict[str, Any]:
    """What a draft would have done with the last 30 days' matters; nothing is stored."""
    return trial.try_responsibility(request.actor, rows=[row.as_kept() for row in body.rows])


@router.post("/responsibility", response=RulesState)
@writes
def change_responsibility(request: Request, body: RulesChange) -> dict[str, Any]:
    """Switch a new list on that was tried."""
    by, rows = request.actor, [row.as_kept() for row in body.rows]
    run_once(
        request.command,
        by=by,
        do=lambda: actions.change_responsibility(
            by=by, seen=body.seen, reason=body.reason, rows=rows, tried=body.tried
        ),
    )
    return trial.responsibility_edited(by)


@router.get("/due", response=DueOut)
@reads
def count_due(request: Request, since: date, until: date) -> dict[str, Any]:
    """How many open matters are due on these days: their deadlines stay when the calendar changes."""
    return trial.due_between(request.actor, since=since, until=until)
