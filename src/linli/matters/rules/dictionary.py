"""What the dictionary of matters must be before it is put in force: the tree of categories, and the ordered list of
responsibility."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from typing import Any

from linli.editions.rules import Noun, Row, mistake
from linli.kit.areas import is_area
from linli.matters.rules.loop import Urgency

CATEGORIES = Noun("category", "code")
RESPONSIBILITY = Noun("responsibility", "id")

KINDS = ("issue", "need", "errand", "advice", "praise", "urgent")
REFER_TO = ("", "court", "petition", "discipline", "110", "119", "120")
UNITS = ("working_hour", "working_day", "hour", "day")
LEVELS = ("micro_grid", "grid", "community", "subdistrict", "district")
CLOCKS = {
    "accept": ("受理", "accepting"),
    "respond": ("首次答复", "the first answer"),
    "settle": ("办结", "settling"),
}
LONGEST_LIMIT = 10_000
KEYWORD_MOST = 40
FALLBACK = "talk.other"
"""Where a matter goes that no keyword speaks for: it can never be switched off."""

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")


def check_categories(
    rows: Sequence[Row], before: Sequence[Row], titles: Collection[str]
) -> list[dict[str, Any]]:
    """What is wrong with a tree: a code twice or unreadable, a parent that is not there or is none, a category taken
    out instead of switched off, no name, a limit that is no positive amount, an unknown kind, urgency, unit, title or
    place to refer to, the fallback switched off."""
    by_code: dict[str, Row] = {}
    bad: list[dict[str, Any]] = []
    for row in rows:
        code = str(row["code"])
        if code in by_code:
            bad.append(mistake(code, "code", f"编码“{code}”重复了", f"The code {code!r} is there twice"))
        by_code[code] = row
    for row in rows:
        bad += [mistake(row["code"], c, zh, en) for c, zh, en in _wrong_category(row, by_code, titles)]
    for row in before:
        if row["code"] not in by_code:
            zh = f"“{row['name']}”不能删除，老的事项还记着它，请改为停用"
            en = f"{row['name_en']} cannot be taken out, old matters name it; switch it off"
            bad.append(mistake(row["code"], "code", zh, en))
    last = by_code.get(FALLBACK)
    if last is None or not _is_on(last, by_code):
        zh, en = "认不出来的事项都归到“其他”，它不能停用", "What nothing speaks for goes there; keep it on"
        bad.append(mistake(FALLBACK, "active", zh, en))
    return bad


def _is_on(row: Row, by_code: Mapping[str, Row]) -> bool:
    parent = by_code.get(row["parent"])
    return bool(row["active"]) and (parent is None or bool(parent["active"]))


def _wrong_category(
    row: Row, by_code: Mapping[str, Row], titles: Collection[str]
) -> list[tuple[str, str, str]]:
    code, name = str(row["code"]), str(row["name"]).strip() or str(row["code"])
    shaped = bool(_CODE.fullmatch(code)) and code.rpartition(".")[0] == row["parent"]
    parent = by_code.get(row["parent"])
    checks = [
        (
            shaped,
            "code",
            f"编码“{code}”应为小写字母、数字和下划线，小类写作“大类.小类”",
            f"The code {code!r} is small letters, digits and underscores, with its parent before a dot",
        ),
        (str(row["name"]).strip(), "name", f"请填写“{code}”的名称", f"{code} needs a name"),
        (
            not row["parent"] or (parent is not None and not parent["parent"]),
            "parent",
            f"“{name}”的大类“{row['parent']}”不存在",
            f"{name} stands under {row['parent']!r}, which is no top category",
        ),
        (row["kind"] in KINDS, "kind", f"请为“{name}”选择性质", f"Choose the kind of {name}"),
        (row["urgency"] in set(Urgency), "urgency", f"请为“{name}”选择缓急", f"Choose how urgent {name} is"),
        (row["refer_to"] in REFER_TO, "refer_to", f"“{name}”的去处不对", f"Unknown place to refer {name} to"),
        (
            not row["title"] or row["title"] in titles,
            "title",
            f"“{name}”的承办职务“{row['title']}”不存在",
            f"There is no title {row['title']!r} to handle {name}",
        ),
        (
            all(0 < len(word.strip()) <= KEYWORD_MOST and "|" not in word for word in row["keywords"]),
            "keywords",
            f"“{name}”的关键词每个1到40字，不能有竖线",
            f"A keyword of {name} has 1 to 40 characters and no bar",
        ),
    ]
    wrong = [(column, zh, en) for good, column, zh, en in checks if not good]
    return wrong + _wrong_limits(row, name)


def _wrong_limits(row: Row, name: str) -> list[tuple[str, str, str]]:
    wrong: list[tuple[str, str, str]] = []
    for clock, (zh, en) in CLOCKS.items():
        amount = float(row[f"{clock}_amount"])
        if not (isfinite(amount) and 0 < amount <= LONGEST_LIMIT):
            wrong.append(
                (
                    f"{clock}_amount",
                    f"“{name}”的{zh}时限应为大于0的数",
                    f"The limit for {en} of {name} is a number above 0",
                )
            )
        if row[f"{clock}_unit"] not in UNITS:
            wrong.append(
                (
                    f"{clock}_unit",
                    f"请选择“{name}”{zh}时限的单位",
                    f"Choose the unit of the limit for {en} of {name}",
                )
            )
    return wrong


def doubts_of_categories(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What is worth a second look: a keyword that several categories in use share, so that each counts for less, and a
    keyword that is there twice in one."""
    by_code = {str(row["code"]): row for row in rows}
    holders: dict[str, list[str]] = {}
    found: list[dict[str, Any]] = []
    for row in rows:
        words = [word.strip().casefold() for word in row["keywords"]]
        twice = sorted(word for word, times in Counter(words).items() if times > 1)
        if twice:
            zh, en = f"关键词重复：{'、'.join(twice)}", f"Keywords that are there twice: {', '.join(twice)}"
            found.append(mistake(row["code"], "keywords", zh, en))
        for word in dict.fromkeys(words) if _is_on(row, by_code) else ():
            if not word.startswith("-"):
                holders.setdefault(word, []).append(str(row["code"]))
    for word, codes in holders.items():
        if len(codes) > 1:
            names = "、".join(str(by_code[code]["name"]) for code in codes)
            english = ", ".join(str(by_code[code]["name_en"]) for code in codes)
            zh, en = f"关键词“{word}”几类都有：{names}", f"The keyword {word!r} is shared by {english}"
            found += [mistake(code, "keywords", zh, en) for code in codes[1:]]
    return found


