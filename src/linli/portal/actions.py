"""What a visitor does: every write is one transaction as a visitor, once for one form however often it is sent."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from linli.blocks import actions as blocks
from linli.commands.actions import run_once
from linli.feedback import actions as feedback
from linli.feedback.rules import Face
from linli.files import actions as files
from linli.kit.actor import Actor, visitor
from linli.kit.errors import Problem
from linli.kit.http import Command
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.rules import Door


class Bytes(Protocol):
    """Where a picture's bytes lie: in memory, or on disk while it is large."""

    def seek(self, offset: int, /) -> object:
        """Go back to the beginning."""
        ...

    def read(self) -> bytes:
        """All of it."""
        ...


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it came with a form. Its bytes are read when they are wanted, so that ten large ones are never in
    memory together."""

    name: str
    size: int
    source: Bytes

    def content(self) -> bytes:
        """All its bytes."""
        self.source.seek(0)
        return self.source.read()

    def digest(self) -> str:
        """What tells it from others."""
        return hashlib.sha256(self.content()).hexdigest()


def _command(id: UUID, name: str, said: dict[str, Any], photos: Sequence[Photo] = ()) -> Command:
    """The form as a command: the hash covers what was said and shown, not the form's tokens."""
    digest = hashlib.sha256(f"{name}\x00{json.dumps(said, sort_keys=True, default=str)}".encode())
    for photo in photos:
        digest.update(bytes.fromhex(photo.digest()))
    return Command(id=id, body=digest.digest()[:16], name=name)


def _once(command: Command, by: Actor, do: Callable[[], UUID]) -> UUID:
    with scope(by):
        return run_once(command, by=by, do=do)


def raise_matter(
    *,
    by: Actor,
    id: UUID,
    area: str,
    words: str,
    place: str,
    reporter: ReporterData,
    network: str,
    photos: Sequence[Photo] = (),
    kept: Sequence[UUID] = (),
) -> UUID:
    """Raise a matter from the public form, with pictures; the network it came from is kept as a keyed hash. The same
    form sent twice is one matter. Refused as the rooms below refuse; Conflict when the form was sent before and then
    changed."""
    said = {
        "area": area,
        "words": words,
        "place": place,
        "reporter": [reporter.name, reporter.phone, reporter.address, reporter.secret],
        "kept": sorted(str(one) for one in kept),
    }

    def do() -> UUID:
        stored = [_stored(by, area, one) for one in photos]
        data = RaiseData(
            id=id,
            words=words,
            area=area,
            place=place,
            door=Door.PORTAL,
            reporter=reporter,
            files=[*kept, *stored],
        )
        matter = matters.raise_(by=by, data=data)
        blocks.remember_sender(by=by, matter=matter, area=area, network=network)
        return matter

    return _once(_command(id, "portal/raise", said, photos), by, do)


def keep_photos(*, by: Actor, area: str, photos: Sequence[Photo]) -> list[tuple[UUID, int, str]]:
    """Keep the pictures of a form that has to be mended, so that nobody chooses them twice, with their sizes; those
    that cannot be kept are passed over (the form says why)."""
    kept: list[tuple[UUID, int, str]] = []
    for photo in photos:
        try:
            with scope(by):
                id = _stored(by, area, photo)
        except Problem:
            continue
        kept.append((id, photo.size, photo.name))
    return kept


def _stored(by: Actor, area: str, photo: Photo) -> UUID:
    """Keep one picture; a refusal says which one it was."""
    try:
        return files.store(by=by, area=area, name=photo.name, content=photo.content())
    except Problem as problem:
        problem.zh, problem.en = f"{photo.name}：{problem.zh}", f"{photo.name}: {problem.en}"
        raise


def open_ticket(*, by: Actor, reference: str, code: str, familiar: bool = False) -> UUID:
    """The matter that goes with a reference and a code; `familiar` says that this device opened it before. A miss is
    counted, so it is committed before it is told."""
    missed: Problem | None = None
    with scope(by):
        try:
            return matters.open_ticket(by=by, reference=reference, code=code, familiar=familiar)
        except Problem as problem:
            missed = problem
    raise missed


def rate(*, by: Actor, id: UUID, score: int, words: str, reopen: bool) -> UUID:
    """The reporter's judgement of his matter, once for one form."""
    matter = _matter_of(by)
    command = _command(
        id, "portal/rate", {"matter": matter, "score": score, "words": words, "reopen": reopen}
    )
    return _once(
        command, by, lambda: matters.rate(by=by, matter_id=matter, score=score, words=words, reopen=reopen)
    )


def withdraw(*, by: Actor, id: UUID, reason: str) -> UUID:
    """The reporter takes his matter back, with a reason."""
    matter = _matter_of(by)
    command = _command(id, "portal/withdraw", {"matter": matter, "reason": reason})
    return _once(command, by, lambda: matters.withdraw(by=by, matter_id=matter, reason=reason))


def remind(*, by: Actor, id: UUID, words: str) -> UUID:
    """The reporter reminds whoever has his matter, once a day."""
    matter = _matter_of(by)
    command = _command(id, "portal/remind", {"matter": matter, "words": words})
    return _once(command, by, lambda: matters.remind(by=by, matter_id=matter, words=words))


def _matter_of(by: Actor) -> UUID:
    if by.matter is None:
        raise ValueError("a visitor without a matter has nothing to judge")
    return by.matter


def say(*, by: Actor, id: UUID, words: str, page: str, area: str) -> UUID:
    """An opinion about the software from somebody without an account."""
    command = _command(id, "portal/feedback", {"words": words, "page": page})
    return _once(
        command,
        by,
        lambda: feedback.give(by=by, words=words, page=page, face=Face.PORTAL, area=area, id=id),
    )


def as_visitor(matter: UUID | None = None) -> Actor:
    """Whoever uses a public page, signed in or not, acts as a visitor with at most one matter."""
    return visitor(matter)
