"""Routes of hot issues."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import Router

from linli.commands.actions import run_once
from linli.hotspots import actions, queries
from linli.hotspots.schemas import (
    HotIssueOut,
    HotJoin,
    HotLine,
    HotNear,
    HotNearIn,
    HotPage,
    HotPut,
    HotSaid,
    HotTitle,
)
from linli.kit.http import Request, asks, reads, writes

router = Router(tags=["hotspots"])


def _done(request: Request, issue_id: UUID, do: Callable[[], UUID]) -> dict[str, Any]:
    run_once(request.command, by=request.actor, do=do)
    return queries.issue(request.actor, issue_id)


@router.get("", response=HotPage)
@reads
def list_issues(
    request: Request,
    area: str = "",
    group: str = "hot",
    cooled: bool = False,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """Hot issues, hottest first: `hot`, `watched`, `dismissed`."""
    return queries.issues(request.actor, area=area, group=group, cooled=cooled, after=after, most=most)


@router.get("/of/{uuid:matter_id}", response=HotLine | None)
@reads
def issue_of(request: Request, matter_id: UUID) -> dict[str, Any] | None:
    """The hot issue a matter lies in, or nothing."""
    return queries.issue_of(request.actor, matter_id)


@router.post("/near", response=HotNear | None)
@asks
def near(request: Request, body: HotNearIn) -> dict[str, Any] | None:
    """The hot issue that what is being typed would lie in, or nothing. For workers alone."""
    return queries.near(request.actor, **body.dict())


@router.get("/{uuid:issue_id}", response=HotIssueOut)
@reads
def show_issue(request: Request, issue_id: UUID) -> dict[str, Any]:
    """One issue, its course, its matters."""
    return queries.issue(request.actor, issue_id)


@router.post("/{uuid:issue_id}/watch", response=HotIssueOut)
@writes
def watch(request: Request, issue_id: UUID, body: HotSaid) -> dict[str, Any]:
    """Keep an issue in sight."""
    by = request.actor
    return _done(request, issue_id, lambda: actions.watch(by=by, issue_id=issue_id, version=body.version))


@router.post("/{uuid:issue_id}/dismiss", response=HotIssueOut)
@writes
def dismiss(request: Request, issue_id: UUID, body: HotSaid) -> dict[str, Any]:
    """Say that it is none."""
    by = request.actor
    return _done(
        request,
        issue_id,
        lambda: actions.dismiss(by=by, issue_id=issue_id, why=body.why, version=body.version),
    )


@router.post("/{uuid:issue_id}/restore", response=HotIssueOut)
@writes
def restore(request: Request, issue_id: UUID, body: HotSaid) -> dict[str, Any]:
    """Take that back."""
    by = request.actor
    return _done(request, issue_id, lambda: actions.restore(by=by, issue_id=issue_id, version=body.version))


@router.post("/{uuid:issue_id}/rename", response=HotIssueOut)
@writes
def rename(request: Request, issue_id: UUID, body: HotTitle) -> dict[str, Any]:
    """Give an issue a title."""
    by = request.actor
    return _done(
        request,
        issue_id,
        lambda: actions.rename(by=by, issue_id=issue_id, title=body.title, version=body.version),
    )


@router.post("/{uuid:issue_id}/put", response=HotIssueOut)
@writes
def put_in(request: Request, issue_id: UUID, body: HotPut) -> dict[str, Any]:
    """Put a matter into an issue."""
    by = request.actor
    return _done(request, issue_id, lambda: actions.put_in(by=by, issue_id=issue_id, matter_id=body.matter))


@router.post("/{uuid:issue_id}/take", response=HotIssueOut)
@writes
def take_out(request: Request, issue_id: UUID, body: HotPut) -> dict[str, Any]:
    """Take a matter out of an issue."""
    by = request.actor
    return _done(request, issue_id, lambda: actions.take_out(by=by, issue_id=issue_id, matter_id=body.matter))


@router.post("/{uuid:issue_id}/join", response=HotIssueOut)
@writes
def join(request: Request, issue_id: UUID, body: HotJoin) -> dict[str, Any]:
    """Let an issue's open matters run along with one of them."""
    by = request.actor
    return _done(
        request,
        issue_id,
        lambda: actions.join(
            by=by, issue_id=issue_id, main_id=body.main, words=body.words, version=body.version
        ),
    )
