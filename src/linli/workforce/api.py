"""Routes of people and posts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import Router, Status

from linli.accounts import actions as accounts
from linli.commands.actions import run_once
from linli.kit.http import Request, asks, reads, writes
from linli.workforce import actions, queries
from linli.workforce.schemas import (
    AccountsOut,
    AddPerson,
    Assign,
    ChangePerson,
    EndLeave,
    EnterLeave,
    HistoryOut,
    LeaveOut,
    Made,
    MyLeaves,
    OneTimePassword,
    OpenPost,
    PassOn,
    PersonOut,
    PostOut,
    PostRefOut,
    PutBack,
    ReopenAccount,
    ResetSecondFactor,
    StandIn,
    TitleOut,
    TitlesChange,
    TitlesDraft,
    TitlesState,
    TitlesTried,
    Vacate,
)

router = Router(tags=["workforce"])


@router.get("/titles", response=list[TitleOut])
@reads
def list_titles(request: Request) -> list[dict[str, Any]]:
    """Titles posts can have."""
    return queries.titles(request.actor)


@router.get("/titles/edited", response=TitlesState)
@reads
def show_titles_edited(request: Request) -> dict[str, Any]:
    """The titles as an administrator edits them."""
    return queries.titles_edited(request.actor)


@router.get("/titles/editions", response=HistoryOut)
@reads
def list_title_editions(request: Request, before: int = 0) -> dict[str, Any]:
    """The editions of the titles, the newest first."""
    return queries.title_editions(request.actor, before=before)


@router.post("/titles/try", response=TitlesTried)
@asks
def try_titles(request: Request, body: TitlesDraft) -> dict[str, Any]:
    """What a draft would do to posts and people; nothing is stored."""
    return queries.try_titles(request.actor, rows=[row.dict() for row in body.rows])


@router.post("/titles", response=TitlesState)
@writes
def change_titles(request: Request, body: TitlesChange) -> dict[str, Any]:
    """Put a new edition of the titles in force."""
    by, rows = request.actor, [row.dict() for row in body.rows]
    run_once(
        request.command,
        by=by,
        do=lambda: actions.change_titles(by=by, seen=body.seen, reason=body.reason, rows=rows),
    )
    return queries.titles_edited(by)


@router.post("/titles/put-back", response=TitlesState)
@writes
def put_titles_back(request: Request, body: PutBack) -> dict[str, Any]:
    """Put an earlier edition of the titles in force again."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.put_titles_back(by=by, **body.dict()))
    return queries.titles_edited(by)


@router.get("/posts", response=list[PostOut])
@reads
def list_posts(request: Request, area: str, vacant: bool = False) -> list[dict[str, Any]]:
    """Posts at and below an area."""
    return queries.posts(request.actor, area=area, vacant=vacant)


@router.get("/posts/for-dispatch", response=list[PostRefOut])
@reads
def list_posts_for_dispatch(request: Request, area: str, q: str = "") -> list[dict[str, Any]]:
    """Posts a matter of this area can be given to, the closest first."""
    found = queries.for_dispatch(request.actor, area=area, q=q)
    return [
        {
            "id": p.id,
            "area": p.area,
            "name": p.name,
            "title": p.title,
            "holder_name": p.holder_name,
            "stand_in_name": p.stand_in_name,
            "vacant": p.holder is None,
        }
        for p in found
    ]


@router.post("/posts", response={201: Made})
@writes
def open_post(request: Request, body: OpenPost) -> Status[Any]:
    """Make a post, vacant."""
    id = run_once(
        request.command, by=request.actor, do=lambda: actions.open_post(by=request.actor, **body.dict())
    )
    return Status(201, {"id": id})


@router.post("/posts/{post_id}/assign", response=Made)
@writes
def assign_post(request: Request, post_id: UUID, body: Assign) -> dict[str, UUID]:
    """Put a person into a post."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.assign(by=by, post_id=post_id, user_id=body.person, version=body.version),
    )
    return {"id": post_id}


@router.post("/posts/{post_id}/vacate", response=Made)
@writes
def vacate_post(request: Request, post_id: UUID, body: Vacate) -> dict[str, UUID]:
    """Take the holder out of a post."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.vacate(by=by, post_id=post_id, version=body.version))
    return {"id": post_id}


