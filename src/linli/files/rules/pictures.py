"""Pictures, decoded and written anew: turned upright, at most 2,560 pixels a side, without metadata (the camera's
position above all), beside a small one of 320. Only the first frame of a moving picture is kept."""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from linli.kit.errors import Problem, Refused, TooLarge

PIXELS_MOST = 60_000_000
READ_SMALL_PIXELS_MOST = 65_000_000
"""A plain JPEG is scaled down while it is read, so its size costs time and no memory: 50 and 64 megapixel phones."""
WEBP_PIXELS_MOST = 16_000_000
"""Its decoder holds the picture four times over; no phone takes its photos in it."""
SIDE_MOST = 2560
STRIP_PIXELS = 1_000_000
"""How much of a large picture is converted at a time."""
THUMB_SIDE = 320
QUALITY = 85
THUMB_QUALITY = 75

BLOCK = 64 * 1024 * 1024
"""Pillow's own 16 MB are kept by the thread's heap when a picture is let go of; what is larger than any threshold of
the C library goes back to the machine at once."""
Image.core.set_block_size(BLOCK)

JPEG, PNG = "image/jpeg", "image/png"
SUFFIXES = {JPEG: ".jpg", PNG: ".png"}

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_PAPER = (255, 255, 255)
_APPLE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    AttributeError,
    ZeroDivisionError,
    MemoryError,
)
"""What a decoder raises on hostile bytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as kept."""

    content: bytes
    kind: str
    width: int
    height: int
    thumb: bytes


def looks_like(content: bytes) -> bool:
    """Whether the first bytes are a picture's: JPEG, PNG, GIF, WebP, HEIC."""
    return (
        content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))
        or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
        or _is_heic(content)
    )


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _APPLE_BRANDS


def remade(content: bytes, *, pixels_most: int = PIXELS_MOST) -> Picture:
    """The picture written anew. Refused: HEIC, too many pixels (more than `pixels_most` where the whole of it has to be
    in memory at once), what does not decode."""
    if _is_heic(content):
        raise Refused(
            "file/heic",
            zh="这是HEIC格式的照片，请在手机相机设置里改用“兼容性最佳”，或截图后再上传",
            en="This is a HEIC photo; set the camera to the most compatible format, or send a screenshot",
        )
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            most = _pixels_most(image, pixels_most)
            if image.width * image.height > most:
                raise _too_many_pixels(most)
            return _write(_upright(image))
    except Problem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(pixels_most) from error
    except _BROKEN as error:
        raise Refused(
            "file/broken-picture", zh="照片打不开，可能已损坏，请换一张", en="The picture cannot be read"
        ) from error


def _too_many_pixels(most: int) -> Problem:
    return TooLarge(
        "file/too-many-pixels",
        zh=f"照片的像素太大，请缩小后再上传（不超过{most // 10_000}万像素）",
        en=f"The picture has too many pixels: {most // 1_000_000} million at most",
    )


def _within_side(size: tuple[int, int]) -> tuple[int, int]:
    share = SIDE_MOST / max(size)
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _pixels_most(image: Image.Image, usual: int) -> int:
    if _is_read_small(image):
        return max(usual, READ_SMALL_PIXELS_MOST)
    return min(usual, WEBP_PIXELS_MOST) if image.format == "WEBP" else usual


def _upright(image: Image.Image) -> Image.Image:
    """Decoded, small enough, turned as the camera was held, in plain colour."""
    if _is_jpeg(image):
        image.draft(image.mode, (SIDE_MOST, SIDE_MOST))
    image.load()
    if max(image.size) > SIDE_MOST:
        image = _smaller(image)
    return _plain(ImageOps.exif_transpose(image))


def _smaller(image: Image.Image) -> Image.Image:
    """In plain colour and within the largest side. Strip by strip, since every step over the whole would copy it; with
    its colours multiplied by how far they are seen, so that what is behind a see-through place does not bleed out."""
    mode = "RGBa" if _has_alpha(image) else "RGB"
    factor = max(1, max(image.size) // SIDE_MOST)
    across, down = (-(-side // factor) for side in image.size)
    made = Image.new(mode, (across, down))
    high = factor * max(1, STRIP_PIXELS // (image.width * factor))
    for top in range(0, image.height, high):
        strip = image.crop((0, top, image.width, min(top + high, image.height)))
        plain = _eight_bits(strip)
        plain = plain.convert("RGBA").convert("RGBa") if mode == "RGBa" else plain.convert("RGB")
        made.paste(plain.reduce(factor), (0, top // factor))
    # the last column and row may stand for less than a whole one
    seen = (0, 0, image.width / factor, image.height / factor)
    made = made.resize(_within_side(image.size), Image.Resampling.LANCZOS, box=seen)
    made = made.convert("RGBA") if mode == "RGBa" else made
    made.info = {name: value for name, value in image.info.items() if name != "transparency"}
    return made


def _is_read_small(image: Image.Image) -> bool:
    """Whether little of it is in memory at once. Of a progressive one all coefficients are."""
    return _is_jpeg(image) and not image.info.get("progressive")


def _is_jpeg(image: Image.Image) -> bool:
    return image.format in {"JPEG", "MPO"} and image.mode in {"RGB", "L", "CMYK"}


def _plain(image: Image.Image) -> Image.Image:
    image = _eight_bits(image)
    return image.convert("RGBA" if _see_through(image) else "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bits a pixel made 8: converting alone would cut everything bright to white."""
    if not image.mode.startswith(("I", "F")):
        return image
    return image.point(lambda value: value * (1 / 256) + 0).convert("L")


def _has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _see_through(image: Image.Image) -> bool:
    if not _has_alpha(image):
        return False
    low = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(low, int | float) and low < 255


def _write(image: Image.Image) -> Picture:
    """A new image object holds pixels alone, so no metadata can come along."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    kind = PNG if bare.mode == "RGBA" else JPEG
    return Picture(
        content=_encoded(bare, kind, QUALITY),
        kind=kind,
        width=bare.width,
        height=bare.height,
        thumb=_thumb(bare),
    )


def _thumb(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, _PAPER)
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    return _encoded(small, JPEG, THUMB_QUALITY)


def _encoded(image: Image.Image, kind: str, quality: int) -> bytes:
    stream = BytesIO()
    if kind == PNG:
        image.save(stream, "PNG")
    else:
        image.save(stream, "JPEG", quality=quality, progressive=True)
    return stream.getvalue()
