"""How each rule looks at an answer. A rule tells what is there by words alone, and says which; where words do not tell,
it asks whoever writes to look."""

import re

from linli.language.rules.answering import asking, times
from linli.language.rules.answering.lists import (
    CONTACT,
    COURTESY,
    DONE,
    FILLER,
    FOUND_OUT,
    LEFTOVER,
    PAPER,
    SHARP,
    STEP,
    VAGUE,
    VAGUE_PAPER,
    WHERE_TO,
)
from linli.language.rules.answering.points import Answer, Kind, Point, State
from linli.language.rules.answering.signs import FOUND_MOST, Span, short
from linli.language.rules.names import names_in
from linli.language.rules.numbers import Found, personal_numbers
from linli.language.rules.numbers import Kind as Number
from linli.language.rules.plain import digits
from linli.language.rules.rooms import rooms

LEAST = {Kind.PROGRESS: 6}
LEAST_OF_AN_END = 12
"""Characters that must be left when what is polite or empty is taken out."""
COPIED_RUN = 12
COPIED_SHARE = 0.6
"""From which share of an answer in runs of so many characters of the message it counts as copied."""
COMPARED_MOST = 4000
"""Characters of both that are compared, so that the time stays bounded."""
CLAUSE_MOST = 40
_DENIED = re.compile(r"(?:不(?![到久锈断仅但])|未|没|无法|难以)[^的了已后]{0,8}了?$")
"""Words that deny what follows them."""
_NOT_THERE = re.compile(r"不(?:要|用|必|能|得|应)|勿|别(?=[再去找来到向联打])|无法|没法")
_NONE = re.compile(r"(?:没有?|无|不|未|尚未)$")
_QUOTED = re.compile("“[^”]{0,300}”|「[^」]{0,300}」")
_HOME = re.compile(
    r"(?<!\d)\d{1,3} ?[-_/·#] ?\d{1,4}(?!\d)|[0-9十百A-Z] ?(?:室|户|号房|房)|(?:[幢栋座楼门]|单元)[^。]{0,6}?\d\d"
    r"|[村组队巷弄埭浜] ?\d{1,4}(?:-\d{1,3})?号|(?:住|楼上|楼下|隔壁|对门|[房室牌]号|我家)[在是为: ]{0,2}\d"
    r"|[东西南北中左右]边?户"
)
"""What a sentence must hold to name a room."""
_ROOM = re.compile(r"\d ?\d ?\d|[室户]")
OFFICIALS = frozenset(
    ("同志", "书记", "主任", "经理", "队长", "所长", "科长", "局长", "警官", "医生", "老师", "师傅")
)
"""Titles of people at work."""
_SENTENCE = re.compile(r"[^。!?;\n]+")


def enough(answer: Answer) -> Point:
    """Whether anything is left without courtesies and empty words, without gaps, and whether it is the answer's own."""
    if gaps := LEFTOVER.spans(answer.shadow):
        return Point(
            "enough",
            State.MISSING,
            "还有没填的空、遮去的记号，填上或删去再发",
            "Gaps or marks of what was masked are left; fill them or take them out",
            answer.shown(*gaps),
        )
    bare = FILLER.without(COURTESY.without(answer.body))
    left, least = _size(bare), LEAST.get(answer.kind, LEAST_OF_AN_END)
    if left < least:
        empty = answer.shown(*FILLER.spans(answer.shadow), *COURTESY.spans(answer.shadow))
        if empty:
            return Point(
                "enough",
                State.MISSING,
                "去掉客套话和空话，没剩下什么，写写实际情况",
                "Little is left without courtesies and empty words; write what is the case",
                empty,
            )
        return Point(
            "enough",
            State.MISSING,
            "太短，居民看不出办得怎样",
            "Too short to tell the resident how it stands",
        )
    if (share := _copied(answer)) >= COPIED_SHARE:
        return Point(
            "enough",
            State.LOOK,
            f"约{round(share * 10)}成是反映人自己的话，写写您这边的情况",
            "Most of it repeats the reporter's own words; write what you found",
        )
    return Point("enough", State.MET, "有实际内容", "It says something")


def _size(text: str) -> int:
    return len(_bare(text))


