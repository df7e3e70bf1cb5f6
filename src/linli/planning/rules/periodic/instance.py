"""Instances of the periodic routing problem in the format of Cordeau, Gendreau and Laporte (1997). First line: type,
vehicles a day, customers, days. Then for each day the longest route and the largest load (0: no bound). Then the depot
and the customers: number, x, y, service, demand, frequency, how many day patterns, the patterns. A pattern is a number
whose bits are days; the first day is the highest of them."""

import math
from dataclasses import dataclass

from linli.kit.errors import Refused

PERIODIC = 1
MOST_CUSTOMERS, MOST_DAYS, MOST_VEHICLES = 2_000, 31, 2_000
MOST_CELLS = 5_000_000
"""Routes times customers: what the search keeps in memory."""
DOS_END = "\x1a"
"""What old systems put behind the last line."""
MOST = 1e9
"""Larger numbers are slips; with them sums would lose their cents."""


@dataclass(frozen=True)
class Customer:
    """Somebody to visit: his number in the file, where, how long, how much, and the day patterns to choose from."""

    number: int
    x: float
    y: float
    service: float
    demand: float
    patterns: tuple[int, ...]


@dataclass(frozen=True)
class Instance:
    """A problem: `vehicles` a day, bounds of time and load by day (0: none), where routes begin and end."""

    vehicles: int
    days: int
    time_most: tuple[float, ...]
    load_most: tuple[float, ...]
    depot: tuple[float, float]
    customers: tuple[Customer, ...]

    def is_on(self, pattern: int, day: int) -> bool:
        """Whether the pattern has this day (from 0)."""
        return bool(pattern >> (self.days - 1 - day) & 1)


def read(text: str) -> Instance:
    """The instance in a file's text. Refuses what is no periodic instance, naming the line."""
    whole = text.replace(DOS_END, "").splitlines()
    lines = [(number, line.split()) for number, line in enumerate(whole, start=1) if line.strip()]
    if not lines:
        raise _bad(1, "文件是空的", "the file is empty")
    number, words = lines[0]
    kind, vehicles, count, days = _whole_numbers(number, words, 4)
    _check_head(number, kind, vehicles, count, days)
    wanted = 1 + days + 1 + count
    if len(lines) != wanted:
        zh = f"应有 {wanted} 行（{days} 天、1 个起点、{count} 个客户），实际 {len(lines)} 行"
        en = f"{wanted} lines are wanted ({days} days, 1 depot, {count} customers), there are {len(lines)}"
        raise _bad(lines[-1][0], zh, en)
    bounds = [_bounds(*line) for line in lines[1 : 1 + days]]
    customers = tuple(_customer(*line, days=days) for line in lines[2 + days :])
    if len({customer.number for customer in customers}) != count:
        raise _bad(lines[-1][0], "有客户编号重复", "a customer's number comes twice")
    return Instance(
        vehicles=vehicles,
        days=days,
        time_most=tuple(time for time, _ in bounds),
        load_most=tuple(load for _, load in bounds),
        depot=_depot(*lines[1 + days]),
        customers=tuple(customer for customer in customers if customer.patterns),
    )


def _check_head(line: int, kind: int, vehicles: int, count: int, days: int) -> None:
    if kind != PERIODIC:
        zh = f"类型是 {kind}，这里只解类型 1（周期路线）"
        raise _bad(line, zh, f"it is of type {kind}; only type 1, the periodic problem, is solved")
    for value, most, zh, en in (
        (vehicles, MOST_VEHICLES, "车辆数", "vehicles"),
        (count, MOST_CUSTOMERS, "客户数", "customers"),
        (days, MOST_DAYS, "天数", "days"),
    ):
        if not 1 <= value <= most:
            raise _bad(line, f"{zh}应在 1 到 {most} 之间，不是 {value}", f"{en}: 1 to {most}, not {value}")
    if vehicles * days * count > MOST_CELLS:
        raise _bad(line, "车辆、天数、客户一起太多了", "vehicles, days and customers together are too many")


def _bounds(line: int, words: list[str]) -> tuple[float, float]:
    """Time and load of a day."""
    time, load = _numbers(line, words, 2)
    if min(time, load) < 0:
        raise _bad(line, "上限不能是负数", "a bound may not be negative")
    return time, load


def _depot(line: int, words: list[str]) -> tuple[float, float]:
    if len(words) < 3:
        raise _bad(line, "起点应有编号和坐标", "a depot has a number and coordinates")
    x, y = _numbers(line, words[1:3], 2)
    return x, y


def _customer(line: int, words: list[str], *, days: int) -> Customer:
    if len(words) < 7:
        zh, en = "客户一行至少 7 个数", "a customer has at least 7 numbers"
        raise _bad(line, f"{zh}，这里 {len(words)} 个", f"{en}, here are {len(words)}")
    x, y, service, demand = _numbers(line, words[1:5], 4)
    number, frequency, choices = _whole_numbers(line, [words[0], *words[5:7]], 3)
    patterns = _whole_numbers(line, words[7:], choices)
    if min(service, demand) < 0:
        raise _bad(line, "服务时间和需求不能是负数", "service and demand may not be negative")
    for pattern in patterns:
        if not 0 < pattern < 1 << days:
            raise _bad(
                line, f"日期组合 {pattern} 不在 {days} 天里", f"pattern {pattern} is not of {days} days"
            )
    if frequency > 0 and not patterns:
        raise _bad(line, "要去的客户没有日期组合", "a customer to be visited has no day patterns")
    return Customer(number, x, y, service, demand, tuple(dict.fromkeys(patterns)) if frequency else ())


def _whole_numbers(line: int, words: list[str], count: int) -> list[int]:
    values = _numbers(line, words, count)
    for word, value in zip(words, values, strict=True):
        if value != int(value):
            raise _bad(line, f"{word[:20]} 应是整数", f"{word[:20]} should be a whole number")
    return [int(value) for value in values]


def _numbers(line: int, words: list[str], count: int) -> list[float]:
    if len(words) != count:
        raise _bad(
            line, f"应有 {count} 个数，这里 {len(words)} 个", f"{count} numbers wanted, {len(words)} found"
        )
    return [_number(line, word) for word in words]


def _number(line: int, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        raise _bad(line, f"“{word[:20]}”不是数", f"{word[:20]!r} is no number") from None
    if not math.isfinite(value) or abs(value) > MOST:
        raise _bad(line, f"{word[:20]} 太大了", f"{word[:20]} is too large")
    return value


def _bad(line: int, zh: str, en: str) -> Refused:
    return Refused(
        "plan/bad-instance", zh=f"路线题第 {line} 行读不了：{zh}", en=f"Line {line} of the instance: {en}"
    )
