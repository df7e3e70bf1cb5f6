"""What a patrol sheet (巡查单) says on paper: the points of a route in their order with boxes to tick. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linli.documents.rules import chinese_date, chinese_moment, title_fit
from linli.patrols.rules.kinds import TickState
from linli.patrols.rules.slots import Slot

PAPER = "patrol_sheet"
TITLE = "巡查单"


@dataclass(frozen=True, slots=True)
class Stop:
    """A line: what sort of point, where, what to look at there."""

    kind: str
    name: str
    note: str


def patrol_sheet(
    *,
    unit: str,
    route: str,
    who: str,
    note: str,
    on: date,
    slots: Sequence[Slot],
    stops: Sequence[Stop],
    now: datetime,
) -> dict[str, object]:
    """The content of a patrol sheet: a row a point, a column a round."""
    return {
        "title": TITLE,
        "unit": unit,
        "route": title_fit(route, 40),
        "who": title_fit(who, 60),
        "note": title_fit(note, 120),
        "day": f"{chinese_date(on)}（星期{'一二三四五六日'[on.weekday()]}）",
        "rounds": [f"{slot.name} {slot.begins:%H:%M}—{slot.until:%H:%M}" for slot in slots],
        "states": [state.zh for state in TickState],
        "rows": [
            [str(place), one.kind, title_fit(one.name, 60), title_fit(one.note, 100)]
            for place, one in enumerate(stops, start=1)
        ],
        "printed": f"打印时间：{chinese_moment(now)}",
    }
