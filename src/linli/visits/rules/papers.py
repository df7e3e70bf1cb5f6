"""What the papers of the doorstep say: contact cards, notices, route sheets, lists to sign for goods. Pure: names,
doors and days come in, the content of a layout comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.documents.rules import chinese_date, chinese_moment, paragraphs, title_fit
from linli.visits.rules.kinds import WAYS, Result, Whom
from linli.visits.rules.notices import NEVER, span

CARDS_A_SHEET = 10
NAME_SHOWN, PLACE_SHOWN = 24, 40
REPORT = "遇到冒充的人：不要开门，打110，也请告诉社区。"


class Paper(StrEnum):
    """The papers, as the ledger names them; the value is the layout's too."""

    CARDS = "cards"
    CARD = "card"
    NOTICE = "visit_notice"
    SHEET = "route_sheet"
    RELIEF = "relief"


class Whole(StrEnum):
    """What names are printed whole for."""

    SIGNING = "signing"
    """They sign on this very paper, which is kept."""
    AUDIT = "audit"
    """Whoever checks the goods asks for it."""


TITLES = {
    Paper.CARDS: "民情联系卡",
    Paper.CARD: "民情联系卡",
    Paper.NOTICE: "入户通知书",
    Paper.SHEET: "走访单",
    Paper.RELIEF: "慰问品签收表",
}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever is on a card: `photo` is a JPEG or PNG, or nothing; `qr` SVG text."""

    name: str
    title: str
    unit: str
    area: str
    phone: str
    hours: str
    words: str
    photo: bytes
    qr: str


def card(bearer: Bearer, *, desk_phone: str) -> dict[str, object]:
    """The content of a contact card, for a sheet of ten and for one large."""
    return {
        "title": TITLES[Paper.CARD],
        "count": CARDS_A_SHEET,
        **_person(bearer),
        "unit": title_fit(bearer.unit, PLACE_SHOWN),
        "area": title_fit(bearer.area, PLACE_SHOWN),
        "hours": title_fit(bearer.hours, PLACE_SHOWN),
        "words": title_fit(bearer.words, 60),
        "desk": desk_phone,
        "never": NEVER,
        "report": REPORT,
        "qr": bearer.qr,
    }


def _person(one: Bearer) -> dict[str, object]:
    return {
        "name": title_fit(one.name, NAME_SHOWN),
        "initial": one.name[:1],
        "post": title_fit(one.title, NAME_SHOWN),
        "phone": one.phone,
        "photo": list(one.photo),
    }


@dataclass(frozen=True, slots=True)
class Coming:
    """A notice: who comes, where, when, what for. `places` is a line an estate."""

    unit: str
    what: str
    places: Sequence[str]
    from_on: date
    until_on: date
    hours: str
    urgent: str
    people: Sequence[Bearer]
    desk_phone: str
    qr: str
    made_on: date


def notice(coming: Coming) -> dict[str, object]:
    """The content of a notice; it names buildings and those who come, never a resident."""
    return {
        "title": TITLES[Paper.NOTICE],
        "unit": coming.unit,
        "what": paragraphs(coming.what),
        "places": [title_fit(place, 400) for place in coming.places],
        "days": span(coming.from_on, coming.until_on),
        "year": f"{coming.from_on.year}年",
        "hours": coming.hours,
        "urgent": title_fit(coming.urgent, 100),
        "people": [_person(one) for one in coming.people],
        "never": NEVER,
        "report": REPORT,
        "desk": coming.desk_phone,
        "qr": coming.qr,
        "day": chinese_date(coming.made_on),
    }


@dataclass(frozen=True, slots=True)
class Stop:
    """A line of a route sheet: where, whom (masked), what to heed, what for."""

    building: str
    door: str
    who: str
    size: str
    heed: str
    noun: Whom
    way: str


def route_sheet(
    *, number: str, unit: str, post: str, holder: str, on: date, stops: Sequence[Stop], now: datetime
) -> dict[str, object]:
    """The content of a route sheet: a box to tick for each way and each result, and room to write."""
    return {
        "title": TITLES[Paper.SHEET],
        "number": number,
        "unit": unit,
        "post": title_fit("　".join(filter(None, [post, holder])), 40),
        "day": f"{chinese_date(on)}（星期{'一二三四五六日'[on.weekday()]}）",
        "rows": [_stop(place, one) for place, one in enumerate(stops, start=1)],
        "results": [result.zh for result in Result],
        "printed": f"打印时间：{chinese_moment(now)}",
    }


def _stop(place: int, one: Stop) -> dict[str, object]:
    return {
        "order": str(place),
        "building": title_fit(one.building, 40),
        "door": title_fit(one.door, 40),
        "who": title_fit(one.who, 20),
        "size": one.size,
        "heed": title_fit(one.heed, 60),
        "ways": [way.zh for way in WAYS[one.noun]],
        "way": one.way,
    }


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the list to sign: where, for whom (masked, or whole for a reason), what, who signed."""

    door: str
    who: str
    item: str
    amount: str
    worth: str
    on: str
    signed: str


def relief(
    *,
    unit: str,
    about: str,
    rows: Sequence[Given],
    blank: bool,
    total: str,
    by: str,
    now: datetime,
) -> dict[str, object]:
    """The content of the list to sign for goods: as given, or beforehand with the columns left blank."""
    return {
        "title": TITLES[Paper.RELIEF],
        "unit": unit,
        "about": title_fit(about, 120),
        "blank": blank,
        "rows": [
            [
                str(place),
                title_fit(one.door, 40),
                title_fit(one.who, 20),
                title_fit(one.item, 40),
                one.amount,
                one.worth,
                one.on,
                title_fit(one.signed, 40),
            ]
            for place, one in enumerate(rows, start=1)
        ],
        "total": total,
        "by": by,
        "printed": f"打印时间：{chinese_moment(now)}",
    }


def signed(signed_by: str, signed_for: str) -> str:
    """Who signed: himself, or one for another (王某 代 李某)."""
    return f"{signed_by} 代 {signed_for}" if signed_for and signed_by else signed_by