def _copied(answer: Answer) -> float:
    """The share of an answer that stands in the message word for word, looked at in blocks."""
    own = _bare(answer.words)[:COMPARED_MOST]
    theirs = _bare(f"{answer.subject}\n{answer.asked}")[:COMPARED_MOST]
    blocks = [own[at : at + COPIED_RUN] for at in range(0, len(own) - COPIED_RUN + 1, COPIED_RUN)]
    return sum(block in theirs for block in blocks) / len(blocks) if blocks else 0.0


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def answers(answer: Answer) -> Point:
    """Whether what was asked occurs in the answer, part by part."""
    whole, parts = asking.asked(answer.subject, answer.asked)
    said = asking.pairs_of(answer.body)
    if not whole.pairs:
        return Point(
            "answers",
            State.LOOK,
            "反映的内容太短，对照着看一看",
            "What was reported is too short to compare; look yourself",
        )
    if not asking.touches(whole, said):
        return Point(
            "answers",
            State.LOOK if whole.pairs & said else State.MISSING,
            "和反映的内容没有什么相同的词，说说答的是哪件事",
            "It shares hardly a word with what was reported; say what it answers",
        )
    left = [part for part in parts if not asking.touches(part, said)]
    if left and asking.items_in(answer.shadow) < len(parts):
        return Point(
            "answers",
            State.LOOK,
            f"问了{len(parts)}件，这里好像没说到",
            f"{len(parts)} things asked; these seem untouched",
            tuple(short(part.words) for part in left[:FOUND_MOST]),
        )
    return Point("answers", State.MET, *_all_touched(len(parts)))


def _all_touched(parts: int) -> tuple[str, str]:
    if parts > 1:
        return f"问了{parts}件，都说到了", f"{parts} things asked, all touched"
    return "说到了反映的事情", "It speaks of what was reported"


def basis(answer: Answer) -> Point:
    """Whether it names a law, a paper or a contract, or what was seen, checked or asked."""
    vague = VAGUE_PAPER.spans(answer.body)
    named = [span for span in PAPER.spans(answer.body) if not _crosses(span, vague)]
    if named:
        return Point("basis", State.MET, "写了依据", "It names its basis", answer.shown(*named))
    if found := FOUND_OUT.spans(answer.body):
        return Point(
            "basis", State.MET, "写了怎么了解到的", "It says how it was found out", answer.shown(*found)
        )
    if vague:
        return Point(
            "basis",
            State.LOOK,
            "写出是哪一条规定、哪份文件，居民能查到",
            "Say which rule or paper, so that it can be looked up",
            answer.shown(*vague),
        )
    return Point(
        "basis",
        State.MISSING,
        "凭什么这样说？写一句依据的规定，或者哪天去现场看了什么、问了谁",
        "On what basis? Name the rule, or what was seen on the spot and whom you asked",
    )


