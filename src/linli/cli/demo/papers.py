"""What the demo's grid workers hand out and put up: invented. Their portraits are drawn, so that nobody takes them for
photos: a coloured sheet with the surname and the word 合成."""

import io
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIDE = (480, 640)
COLOURS = ("#24568f", "#2b8266", "#8a5200", "#6b4a8f", "#b5354f", "#33658a")
FACE = "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"
WORDS = ("有难处您说话", "小区里的事，找我就行", "一个电话，当天回您", "看见问题，随手告诉我")
NOTICE = "冬季用电用气安全检查，顺便核对户内登记信息，问问有什么困难。"
BOARDS = (
    ("东门宣传栏", "东门岗亭旁", "垃圾分类图解", 40),
    ("活动室公告栏", "老年活动室门口", "重阳节活动预告", -3),
)
"""Name, where, what hangs there, and in how many days it is to come down."""


def portrait(name: str, number: int) -> bytes:
    """A drawn likeness as PNG."""
    picture = Image.new("RGB", SIDE, COLOURS[number % len(COLOURS)])
    draw = ImageDraw.Draw(picture)
    draw.text((240, 280), name[:1], font=_face(280), fill="white", anchor="mm")
    draw.text((240, 560), "合成头像", font=_face(54), fill="white", anchor="mm")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(settings.LINLI_FONTS) / FACE, size)
