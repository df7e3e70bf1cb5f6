"""What codes are called on the public pages; Chinese here, English in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from linli.kit.errors import Problem
from linli.portal.rules import Left
from linli.visits.rules.notices import span

Words = str | Promise

STATES: dict[str, Words] = {
    "received": lazy("待受理"),
    "declined": lazy("不予受理"),
    "referred": lazy("已转介"),
    "accepted": lazy("已受理"),
    "dispatched": lazy("已派单"),
    "in_hand": lazy("办理中"),
    "long_term": lazy("长期跟踪"),
    "merged": lazy("合并办理中"),
    "resolved": lazy("已办结，待您评价"),
    "followed_up": lazy("已办结，待您评价"),
    "rated": lazy("已评价"),
    "closed": lazy("已结案"),
    "withdrawn": lazy("已撤回"),
}

MEANINGS: dict[str, Words] = {
    "received": lazy("社区已经收到，正在看是谁的事。"),
    "declined": lazy("这件事不属于社区受理的范围，原因见下面的答复。"),
    "referred": lazy("这件事已经转给有权处理的单位，去处见下面的答复。"),
    "accepted": lazy("社区已经受理，正在安排人办理。"),
    "dispatched": lazy("已经派给下面这个岗位，正等他接手。"),
    "in_hand": lazy("下面这位正在办理。"),
    "long_term": lazy("一时解决不了，已列入长期跟踪，到复核日期会再看一次。"),
    "merged": lazy("有人先反映了同一件事，合在一起办。有了答复和结果，这里同样看得到。"),
    "resolved": lazy("已经办完了。请看答复，再给我们评一评。"),
    "followed_up": lazy("已经办完了。请看答复，再给我们评一评。"),
    "rated": lazy("您的评价已经收到，社区负责人正在决定是否重新办理。"),
    "closed": lazy("这件事已经结案。"),
    "withdrawn": lazy("这件事已经撤回。"),
}

STAGES: dict[str, Words] = {
    "received": lazy("登记"),
    "accepted": lazy("受理"),
    "in_hand": lazy("办理"),
    "resolved": lazy("办结"),
    "rated": lazy("评价"),
}

STEPS: dict[str, Words] = {
    "matter.raised": lazy("收到您的反映"),
    "matter.accepted": lazy("社区受理"),
    "matter.declined": lazy("不予受理"),
    "matter.referred": lazy("转介到有权处理的单位"),
    "matter.dispatched": lazy("派给承办岗位"),
    "matter.handed-over": lazy("换了承办人"),
    "matter.taken": lazy("承办人接手"),
    "matter.answered": lazy("给您一次答复"),
    "matter.held": lazy("列入长期跟踪"),
    "matter.resumed": lazy("从长期跟踪转回办理"),
    "matter.resolved": lazy("办结"),
    "matter.settled": lazy("当场办结"),
    "matter.followed-up": lazy("回访"),
    "matter.rated": lazy("收到评价"),
    "matter.reopened": lazy("重新办理"),
    "matter.closed": lazy("结案"),
    "matter.withdrawn": lazy("撤回"),
    "matter.escalated": lazy("提请上一级办理"),
    "matter.extended": lazy("办理期限延长"),
    "matter.reminded": lazy("催办"),
    "matter.reviewed": lazy("长期跟踪的复核"),
    "matter.merged": lazy("和同一件事合并办理"),
    "matter.split": lazy("恢复单独办理"),
    "matter.returned": lazy("退回重新安排"),
}

KINDS: dict[str, Words] = {
    "answer": lazy("答复"),
    "declined": lazy("不予受理的原因"),
    "referred": lazy("转介说明"),
    "held": lazy("列入长期跟踪的原因"),
    "extended": lazy("延期说明"),
    "reminded": lazy("您的催办"),
    "reviewed": lazy("复核情况"),
    "rated": lazy("您的评价"),
    "withdrawn": lazy("撤回的原因"),
    "reopened": lazy("重新办理的决定"),
    "closed": lazy("结案说明"),
}

OUTCOMES: dict[str, Words] = {"solved": lazy("实际解决"), "explained": lazy("解释说明")}

SCORES: tuple[tuple[str, Words], ...] = (
    ("5", lazy("非常满意")),
    ("4", lazy("满意")),
    ("3", lazy("基本满意")),
    ("2", lazy("不满意")),
    ("1", lazy("非常不满意")),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code is worth, in a few words and a sentence; `tone` colours it, and beside it stand the words. `holds`
    says that what the card or the notice says may be shown."""

    tone: str
    words: Words
    meaning: Words
    holds: bool = False


