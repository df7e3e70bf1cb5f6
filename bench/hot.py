"""hot: hot issues of the real messages, by `linli hot`

The command runs in a process of its own over `messages/timeline.xlsx` under LINLI_DATA; the figure is its seconds, from
start to end, the median of three. Whether the well-known issues come out whole and by themselves is judged by words a
person picked for each before anything was tuned (a place, and what is wrong there): of the messages that bear them, how
many lie in one issue, and how many others lie with them. A further message is timed against the groups that are there.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import _ground
from linli.cli.heating import as_report
from linli.config import env
from linli.language.rules.hot import Commonness, Groups, Report, features
from linli.language.rules.messages import BadCell, read_messages
from tools import places, say

FILE = "messages/timeline.xlsx"
BAR_SECONDS = 5.0
WHOLE, OWN = 0.9, 0.9
"""Of a well-known issue's messages so many lie in one issue, and of that issue so many are its own."""


@dataclass(frozen=True, slots=True)
class Known:
    """An issue that whoever reads the file finds: words for where, in subject or text, and for what, in the subject.
    `near` is what else of the same place may lie with it."""

    name: str
    where: str
    what: str
    near: str = ""


WELL_KNOWN = (
    Known("丽发新城搅拌站", "丽发", "搅拌|噪|粉尘|污染|灰尘|拯救|吵", "丽发|搅拌|碎石"),
    Known("伊景园滨河苑捆绑车位", "伊景园|滨河苑|滨河院|广铁", "车位", "伊景园|滨河|武广新城|广铁"),
)
OTHERS = (
    Known("58车贷", "58车", "58车"),
    Known("人才购房补贴", "人才", "人才.*(补贴|补助)|(补贴|补助).*人才"),
    Known("辉煌国际城饭店", "辉煌国际", "饭店|餐饮|商铺|烟道"),
    Known("魅力之城油烟", "魅力之城", "油烟|夜宵|噪音|商业门面"),
    Known("绿地海外滩高铁", "海外滩", "高铁"),
    Known("经济学院强制实习", "经济学院", "实习|打工|实践|工厂"),
    Known("凉塘路旧城改造", "凉塘路", "凉塘路.*改造"),
    Known("温斯顿退费", "温斯顿", "温斯顿"),
    Known("中茂城欠款", "中茂城|中贸城", "拖欠|欺诈|血汗|不退还"),
    Known("泉星公园规划", "泉星公园", "泉星公园.*(规划|优化)"),
)


def main() -> int:
    """Run, judge, tell."""
    path = env.data() / FILE
    if not path.is_file():
        say.stop(f"没有 {FILE}（LINLI_DATA）", "give LINLI_DATA, or put the data there")
    with say.step("找热点，三遍", "finding hot issues, three times"):
        runs = [_run(path) for _ in range(3)]
    seconds, issues = statistics.median(one[0] for one in runs), runs[0][1]
    bad: list[BadCell] = []
    reports = [one for message in read_messages(path, bad) if (one := as_report(message))]
    known = {one.name: _judged(one, issues, reports) for one in WELL_KNOWN}
    holds = seconds < BAR_SECONDS and all(
        one["whole"] >= WHOLE and one["own"] >= OWN for one in known.values()
    )
    return _ground.close(
        name="hot",
        figure=round(seconds, 2),
        unit="s for all messages",
        bar=f"< {BAR_SECONDS:g} s; the well-known ones >= {WHOLE:.0%} whole and >= {OWN:.0%} their own",
        holds=holds,
        parts={
            "messages": len(reports),
            "unread_cells": len(bad),
            "issues": len(issues),
            "largest": [len(one["message_ids"]) for one in _by_size(issues)[:5]],
            "well_known": known,
            "others": {one.name: _judged(one, issues, reports) for one in OTHERS},
            "one_more_ms": _one_more(reports),
            "load": [round(each, 1) for each in os.getloadavg()],
        },
        with_=_ground.versions_of("linli"),
    )


def _run(path: Path) -> tuple[float, list[dict[str, Any]]]:
    began = time.perf_counter()
    done = subprocess.run(
        [places.venv_bin("linli"), "hot", str(path), "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.environ.get("PYTHONPATH") or str(places.ROOT)},
    )
    if done.returncode:
        say.stop("linli hot 失败 failed", done.stderr[-500:])
    sys.stderr.write(done.stderr)
    return time.perf_counter() - began, json.loads(done.stdout)


def _by_size(issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(issues, key=lambda one: -len(one["message_ids"]))


def _judged(known: Known, issues: list[dict[str, Any]], reports: list[Report]) -> dict[str, Any]:
    """How whole an issue is, how much of it is its own, and its rank."""
    where, what = re.compile(known.where), re.compile(known.what)
    near = re.compile(known.near or known.where)
    wanted = {one.id for one in reports if where.search(one.subject + one.words) and what.search(one.subject)}
    lies = {str(id): one["rank"] for one in issues for id in one["message_ids"]}
    rank, found = Counter(lies.get(id, 0) for id in wanted).most_common(1)[0]
    if not rank:
        return {"messages": len(wanted), "whole": 0.0, "own": 0.0, "rank": None}
    issue = issues[rank - 1]
    said = {one.id: one.subject + one.words for one in reports}
    own = [id for id in map(str, issue["message_ids"]) if id in wanted or near.search(said[id])]
    return {
        "messages": len(wanted),
        "whole": round(found / len(wanted), 3),
        "own": round(len(own) / len(issue["message_ids"]), 3),
        "rank": rank,
        "title": issue["title"],
        "place": issue["place"],
    }


def _one_more(reports: list[Report]) -> dict[str, float]:
    """Milliseconds that each of the last two hundred messages takes to be put to the others."""
    in_time = sorted(reports, key=lambda one: (one.at, one.id))
    said = {one.id: features(one) for one in in_time}
    commonness, groups = Commonness(), Groups()
    commonness.count(said.values())
    for one in in_time[:-200]:
        groups.add(one.id, commonness.vector(said[one.id]), one.at.toordinal())
    taken: list[float] = []
    for one in in_time[-200:]:
        began = time.perf_counter()
        groups.add(one.id, commonness.vector(features(one)), one.at.toordinal())
        taken.append((time.perf_counter() - began) * 1000)
    return {
        "p50": round(statistics.median(taken), 2),
        "p95": round(statistics.quantiles(taken, n=20)[-1], 2),
    }


if __name__ == "__main__":
    sys.exit(main())
