"""Where a load stands, and what may be done with it there."""

from collections import Counter
from collections.abc import Mapping

from linli.kit.errors import Refused
from linli.register.rules.kinds import Called


class State(Called):
    """From the file's coming in to its being loaded, or given up."""

    WAITING = "waiting", "正在检查", "Being checked"
    CHECKED = "checked", "待确认", "To be confirmed"
    LOADING = "loading", "正在导入", "Being loaded"
    DONE = "done", "已导入", "Loaded"
    FAILED = "failed", "没有完成", "Not finished"
    DROPPED = "dropped", "已放弃", "Given up"


class PartKind(Called):
    """What a part holds."""

    FILE = "file", "文件", "The file"
    PEOPLE = "people", "居民", "People"
    HOMES = "homes", "房屋", "Homes"
    WRONG = "wrong", "有误", "Wrong"
    CHANGED = "changed", "有变化", "Changed"
    NEW = "new", "新增", "New"


CHECK_FROM = frozenset({State.WAITING.value, State.CHECKED.value, State.FAILED.value})
START_FROM = frozenset({State.CHECKED.value, State.FAILED.value})
DROP_FROM = frozenset({State.WAITING.value, State.CHECKED.value, State.FAILED.value})
KEPT_DAYS = 30
"""How long the file and its rows stay of a load that nobody finishes, and the wrong rows of one that is done."""
SILENT_MINUTES = 15
"""After how long a load nothing is heard of has stopped; each part that is loaded is heard of."""
NEED = ("name",)
SHOWN_MOST = 500
"""New rows that are kept to be looked at in the preview."""
PART = 5_000
PACK = 500


ROWS = [
    kind.value for kind in (PartKind.PEOPLE, PartKind.HOMES, PartKind.WRONG, PartKind.CHANGED, PartKind.NEW)
]
"""What a check leaves."""
PIECE = 1024 * 1024
"""How much of a file is sealed in one piece."""


def has_news(counts: Mapping[str, int]) -> bool:
    """Whether loading would do anything."""
    return any(counts.get(name, 0) for name in ("new", "changed", "homes_changed"))


def label_codes(names: Mapping[str, str]) -> dict[str, str]:
    """Labels by what a ledger may call them: their names, and the first two characters where one alone begins so
    (独居, 低保)."""
    short = Counter(name[:2] for name in names.values())
    known = {name[:2]: code for code, name in names.items() if short[name[:2]] == 1}
    return known | {name: code for code, name in names.items()}


def wrong_state() -> Refused:
    """It stands where this is not done."""
    return Refused(
        "sheets/wrong-state",
        zh="这次导入现在不能这样操作，请刷新页面",
        en="The load does not stand where this can be done; reload the page",
    )


def check_stopped() -> Refused:
    """What checked it is gone."""
    return Refused(
        "sheets/check-stopped",
        zh="检查中断了，请放弃这一次，把台账再上传一遍",
        en="The check stopped; give this one up and send the ledger again",
    )


def nothing_chosen() -> Refused:
    """No sheet with people on it."""
    return Refused(
        "sheets/no-headings",
        zh="没有找到表头：请确认有一行写着“姓名、身份证号码、楼栋、室号”等列名，或指定工作表和各列的内容",
        en="No headings found: a row with names of columns such as 姓名 and 室号 is wanted",
    )


def missing_columns(names: str) -> Refused:
    """Columns without which nobody can be entered."""
    return Refused(
        "sheets/missing-columns",
        zh=f"还缺这些列：{names}。请在“各列是什么”里指定",
        en=f"Columns are missing: {names}",
    )
