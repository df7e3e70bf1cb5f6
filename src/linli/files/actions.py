"""Keeping a file: bytes first (under their hash, written whole or not at all), then the row; and, at night, removing
what nothing refers to: the row first, then bytes that no row names. A lock on the folder the bytes lie in keeps the two
apart: storing shares it until its transaction ends, removing wants it alone."""

import contextlib
import hashlib
import os
import tempfile
import threading
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection

from linli.files import queries, rules
from linli.files.models import Stored
from linli.files.rules import Permission
from linli.kit import clock, ids
from linli.kit.actor import Actor, ActorKind, require, require_system
from linli.kit.areas import community_of, is_area
from linli.kit.errors import NotFound, Refused
from linli.ledger import actions as ledger

LOCKS = 0x66696C65
"""The class of the advisory locks; the folder's number is the object."""


def store(
    *, by: Actor, area: str, name: str, content: bytes, public: bool = False, id: UUID | None = None
) -> UUID:
    """Keep a file and return its id. It is filed under the area, or under the actor's own where his post does not reach
    that far. Refused: over 10 MB (a picture 20), a kind not taken, a broken or hostile file, papers from the public, a
    public file without the right to publish."""
    require(by, Permission.STORE, within=None)
    home = _home(by, area)
    if public:
        require(by, Permission.PUBLISH, within=home)
    made = _prepared(by, content, name)
    digest = hashlib.sha256(made.content).hexdigest()
    _share(digest)
    _keep(queries.place_of(digest), made.content)
    if made.thumb is not None:
        _keep(queries.thumb_of(digest), made.thumb)
    row = Stored(
        id=id or ids.new(),
        community=community_of(home),
        area=home,
        name=made.name,
        kind=made.kind,
        size=len(made.content),
        sha256=digest,
        width=made.width,
        height=made.height,
        uploaded_by=by.id,
        meant_for=by.matter if by.kind is ActorKind.VISITOR else None,
        public=public,
        kept=public,
        at=clock.now(),
    )
    row.save(force_insert=True)
    ledger.record("file.stored", by=by, area=home, subject=row.id, kind=made.kind, size=row.size)
    return row.id


def keep(*, by: Actor, file_ids: Collection[UUID]) -> None:
    """Say that something refers to these files from now on, so that no night removes them; whoever refers to a file
    calls this in the same transaction. NotFound when the actor cannot see one."""
    wanted = set(file_ids)
    if not wanted:
        return
    # the update comes first: a file that is being removed at this moment is waited for, and then not found
    Stored.objects.filter(id__in=wanted, kept=False).update(kept=True)
    if len(queries.stored_among(by, wanted)) != len(wanted):
        raise NotFound("file/not-found", zh="没有这个文件", en="There is no such file")


def show_likeness(*, by: Actor, file_id: UUID) -> UUID:
    """Let everybody see a picture the actor sent of himself, for his card; return its id. NotFound where he did not
    send it; refused where it is no picture."""
    require(by, Permission.STORE_PAPER, within=None)
    row = Stored.objects.select_for_update().filter(id=file_id, uploaded_by=by.id).first()
    if row is None:
        raise NotFound("file/not-found", zh="没有这个文件", en="There is no such file")
    if not rules.is_picture(row.kind):
        raise Refused("file/no-picture", zh="请选择一张照片", en="Choose a picture")
    row.public = row.kept = True
    row.save(update_fields=["public", "kept"])
    ledger.record("file.shown", by=by, area=row.area, subject=row.id)
    return row.id


def hide_likeness(*, by: Actor, file_id: UUID) -> None:
    """Show a picture the actor once sent of himself to nobody any more; some night removes it. One he did not send is
    left as it is."""
    row = Stored.objects.select_for_update().filter(id=file_id, uploaded_by=by.id, public=True).first()
    if row is not None:
        row.public = row.kept = False
        row.save(update_fields=["public", "kept"])
        ledger.record("file.hidden", by=by, area=row.area, subject=row.id)


def remove_unkept(*, by: Actor, most: int) -> int:
    """Remove files nothing has come to refer to: two days after a visitor sent one, thirty after anybody else did;
    return how many. Their bytes go with `remove_orphans`. The system's nightly job, forbidden to all others."""
    require_system(by)
    rows = list(queries.unkept(by, most=most).select_for_update(skip_locked=True))
    for row in rows:
        ledger.record("file.removed", by=by, area=row.area, subject=row.id, kind=row.kind, size=row.size)
    Stored.objects.filter(id__in=[row.id for row in rows], kept=False).delete()
    return len(rows)


def remove_orphans(*, by: Actor, folder: Path) -> int:
    """Remove bytes in a folder of the store that no row names and that were written two days ago or earlier; return how
    many files went. A folder somebody is just storing into is left for another night. The system's nightly job,
    forbidden to all others."""
    require_system(by)
    if not _alone(folder.name):
        return 0
    before = clock.now() - timedelta(days=rules.VISITOR_UNKEPT_DAYS)
    gone = queries.orphans(by, folder, before=before)
    for place in gone:
        place.unlink(missing_ok=True)
    return len(gone)


def _share(digest: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCKS, int(digest[:2], 16)])


def _alone(folder: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCKS, int(folder, 16)])
        return bool(cursor.fetchall()[0][0])


_decoding = threading.Lock()
"""A process decodes one picture at a time, of up to 60 megapixels: memory has an end. There are as many processes as
cores are wanted for it."""


def _prepared(by: Actor, content: bytes, name: str) -> rules.Prepared:
    """From the public, pictures alone, and no larger than a phone makes them by itself."""
    may_paper = by.may(Permission.STORE_PAPER)
    with _decoding:
        if by.kind is ActorKind.VISITOR:
            return rules.prepare(content, name, may_paper=may_paper, pixels_most=rules.VISITOR_PIXELS_MOST)
        return rules.prepare(content, name, may_paper=may_paper)


def _home(by: Actor, area: str) -> str:
    """The area a file is filed under: a post given work outside its own area keeps files in its own."""
    if area and not is_area(area):
        raise Refused("file/bad-area", zh=f"区域编码“{area}”不对", en=f"Bad area code {area!r}")
    if area and by.may(Permission.STORE, area):
        return area
    own = next((s.area for s in by.seats if by.may(Permission.STORE, s.area)), "")
    if not own:
        raise Refused(
            "file/no-area", zh="请选择所在的社区或网格", en="Say which community or grid it belongs to"
        )
    return own


def _keep(place: Path, content: bytes) -> None:
    """Write whole or not at all, and through to the disk; what is there already is the same by its name."""
    if place.is_file() and place.stat().st_size == len(content):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
