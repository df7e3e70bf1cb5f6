"""`linli simulate`: made-up communities of any number, poured in by COPY under the owner's login, a community a
transaction, in as many processes as the machine has cores. What is there stays; broken off, it goes on where it was."""

import gc
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from linli.cli import progress
from linli.cli.synthetic import city, community
from linli.cli.synthetic.site import Site
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.register import actions as register
from linli.register import queries as register_queries
from linli.territory import actions as territory
from linli.territory import queries as maps
from linli.territory.actions import DivisionRow
from linli.territory.rules import GridKind

BY = "合成装载"
SOURCE = "合成，与任何真实区划无关"


@dataclass(frozen=True, slots=True)
class Put:
    """What was written of one community."""

    households: int
    residents: int
    rows: int


def simulate(*, households: int, area: str = city.AREA, seed: int = 1, processes: int = 0) -> int:
    """Make so many households up below an area and load them. Refused, before anything is written, for an area that is
    on the map and for one that has a register of its own."""
    city.check(households, area)
    wanted = city.sites(households, area, seed=seed)
    began = time.monotonic()
    left = _prepare(wanted)
    if len(left) < len(wanted):
        print(f"已有 {len(wanted) - len(left)} 个社区，不重复 communities that are there already stay")
    done = list(_poured(left, processes or os.cpu_count() or 1))
    if done:
        with progress.step("整理统计", "statistics"), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    _tell(done, time.monotonic() - began)
    return 0


def _prepare(wanted: Sequence[Site]) -> list[Site]:
    """Dictionary, divisions and the ledger's month; the communities that are not there yet."""
    by = system(BY)
    with scope(by):
        left = _missing(wanted)
        ledger.open_months(by=by, moments=[clock.now()])
        register.load_label_kinds(by=by)
        known = {row["code"]: row["synthetic"] for row in _divisions(wanted)}
        if taken := [code for code, synthetic in known.items() if not synthetic]:
            raise ValueError(f"区划 {taken[0]} 不是合成的 this division is not made up")
        new = [one for one in city.divisions(list(wanted)) if one.code not in known]
        territory.load_divisions(
            by=by, rows=[DivisionRow(one.code, one.name, source=SOURCE, synthetic=True) for one in new]
        )
    return left


def _divisions(wanted: Sequence[Site]) -> Iterator[dict[str, object]]:
    """What is known of the divisions the communities lie in."""
    by = system(BY)
    for code in dict.fromkeys(one.code[:9] for one in wanted):
        yield from maps.divisions(by, below=code, most=5000)
    for code in dict.fromkeys(one.code[:n] for one in wanted for n in (4, 6)):
        yield from (row for row in maps.divisions(by, below=code, most=1) if row["code"] == code)


def _missing(wanted: Sequence[Site]) -> list[Site]:
    """Those of which nothing is there. ValueError where a community has a register that is not this one."""
    there: dict[str, set[str]] = {}
    rows = register_queries.visible_estates(system(BY)).filter(community__in=[one.code for one in wanted])
    for code, id in rows.values_list("community", "id"):
        there.setdefault(code, set()).add(str(id))
    other = [one.code for one in wanted if one.code in there and one.first_estate not in there[one.code]]
    if other:
        raise ValueError(
            f"{len(other)} 个社区已有别的底册，第一个是 {other[0]}，换一个 --area 或用原来的 --seed 和 --households"
            f" {len(other)} communities have another register; take another --area, or the seed and size of before"
        )
    return [one for one in wanted if one.code not in there]


def _poured(left: Sequence[Site], processes: int) -> Iterator[Put]:
    """Load the communities, some at a time, and tell how far it is."""
    bar = progress.Bar(sum(one.households for one in left), "户", "households")
    connection.close()
    gc.disable()  # half a million small objects a community, none in a ring: looking for rings takes a third of the time
    if min(processes, len(left)) < 2:
        for one in left:
            yield _counted(put(one), bar)
        return
    with multiprocessing.get_context("fork").Pool(min(processes, len(left))) as pool:
        for done in pool.imap_unordered(put, left):
            yield _counted(done, bar)


def _counted(done: Put, bar: progress.Bar) -> Put:
    bar.add(done.households)
    return done


def put(one: Site) -> Put:
    """Load one community: its grids and its register, in one transaction."""
    by = system(BY)
    rows = community.make(one, timezone.localdate(clock.now()))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    with scope(by):
        for code, name, kind, polygon in one.polygons():
            territory.draw_grid(
                by=by, code=code, name=name, kind=GridKind(kind), polygon=polygon, synthetic=True
            )
        written = register.load_made_up(by=by, community=one.code, rows=rows)
    return Put(len(rows.households), len(rows.residents), written)


def _tell(done: Sequence[Put], seconds: float) -> None:
    rows = sum(one.rows for one in done)
    homes, people = sum(one.households for one in done), sum(one.residents for one in done)
    print(
        f"{homes} 户 {people} 人，{rows} 行，{seconds:.1f} 秒，每秒 {rows / seconds:.0f} 行"
        f" {homes} households, {people} residents, {rows} rows in {seconds:.1f} s, {rows / seconds:.0f} rows a second"
    )
