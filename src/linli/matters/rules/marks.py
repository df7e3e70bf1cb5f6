"""By what a reporter is found: the beginnings of his name, in characters, in pinyin and in initials, and the end of his
phone. These texts are never stored: what is stored is a keyed hash of each."""

import re

from linli.language.rules.names import SURNAMES
from linli.language.rules.pinyin import pinyin, pinyin_initials

NAME_MOST = 12
_HAN_NAME = re.compile("[\u3400-\u4dbf\u4e00-\u9fff·]{2,8}")
_MIXED = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,2}[a-z]{1,6}")
_LATIN = re.compile("[a-z]{2,40}")
_END = re.compile("[0-9]{4}")
PHONE_LEAST = 7


def marks_of(name: str, phone: str) -> list[str]:
    """What a reporter is found by: 张华国 by 张华, 张华国, zh, zhg, zhanghua, zhanghuaguo, zhanghg, 张h, 张hg; a phone
    by its last four digits."""
    bare = name.replace(" ", "").lower()[:NAME_MOST]
    found = {bare[:size] for size in range(2, len(bare) + 1)}
    read = pinyin(bare).split()
    initials = pinyin_initials(bare)
    if read and len(initials) == len(read):
        found |= {initials[:size] for size in range(2, len(read) + 1)}
        found |= {"".join(read[:size]) for size in range(1, len(read) + 1)}
        family = _family(bare)
        found |= {"".join(read[:family]) + initials[family:size] for size in range(family + 1, len(read) + 1)}
        found |= {bare[:family] + initials[family:size] for size in range(family + 1, len(read) + 1)}
    digits = "".join(char for char in phone if char.isdigit())
    if len(digits) >= PHONE_LEAST:
        found.add(digits[-4:])
    return sorted(mark for mark in found if len(mark) > 1)


def _family(name: str) -> int:
    """How many characters the family name has."""
    return 2 if len(name) > 2 and name[:2] in SURNAMES else 1


def mark_asked(query: str) -> str:
    """What of a reporter the query may name, or nothing: a name or its beginning, pinyin, initials, or four digits."""
    bare = "".join(query.split()).lower()
    shapes = (_HAN_NAME, _MIXED, _LATIN, _END)
    return bare if any(shape.fullmatch(bare) for shape in shapes) else ""
