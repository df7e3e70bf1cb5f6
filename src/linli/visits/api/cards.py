"""Routes of contact cards."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Status

from linli.documents import queries as documents
from linli.kit.http import Request, download, reads, writes
from linli.visits.actions import cards as actions
from linli.visits.api.router import once, router
from linli.visits.queries import cards as queries
from linli.visits.rules.papers import TITLES, Paper
from linli.visits.schemas.cards import (
    ChangeContactCard,
    ContactCardOut,
    ContactCardsOut,
    MakeContactCard,
    PrintContactCard,
    PutPortrait,
    WithdrawContactCard,
)

PDF = "application/pdf"


@router.get("/cards", response=ContactCardsOut)
@reads
def list_cards(request: Request, area: str = "") -> dict[str, Any]:
    """One's own cards, and those of others in an area."""
    return queries.cards(request.actor, area=area)


@router.post("/cards", response={201: ContactCardOut})
@writes
def make_card(request: Request, body: MakeContactCard) -> Status[Any]:
    """Make the card of whoever holds a post."""
    by, id = request.actor, request.command.id
    made = once(
        request,
        lambda: actions.make(by=by, card_id=id, post_id=body.post, words=body.words),
        result=id,
    )
    return Status(201, queries.card(by, made))


@router.post("/cards/{uuid:card_id}/change", response=ContactCardOut)
@writes
def change_card(request: Request, card_id: UUID, body: ChangeContactCard) -> dict[str, Any]:
    """Other words on one's card."""
    by = request.actor
    once(request, lambda: actions.change(by=by, card_id=card_id, words=body.words))
    return queries.card(by, card_id)


@router.post("/cards/{uuid:card_id}/portrait", response=ContactCardOut)
@writes
def put_portrait(request: Request, card_id: UUID, body: PutPortrait) -> dict[str, Any]:
    """One's photo on one's card."""
    by = request.actor
    once(
        request,
        lambda: actions.put_portrait(by=by, card_id=card_id, file_id=body.file),
    )
    return queries.card(by, card_id)


@router.post("/cards/{uuid:card_id}/withdraw", response=ContactCardOut)
@writes
def withdraw_card(request: Request, card_id: UUID, body: WithdrawContactCard) -> dict[str, Any]:
    """Take a card back."""
    by = request.actor
    once(
        request,
        lambda: actions.withdraw(by=by, card_id=card_id, reason=body.reason),
    )
    return queries.card(by, card_id)


@router.post("/cards/{uuid:card_id}/print")
@writes
def print_card(request: Request, card_id: UUID, body: PrintContactCard) -> HttpResponse:
    """民情联系卡 as PDF."""
    by, paper = request.actor, Paper.CARD if body.large else Paper.CARDS
    row = queries.printable(by, card_id)
    content = queries.card_paper(by, row)
    actions.log_print(by=by, card_id=card_id, paper=paper)
    name = f"{TITLES[paper]} {content['name']}.pdf"
    return download(documents.printed(paper.value, content), name=name, kind=PDF)
