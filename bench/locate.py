"""locate: from words to a place of a register of 50,000 dwellings, with slips, colloquial forms, and places that are
not there

Ten made-up communities in one gazetteer; texts from a generator of its own, each with what is meant. Right is the top
candidate where the register has the place and the text tells it apart, and "unsure" where it does not. Real messages
from elsewhere are read too where they are at hand: none of their places is in this register, so whatever is sure is
wrong.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median, quantiles
from typing import Any

from bench import _ground, _locate_cases
from bench._locate_cases import UNSURE, Case, Town
from linli.cli.synthetic import city, community
from linli.config import env
from linli.language.rules.locating import Gazetteer, Kind, Located, Place, Room, Wanted, locate
from linli.language.rules.messages import BadCell, read_messages
from linli.register.rules.rows import Rows

BAR, BAR_MS = 0.97, 5.0
FILE = "messages/timeline.xlsx"


def main() -> int:
    """Make the register, ask, judge, tell."""
    chosen = _arguments()
    sites = city.sites(chosen.dwellings, "9902", seed=1)
    every = [community.make(site, date(2026, 11, 1)) for site in sites]
    towns = _locate_cases.towns(every)
    began = time.perf_counter()
    known = Gazetteer(place for rows, town in zip(every, towns, strict=True) for place in _places(rows, town))
    built = time.perf_counter() - began
    rooms = _Rooms(every)
    judged = _judge(
        known, rooms, list(_locate_cases.cases(towns, chosen.cases, seed=chosen.seed)), chosen.show
    )
    real = _real(known, rooms, chosen.show)
    right = judged.pop("right_share")
    times = [one for one in (judged["ms_p95"], real.get("ms_p95")) if one is not None]
    return _ground.close(
        name="locate",
        figure=right,
        unit="share of texts read right",
        bar=f"≥ {BAR:g}, ≤ {BAR_MS:g} ms",
        holds=right >= BAR and max(times) <= BAR_MS,
        parts={
            **judged,
            "real_messages": real,
            "dwellings": len(rooms.every),
            "places": len(known.places),
            "names": len(known.names),
            "built_s": round(built, 2),
        },
        with_=_ground.versions_of("linli", "ahocorasick-rs", "pypinyin"),
    )


class _Rooms:
    """Where rooms are looked up."""

    def __init__(self, every: Iterable[Rows]) -> None:
        self.every = [
            Room(d.id, d.building, d.entrance_number, d.room, d.floor, d.code, d.area)
            for r in every
            for d in r.dwellings
        ]
        self._of: dict[str, list[Room]] = {}
        for room in self.every:
            self._of.setdefault(room.building, []).append(room)

    def __call__(self, wanted: Sequence[Wanted]) -> Mapping[str, Sequence[Room]]:
        return {
            one.building: [room for room in self._of.get(one.building, ()) if _fits(room, one)]
            for one in wanted
        }


def _fits(room: Room, one: Wanted) -> bool:
    if one.entrance and room.entrance != one.entrance:
        return False
    return room.room == one.room if one.room else room.floor == one.floor


def _places(rows: Rows, town: Town) -> Iterable[Place]:
    stairs: dict[str, set[str]] = {}
    for entrance in rows.entrances:
        stairs.setdefault(entrance.building, set()).add(entrance.number)
    for e in rows.estates:
        nick = town.nicknames.get(e.id)
        yield Place(Kind.ESTATE, e.id, "", e.name, e.area, aliases=(nick,) if nick else (), address=e.address)
    for b in rows.buildings:
        yield Place(
            Kind.BUILDING, b.id, b.number, b.name, b.area, parent=b.estate, number=b.number,
            entrances=frozenset(stairs.get(b.id, ())), floors=b.floors,
        )  # fmt: skip
    for o in rows.organisations:
        yield Place(Kind.ORGANISATION, o.id, o.credit_code, o.name, o.area, parent=o.building, trade=o.trade)
    for area in sorted({e.area for e in rows.estates}):
        name = next(e.name for e in rows.estates if e.area == area)
        yield Place(Kind.GRID, area, area, f"{name}网格", area)


def _judge(known: Gazetteer, rooms: _Rooms, every: list[Case], show: int) -> dict[str, Any]:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong = unsure = 0
    took: list[float] = []
    for case in every:
        began = time.thread_time()
        found = locate(known, case.text, rooms=rooms, near=case.near)
        took.append((time.thread_time() - began) * 1000)
        said = _said(found)
        good = said == case.meant
        asked[case.form] += 1
        right[case.form] += good
        unsure += said == UNSURE
        wrong += not good and said != UNSURE
        if not good and show:
            show -= 1
            _show(case, found)
    return {
        "right_share": round(right.total() / len(every), 4),
        "cases": len(every),
        "wrong_but_sure": round(wrong / len(every), 4),
        "unsure": round(unsure / len(every), 4),
        "should_be_unsure": round(sum(case.meant == UNSURE for case in every) / len(every), 4),
        "ms_p50": round(median(took), 3),
        "ms_p95": round(quantiles(took, n=20)[-1], 3),
        "by_form": {form: round(right[form] / n, 3) for form, n in sorted(asked.items())},
    }


def _said(found: Located) -> tuple[str, str]:
    if found.unsure is not None:
        return UNSURE
    return found.candidates[0].kind.value, found.candidates[0].id


def _show(case: Case, found: Located) -> None:
    told = [(c.kind.value, c.name, c.score, [w.zh for w in c.why]) for c in found.candidates[:3]]
    why = found.unsure.zh if found.unsure else ""
    print(f"{case.form}: {case.text!r} {case.near} meant {case.meant}\n   {why} {told}", file=sys.stderr)


def _real(known: Gazetteer, rooms: _Rooms, show: int) -> dict[str, Any]:
    """Real messages, none of which speaks of this register."""
    path = env.data() / FILE
    if not path.is_file():
        return {"absent": FILE}
    bad: list[BadCell] = []
    took: list[float] = []
    sure = 0
    texts = [f"{one.subject} {one.words}" for one in read_messages(path, bad)]
    for text in texts:
        began = time.thread_time()
        found = locate(known, text, rooms=rooms)
        took.append((time.thread_time() - began) * 1000)
        sure += found.unsure is None
        if found.unsure is None and show > 0:
            show -= 1
            print(text[:80], [(c.name, c.score) for c in found.candidates[:2]], file=sys.stderr)
    return {
        "messages": len(texts),
        "sure_of_what_is_not_there": round(sure / len(texts), 4),
        "ms_p50": round(median(took), 3),
        "ms_p95": round(quantiles(took, n=20)[-1], 3),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench locate")
    parser.add_argument(
        "--dwellings", type=int, default=50_000, help="how many households the register has at least"
    )
    parser.add_argument("--cases", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="how many of the texts read wrong to show")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
