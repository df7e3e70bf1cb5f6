"""Where a load stands, and what may be done with it there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from linli.kit.errors import Conflict, Forbidden, Refused
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
"""From where columns may be said anew."""
FAIL_FROM = frozenset({State.WAITING.value, State.LOADING.value})
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


LATE = 1_000_000
"""Packs of rows that could not be taken when it came to loading begin at this number, a thousand for each part."""
WRONG_MOST = 24 * 1024 * 1024
"""How much of wrong rows is kept."""
PACK_BYTES = 2 * 1024 * 1024
"""How much of rows is sealed in one pack."""


def weight(cells: Iterable[Any]) -> int:
    """About how many bytes cells are."""
    return sum(3 * len(cell) + 5 if isinstance(cell, str) else 9 for cell in cells)


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


def half_loaded() -> Refused:
    """Some of it is on the register by what its columns were."""
    return Refused(
        "sheets/half-loaded",
        zh="这份台账已经导入了一部分，不能再改列：请点“继续导入”导完；列不对的，放弃这一次，把文件重新上传",
        en="Some of it is on the register, so its columns stay: go on loading it, or give it up and send it anew",
    )


def not_the_sender(name: str) -> Forbidden:
    """What a ledger holds is its sender's to look at."""
    return Forbidden(
        "sheets/not-the-sender",
        zh=f"台账里的各行只有上传的人（{name}）能看、能下载；要看请重新上传一份",
        en=f"The rows of a ledger are shown to its sender alone ({name}); send the file yourself to see them",
    )


def busy() -> Conflict:
    """Another is being loaded."""
    return Conflict(
        "sheets/busy",
        zh="本社区正在导入另一份台账，等它完成再来",
        en="Another ledger is being loaded into this community; wait for it",
    )


def stopped() -> Refused:
    """What loaded it is gone."""
    return Refused("sheets/stopped", zh="导入中断了，可以继续", en="The load stopped; it can go on")


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


def missing_columns(names: str, names_en: str) -> Refused:
    """Columns without which nobody can be entered."""
    return Refused(
        "sheets/missing-columns",
        zh=f"还缺这些列：{names}。请在“各列是什么”里指定",
        en=f"Columns are missing: {names_en}. Say which they are under “Sheets and what the columns are”",
    )
