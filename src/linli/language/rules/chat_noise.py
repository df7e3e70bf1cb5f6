"""What in a chat asks for nothing: thanks, acknowledgements, greetings, +1, stickers, red packets, notices of the
program, pictures without words. What is dropped is named and listed, so that nobody loses a word unawares."""

import csv
import re
import unicodedata
from enum import StrEnum
from pathlib import Path

from linli.language.rules.chat_lines import is_named
from linli.language.rules.plain import plain


class Why(StrEnum):
    """Why a piece of chat became no draft."""

    THANKS = "thanks"
    RECEIVED = "received"
    GREETING = "greeting"
    ECHO = "echo"
    STICKER = "sticker"
    RED_PACKET = "red_packet"
    MEDIA = "media"
    NOTICE = "notice"
    MENTION = "mention"
    REPEAT = "repeat"
    CHAIN = "chain"


_PICTURE = re.compile(r"[\[【](?:图片|照片|PHOTO|IMAGE|视频|VIDEO|小视频)[\]】]", re.IGNORECASE)
_MEDIA = re.compile(
    r"[\[【](?:语音|VOICE|文件|FILE|链接|LINK|小程序|名片|个人名片|位置|实时位置|音乐|聊天记录|合并转发|转发|接龙|群待办|视频号|视频通话|语音通话|笔记)[\]】]",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"^ ?\d{1,3}(?:\"|''|″|秒)")
_PACKET = re.compile(
    r"[\[【](?:微信红包|QQ红包|红包|转账|微信转账|拼手气红包)[\]】].{0,30}|.{0,20}领取了.{0,20}的?红包.{0,10}|恭喜发财,?大吉大利!?"
)
_CODE = re.compile(r"\[[^\[\]\s]{1,6}\]|/[\u4e00-\u9fff]{2,3}(?=\s|$|/)")
_PLACE = re.compile(r"[\[【](?:位置|实时位置)[\]】] ?(?P<place>\S.{1,60})")
_MENTION = re.compile(r"@[^\s@:,。!?]{1,24}[\s\u2005]?")
_NOTICE = re.compile(
    r".{0,30}撤回了(?:一条)?(?:成员.{0,30}的)?(?:一条)?消息.{0,8}|.{0,60}邀请.{0,60}加入了?群聊.*|.{0,40}(?:通过|扫描).{0,40}加入了?(?:本群|群聊|群)?"
    r"|.{0,30}(?:加入|退出)了?(?:本群|群聊|群).{0,4}|.{0,30}被.{0,30}移出了?群聊?|.{0,30}拍了拍.{0,40}|.{0,30}修改群(?:名|聊名称|公告)为?.*"
    r"|.{0,30}(?:开启|关闭)了?.{0,20}(?:群聊邀请确认|全员禁言|朋友验证).*|你已添加了.{0,40}现在可以开始聊天了.?|以上是打招呼的内容"
    r"|.{0,30}与群里其他人都不是(?:微信)?朋友关系.*|该消息类型暂不能展示.?|\[?不支持的消息类型\]?|.{0,30}开启了朋友验证.*|.{0,10}已成为新的?群主|已设为群待办"
)


def _read_fillers() -> dict[Why, re.Pattern[str]]:
    """The patterns of words that ask for nothing, by the reason."""
    path = Path(__file__).parent.parent / "data" / "chat_noise.csv"
    patterns: dict[Why, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            patterns.setdefault(Why(row["why"]), []).append(row["pattern"])
    return {why: re.compile("|".join(f"(?:{one})" for one in several)) for why, several in patterns.items()}


_FILLER = _read_fillers()
_PIECES = re.compile(r"[\s,。!?;:、~…·\-\"'“”.()*]+")


_CHAIN_HEAD = re.compile(r"#? ?(?:群|发起)?接龙.{0,30}")
_CHAIN_ITEM = re.compile(r"\d{1,3} ?[.、) ] ?(?P<who>[^ :,、]{1,16})[ :,、]+(?P<what>\S.{0,30})")
_CHAIN_NUMBERED = re.compile(r"\d{1,3} ?[.、)] ?\S.{0,40}")
_CHAIN_WANTS = re.compile(
    r"\d|[一二两三四五六七八九十半]+[箱份斤个盒袋件人位桶包瓶]|要|订|买|报名|参加|加一|\+1"
)
_CHAIN_LEAST = 2


def without_chain(lines: list[str]) -> tuple[list[str], list[str]]:
    """What was said, and the lines of a 接龙 that hang on it: from its head to its last number, or two and more
    numbered lines of somebody who wants something. A numbered list of troubles is none."""
    shadows = [plain(line).strip() for line in lines]
    head = next((at for at, line in enumerate(shadows) if _CHAIN_HEAD.fullmatch(line)), None)
    if head is not None:
        numbered = [at for at in range(head, len(lines)) if _CHAIN_NUMBERED.fullmatch(shadows[at])]
        items = range(head, numbered[-1] + 1) if numbered else range(head, head)
    else:
        items = [at for at, line in enumerate(shadows) if _wants(line)]
        items = items if len(items) >= _CHAIN_LEAST else []
    chain = set(items)
    return (
        [line for at, line in enumerate(lines) if at not in chain],
        [line for at, line in enumerate(lines) if at in chain],
    )


def _wants(line: str) -> bool:
    """Whether a numbered line is somebody's entry: a person or home, and what he wants."""
    found = _CHAIN_ITEM.fullmatch(line)
    return found is not None and is_named(found["who"]) and _CHAIN_WANTS.search(found["what"]) is not None


def pictures(words: str) -> int:
    """How many pictures or films the words stand for."""
    return len(_PICTURE.findall(words))


def sent_place(words: str) -> str | None:
    """The place of a shared position, as the program wrote it."""
    found = _PLACE.search(words)
    return found["place"].strip() if found else None


def spoken(words: str) -> str:
    """The words without placeholders for pictures, voice and files; a voice's seconds go with it."""
    lines: list[str] = []
    for line in words.split("\n"):
        bare, media = _MEDIA.subn("", _PICTURE.sub("", line))
        lines.append(_SECONDS.sub("", bare).strip() if media else bare.strip())
    return "\n".join(line for line in lines if line)


def noise(words: str) -> Why | None:
    """Why the words ask for nothing, or None if they may ask for something."""
    shadow = plain(words).strip()
    if _NOTICE.fullmatch(shadow):
        return Why.NOTICE
    if _PACKET.fullmatch(shadow):
        return Why.RED_PACKET
    said = spoken(shadow)
    if not said:
        return Why.MEDIA
    addressed = _MENTION.sub(" ", said)
    if not addressed.strip():
        return Why.MENTION
    bare = _without_emoji(_CODE.sub(" ", addressed))
    pieces = [piece for piece in _PIECES.split(bare) if piece]
    if not pieces:
        return Why.ECHO if "+" in said else Why.STICKER
    reasons = [_filler(piece) for piece in pieces]
    return reasons[0] if all(reasons) else None


def _without_emoji(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in ("So", "Sk", "Co", "Cn"))


def _filler(piece: str) -> Why | None:
    for why, pattern in _FILLER.items():
        if pattern.fullmatch(piece):
            return why
    return None
