"""Phones, and what lies with the server for their holders."""

import base64
import hmac
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from linli.accounts.rules import Permission
from linli.kit import mailbox
from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import NotFound
from linli.kit.scope import scope
from linli.sync import rules
from linli.sync.models import Device, Held

_TOLD = ("id", "label", "made_at", "seen_at", "revoked_at")


def visible_devices(by: Actor) -> QuerySet[Device]:
    """One's own phones."""
    return Device.objects.filter(person=by.id)


def devices(by: Actor, person: UUID | None = None) -> list[dict[str, Any]]:
    """One's own phones, or those of a person one manages; those in use first, the last made first."""
    rows = visible_devices(by) if person in (None, by.id) else _managed(by, person)
    told = [{name: getattr(row, name) for name in _TOLD} for row in rows.order_by("-made_at", "id")[:50]]
    return sorted(told, key=lambda one: one["revoked_at"] is not None)


def _managed(by: Actor, person: UUID | None) -> QuerySet[Device]:
    rows = Device.objects.filter(person=person)
    seen = [row.id for row in rows if by.may(Permission.MANAGE, row.area)]
    return rows.filter(id__in=seen)


def device_to_end(by: Actor, device_id: UUID) -> Device:
    """A phone of one's own or of somebody one manages, locked. NotFound otherwise."""
    row = Device.objects.select_for_update().filter(id=device_id).first()
    if row is None or not (row.person == by.id or by.may(Permission.MANAGE, row.area)):
        raise no_device()
    return row


def no_device() -> NotFound:
    """No such phone, or not the actor's to touch."""
    return NotFound("sync/no-device", zh="没有这台手机", en="There is no such phone")


def holder_by_proof(said: str) -> Actor | None:
    """Whoever a phone's proof (person, phone and its word, with dots between) is of, without any post: enough to hand
    in what is his."""
    parts = said.split(".")
    try:
        person, device = UUID(parts[0]), UUID(parts[1])
    except (ValueError, IndexError):
        return None
    holder = Actor(id=person, kind=ActorKind.PERSON, name="")
    with scope(holder, write=False):
        row = visible_devices(holder).filter(id=device).first()
    good = row is not None and hmac.compare_digest(row.proof, rules.proof_of(".".join(parts[2:])))
    return holder if good else None


def is_revoked(by: Actor, said: str) -> bool:
    """Whether the phone that says who it is has been ended. One that is not on the list has."""
    parts = said.split(".")
    try:
        device = UUID(parts[1])
    except (ValueError, IndexError):
        return True
    return not visible_devices(by).filter(id=device, revoked_at=None).exists()


def held_amount(by: Actor) -> tuple[int, int]:
    """How many things of the actor's lie here, and how many bytes they are."""
    found = Held.objects.filter(person=by.id).aggregate(n=Count("id"), bytes=Sum("size"))
    return found["n"], found["bytes"] or 0


def held(by: Actor, after: Sequence[UUID] = ()) -> list[dict[str, Any]]:
    """What lies here for the actor, opened, the first made first; as much as fits one answer, without those named."""
    told: list[dict[str, Any]] = []
    size = 0
    for row in Held.objects.filter(person=by.id).exclude(id__in=list(after)).order_by("at", "id").iterator():
        size += row.size
        if told and size > rules.ANSWER_MOST:
            break
        told.append(_opened(row))
    return told


def _opened(row: Held) -> dict[str, Any]:
    try:
        content = base64.b64encode(mailbox.open_sealed(bytes(row.content), of=row.id)).decode()
    except ValueError:
        content = ""
    return {"id": row.id, "entry": row.entry, "content": content}
