"""What the columns of patrols may say. The values are kept for ever; the words beside them are what papers call
them."""

from linli.register.rules.kinds import Called


class PointKind(Called):
    """What sort of place a point (点位) is."""

    STREET = "street", "街面背街", "Street"
    ENTRANCE = "entrance", "单元楼道", "Entrance or stairs"
    FIRE_LANE = "fire_lane", "消防通道", "Fire lane"
    RUBBISH = "rubbish", "垃圾投放点", "Rubbish point"
    CHARGING = "charging", "充电停放点", "Charging and parking"
    GREEN = "green", "绿地广场", "Green or square"
    FACILITY = "facility", "公共设施", "Public facility"
    SHOP = "shop", "商户单位", "Shop or unit"
    OTHER = "other", "其他", "Other"


class WalkedOn(Called):
    """On which days a route is walked."""

    WORKING = "working", "工作日", "Working days"
    ALL = "all", "每天", "All days"


class TickState(Called):
    """What is said of a point on a round."""

    FINE = "fine", "正常", "Fine"
    FOUND = "found", "有情况", "Something found"
    SKIPPED = "skipped", "没走到", "Not reached"


SEEN = frozenset({TickState.FINE, TickState.FOUND})
"""What counts as having looked at a point."""


class FindingWay(Called):
    """What became of a finding: a matter, or dealt with on the spot (当场处理), which is counted apart."""

    MATTER = "matter", "报事项", "Raised as a matter"
    SPOT = "spot", "当场处理", "Dealt with on the spot"


class OfferStatus(Called):
    """What became of an offer (愿意帮忙, 提供资源)."""

    OPEN = "open", "待对接", "Open"
    TAKEN = "taken", "已对接", "Taken up"
    CLOSED = "closed", "不再需要", "Closed"


class SlotState(Called):
    """How one asked-for round stands."""

    COMING = "coming", "未到时间", "To come"
    DUE = "due", "该走了", "Due"
    PARTLY = "partly", "走了一部分", "Partly walked"
    DONE = "done", "已走完", "Walked"
    MISSED = "missed", "漏走", "Missed"
