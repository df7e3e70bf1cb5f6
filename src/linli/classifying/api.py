"""Routes of what was learnt about categories."""

from typing import Any
from uuid import UUID

from ninja import Router

from linli.classifying import actions, queries
from linli.classifying.schemas import ClassifierOut, LearnNow, Rest, TakeOut, Use
from linli.commands.actions import run_once
from linli.kit.http import Request, reads, writes

router = Router(tags=["classifying"])


@router.get("", response=ClassifierOut)
@reads
def read_classifier(request: Request) -> dict[str, Any]:
    """The versions of what was learnt, how good each is, and what people chose month by month."""
    return queries.overview(request.actor)


@router.post("/learn", response=ClassifierOut)
@writes
def learn_now(request: Request, body: LearnNow) -> dict[str, Any]:
    """Learn from closed matters now rather than at night."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.ask(by=by))
    return queries.overview(by)


@router.post("/rest", response=ClassifierOut)
@writes
def rest_classifier(request: Request, body: Rest) -> dict[str, Any]:
    """Use no version: keywords speak alone."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.rest(by=by))
    return queries.overview(by)


@router.post("/versions/{uuid:version_id}/use", response=ClassifierOut)
@writes
def use_version(request: Request, version_id: UUID, body: Use) -> dict[str, Any]:
    """Use this version from now on."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.use(by=by, version_id=version_id))
    return queries.overview(by)


@router.post("/files/{uuid:file_id}/take-out", response=ClassifierOut)
@writes
def take_file_out(request: Request, file_id: UUID, body: TakeOut) -> dict[str, Any]:
    """Remove the words of a file; versions that learnt from it stay."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.take_out(by=by, file_id=file_id))
    return queries.overview(by)
