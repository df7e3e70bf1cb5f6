"""Routes of files."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from linli.commands.actions import run_once
from linli.files import actions, queries
from linli.files.queries import StoredRef
from linli.files.rules import PICTURE_BYTES_MOST, check_size
from linli.files.schemas import FileOut
from linli.kit.http import Request, reads, writes

router = Router(tags=["files"])


@router.post("", response={201: FileOut})
@writes
def store_file(
    request: Request, file: File[UploadedFile], area: Form[str] = "", public: Form[bool] = False
) -> dict[str, Any]:
    """Keep a file: a picture, or for staff also PDF, xlsx, docx, csv, txt. A picture has 20 MB at most, a paper 10."""
    by = request.actor
    check_size(file.size or 0, most=PICTURE_BYTES_MOST)
    content, name = file.read(), file.name or ""
    id = run_once(
        request.command,
        by=by,
        do=lambda: actions.store(by=by, area=area, name=name, content=content, public=public),
    )
    return queries.answered(queries.stored(by, id))


@router.get("/{file_id}")
@reads
def show_file(request: Request, file_id: UUID) -> FileResponse:
    """The file itself; what is no picture is a download."""
    row = queries.stored(request.actor, file_id)
    return served(row, queries.path(row))


@router.get("/{file_id}/thumb")
@reads
def show_thumb(request: Request, file_id: UUID) -> FileResponse:
    """A small picture of a picture, 320 pixels at most."""
    row = queries.stored(request.actor, file_id)
    return served(row, queries.path(row, thumb=True), thumb=True)


def served(row: StoredRef, place: Path, *, thumb: bool = False) -> FileResponse:
    """Bytes as an answer no browser will take for a page: no sniffing, no scripts, private to who asked."""
    answer = FileResponse(
        place.open("rb"),
        as_attachment=not row.picture,
        filename=row.name,
        content_type="image/jpeg" if thumb else row.kind,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
