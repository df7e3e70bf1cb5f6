"""Keeping a file: bytes first (under their hash, written whole or not at all), then the row."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from uuid import UUID

from linli.files import queries, rules
from linli.files.models import Stored
from linli.files.rules import Permission
from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of, is_area
from linli.kit.errors import Refused
from linli.ledger import actions as ledger


def store(
    *, by: Actor, area: str, name: str, content: bytes, public: bool = False, id: UUID | None = None
) -> UUID:
    """Keep a file and return its id. It is filed under the area, or under the actor's own where his post does not reach
    that far. Refused: over 10 MB, a kind not taken, a broken or hostile file, papers from the public, a public file
    without the right to publish."""
    require(by, Permission.STORE, within=None)
    home = _home(by, area)
    if public:
        require(by, Permission.PUBLISH, within=home)
    made = rules.prepare(content, name, may_paper=by.may(Permission.STORE_PAPER))
    digest = hashlib.sha256(made.content).hexdigest()
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
        public=public,
        at=clock.now(),
    )
    row.save(force_insert=True)
    ledger.record("file.stored", by=by, area=home, subject=row.id, kind=made.kind, size=row.size)
    return row.id


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
