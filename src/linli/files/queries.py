"""Finding a file's row and its bytes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from linli.files.models import Stored
from linli.files.rules import UNKEPT_DAYS, VISITOR_UNKEPT_DAYS, is_picture
from linli.kit import clock
from linli.kit.actor import VISITOR_ID, Actor
from linli.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class StoredRef:
    """A stored file as other rooms need it."""

    id: UUID
    area: str
    name: str
    kind: str
    size: int
    sha256: str
    public: bool

    @property
    def picture(self) -> bool:
        """Whether it is shown in place and has a small one."""
        return is_picture(self.kind)


_COLUMNS = ("id", "area", "name", "kind", "size", "sha256", "public")


def stored(by: Actor, file_id: UUID) -> StoredRef:
    """A file the actor may see: of his area, of a matter of his, his own, or public; a visitor, under the
    one matter he has open. NotFound otherwise."""
    row = Stored.objects.filter(id=file_id).values_list(*_COLUMNS).first()
    if row is None:
        raise NotFound("file/not-found", zh="没有这个文件", en="There is no such file")
    return StoredRef(*row)


def stored_among(by: Actor, file_ids: set[UUID]) -> dict[UUID, StoredRef]:
    """Those of several files the actor may see, in one statement."""
    if not file_ids:
        return {}
    rows = Stored.objects.filter(id__in=file_ids).values_list(*_COLUMNS)
    return {row[0]: StoredRef(*row) for row in rows}


def answered(file: StoredRef) -> dict[str, Any]:
    """A file as answers name it."""
    return {
        "id": file.id,
        "name": file.name,
        "kind": file.kind,
        "url": f"/api/files/{file.id}",
        "thumb": f"/api/files/{file.id}/thumb" if file.picture else None,
    }


def described(by: Actor, *, ids: list[UUID]) -> list[dict[str, Any]]:
    """Those of several files the actor may see, in the order asked, as answers name them."""
    found = stored_among(by, set(ids))
    return [answered(found[id]) for id in ids if id in found]


def place_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.LINLI_FILES) / sha256[:2] / sha256


def thumb_of(sha256: str) -> Path:
    """Where the small picture beside them lies."""
    return Path(settings.LINLI_FILES) / sha256[:2] / f"{sha256}.thumb"


def orphans(by: Actor, folder: Path, *, before: datetime) -> list[Path]:
    """Files in a folder of the store, last written before a moment, that no row names, and what a broken-off write left
    there. Ask as the system: whoever sees less takes others' files for nobody's."""
    old = [place for place in sorted(folder.iterdir()) if place.stat().st_mtime < before.timestamp()]
    names = {place.name.removesuffix(".thumb") for place in old}
    known = set(Stored.objects.filter(sha256__in=names).values_list("sha256", flat=True))
    return [place for place in old if place.name.removesuffix(".thumb") not in known]


def unkept(by: Actor, *, most: int) -> QuerySet[Stored]:
    """Files nothing refers to, after the days they are given, the oldest first."""
    now = clock.now()
    visitors = Q(uploaded_by=VISITOR_ID, at__lt=now - timedelta(days=VISITOR_UNKEPT_DAYS))
    others = Q(at__lt=now - timedelta(days=UNKEPT_DAYS))
    return Stored.objects.filter(visitors | others, kept=False).order_by("at")[:most]


def path(row: StoredRef, *, thumb: bool = False) -> Path:
    """Where a file's bytes are; with `thumb` those of the small picture. NotFound when they are gone from the disk, or
    there is no small one."""
    place = thumb_of(row.sha256) if thumb else place_of(row.sha256)
    if (thumb and not row.picture) or not place.is_file():
        raise NotFound("file/no-content", zh="文件内容不在了", en="The file's content is missing")
    return place
