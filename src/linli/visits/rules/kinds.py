"""What the columns of visits may say. The values are kept for ever; the words beside them are what screens call
them."""

from linli.register.rules.kinds import Called


class Whom(Called):
    """Whom a visit is to."""

    HOUSEHOLD = "household", "住户", "Household"
    ORGANISATION = "organisation", "单位", "Organisation"


class Way(Called):
    """How somebody was reached. Only `home` counts as 入户."""

    HOME = "home", "入户", "At home"
    DOOR = "door", "门口楼道", "At the door or on the stairs"
    PREMISES = "premises", "上门", "At the premises"
    PHONE = "phone", "电话", "By phone"
    WINDOW = "window", "来访", "Came to the window"
    OTHER = "other", "其他", "Another way"


INSIDE = frozenset({Way.HOME, Way.PREMISES})
"""Ways that count as having been inside."""
IN_PERSON = frozenset({Way.HOME, Way.DOOR, Way.PREMISES, Way.WINDOW})
"""Ways by which one sees somebody."""
ON_FOOT = frozenset({Way.HOME, Way.DOOR, Way.PREMISES})
"""Ways for which somebody walks there."""
WAYS: dict[str, tuple[Way, ...]] = {
    Whom.HOUSEHOLD: (Way.HOME, Way.DOOR, Way.PHONE, Way.WINDOW, Way.OTHER),
    Whom.ORGANISATION: (Way.PREMISES, Way.PHONE, Way.WINDOW, Way.OTHER),
}
"""Which ways there are to reach whom."""


class Result(Called):
    """What came of it. Each is a result, and each is counted by itself."""

    MET = "met", "见到", "Met"
    NOBODY = "nobody", "家中无人", "Nobody there"
    DECLINED = "declined", "婉拒", "Declined"
    UNREACHABLE = "unreachable", "联系不上", "Could not be reached"


class Approval(Called):
    """Whether the lead agrees that somebody could not be reached."""

    NONE = "", "不需要", "None needed"
    ASKED = "asked", "待确认", "Asked for"
    AGREED = "agreed", "已确认", "Agreed"
    REFUSED = "refused", "未确认", "Not agreed"


class Grade(Called):
    """How much care somebody needs (风险等级)."""

    HIGH = "high", "高风险", "High risk"
    PRIORITY = "priority", "重点", "Priority"
    GENERAL = "general", "一般", "General"


class Change(Called):
    """A major change (重大变化): whoever is at high risk is seen within 24 hours of one."""

    DISCHARGED = "discharged", "出院", "Back from hospital"
    FELL_ILL = "fell_ill", "突发疾病", "Fell ill"
    FALL = "fall", "跌倒受伤", "Fell and was hurt"
    BEREAVED = "bereaved", "亲人去世", "Lost somebody near"
    LOST_CARE = "lost_care", "照护人离开", "Who cared for them has gone"
    DISASTER = "disaster", "遭灾受损", "Fire, water or another disaster"
    CONFLICT = "conflict", "家庭变故", "A break in the family"
    OTHER = "other", "其他变化", "Another change"


class Hours(Called):
    """When somebody is home."""

    ANY = "any", "都在家", "Any time"
    DAY = "day", "白天", "In the day"
    EVENING = "evening", "晚上", "In the evening"
    WEEKEND = "weekend", "周末", "At the weekend"


class Repeats(Called):
    """Whether a campaign begins anew: a round each month with the same question."""

    NONE = "none", "不重复", "Once"
    MONTHLY = "monthly", "每月一轮", "A round each month"


class Companion(Called):
    """Who goes along. Two grid members, one pioneer and N neighbours make a 2+1+N team."""

    GRID_MEMBER = "grid_member", "网格成员", "Grid member"
    PIONEER = "pioneer", "先锋", "Pioneer"
    NEIGHBOUR = "neighbour", "邻居", "Neighbour"
    OFFICIAL = "official", "干部", "Official"
    POLICE = "police", "民警", "Police officer"
    VOLUNTEER = "volunteer", "志愿者", "Volunteer"
    OTHER = "other", "其他", "Other"
