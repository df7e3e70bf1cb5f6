"""Why a matter goes where it goes: kept beside it as a line of codes with the words of the list's own lines, and said
to a person in one plain sentence of his language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

KEPT_MOST = 200


class Told(StrEnum):
    """How the responsibility list came to its post, or that it came to none."""

    RULE = "rule"
    VACANT = "vacant"
    NEEDS_GRID = "grid"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Why:
    """The title it goes to, the titles that came first but have no post there (or none that is known before a grid is
    chosen), and the lines of the list that were looked at."""

    told: Told
    title: str = ""
    passed: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in Chinese and in English, and the lines of the list behind it, in the words they were written."""

    zh: str
    en: str
    detail: str = ""


def keep(why: Why) -> str:
    """The line of codes a matter keeps, at most 200 characters."""
    return "|".join((why.told.value, why.title, ",".join(why.passed), "；".join(why.lines)))[:KEPT_MOST]


Called: TypeAlias = Callable[[str], tuple[str, str]]
"""The Chinese and the English name of a title."""


def say(kept: str, called: Called) -> Said:
    """What a kept line says; `called` names the titles. What was kept before there were codes is said as it
    stands."""
    told, bar, rest = kept.partition("|")
    if not bar or told not in set(Told):
        return Said(kept, kept)
    title, passed, detail = [*rest.split("|", 2), "", ""][:3]
    zh, en = _sentence(Told(told), title, [called(one) for one in passed.split(",") if one], called)
    return Said(zh, en[:1].upper() + en[1:], detail)


def _sentence(told: Told, title: str, names: Sequence[tuple[str, str]], called: Called) -> tuple[str, str]:
    zh, en = called(title) if title else ("", "")
    en = en.lower()
    without_zh = f"这里没有{_either(names, 0, '、')}岗位，" if names else ""
    without_en = f"No {_either(names, 1, ' or ')} post here: " if names else ""
    match told:
        case Told.NEEDS_GRID:
            return (
                f"先选网格，就能派给{_either(names, 0, '或')}",
                f"Choose a grid first: then it can go to the {_either(names, 1, ' or the ')}",
            )
        case Told.RULE:
            return f"{without_zh}按职责清单派给{zh}", f"{without_en}by the responsibility list to the {en}"
        case Told.VACANT:
            return (
                f"{without_zh}按职责清单派给{zh}，但岗位空缺",
                f"{without_en}by the responsibility list to the {en}, whose post is vacant",
            )
        case Told.NONE:
            return (
                f"{without_zh}职责清单里没有适用的一条，请选一个岗位",
                f"{without_en}no line of the responsibility list fits; choose a post",
            )


def _either(names: Sequence[tuple[str, str]], language: int, joint: str) -> str:
    said = [name[language] if language == 0 else name[language].lower() for name in names]
    return joint.join(dict.fromkeys(said))
