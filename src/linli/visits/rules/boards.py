"""Noticeboards (宣传栏) and what hangs on them, pure."""

from datetime import date

from linli.kit.errors import Refused
from linli.visits.rules.kinds import Called

NAME_MOST, WHERE_MOST, WHAT_MOST = 40, 80, 60
SOON = 3
"""Days before what hangs is to come down that it is told."""


class BoardKind(Called):
    """What sort of board it is."""

    BOARD = "board", "宣传栏", "Noticeboard"
    STAIR = "stair", "楼道公告栏", "Board in a stairwell"
    LIFT = "lift", "电梯厅", "By a lift"
    SCREEN = "screen", "电子屏", "Screen"
    BANNER = "banner", "横幅", "Banner"


def refused(field: str, zh: str, en: str) -> Refused:
    """What cannot be, and the field it is about."""
    return Refused("board/cannot-be", zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])


def check_board(*, name: str) -> str:
    """The name a board goes by, tidied. Refuses none."""
    tidy = " ".join(name.split())
    if not tidy:
        raise refused("name", "请给这块宣传栏起个叫得出的名字", "Give the board a name people use")
    return tidy


def check_posting(*, what: str, since_on: date, until_on: date | None) -> str:
    """What is put up, tidied. Refuses nothing, and an end before the beginning."""
    tidy = " ".join(what.split())
    if not tidy:
        raise refused("what", "请写明贴的是什么", "Say what is put up")
    if until_on and until_on < since_on:
        raise refused("until_on", "到期日早于张贴日", "It would come down before it goes up")
    return tidy


def standing(until_on: date | None, today: date) -> str:
    """`late` where it should have come down already, `soon` where it is to within three days, else nothing."""
    if until_on is None or (until_on - today).days > SOON:
        return ""
    return "late" if until_on < today else "soon"
