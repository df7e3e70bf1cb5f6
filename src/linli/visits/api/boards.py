"""Routes of talks and noticeboards."""

from typing import Any
from uuid import UUID

from ninja import Status

from linli.kit.http import Request, reads, writes
from linli.visits.actions import boards as actions
from linli.visits.actions import interviews as interview_actions
from linli.visits.actions.interviews import InterviewData
from linli.visits.api.router import once, router
from linli.visits.queries import boards as queries
from linli.visits.queries import interviews as interview_queries
from linli.visits.schemas.boards import (
    BoardOut,
    ChangeBoard,
    ChangeInterview,
    InterviewOut,
    InterviewPage,
    PutBoard,
    PutUpPosting,
    TakeDown,
    WriteInterview,
)
from linli.visits.schemas.notices import NothingSaid


@router.get("/interviews", response=InterviewPage)
@reads
def list_interviews(
    request: Request, area: str = "", open: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Talks, the latest first; `open` those that have a day to come back on."""
    return interview_queries.interviews(request.actor, area=area, open=open, after=after, most=most)


@router.post("/interviews", response={201: InterviewOut})
@writes
def write_interview(request: Request, body: WriteInterview) -> Status[Any]:
    """Write a talk down."""
    by, id, data = request.actor, request.command.id, InterviewData(**body.dict())
    made = once(request, lambda: interview_actions.write(by=by, interview_id=id, data=data), result=id)
    return Status(201, interview_queries.interview(by, made))


@router.get("/interviews/{uuid:interview_id}", response=InterviewOut)
@reads
def show_interview(request: Request, interview_id: UUID) -> dict[str, Any]:
    """One talk."""
    return interview_queries.interview(request.actor, interview_id)


@router.post("/interviews/{uuid:interview_id}/change", response=InterviewOut)
@writes
def change_interview(request: Request, interview_id: UUID, body: ChangeInterview) -> dict[str, Any]:
    """Say a talk anew."""
    by, said = request.actor, body.dict()
    version = said.pop("version")
    data = InterviewData(**said)
    once(
        request,
        lambda: interview_actions.change(by=by, interview_id=interview_id, version=version, data=data),
    )
    return interview_queries.interview(by, interview_id)


@router.get("/boards", response=list[BoardOut])
@reads
def list_boards(request: Request, area: str = "", closed: bool = False) -> list[dict[str, Any]]:
    """Noticeboards with what hangs on them."""
    return queries.boards(request.actor, area=area, closed=closed)


@router.post("/boards", response={201: BoardOut})
@writes
def put_board(request: Request, body: PutBoard) -> Status[Any]:
    """Enter a noticeboard."""
    by, id = request.actor, request.command.id
    made = once(request, lambda: actions.put(by=by, board_id=id, **body.dict()), result=id)
    return Status(201, queries.board(by, made))


@router.get("/boards/{uuid:board_id}", response=BoardOut)
@reads
def show_board(request: Request, board_id: UUID) -> dict[str, Any]:
    """One board, with what hung there lately."""
    return queries.board(request.actor, board_id)


@router.post("/boards/{uuid:board_id}/change", response=BoardOut)
@writes
def change_board(request: Request, board_id: UUID, body: ChangeBoard) -> dict[str, Any]:
    """Say a board anew."""
    by = request.actor
    once(request, lambda: actions.put(by=by, board_id=board_id, **body.dict()))
    return queries.board(by, board_id)


@router.post("/boards/{uuid:board_id}/close", response=BoardOut)
@writes
def close_board(request: Request, board_id: UUID, body: NothingSaid) -> dict[str, Any]:
    """A board is gone."""
    by = request.actor
    once(request, lambda: actions.close(by=by, board_id=board_id))
    return queries.board(by, board_id)


@router.post("/boards/{uuid:board_id}/post", response=BoardOut)
@writes
def put_up_posting(request: Request, board_id: UUID, body: PutUpPosting) -> dict[str, Any]:
    """Something was put up."""
    by, id = request.actor, request.command.id
    once(
        request,
        lambda: actions.put_up(by=by, posting_id=id, board_id=board_id, **body.dict()),
        result=id,
    )
    return queries.board(by, board_id)


@router.post("/boards/{uuid:board_id}/take-down", response=BoardOut)
@writes
def take_down_posting(request: Request, board_id: UUID, body: TakeDown) -> dict[str, Any]:
    """Something came down."""
    by = request.actor
    once(
        request,
        lambda: actions.take_down(by=by, board_id=board_id, posting_id=body.posting),
    )
    return queries.board(by, board_id)
