"""Pictures and papers made for tests, friendly and hostile."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

GPS_IFD, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
CAMERA = "SecretCamera"


def jpeg(size: tuple[int, int] = (60, 40), *, turned: bool = False) -> bytes:
    """A photo as a phone takes it: with camera and position; `turned` as held upright."""
    exif = Image.Exif()
    exif[MAKE] = CAMERA
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS_IFD)[1] = "N"
    exif.get_ifd(GPS_IFD)[2] = (31.0, 18.0, 5.0)
    stream = BytesIO()
    Image.new("RGB", size, (180, 40, 60)).save(stream, "JPEG", exif=exif, comment=b"secret comment")
    return stream.getvalue()


def png(mode: str = "RGBA", size: tuple[int, int] = (50, 50)) -> bytes:
    """A PNG of a mode; those with transparency are see-through."""
    stream = BytesIO()
    Image.new(mode, size).save(stream, "PNG")
    return stream.getvalue()


def moving_gif() -> bytes:
    """A GIF of three frames, the first one red."""
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]
    stream = BytesIO()
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pixel_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it has many pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\x00" * 99)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def heic() -> bytes:
    """The beginning of an iPhone's photo."""
    return b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40


def office(part: str = "xl/workbook.xml", *, more: dict[str, bytes] | None = None) -> bytes:
    """A package with the parts that make it a workbook or a document."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(part, "<x/>")
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return stream.getvalue()


def zip_bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to 30 MB of nothing."""
    return office(more={"xl/sheet.xml": b"\x00" * 30_000_000})


PDF = b"%PDF-1.4\n%%EOF"
