"""What the papers about one matter say: the receipt (受理回执) and the letter of answer (答复函). Pure: names,
deadlines and answers come in, the content of a layout comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.documents.rules import chinese_date, chinese_moment, fit, paragraphs, title_fit

WORDS_SHOWN = 600
"""Characters of the reporter's words on a receipt: half a page; the whole stands on the tracking page."""
SUBJECT_SHOWN = 80
KEEP_CODE = "凭编号和查询码可以查进度、看答复、作评价。查询码只印在这张回执上，请收好，不要告诉别人。"
ASK_CODE = "凭编号和登记时给您的查询码可以查进度、看答复、作评价。查询码丢了，请到社区窗口补发。"


class Paper(StrEnum):
    """Papers about one matter."""

    RECEIPT = "receipt"
    SLIP = "slip"
    LETTER = "letter"


TITLES = {Paper.RECEIPT: "受理回执", Paper.SLIP: "受理回执", Paper.LETTER: "答复函"}


@dataclass(frozen=True, slots=True)
class Said:
    """What both papers tell of a matter. Moments are in the zone of the place; `contact` is post, name and phone."""

    reference: str
    unit: str
    subject: str
    door: str
    received_at: datetime
    contact: str
    track: str
    qr: str
    clerk: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """One of the clocks: its name, by when, and whether it was met."""

    name: str
    by: datetime
    met: bool


def receipt(
    said: Said, *, words: str, place: str, category: str, limits: Sequence[Limit], code: str
) -> dict[str, object]:
    """The content of the receipt. The code is on it only where it was just given: it is not read from anywhere."""
    facts: list[tuple[str, list[str]]] = [
        ("登记时间", [chinese_moment(said.received_at)]),
        ("登记方式", [said.door]),
        ("反映内容", _shown(words)),
        ("地点", [title_fit(place, 200)]),
        ("分类", [category]),
        ("时限", [_limit(limit) for limit in limits]),
        ("承办", [said.contact]),
    ]
    return {
        "title": TITLES[Paper.RECEIPT],
        **_heads(said),
        "code": code,
        "hint": KEEP_CODE if code else ASK_CODE,
        "facts": [[name, lines] for name, lines in facts if any(lines)],
        "where": f"查进度：扫码，或打开 {said.track} 填编号和查询码；也可以到{said.unit}窗口问。",
        "clerk": said.clerk,
        "day": chinese_date(said.now.date()),
    }


def letter(
    said: Said, *, salutation: str, answer: str, outcome: str, unit: str, answered_on: date
) -> dict[str, object]:
    """The content of the letter: what was reported, what is answered, how it was settled, whom to ask."""
    about = title_fit(said.subject.rstrip("。！？…"), SUBJECT_SHOWN)
    opening = (
        f"您于{chinese_date(said.received_at.date())}反映的“{about}”一事（编号 {said.reference}）收悉。"
        "经办理，现答复如下："
    )
    asking = f"如对答复有疑问，请与{said.contact}联系，或到{said.unit}窗口询问。" if said.contact else ""
    closing = [f"办理结果：{outcome}。" if outcome else "", asking, "特此函复。"]
    return {
        "title": "关于反映事项的答复函",
        **_heads(said),
        "unit": unit,
        "salutation": title_fit(salutation, 40),
        "lines": [opening, *paragraphs(answer), *(line for line in closing if line)],
        "where": [f"扫码，或凭编号和查询码打开 {said.track}", "查进度、作评价"],
        "day": chinese_date(answered_on),
    }


def salute(name: str) -> str:
    """How the letter begins: 欧*同志, and where nobody is named 反映人."""
    return f"{name}同志" if name else "反映人"


def _heads(said: Said) -> dict[str, object]:
    return {
        "unit": said.unit,
        "reference": said.reference,
        "qr": said.qr,
        "printed": f"打印时间：{chinese_moment(said.now)}",
    }


def _shown(words: str) -> list[str]:
    plain = fit(words)
    return paragraphs(plain if len(plain) <= WORDS_SHOWN else plain[:WORDS_SHOWN] + "……（以下略）")


def _limit(limit: Limit) -> str:
    return f"{limit.name}：" + ("已完成" if limit.met else f"最迟 {chinese_moment(limit.by)}")
