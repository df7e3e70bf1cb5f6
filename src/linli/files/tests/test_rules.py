"""What is kept of a picture, which papers are taken, what is refused."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from linli.files import rules, uploads
from linli.files.rules import papers, pictures
from linli.files.tests import factories as make
from linli.kit.errors import Forbidden, Problem, Refused, TooLarge


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def _saved(image: Image.Image, kind: str, **more: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def test_a_photo_loses_camera_position_and_comment() -> None:
    kept = rules.prepare(make.jpeg(), "IMG_1.jpeg", may_paper=False)
    assert not dict(_opened(kept.content).getexif())
    for secret in (make.CAMERA.encode(), b"secret comment", b"Exif"):
        assert secret in make.jpeg()
        assert secret not in kept.content
        assert kept.thumb is not None
        assert secret not in kept.thumb


def test_a_photo_stands_upright() -> None:
    kept = rules.prepare(make.jpeg((60, 40), turned=True), "a.jpg", may_paper=False)
    assert (kept.width, kept.height) == (40, 60)


def test_a_large_photo_is_made_smaller() -> None:
    kept = rules.prepare(make.jpeg((4000, 1000)), "a.jpg", may_paper=False)
    assert (kept.width, kept.height) == (2560, 640)
    assert kept.thumb is not None
    assert _opened(kept.thumb).size == (320, 80)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make.jpeg(), pictures.JPEG),
        (make.png("RGBA"), pictures.PNG),
        (make.png("LA"), pictures.PNG),
        (make.png("RGB"), pictures.JPEG),
        (make.png("P"), pictures.JPEG),
        (make.png("1"), pictures.JPEG),
        (make.png("I;16"), pictures.JPEG),
        (make.moving_gif(), pictures.JPEG),
    ],
)
def test_kinds_of_pictures(content: bytes, kind: str) -> None:
    kept = rules.prepare(content, "a", may_paper=False)
    assert kept.kind == kind
    assert kept.name == "a" + pictures.SUFFIXES[kind]
    assert kept.thumb is not None


def test_the_first_frame_is_kept() -> None:
    kept = rules.prepare(make.moving_gif(), "a.gif", may_paper=False)
    red, green, blue = _opened(kept.content).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("content", "type"),
    [
        (b"", "file/empty"),
        (make.heic(), "file/heic"),
        (make.pixel_bomb(), "file/too-many-pixels"),
        (make.pixel_bomb(9_000), "file/too-many-pixels"),
        (make.pixel_bomb(90_000), "file/too-many-pixels"),
        (make.jpeg()[:300], "file/broken-picture"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "file/broken-picture"),
        (b"GIF89a" + b"\xff" * 60, "file/broken-picture"),
        (b"RIFF\x00\x00\x00\x00WEBP" + b"\x01" * 60, "file/broken-picture"),
        (b"\x89PNG\r\n\x1a\n", "file/broken-picture"),
        (b"\x00\x01\x02", "file/unknown-kind"),
        (b"<svg xmlns='x'><script/></svg>\x00", "file/unknown-kind"),
        (b"\xff\xfe\xfd", "file/unknown-kind"),
        (b"PK\x03\x04 broken", "file/broken-paper"),
        (make.office("elsewhere.xml"), "file/unknown-kind"),
        (make.office(more={"xl/vbaProject.bin": b"x"}), "file/macros"),
        (make.zip_bomb(), "file/bomb"),
    ],
)
def test_refused(content: bytes, type: str) -> None:
    with pytest.raises(Problem) as refusal:
        rules.prepare(content, "a.xlsx", may_paper=True)
    assert refusal.value.type == type


def test_the_public_sends_what_a_phone_takes_by_itself() -> None:
    for side, most in ((5_100, rules.VISITOR_PIXELS_MOST), (7_800, pictures.PIXELS_MOST)):
        with pytest.raises(TooLarge) as refusal:
            rules.prepare(make.pixel_bomb(side), "a.png", may_paper=False, pixels_most=most)
        assert f"{most // 10_000}万" in refusal.value.zh
    with pytest.raises(Refused):  # not its size: it says more than it holds
        rules.prepare(make.pixel_bomb(5_100), "a.png", may_paper=False)
    assert rules.VISITOR_PIXELS_MOST > 5_712 * 4_284  # a phone's 24 megapixels


def _jpeg(size: tuple[int, int], *, progressive: bool = False) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, (90, 120, 60)).save(stream, "JPEG", progressive=progressive, quality=50)
    return stream.getvalue()


def test_a_phone_of_fifty_megapixels_is_taken_and_kept_small() -> None:
    kept = rules.prepare(_jpeg((8160, 6120)), "a.jpg", may_paper=False, pixels_most=rules.VISITOR_PIXELS_MOST)
    assert (kept.width, kept.height) == (2560, 1920)


def test_what_has_to_lie_in_memory_whole_stays_smaller() -> None:
    large = _jpeg((8160, 6120), progressive=True)
    with pytest.raises(TooLarge):
        rules.prepare(large, "a.jpg", may_paper=False, pixels_most=rules.VISITOR_PIXELS_MOST)
    assert rules.prepare(large, "a.jpg", may_paper=False).width == 2560


def test_a_large_webp_is_refused_for_what_its_decoder_needs() -> None:
    content = _saved(Image.new("RGBA", (4100, 4000)), "WEBP", lossless=True, method=0)
    with pytest.raises(TooLarge):
        pictures.remade(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P"])
def test_strip_by_strip_it_looks_the_same(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waves = Image.radial_gradient("L").resize((5301, 413))
    alpha = Image.linear_gradient("L").resize(waves.size)
    several = Image.merge("RGBA", (waves, alpha, waves, alpha))
    image = (
        waves.convert("P") if mode == "P" else several.convert(mode)
    )  # no dithering: noise would be compared
    whole = image.convert("RGBA" if "A" in mode else "RGB").resize((2560, 199), Image.Resampling.LANCZOS)
    monkeypatch.setattr(pictures, "STRIP_PIXELS", 5301 * 10)
    kept = _opened(pictures.remade(_saved(image, "PNG")).content).convert(whole.mode)
    assert kept.size == whole.size
    assert max(ImageStat.Stat(ImageChops.difference(kept, whole)).mean) < 1.5


def test_what_is_behind_a_see_through_place_does_not_bleed_out() -> None:
    image = Image.new("RGBA", (6000, 8), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (3001, 0, 6000, 8))
    kept = _opened(pictures.remade(_saved(image, "PNG")).content)
    reds = [kept.getpixel((x, 1))[0] for x in range(1200, 1400)]  # type: ignore[index]
    assert max(reds) < 10


def test_a_large_picture_without_a_camera_stands_upright_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = pictures.remade(_saved(Image.new("RGB", (6000, 300)), "PNG", exif=exif))
    assert (kept.width, kept.height) == (128, 2560)


def test_a_large_picture_for_print_is_read_small() -> None:
    kept = pictures.remade(_saved(Image.new("CMYK", (6000, 4000)), "JPEG"))
    assert (kept.kind, kept.width) == (pictures.JPEG, 2560)


def test_a_picture_may_be_larger_than_a_paper() -> None:
    junk = b"\xff\xd8\xff" + b"x" * (rules.PICTURE_BYTES_MOST - 2)
    with pytest.raises(TooLarge) as refusal:
        rules.prepare(junk, "a.jpg", may_paper=False)
    assert "20MB" in refusal.value.zh


def test_too_large() -> None:
    with pytest.raises(TooLarge):
        rules.prepare(b"x" * (rules.BYTES_MOST + 1), "a.txt", may_paper=True)


def test_all_files_of_one_request_are_bounded_while_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "REQUEST_BYTES_MOST", 1000)
    bounded = uploads.Bounded()
    taken = [bounded.receive_data_chunk(b"x" * 300, start) for start in (0, 300, 0, 300, 0, 300)]
    assert [len(piece or b"") for piece in taken] == [300, 300, 300, 300, 0, 0]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (make.PDF, "a.PDF", papers.PDF),
        (make.office(), "a.xlsx", papers.XLSX),
        (make.office("word/document.xml"), "a.docx", papers.DOCX),
        ("姓名,电话\n".encode(), "a.CSV", papers.CSV),
        ("姓名,电话\n".encode("gb18030"), "a.csv", papers.CSV),
        (b"words", "a.exe", papers.TXT),
    ],
)
def test_papers_are_for_staff(content: bytes, name: str, kind: str) -> None:
    kept = rules.prepare(content, name, may_paper=True)
    assert kept.kind == kind
    assert kept.content == content
    assert kept.thumb is None
    assert not rules.is_picture(kind)
    with pytest.raises(Forbidden):
        rules.prepare(content, name, may_paper=False)


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\照片\\我家.HEIC", "我家.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("长" * 300, "长" * 116 + ".jpg"),
    ],
)
def test_names(name: str, tidy: str) -> None:
    assert rules.tidy_name(name, ".jpg") == tidy


HEADS: list[bytes] = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    b"PK\x03\x04",
]


def _damaged(whole: bytes, at: int, byte: int) -> bytes:
    place = at % len(whole)
    return whole[:place] + bytes([byte]) + whole[place + 1 :]


@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(head: bytes, rest: bytes) -> None:
    try:
        rules.prepare(head + rest, "a", may_paper=True)
    except Problem:
        return


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow grumbles about broken metadata and goes on
@given(
    at=st.integers(0, 5000),
    byte=st.integers(0, 255),
    whole=st.sampled_from([make.jpeg(), make.png(), make.moving_gif()]),
)
def test_no_damaged_picture_is_more_than_refused(at: int, byte: int, whole: bytes) -> None:
    try:
        kept = rules.prepare(_damaged(whole, at, byte), "a", may_paper=False)
    except (Refused, TooLarge, Forbidden):
        return
    assert _opened(kept.content).size == (kept.width, kept.height)