@router.get("/people", response=list[PersonOut])
@reads
def list_people(request: Request, q: str = "") -> list[dict[str, Any]]:
    """People who can take a post."""
    return queries.people(request.actor, q=q)


@router.post("/people", response={201: Made})
@writes
def add_person(request: Request, body: AddPerson) -> Status[Any]:
    """Make an account for somebody, with a password for the first sign-in."""
    by = request.actor
    id = run_once(request.command, by=by, do=lambda: accounts.add_person(by=by, once=True, **body.dict()))
    return Status(201, {"id": id})


@router.get("/accounts", response=AccountsOut)
@reads
def list_accounts(
    request: Request, q: str = "", closed: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Accounts made where one manages them, the newest first."""
    return queries.accounts_of(request.actor, q=q, closed=closed, after=after, most=most)


def _with(request: Request, person_id: UUID, do: Callable[[], UUID]) -> dict[str, UUID]:
    run_once(request.command, by=request.actor, do=do)
    return {"id": person_id}


@router.post("/people/{person_id}/pass-on", response=Made)
@writes
def pass_posts_on(request: Request, person_id: UUID, body: PassOn) -> dict[str, UUID]:
    """Put somebody else into all posts of a person, with the work in them."""
    by = request.actor
    return _with(request, person_id, lambda: actions.pass_on(by=by, person_id=person_id, to_id=body.to))


@router.post("/people/{person_id}/change", response=Made)
@writes
def change_person(request: Request, person_id: UUID, body: ChangePerson) -> dict[str, UUID]:
    """Correct a name, phone or mail address."""
    by, said = request.actor, body.dict(exclude_unset=True)
    return _with(request, person_id, lambda: actions.change_person(by=by, person_id=person_id, **said))


@router.post("/people/{person_id}/password", response=Made)
@writes
def set_password(request: Request, person_id: UUID, body: OneTimePassword) -> dict[str, UUID]:
    """Give a password for one sign-in; the person's sessions end."""
    by = request.actor
    return _with(
        request,
        person_id,
        lambda: actions.set_password(by=by, person_id=person_id, password=body.password),
    )


@router.post("/people/{person_id}/reopen", response=Made)
@writes
def reopen_person(request: Request, person_id: UUID, body: ReopenAccount) -> dict[str, UUID]:
    """Open a closed account again."""
    by = request.actor
    return _with(
        request, person_id, lambda: actions.reopen_person(by=by, person_id=person_id, reason=body.reason)
    )


@router.post("/people/{person_id}/reset-second-factor", response=Made)
@writes
def reset_second_factor(request: Request, person_id: UUID, body: ResetSecondFactor) -> dict[str, UUID]:
    """Take away a lost second factor."""
    by = request.actor
    return _with(
        request,
        person_id,
        lambda: actions.reset_second_factor(by=by, person_id=person_id, reason=body.reason),
    )


@router.get("/leaves", response=list[LeaveOut])
@reads
def list_leaves(request: Request, area: str) -> list[dict[str, Any]]:
    """Leaves running and to come at and below an area."""
    return queries.leaves(request.actor, area=area)


@router.get("/leaves/mine", response=MyLeaves)
@reads
def list_my_leaves(request: Request) -> dict[str, Any]:
    """My own leaves, and those in which I stand in."""
    return queries.my_leaves(request.actor)


@router.get("/leaves/stand-ins", response=list[StandIn])
@reads
def list_stand_ins(request: Request, person: UUID | None = None, q: str = "") -> list[dict[str, Any]]:
    """Who could stand in for somebody, or for me."""
    return queries.stand_ins(request.actor, person_id=person or request.actor.id, q=q)


@router.post("/leaves", response={201: Made})
@writes
def enter_leave(request: Request, body: EnterLeave) -> Status[Any]:
    """Enter a leave with a stand-in."""
    by = request.actor
    made = run_once(
        request.command,
        by=by,
        do=lambda: actions.enter_leave(
            by=by,
            person_id=body.person or by.id,
            stand_in_id=body.stand_in,
            **body.dict(include={"id", "first", "last", "reason"}),
        ),
    )
    return Status(201, {"id": made})


@router.post("/leaves/{leave_id}/end", response=Made)
@writes
def end_leave(request: Request, leave_id: UUID, body: EndLeave) -> dict[str, UUID]:
    """End a leave early, or call it off."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.end_leave(by=by, leave_id=leave_id, version=body.version),
    )
    return {"id": leave_id}
