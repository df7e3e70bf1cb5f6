"""Papers staff may keep: PDF, .xlsx, .docx, CSV and plain text, told by what is in them and not by their name. They are
kept as they came, never opened by the server, and only ever downloaded."""

import re
import struct
import zipfile
from io import BytesIO

from linli.kit.errors import Refused

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv"
TXT = "text/plain"
SUFFIXES = {PDF: ".pdf", XLSX: ".xlsx", DOCX: ".docx", CSV: ".csv", TXT: ".txt"}

MEMBERS_MOST = 5_000
UNPACKED_MOST = 300 * 1024 * 1024
RATIO_MOST = 200
"""A well-known bomb unpacks a thousandfold; a sheet of repeated words some dozens."""

_OFFICE = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
_ENCRYPTED = 0x1
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def kind_of(content: bytes, name: str) -> str:
    """What the paper is. Refused when it is none of the kinds kept, carries macros, or would unpack without end."""
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    if _is_text(content):
        return CSV if name.lower().endswith(".csv") else TXT
    raise _unknown()


def _unknown() -> Refused:
    return Refused(
        "file/unknown-kind",
        zh="不收这种文件，可以上传照片、PDF、xlsx、docx、csv、txt",
        en="This kind is not kept: send a picture, PDF, xlsx, docx, csv or txt",
    )


def _office_kind(content: bytes) -> str:
    """By the table of contents alone; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError) as error:
        raise Refused("file/broken-paper", zh="文件已损坏，打不开", en="The file is damaged") from error
    names = {member.filename for member in members}
    kind = next((kind for part, kind in _OFFICE.items() if part in names), "")
    if not kind or "[Content_Types].xml" not in names:
        raise _unknown()
    _check_members(members, packed=len(content))
    return kind


def _check_members(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS_MOST or unpacked > UNPACKED_MOST or unpacked > packed * RATIO_MOST:
        raise Refused("file/bomb", zh="文件解压后过大，不能保存", en="The file would unpack to far too much")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refused("file/locked", zh="文件加了密码，请先去掉密码", en="The file is locked with a password")
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise Refused(
            "file/macros",
            zh="文件带有宏，请另存为不带宏的格式",
            en="The file carries macros; save it without",
        )


def _is_text(content: bytes) -> bool:
    if _BINARY.search(content):
        return False
    return any(_decodes(content, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
