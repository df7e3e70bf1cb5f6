"""The rules in the order they are shown, each as a person can read it, and all of them asked of one answer."""

from linli.language.rules.answering import looks
from linli.language.rules.answering.lists import (
    AHEAD,
    CONTACT,
    COURTESY,
    DONE,
    FILLER,
    FOUND_OUT,
    LEFTOVER,
    PAPER,
    SHARP,
    VAGUE,
    VAGUE_PAPER,
    WHERE_TO,
)
from linli.language.rules.answering.points import ENDS, Answer, Point, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "answers",
        "答所问",
        "Answers what was asked",
        "把反映的内容按编号或问号分成几件，看每一件有没有两处相同的词在答复里，很短的一处就够。"
        "换了说法的看不出来，所以只提醒看一看。",
        "What was reported is cut into parts by numbers or question marks; each should share two pairs of characters"
        " with the answer, a very short one a single pair. It does not know other words for the same thing, so it only"
        " asks you to look.",
        looks.answers,
    ),
    Rule(
        "basis",
        "有依据",
        "Names its basis",
        "写了法规、文件、合同，或者写了去现场看了什么、问了谁，都算。只说“有关规定”不算。",
        "A law, a paper or a contract counts, and so does what was seen on the spot or whom you asked. “Relevant rules”"
        " alone do not.",
        looks.basis,
        (PAPER, FOUND_OUT, VAGUE_PAPER),
        kinds=ENDS,
    ),
    Rule(
        "comes",
        "下一步和时间",
        "What comes next, and when",
        "写了还没到的日子或期限算有时间；办结的写明已经办完也算；不予受理、转介的写明可以到哪里办。过去的日子和落款不算。",
        "A day or a term that lies ahead counts; of what is settled, that it is done; of what is declined or referred,"
        " where it can be dealt with. Past days and the day of writing do not.",
        looks.comes,
        (AHEAD, DONE, WHERE_TO, VAGUE),
    ),
    Rule(
        "whom",
        "找谁",
        "Whom to turn to",
        "有办公电话、热线，或者写了联系、咨询哪个窗口、岗位、部门。",
        "An office number or hotline, or which counter, post or department to ask.",
        looks.whom,
        (CONTACT,),
        kinds=ENDS,
    ),
    Rule(
        "tone",
        "语气",
        "Tone",
        "不要求写“您好”“感谢”，只找推开、责怪、给人扣帽子的话；引号里的话是别人的，不算。",
        "No greeting or thanks are asked for; only words that push off, blame or label are looked for. What stands in"
        " quotation marks is somebody else's.",
        looks.tone,
        tuple(signs for signs, _, _ in SHARP),
    ),
    Rule(
        "persons",
        "个人信息",
        "Personal data",
        "找证件号、卡号、车牌、手机、邮箱、门牌和全名。会看漏，也认不出是居民的还是工作人员的，由您看。",
        "Looks for identity and card numbers, plates, mobile numbers, mail, rooms and full names. It misses some,"
        " and cannot tell a resident's from a colleague's; you can.",
        looks.persons,
    ),
    Rule(
        "enough",
        "有内容",
        "Says something",
        f"去掉客套话和空话，至少剩{looks.LEAST_OF_AN_END}个字；没填的空（请补充）、某某、（电话略）不能留着；"
        "大半是反映人自己的话，也提醒。",
        f"Without courtesies and empty words at least {looks.LEAST_OF_AN_END} characters are left; gaps to fill and"
        " marks of what was masked must not stay; it also tells when most of it is the reporter's own words.",
        looks.enough,
        (LEFTOVER, FILLER, COURTESY),
    ),
)
"""All rules; each point of a checklist is made by one of them."""


def check(answer: Answer) -> list[Point]:
    """What the rules for this kind of answer say, in order; nothing of an answer without words."""
    if not answer.words.strip():
        return []
    return [rule.look(answer) for rule in RULES if answer.kind in rule.kinds]