def check_responsibility(
    rows: Sequence[Row], *, categories: Collection[str], titles: Collection[str], posts: Collection[str]
) -> list[dict[str, Any]]:
    """What is wrong with a list: a line twice, an area that is none, a category, urgency, title, level or post that is
    not there. Each line is named by its number, from 1."""
    bad: list[dict[str, Any]] = []
    counted = Counter(str(row["id"]) for row in rows)
    for number, row in enumerate(rows, start=1):
        checks = [
            (counted[str(row["id"])] == 1, "id", "重复了", "is there twice"),
            (not row["area"] or is_area(row["area"]), "area", "的区域编码不对", "names no area"),
            (
                not row["category"] or row["category"] in categories,
                "category",
                f"的分类“{row['category']}”不存在",
                f"names {row['category']!r}, which is no category",
            ),
            (
                not row["urgency"] or row["urgency"] in set(Urgency),
                "urgency",
                "的缓急不对",
                "names no urgency",
            ),
            (row["title"] in titles, "title", "请选择职务", "needs a title"),
            (row["level"] in LEVELS, "level", "请选择层级", "needs a level"),
            (
                not row["post"] or str(row["post"]) in posts,
                "post",
                "指定的岗位不存在或已经撤销",
                "names a post that is not there or was ended",
            ),
        ]
        bad += [
            mistake(row["id"], column, f"第{number}条{zh}", f"Line {number} {en}")
            for good, column, zh, en in checks
            if not good
        ]
    return bad
