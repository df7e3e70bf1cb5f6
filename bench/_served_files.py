"""What is served of the files that were taken: to whom, as what, with which headers, with nothing left of the camera;
and whether store, rows and answers agree."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from PIL import Image

from bench import _actors, _hostile_files, _hostile_forms, _judging, _uploading
from bench._filing import Trial
from bench._hostile_files import CAMERA, SECRET

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "image/jpeg",
    "image/png",
    "application/pdf",
    "text/csv",
    "text/plain",
    f"{OFFICE}.spreadsheetml.sheet",
    f"{OFFICE}.wordprocessingml.document",
}
SIGHT = {
    "counter1": {"counter1", "works"},
    "key": {"key", "works"},
    "stranger": {"stranger"},
}
"""Who sees what somebody sent and nothing refers to yet: himself, and whose area it lies in. The administrator is left
out: his right is open (docs/unfinished.md)."""
LOOKING = ("counter1", "works", "grid03", "key", "stranger", "nobody")
_PHOTO = re.compile(r"/photo/([0-9a-f-]{36})/large/")
_VISITORS = "00000000-0000-7000-8000-000000000002"


def by_the_api(trial: Trial, people: dict[str, _actors.Who]) -> int:
    """Every file that was taken, asked for by everybody; how many answers were a file."""
    asked = [(id, name, small) for id in trial.kept for name in LOOKING for small in (False, True)]
    return sum(_by_one(trial, people[name], id, small=small) for id, name, small in asked)


def _by_one(trial: Trial, who: _actors.Who, id: str, *, small: bool) -> bool:
    sender, file = trial.kept[id]
    answer = _uploading.fetch(trial.port, who, f"/api/files/{id}" + "/thumb" * small)
    what = f"{who.name} asks for {'a small one' if small else 'the whole'} of {file.what} from {sender}"
    trial.told.hear(answer, _judging.of_api(answer), what)
    good, may = answer is not None and answer.status == 200, who.name in SIGHT[sender]
    if good and not may:
        trial.fault(f"{what}: is served it")
    if may and not good and not small:
        trial.fault(f"{what}: {answer and answer.status}, though it was taken")
    for wrong in wrong_with(answer, side=320 if small else 2560) if answer is not None and good else ():
        trial.fault(f"{what}: {wrong}")
    return good


def by_the_page(
    trial: Trial, mine: _hostile_forms.Visitor, other: _hostile_forms.Visitor, people: dict[str, _actors.Who]
) -> int:
    """The photos of a matter raised at the public page: for who raised it and for staff, and for no other visitor."""
    page = mine.get("/matter/")
    ids = sorted(set(_PHOTO.findall(page.body.decode("utf-8", "replace")))) if page else []
    visitors = {"who raised it": mine, "who raised another": other}
    visitors["a passer-by"] = _hostile_forms.Visitor(trial.port)
    for id in ids:
        for who, visitor in visitors.items():
            for path, side in ((f"/photo/{id}/", 320), (f"/photo/{id}/large/", 2560)):
                answer = visitor.get(path)
                _judge(trial, answer, f"{who} asks for {path}", 200 if visitor is mine else 404, side)
        for name, wanted in (("counter1", 200), ("stranger", 404), ("nobody", 401), ("key", 404)):
            answer = _uploading.fetch(trial.port, people[name], f"/api/files/{id}")
            _judge(trial, answer, f"{name} asks for a resident's photo", wanted, 2560)
    return len(ids)


def _judge(trial: Trial, answer: _judging.Answer | None, what: str, wanted: int, side: int) -> None:
    trial.told.hear(answer, _judging.of_any(answer), what)
    if answer is None or answer.status != wanted:
        trial.fault(f"{what}: {answer and answer.status}, not {wanted}")
    elif wanted == 200:
        for wrong in wrong_with(answer, side=side):
            trial.fault(f"{what}: {wrong}")


def wrong_with(answer: _judging.Answer, *, side: int) -> list[str]:
    """What is wrong with a stored file as it is served."""
    head = answer.headers
    wanted = {
        "type": answer.kind in KINDS,
        "sniffing": head.get("x-content-type-options") == "nosniff",
        "policy": head.get("content-security-policy", "") == "default-src 'none'; sandbox",
        "cache": "private" in head.get("cache-control", ""),
        "lines": not any("\n" in value for name, value in head.items() if name != "set-cookie"),
        "name": not any(sign in head.get("content-disposition", "") for sign in ("..", "\\\\", "/etc")),
    }
    if answer.kind.startswith("image/"):
        wanted |= _of_picture(answer.body, side)
    else:
        wanted["download"] = head.get("content-disposition", "").startswith("attachment")
    return [name for name, good in wanted.items() if not good]


def _of_picture(content: bytes, side: int) -> dict[str, bool]:
    picture = Image.open(BytesIO(content))
    picture.load()
    return {
        "side": max(picture.size) <= side,
        "position": not picture.getexif().get_ifd(_hostile_files.GPS_IFD),
        "camera": CAMERA.encode() not in content and SECRET not in content and b"Exif" not in content,
        "script": b"<script" not in content and b"PK\x03\x04" not in content,
        "frames": getattr(picture, "n_frames", 1) == 1,
    }


def store(trial: Trial, connection: psycopg.Connection[Any], folder: Path) -> dict[str, int]:
    """The rows are those that were answered; the bytes are those the rows name, each once; nothing half-written is
    left, in the store or beside it."""
    rows = connection.execute(
        "SELECT id::text, uploaded_by::text, sha256, width IS NOT NULL FROM files_stored"
    ).fetchall()
    staff = {id for id, by, _, _ in rows if by != _VISITORS}
    if unanswered := staff - trial.kept.keys():
        trial.fault(f"{len(unanswered)} files are kept that were refused or never answered")
    if gone := trial.kept.keys() - staff:
        trial.fault(f"{len(gone)} files were answered and have no row")
    if papers := [id for id, by, _, picture in rows if by == _VISITORS and not picture]:
        trial.fault(f"{len(papers)} papers are kept from visitors")
    digests = {digest for _, _, digest, _ in rows}
    wanted = digests | {f"{digest}.thumb" for _, _, digest, picture in rows if picture}
    there = {place.name for place in (folder / "var" / "files").rglob("*") if place.is_file()}
    if missing := wanted - there:
        trial.fault(f"{len(missing)} files are named and not there")
    if extra := there - wanted:
        trial.fault(f"{len(extra)} files lie there that no row names: {sorted(extra)[:3]}")
    return {"rows": len(rows), "files": len(there), "missing": len(missing), "extra": len(extra)}


def left_over(trial: Trial, folder: Path) -> int:
    """Half-written uploads in the folder for them, while the server still runs."""
    left = [place.name for place in (folder / "tmp").rglob("*") if place.is_file()]
    if left:
        trial.fault(f"{len(left)} half-written uploads are left: {left[:3]}")
    return len(left)
