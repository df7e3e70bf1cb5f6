"""How a stay in a household begins and ends."""

from linli.register.rules.kinds import Called


class Beginning(Called):
    """How a resident came into a household."""

    ENTERED = "entered", "登记", "Entered"
    MOVED_IN = "moved_in", "迁入", "Moved in"
    BORN = "born", "出生", "Born"
    SPLIT = "split", "分户", "Split off"
    BACK = "back", "返回", "Came back"


class Ending(Called):
    """How a stay ended."""

    MOVED = "moved", "搬走", "Moved"
    SPLIT = "split", "分户", "Split off"
    LEFT = "left", "迁出", "Left"
    DIED = "died", "去世", "Died"
    TENANCY = "tenancy", "退租", "End of tenancy"
    MERGED = "merged", "合并", "Merged"
    """Of a household alone: the record of its last member was merged into another; parting the two opens it again."""