def _crosses(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def comes(answer: Answer) -> Point:
    """Whether it says what happens next and by when; of what is done, that it is done; of what is turned away, where it
    can be dealt with."""
    by_when = times.ahead(answer.body, answer.today)
    if answer.kind in (Kind.DECLINED, Kind.REFERRED):
        return _elsewhere(answer, by_when)
    if answer.kind is Kind.RESOLVED and (done := _done(answer.body)):
        return Point("comes", State.MET, "写了已经办完", "It says that it is done", answer.shown(*done))
    if by_when:
        return Point("comes", State.MET, "写了什么时候", "It says by when", answer.shown(*by_when))
    if answer.kind is Kind.LONG_TERM and answer.review_on is not None:
        return Point(
            "comes", State.MET, "选了复核日期，居民看得到", "The day of review is set; the resident sees it"
        )
    return _without_time(answer)


def _done(text: str) -> list[Span]:
    """Where it says that something is done, but for what is denied: 不能修好, 尚未处理好, 解决不了."""
    return [
        (start, end)
        for start, end in DONE.spans(text)
        if not _DENIED.search(_clause_to(text, end)) and not text.startswith("不", end)
    ]


def _clause_to(text: str, end: int) -> str:
    """What stands before a place in the same clause."""
    return re.split(r"[,。;!?\n]", text[max(0, end - CLAUSE_MOST) : end])[-1]


def _without_time(answer: Answer) -> Point:
    if vague := VAGUE.spans(answer.shadow):
        return Point(
            "comes",
            State.MISSING,
            "这样说居民不知道要等多久，写个日子（几月几日前、几个工作日内）",
            "This tells nobody how long to wait; name a day or a number of working days",
            answer.shown(*vague),
        )
    if steps := STEP.spans(answer.shadow):
        return Point(
            "comes",
            State.MISSING,
            "写了做什么，没写什么时候",
            "It says what is done, not by when",
            answer.shown(*steps),
        )
    if answer.kind is Kind.RESOLVED:
        return Point(
            "comes",
            State.LOOK,
            "办完了就写明已经办完；还有下一步就写什么时候",
            "If it is done, say so; if something follows, say when",
        )
    return Point("comes", State.MISSING, "接下来做什么、什么时候，写一句", "Say what happens next, and when")


def _elsewhere(answer: Answer, by_when: list[Span]) -> Point:
    where = WHERE_TO.spans(answer.shadow)
    if where and (by_when or answer.kind is Kind.DECLINED):
        return Point(
            "comes",
            State.MET,
            "写了可以到哪里办",
            "It says where it is dealt with",
            answer.shown(*where, *by_when),
        )
    if where:
        return Point(
            "comes",
            State.LOOK,
            "写了到哪里，再写一句那边一般多久有答复、怎么查",
            "It says where; add how long an answer takes there, or how to ask",
            answer.shown(*where),
        )
    return Point(
        "comes",
        State.MISSING,
        "不在这里办，就写清可以到哪里办、怎么办",
        "If not here, say where it can be dealt with and how",
    )


def whom(answer: Answer) -> Point:
    """Whether it names a phone or a place to turn to."""
    if found := [span for span in CONTACT.spans(answer.body) if not _is_refused(answer.body, span)]:
        return Point("whom", State.MET, "写了可以找谁", "It says whom to turn to", answer.shown(*found))
    return Point(
        "whom",
        State.MISSING,
        "有疑问找谁？写一个窗口、岗位或办公电话",
        "Whom to turn to with questions? Name a counter, a post or an office number",
    )


def _is_refused(text: str, span: Span) -> bool:
    """Whether it says not to ask there: 请不要找物业, 没有可以联系的窗口."""
    return bool(_NOT_THERE.search(text[slice(*span)]) or _NONE.search(text[max(0, span[0] - 3) : span[0]]))


def tone(answer: Answer) -> Point:
    """Whether words push off, blame or label; what stands in quotation marks is somebody else's."""
    for signs, zh, en in SHARP:
        if spans := _own(answer.shadow, signs.spans(answer.shadow)):
            return Point(
                "tone",
                State.LOOK,
                f"像是{signs.zh}：{zh}",
                f"Reads as {signs.en}. {en}",
                answer.shown(*spans),
            )
    return Point("tone", State.MET, "没有推开、责怪的话", "No words that push off or blame")


def _own(text: str, spans: list[Span]) -> list[Span]:
    """Those that stand in no quotation marks."""
    quoted = [place.span() for place in _QUOTED.finditer(text)] if spans else []
    return [span for span in spans if not _crosses(span, quoted)]


def persons(answer: Answer) -> Point:
    """Whether it holds what points at a resident: numbers, rooms, full names."""
    numbers = personal_numbers(answer.words)
    hard = [(one.start, one.end) for one in numbers if _is_somebodys(answer.shadow, one)]
    if hard:
        return Point(
            "persons",
            State.MISSING,
            "有证件号、卡号或车牌，答复里去掉",
            "It holds the number of an identity card, a bank card or a plate; take it out",
            answer.shown(*hard),
        )
    soft = [(one.start, one.end) for one in numbers if _is_private(answer.words, one)]
    soft += _rooms(answer.words)
    soft += [
        (start, end)
        for start, end, title in names_in(answer.words)
        if _is_named(answer.words[start:end], title)
    ]
    if soft:
        return Point(
            "persons",
            State.LOOK,
            "像是姓名、手机或门牌：是居民的就去掉，是工作用的可以留",
            "These look like a name, a mobile number or a room: take out a resident's, keep one for work",
            answer.shown(*sorted(soft)),
        )
    return Point(
        "persons",
        State.MET,
        "没看出居民的姓名、号码、门牌",
        "No resident's name, number or room was made out",
    )


def _is_somebodys(shadow: str, one: Found) -> bool:
    """Whether a number belongs to one person alone; what begins with a nought is a telephone, however long."""
    return one.kind in (Number.IDENTITY, Number.CARD, Number.PLATE) and not shadow[
        one.start : one.end
    ].startswith(("0", "(0"))


def _rooms(words: str) -> list[Span]:
    """Rooms, looked for in the sentences that may hold one; a storey or a side of a house is none."""
    shadow = digits(words)
    found = [
        (sentence.start() + room.start, sentence.start() + room.end)
        for sentence in _SENTENCE.finditer(shadow)
        if _HOME.search(sentence[0])
        for room in rooms(words[slice(*sentence.span())])
    ]
    return [span for span in found if _ROOM.search(shadow[slice(*span)])]


def _is_private(text: str, one: Found) -> bool:
    """Whether a number may be a resident's own: mail, an account, a mobile phone."""
    if one.kind is not Number.PHONE:
        return one.kind in (Number.ACCOUNT, Number.MAIL)
    figures = "".join(filter(str.isdecimal, text[one.start : one.end]))
    return len(figures) >= 11 and figures[-11] == "1"


def _is_named(words: str, title: str) -> bool:
    """Whether a name is there in full, and not an official's: 张桂英阿姨 is, 张阿姨 and 张桂英书记 are not."""
    return (
        title not in OFFICIALS
        and not words.endswith("总")
        and len("".join(words.split())) - len(title) >= (3 if title else 2)
    )
