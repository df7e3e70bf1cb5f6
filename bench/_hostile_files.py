"""Files no honest hand picks, and honest ones that are odd: what each is called, what is in it, and whether it is to be
taken. Pictures and papers are made here; none is anybody's."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

GPS_IFD, MAKE = 0x8825, 0x010F
CAMERA = "SecretCamera"
SECRET = b"secret comment"
SCRIPT = b"<script>alert(1)</script>"


@dataclass(frozen=True)
class Hostile:
    """A file as it is sent; `taken` says whether it must be, None where either will do."""

    what: str
    name: str
    content: bytes
    taken: bool | None


@cache
def photo(width: int = 4000, height: int = 3000) -> bytes:
    """A photo as a phone takes it, with camera, position and a comment."""
    exif = Image.Exif()
    exif[MAKE] = CAMERA
    exif.get_ifd(GPS_IFD)[1] = "N"
    exif.get_ifd(GPS_IFD)[2] = (31.0, 18.0, 5.0)
    stream = BytesIO()
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    picture.save(stream, "JPEG", quality=80, exif=exif, comment=SECRET)
    return stream.getvalue()


def _saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    stream = BytesIO()
    Image.new(mode, size).save(stream, kind, **more)
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side: int) -> bytes:
    """A PNG of some kilobytes that really unpacks to so many pixels a side."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = b"\x00" * (1 + (side + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def office(*more: tuple[str, bytes], part: str = "xl/workbook.xml") -> bytes:
    """A package with the parts that make it a workbook, and more."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(part, "<x/>")
        for name, content in more:
            package.writestr(name, content)
    return stream.getvalue()


@cache
def pictures() -> list[Hostile]:
    """At the doors that take pictures."""
    small, jpeg = _saved("PNG"), photo(800, 600)
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "green", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    return [
        Hostile("a phone's photo", "照片.jpg", photo(), True),
        Hostile("a small png", "a.png", small, True),
        Hostile("cmyk", "cmyk.jpg", _saved("JPEG", "CMYK"), True),
        Hostile("16 bit grey", "grey.png", _saved("PNG", "I;16"), None),
        Hostile("palette", "p.png", _saved("PNG", "P"), True),
        Hostile("moving", "m.gif", moving.getvalue(), True),
        Hostile("webp", "w.webp", _saved("WEBP"), True),
        Hostile("a picture under a paper's name", "note.pdf", small, True),
        Hostile("a script behind a picture", "poly.gif", _saved("GIF", "P") + SCRIPT, True),
        Hostile("a script behind a photo", "poly.jpg", jpeg + SCRIPT, True),
        Hostile("a package behind a photo", "poly.jpg", jpeg + office(), True),
        Hostile("cut off", "cut.jpg", jpeg[: len(jpeg) // 2], None),
        Hostile("only a head", "head.jpg", jpeg[:20], False),
        Hostile("png of 30,000 a side", "bomb.png", bomb(30_000), False),
        Hostile("png that says 60,000 a side", "bomb.png", _says(60_000), False),
        Hostile("one pixel high", "line.png", _saved("PNG", "L", (12_000, 1)), None),
        Hostile("broken sums", "sum.png", small[:-20] + b"\x00" * 20, None),
        Hostile("nothing", "empty.jpg", b"", False),
        Hostile("one byte", "one.jpg", b"\xff", False),
        Hostile("svg", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', None),
        Hostile("svg as png", "a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', None),
        Hostile("tiff", "a.tiff", _saved("TIFF"), False),
        Hostile("bmp", "a.bmp", _saved("BMP"), False),
        Hostile("icon", "a.ico", _saved("ICO"), False),
        Hostile("heic", "a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400, False),
        Hostile("noise", "noise.jpg", Random(1).randbytes(300_000), False),
        Hostile(
            "noise behind a head", "noise.jpg", b"\xff\xd8\xff\xe0" + Random(2).randbytes(300_000), False
        ),
        Hostile("program", "a.exe", b"MZ" + Random(3).randbytes(9000), False),
        Hostile("too large", "large.jpg", b"\xff\xd8\xff" + b"\x00" * (20 * 1024 * 1024), False),
        *_named(small),
    ]


@cache
def largest() -> list[Hostile]:
    """What may just be sent and costs the most memory to decode, and what costs too much."""
    side = (7740, 7740)
    fine: dict[str, object] = {"compress_level": 1}
    return [
        Hostile("60 megapixels, see-through", "a.png", _saved("PNG", "RGBA", side, **fine), True),
        Hostile("60 megapixels, grey and see-through", "a.png", _saved("PNG", "LA", side, **fine), True),
        Hostile("60 megapixels of 16 bits", "a.png", _saved("PNG", "I;16", side, **fine), True),
        Hostile("60 megapixels for print", "a.jpg", _saved("JPEG", "CMYK", side), True),
        Hostile("60 megapixels, progressive", "a.jpg", _saved("JPEG", size=side, progressive=True), True),
        Hostile("16 megapixels of webp", "a.webp", _webp(3990), True),
        Hostile("16 megapixels of webp, again", "b.webp", _webp(3991), True),
        Hostile("25 megapixels of webp", "c.webp", _webp(5000), False),
    ]


def _webp(side: int) -> bytes:
    return _saved("WEBP", "RGBA", (side, side), lossless=True, method=0)


def _says(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\x00" * 99))
        + _chunk(b"IEND", b"")
    )


def _named(content: bytes) -> Iterator[Hostile]:
    """A good picture under names that mean to be more than a name."""
    for name in (
        "../../../etc/passwd.png",
        "..\\..\\windows\\a.png",
        "/etc/passwd",
        "a.png\x00.html",
        "\u202egnp.exe",
        "长" * 300 + ".png",
        "",
        ".",
        "..",
        "CON.png",
        "a;b=\"c'.png",
        "<img src=x onerror=alert(1)>.png",
        "a%0d%0aSet-Cookie: x=y.png",
    ):
        yield Hostile(f"a name {name[:20]!r}", name, content, True if len(name) > 2 else None)


@cache
def papers() -> list[Hostile]:
    """At the door of staff, who may keep papers too."""
    unending = office(("xl/sheet.xml", b"\x00" * 60_000_000))
    locked = bytearray(office(("xl/sheet.xml", b"x")))
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    return [
        Hostile("pdf", "通知.pdf", b"%PDF-1.4\n%%EOF", True),
        Hostile("pdf with a script", "a.pdf", b"%PDF-1.4\n/JS (app.alert(1))\n%%EOF" + SCRIPT, True),
        Hostile("workbook", "台账.xlsx", office(), True),
        Hostile("gbk", "名单.csv", "姓名,楼号\n某某,三幢\n".encode("gb18030"), True),
        Hostile("a page as text", "a.html", b"<html>" + SCRIPT, None),
        Hostile("a page as a table", "a.csv", SCRIPT, None),
        Hostile("package bomb", "bomb.xlsx", unending, False),
        Hostile("10,000 members", "many.xlsx", office(*((f"m{n}", b"") for n in range(10_000))), False),
        Hostile("macros", "a.xlsm", office(("xl/vbaProject.bin", b"x")), False),
        Hostile("locked", "a.xlsx", bytes(locked), False),
        Hostile("cut package", "a.xlsx", office()[:-30], False),
        Hostile("any package", "a.zip", _zip(), False),
        Hostile("text with a NUL", "a.txt", b"a\x00b", False),
        Hostile("old workbook", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, False),
        Hostile("too large a paper", "a.pdf", b"%PDF-1.4\n" + b"x" * (10 * 1024 * 1024 + 9), False),
    ]


def _zip() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("../../../evil.py", "x")
    return stream.getvalue()


def _lying(package: bytes) -> bytes:
    """A package whose table of contents says that its last member is small."""
    changed = bytearray(package)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", changed, changed.rindex(mark) + at, 1000)
    return bytes(changed)


def for_commands() -> list[tuple[str, str, bytes]]:
    """What is given to the commands that read files of one's own: command, name, content; none of it may be loaded."""
    unending = office(("xl/worksheets/sheet1.xml", b"\x00" * 60_000_000))
    found = [("ingest", "bomb.xlsx", unending), ("ingest", "any.xlsx", office()), ("ingest", "no.xlsx", b"")]
    found += [("ingest", "lying.xlsx", _lying(unending))]
    found += [("ingest", "noise.xlsx", Random(4).randbytes(9000)), ("ingest", "cut.xlsx", office()[:-30])]
    found += [("ingest", "page.xlsx", b"<html>"), ("ingest", "csv.xlsx", "留言编号,留言主题\n1,2\n".encode())]
    for command in ("divisions", "grids"):
        found += [
            (command, "empty", b""),
            (command, "noise", Random(5).randbytes(9000)),
            (command, "nul", b"code,name\n990909,a\x00b\n"),
            (command, "deep", b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000),
            (command, "utf16", "code,name\n990909,某区\n".encode("utf-16")),
            (command, "package", office()),
        ]
    return found
