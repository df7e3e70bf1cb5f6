"""What may be stored, by whom, and how large: pure. Pictures are in `pictures`, papers in `papers`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from linli.files.rules import papers, pictures
from linli.kit.errors import Forbidden, Refused, TooLarge
from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over files. Seeing one needs none: the wall decides."""

    STORE = "file:store"
    STORE_PAPER = "file:store-paper"
    PUBLISH = "file:publish"


P = Permission

_STAFF = frozenset({P.STORE, P.STORE_PAPER})
_OFFICE = frozenset({*_STAFF, P.PUBLISH})

GRANTS: Grants = {
    Role.VISITOR: frozenset({P.STORE}),
    Role.INTAKE: frozenset({P.STORE}),
    Role.HELPER: frozenset({P.STORE}),
    Role.PARTNER: _STAFF,
    Role.GRID_WORKER: _STAFF,
    Role.GRID_LEAD: _STAFF,
    Role.COUNTER: _STAFF,
    Role.DEPARTMENT: _STAFF,
    Role.SUPERVISOR: _STAFF,
    Role.SECRETARY: _OFFICE,
    Role.SUBDISTRICT: _OFFICE,
    Role.ADMINISTRATOR: _OFFICE,
}

BYTES_MOST = 10 * 1024 * 1024
PICTURE_BYTES_MOST = 20 * 1024 * 1024
"""Phones of 48 to 50 megapixels write 10 to 18 MB; what is kept of it is far smaller."""
REQUEST_BYTES_MOST = 60 * 1024 * 1024
"""All files of one form together."""
NAME_MOST = 120

VISITOR_PIXELS_MOST = 25_000_000
"""What has to be decoded whole: 24 megapixels and a little; who is signed in may send more. A photo that is read small
from the start (`pictures.READ_SMALL_PIXELS_MOST`) may be larger from anybody."""

UNKEPT_DAYS = 30
VISITOR_UNKEPT_DAYS = 2
"""How long a file stays that nothing refers to: a worker's may wait for a step that could not be sent yet."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it will be kept: its bytes, what it is, and for a picture its size and a small one."""

    name: str
    kind: str
    content: bytes
    thumb: bytes | None = None
    width: int | None = None
    height: int | None = None


def check_size(size: int, *, most: int = BYTES_MOST) -> None:
    """Refuse an empty file and one of more bytes than `most`."""
    if size == 0:
        raise Refused("file/empty", zh="文件是空的", en="The file is empty")
    if size > most:
        megabytes = most // (1024 * 1024)
        raise TooLarge(
            "file/too-large",
            zh=f"文件太大，每个不超过{megabytes}MB",
            en=f"Too large: {megabytes} MB a file at most",
        )


def prepare(
    content: bytes, name: str, *, may_paper: bool, pixels_most: int = pictures.PIXELS_MOST
) -> Prepared:
    """The file as it will be kept. Refused when it is empty, too large, of a kind not taken, broken or hostile; a paper
    is forbidden to whom only pictures are open."""
    picture = pictures.looks_like(content)
    check_size(len(content), most=PICTURE_BYTES_MOST if picture else BYTES_MOST)
    if picture:
        made = pictures.remade(content, pixels_most=pixels_most)
        return Prepared(
            name=tidy_name(name, pictures.SUFFIXES[made.kind]),
            kind=made.kind,
            content=made.content,
            thumb=made.thumb,
            width=made.width,
            height=made.height,
        )
    if not may_paper:
        raise Forbidden(
            "file/pictures-only",
            zh="只能上传照片（JPEG、PNG、WebP、GIF）",
            en="Pictures only: JPEG, PNG, WebP or GIF",
        )
    kind = papers.kind_of(content, name)
    return Prepared(name=tidy_name(name, papers.SUFFIXES[kind]), kind=kind, content=content)


def tidy_name(name: str, suffix: str) -> str:
    """A file's name without folders and control characters, with the ending of what it really is."""
    plain = _CONTROL.sub("", name.replace("\\", "/")).rsplit("/", 1)[-1].strip(" .")
    stem = PurePosixPath(plain).stem.strip(" .") or "file"
    return stem[: NAME_MOST - len(suffix)] + suffix


def is_picture(kind: str) -> bool:
    """Whether it is shown in place; everything else is only downloaded."""
    return kind in pictures.SUFFIXES
