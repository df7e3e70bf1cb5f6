"""Whether a plan may be walked as it says, looked at door by door: it knows nothing of how the plan was made but how
long ways take."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linli.planning.rules.week.doors import Door, Hand, Plan, Reason, Stop
from linli.planning.rules.week.walking import on_foot, way

EASE = 1e-3
"""Minutes of rounding."""


@dataclass(frozen=True)
class _Seen:
    """What a stop is looked at with."""

    stop: Stop
    door: Door


def faults(plan: Plan, doors: Sequence[Door], hands: Sequence[Hand], days: Iterable[date]) -> list[str]:
    """What is wrong with the plan, one line each."""
    by_id = {door.id: door for door in doors}
    by_hand = {hand.id: hand for hand in hands}
    found = _told_once(plan, by_id)
    if found:
        return found
    seen = [_Seen(stop, by_id[stop.door]) for stop in plan.stops]
    planned = set(days)
    for each in seen:
        found += [f"{each.door.id}: {fault}" for fault in _of_stop(each, by_hand, planned)]
    for (day, worker), stops in _by_person(seen).items():
        if worker not in by_hand:
            found.append(f"nobody is {worker}")
            continue
        found += [f"{day} {worker}: {fault}" for fault in _of_day(stops, by_hand[worker], day)]
    return found + _of_fixed(plan, by_id)


def _told_once(plan: Plan, by_id: Mapping[str, Door]) -> list[str]:
    told = Counter(stop.door for stop in plan.stops) + Counter(left.door for left in plan.left)
    found = [f"{id}: told {count} times" for id, count in told.items() if count > 1]
    found += [f"{id}: not told" for id in by_id if id not in told]
    return found + [f"{id}: nobody knows it" for id in told if id not in by_id]


def _of_stop(each: _Seen, hands: Mapping[str, Hand], days: set[date]) -> list[str]:
    stop, door = each.stop, each.door
    found: list[str] = []
    if stop.day not in days:
        found.append(f"{stop.day} is not planned")
    if door.two != (stop.second is not None) or stop.second == stop.worker:
        found.append(f"{stop.worker} with {stop.second}, two: {door.two}")
    if door.fixed:
        return found
    if not door.earliest <= stop.day <= door.latest:
        found.append(f"due {door.earliest} to {door.latest}, not {stop.day}")
    if not _is_home(door, stop):
        found.append(f"nobody home on {stop.day} at minute {stop.arrival:.1f}")
    if stop.worker not in hands or not hands[stop.worker].serves(door.area):
        found.append(f"{stop.worker} does not serve {door.area}")
    return found


def _is_home(door: Door, stop: Stop) -> bool:
    if not door.hours:
        return True
    return any(
        stop.day.weekday() in hours.weekdays
        and hours.begins - EASE <= stop.arrival
        and stop.arrival + door.minutes <= hours.ends + EASE
        for hours in door.hours
    )


def _by_person(seen: Sequence[_Seen]) -> dict[tuple[date, str], list[_Seen]]:
    """Everybody's stops of a day, those he goes along to as well, by time; of one time in the order told."""
    found: dict[tuple[date, str], list[_Seen]] = defaultdict(list)
    for each in seen:
        found[each.stop.day, each.stop.worker].append(each)
        if each.stop.second:
            found[each.stop.day, each.stop.second].append(each)
    for stops in found.values():
        stops.sort(key=lambda each: each.stop.arrival)
    return found


def _of_day(stops: Sequence[_Seen], hand: Hand, day: date) -> list[str]:
    found: list[str] = []
    spans = hand.days.get(day, ())
    of_span: dict[tuple[int, int], list[_Seen]] = defaultdict(list)
    for each in stops:
        begins, ends = each.stop.arrival, each.stop.arrival + each.door.minutes
        span = next((s for s in spans if s[0] - EASE <= begins and ends <= s[1] + EASE), None)
        if span is None:
            found.append(f"{each.door.id} from {begins:.1f} to {ends:.1f} is in none of {spans}")
        else:
            of_span[span].append(each)
    orders = [each.stop.order for each in stops if each.stop.worker == hand.id]
    if orders != sorted(set(orders)):
        found.append("the order is not that of the times")
    for span, within in of_span.items():
        found += _of_span(within, hand, span)
    return found


def _of_span(stops: Sequence[_Seen], hand: Hand, span: tuple[int, int]) -> list[str]:
    """Ways: from the start, from door to door (a call is made where he is), and back in time."""
    found: list[str] = []
    here, ready = None, float(span[0])
    for each in stops:
        step = way(here, each.door, hand.start) if on_foot(each.door) else 0.0
        if each.stop.arrival < ready + step - EASE:
            found.append(f"{each.door.id} at {each.stop.arrival:.1f}, there at {ready + step:.1f}")
        here = each.door if on_foot(each.door) else here
        ready = each.stop.arrival + each.door.minutes
    if ready + way(here, None, hand.start) > span[1] + EASE:
        found.append(f"not back by {span[1]}")
    return found


def _of_fixed(plan: Plan, by_id: Mapping[str, Door]) -> list[str]:
    found: list[str] = []
    orders: dict[tuple[date, str], list[tuple[int, str, int]]] = defaultdict(list)
    for stop in plan.stops:
        fixed = by_id[stop.door].fixed
        if fixed is None:
            continue
        second = fixed.second or stop.second
        if (stop.day, stop.worker, stop.second) != (fixed.day, fixed.worker, second):
            found.append(f"{stop.door}: fixed {fixed}, planned {stop}")
        orders[stop.day, stop.worker].append((fixed.order, stop.door, stop.order))
    for who, fixed_orders in orders.items():
        planned = [order for _, _, order in sorted(fixed_orders)]
        if planned != sorted(planned):
            found.append(f"{who}: fixed order lost")
    return found + [
        f"{left.door}: left as {left.reason}, fixed: {by_id[left.door].fixed}"
        for left in plan.left
        if (by_id[left.door].fixed is not None) != (left.reason is Reason.FIXED)
    ]
