"""Routes of phones."""

import base64
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from linli.accounts.rules import DEVICE as SESSION
from linli.commands.actions import run_once
from linli.kit import mailbox
from linli.kit.errors import Refused
from linli.kit.http import Request, asks, reads, writes
from linli.sync import actions, queries
from linli.sync.schemas import (
    DeviceEnded,
    DeviceIn,
    DeviceMade,
    DeviceOut,
    HandedIn,
    HandIn,
    HeldGone,
    HeldOut,
    LetGo,
    PackIn,
    PackOut,
    PhoneStanding,
    TakeBack,
)

router = Router(tags=["sync"])
PROOF = "X-Linli-Device"


def _session(request: Request) -> UUID | None:
    """Where whoever asks is signed in."""
    place = request.session.get(SESSION)
    return UUID(place) if place else None


@router.post("/pack", response=PackOut)
@writes
def take_pack(request: Request, body: PackIn) -> HttpResponse:
    """What of one's grids goes onto the phone, as far as the phone has it not: no numbers, phones masked, no label that
    is not for phones. The first time is entered in the ledger."""
    content = actions.take_along(by=request.actor, chosen=body.areas, known=body.known)
    return HttpResponse(content, content_type="application/json")


@router.get("/devices", response=list[DeviceOut])
@reads
def list_devices(request: Request, person: UUID | None = None) -> list[dict[str, Any]]:
    """One's own phones, or those of a person one manages."""
    return queries.devices(request.actor, person)


@router.post("/devices", response={201: DeviceMade})
@writes
def register_device(request: Request, body: DeviceIn) -> dict[str, Any]:
    """Make a phone known, or say where a known one is signed in now, and be told what to seal with for the server."""
    by, here = request.actor, _session(request)

    def do() -> UUID:
        return actions.register(by=by, device_id=body.id, label=body.label, word=body.word, session=here)

    number, key = mailbox.public()
    return {"id": run_once(request.command, by=by, do=do), "number": number, "key": key}


@router.post("/devices/{uuid:device_id}/end", response=DeviceEnded)
@writes
def end_device(request: Request, device_id: UUID) -> dict[str, UUID]:
    """End a phone: at its next contact it forgets what it holds and hands in what was not sent."""
    by, here = request.actor, _session(request)
    return {
        "id": run_once(request.command, by=by, do=lambda: actions.end(by=by, device_id=device_id, here=here))
    }


@router.get("/standing", response=PhoneStanding)
@reads
def show_standing(request: Request) -> dict[str, Any]:
    """Whether the phone that asks has been ended, and what to seal with for the server from now on."""
    said = request.headers.get(PROOF, "")
    number, key = mailbox.public()
    return {"revoked": bool(said) and queries.is_revoked(request.actor, said), "number": number, "key": key}


@router.post("/held", response={201: HandedIn})
@writes
def hand_in(request: Request, body: HandIn) -> dict[str, UUID]:
    """Hand in something sealed to the server's key; by session, or by the phone's proof alone."""
    try:
        content = base64.b64decode(body.content, validate=True)
    except ValueError as error:
        raise Refused("request/unreadable", zh="内容无法识别", en="The content cannot be read") from error
    by = request.actor
    return {"id": actions.hand_in(by=by, id=body.id, entry=body.entry, content=content)}


@router.post("/held/take", response=list[HeldOut])
@asks
def take_back(request: Request, body: TakeBack) -> list[dict[str, Any]]:
    """What lies here of one's own, opened, as much as fits one answer."""
    return queries.held(request.actor, body.had)


@router.post("/held/let-go", response=HeldGone)
@writes
def let_go(request: Request, body: LetGo) -> dict[str, int]:
    """It is back on the phone: forget it here."""
    return {"count": actions.let_go(by=request.actor, ids=body.ids)}