VERDICTS: dict[str, Verdict] = {
    "on_duty": Verdict("good", lazy("今天在岗"), lazy("这张证件有效，下面这位现在就在这个岗位。"), True),
    "on_leave": Verdict("mind", lazy("今天请假"), lazy("证件有效，但持证人今天请假，由别人代班。"), True),
    "not_in_post": Verdict(
        "bad", lazy("该岗位已不在任"), lazy("拿这张证件的人现在不是这个岗位的工作人员，请不要开门。")
    ),
    "withdrawn": Verdict("bad", lazy("证件已收回"), lazy("这张证件已经作废。拿它上门的人，请不要开门。")),
}
"""By what a card is worth today."""

NOTICED: dict[str, Verdict] = {
    "today": Verdict("good", lazy("通知有效，今天在入户"), lazy("来的人应当是下面这几位。"), True),
    "ahead": Verdict(
        "mind", lazy("通知有效，还没到日子"), lazy("今天不应当有人凭这张通知上门，来了请先问社区。"), True
    ),
    "past": Verdict("bad", lazy("通知已经过期"), lazy("现在不应当有人凭这张通知上门，来了请先问社区。")),
    "cancelled": Verdict("bad", lazy("通知已经作废"), lazy("不应当有人凭这张通知上门，来了请先问社区。")),
}
"""By how a notice stands today."""

STANDINGS: dict[str, Words] = {
    "on_time": lazy("按时"),
    "approaching": lazy("快到期"),
    "overdue": lazy("已超期"),
}

CODES_HEADING: Words = lazy("邻里恢复码：每个只能用一次，请收在别人看不到的地方。")

PROGRAMS: dict[str, Words] = {
    "wechat": lazy("微信"),
    "dingtalk": lazy("钉钉"),
    "huawei": lazy("华为浏览器"),
    "xiaomi": lazy("小米浏览器"),
    "oppo": lazy("OPPO浏览器"),
    "vivo": lazy("vivo浏览器"),
    "uc": lazy("UC浏览器"),
    "qq": lazy("QQ浏览器"),
    "360": lazy("360浏览器"),
    "edge": "Edge",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}

SYSTEMS: dict[str, Words] = {
    "harmony": lazy("鸿蒙"),
    "android": lazy("安卓手机"),
    "iphone": "iPhone",
    "ipad": "iPad",
    "windows": "Windows",
    "mac": "macOS",
    "linux": "Linux",
}


def device(row: dict[str, Any]) -> dict[str, Any]:
    """A place somebody is signed in, with its browser in words."""
    program, _slash, system = str(row["browser"]).partition("/")
    words = [str(PROGRAMS.get(program, "")), str(SYSTEMS.get(system, ""))]
    return row | {"name": " · ".join(filter(None, words)) or _("别的浏览器")}


def score_words(score: int | None) -> Words:
    """A level's name."""
    return dict(SCORES).get(str(score or ""), "")


def left_words(left: Left) -> str:
    """还剩 2 个工作日, 已超期 1 天."""
    n = left.amount
    if left.late:
        if left.unit == "day":
            return ngettext("已超期 %(n)d 天", "已超期 %(n)d 天", n) % {"n": n}
        return ngettext("已超期 %(n)d 小时", "已超期 %(n)d 小时", n) % {"n": n}
    if left.unit == "working_day":
        return ngettext("还剩 %(n)d 个工作日", "还剩 %(n)d 个工作日", n) % {"n": n}
    return ngettext("还剩 %(n)d 小时", "还剩 %(n)d 小时", n) % {"n": n}


def in_english() -> bool:
    """Whether the page is English."""
    return (get_language() or "").startswith("en")


def moment(at: datetime) -> str:
    """11月25日 17:30, with the year when it is another."""
    local = timezone.localtime(at)
    this_year = local.year == timezone.localtime().year
    if in_english():
        return date_format(local, "j M, H:i" if this_year else "j M Y, H:i", use_l10n=False)
    return date_format(local, "n月j日 H:i" if this_year else "Y年n月j日 H:i", use_l10n=False)


def days(first: date, last: date) -> str:
    """11月30日至12月12日; one day as itself."""
    if in_english():
        ends = date_format(last, "j M Y", use_l10n=False)
        return ends if first == last else f"{date_format(first, 'j M', use_l10n=False)} – {ends}"
    return span(first, last)


def hours(spans: Sequence[tuple[time, time]]) -> str:
    """9:00–12:00、13:30–17:30."""
    shown = [f"{a.hour}:{a.minute:02d}–{b.hour}:{b.minute:02d}" for a, b in spans]
    return (", " if in_english() else "、").join(shown)


def sentence(problem: Problem) -> str:
    """A refusal in the page's language."""
    return problem.en if in_english() else problem.zh


def joined(*parts: str) -> str:
    """Several sentences one after the other."""
    return (" " if in_english() else "").join(filter(None, parts))


def other() -> str:
    """The other language's own name, for its switch."""
    return "中文" if in_english() else "English"


def unknown_place() -> str:
    """The choice of who does not know his grid."""
    return _("不清楚是哪个网格")
