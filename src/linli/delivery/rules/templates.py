"""Texts of messages as data: one line for the product and for a mail's subject, one body for the mail, both in two
languages, with places that are filled in. Which places a text may have is a closed set, checked when it is saved; when
a message goes out nothing can be refused any more, so a place without a value is left empty. A mail leaves the house:
no place of its body holds words of a resident, and where its subject has {subject} stands the reference."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from linli.editions.rules import Noun, Row, mistake
from linli.kit.errors import NotFound

TEMPLATE = Noun("template", "language")
"""A template's editions: one part a kind, one row a language."""
LANGUAGES = ("zh-hans", "en")
TITLE_MOST, BODY_MOST = 60, 1200
"""Characters of a text as it is written; a title is cut again when it is filled in."""
PART_MOST = 24
"""Characters an edition's part holds."""


class Weight(StrEnum):
    """How much a kind presses: what a person lets come by mail, and what waits, depends on it."""

    URGENT = "urgent"
    PRESSING = "pressing"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Text:
    """A template in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of message: what people call it, how much it presses, and its texts by language."""

    kind: str
    name: str
    name_en: str
    weight: Weight
    texts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Values:
    """What a sender fills in: what it is about (stays in the product), its reference and when it is due."""

    subject: str = ""
    reference: str = ""
    due: datetime | None = None


Filled: TypeAlias = Mapping[str, str]

_PLACE = re.compile(r"\{([^{}]*)\}")
_TITLE_PLACES = ("subject", "reference", "due", "community")
_BODY_PLACES = ("reference", "due", "post", "community", "link")

CODE, DIGEST = "mail.code", "mail.digest"
_OWN_PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    CODE: ((), ("code", "minutes"), ("code",)),
    DIGEST: (("count",), ("count", "list", "link"), ("list",)),
}
"""Mails of the system itself: places of the title, of the body, and those the body must have."""


def title_places(kind: str) -> tuple[str, ...]:
    """The places a title of this kind may have."""
    return _OWN_PLACES[kind][0] if kind in _OWN_PLACES else _TITLE_PLACES


def body_places(kind: str) -> tuple[str, ...]:
    """The places a mail of this kind may have."""
    return _OWN_PLACES[kind][1] if kind in _OWN_PLACES else _BODY_PLACES


def needed_places(kind: str) -> tuple[str, ...]:
    """The places a mail of this kind must have: without them nobody could act on it."""
    return _OWN_PLACES[kind][2] if kind in _OWN_PLACES else ("reference", "link")


@cache
def shipped() -> Mapping[str, Template]:
    """The templates that ship with the house, by kind, in their order; they stand wherever a site has none of its
    own."""
    text = files("linli.delivery").joinpath("data/templates.csv").read_text("utf-8-sig")
    return {row["kind"]: _shipped(row) for row in csv.DictReader(text.splitlines())}


def _shipped(row: Mapping[str, str]) -> Template:
    texts = {
        "zh-hans": Text(row["title"], row["body"].replace("\\n", "\n")),
        "en": Text(row["title_en"], row["body_en"].replace("\\n", "\n")),
    }
    return Template(row["kind"], row["name"], row["name_en"], Weight(row["weight"]), texts)


def known(kind: str) -> Template:
    """The shipped template of a kind. NotFound where there is none."""
    found = shipped().get(kind)
    if found is None:
        raise NotFound("template/not-found", zh="没有这种消息", en="There is no such kind of message")
    return found


def part_of(kind: str) -> str:
    """The part of the editions a kind's template is kept under: `dispatched` of `matter.dispatched`."""
    return kind.removeprefix("matter.")


def fill(text: str, values: Filled) -> str:
    """The text with its places filled; one without a value is left empty, and what a value says is never read as a
    place again."""
    return _PLACE.sub(lambda place: values.get(place[1], ""), text)


def say_moment(moment: datetime | None, language: str) -> str:
    """A moment (already in the site's zone) as a message says it: 11月28日 17:00, 28 Nov 17:00; without one, 未定 or
    not set."""
    if moment is None:
        return "not set" if language == "en" else "未定"
    if language == "en":
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment:%H:%M}"
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rows_of(texts: Mapping[str, Text]) -> list[Row]:
    """A template as an edition holds it."""
    return [{"language": lang, "title": texts[lang].title, "body": texts[lang].body} for lang in LANGUAGES]


def tidy_rows(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Rows as they are kept: titles on one line, bodies without space at the end, the languages in their order."""
    tidy = [
        {
            "language": str(row["language"]),
            "title": " ".join(str(row["title"]).split()),
            "body": str(row["body"]).replace("\r\n", "\n").strip(),
        }
        for row in rows
    ]
    return sorted(
        tidy, key=lambda row: LANGUAGES.index(row["language"]) if row["language"] in LANGUAGES else 9
    )


def check_template(kind: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What is wrong with a template: a language missing, nothing said, too long, a brace without its mate, a place
    there is not, a place that has to be there and is not."""
    if [row["language"] for row in rows] != list(LANGUAGES):
        return [mistake("", "language", "中文和英文都要有", "Chinese and English are both wanted")]
    bad: list[dict[str, Any]] = []
    for row in rows:
        bad += _wrong(row, "title", title_places(kind), (), TITLE_MOST)
        bad += _wrong(row, "body", body_places(kind), needed_places(kind), BODY_MOST)
    return bad


_CALLED = {
    ("zh-hans", "title"): ("中文标题", "The Chinese title"),
    ("zh-hans", "body"): ("中文邮件正文", "The Chinese mail"),
    ("en", "title"): ("英文标题", "The English title"),
    ("en", "body"): ("英文邮件正文", "The English mail"),
}


def _wrong(
    row: Row, column: str, places: tuple[str, ...], needed: tuple[str, ...], most: int
) -> list[dict[str, Any]]:
    text, key = str(row[column]), str(row["language"])
    zh, en = _CALLED[key, column]
    found = _PLACE.findall(text)
    bad: list[tuple[str, str]] = []
    if not text.strip():
        bad.append((f"{zh}不能为空", f"{en} says nothing"))
    if len(text) > most:
        bad.append((f"{zh}最多{most}个字，现在{len(text)}个", f"{en} is over {most} characters"))
    if set(_PLACE.sub("", text)) & {"{", "}"}:
        bad.append((f"{zh}里有没配成对的花括号", f"{en} has a brace without its mate"))
    for name in dict.fromkeys(name for name in found if name not in places):
        may = "、".join(f"{{{one}}}" for one in places) or "不能有占位"
        bad.append(
            (
                f"{zh}里不能用“{{{name}}}”，可以用的是：{may}",
                f"{en} cannot have {{{name}}}; it may have {may}",
            )
        )
    bad += [
        (f"{zh}里必须有“{{{name}}}”", f"{en} must have {{{name}}}") for name in needed if name not in found
    ]
    return [mistake(key, column, *words) for words in bad]


SAMPLE = "3号楼2单元门口的路灯不亮了"


def sample(kind: str, language: str, *, link: str, due: datetime) -> Filled:
    """Values a preview is filled with: an invented matter."""
    zh = language != "en"
    reference, moment = f"{due:%y%m%d}-0000-0001", say_moment(due, language)
    return {
        "subject": SAMPLE,
        "reference": reference,
        "due": moment,
        "post": "听松苑网格员" if zh else "Grid worker, Tingsong",
        "community": "石榴社区" if zh else "Shiliu",
        "link": link,
        "code": "K7MQ-4XWD",
        "minutes": "30",
        "count": "2",
        "list": f"1. {reference}\n   {moment}\n   {link}\n2. …",
    }
