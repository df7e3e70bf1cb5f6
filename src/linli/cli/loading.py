"""Loading the demo community: its map, its people and posts, its dictionary, and a year of synthetic matters told
through the same actions as real ones, each step at its own time by the person who sits in the post."""

import multiprocessing
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from linli.accounts import actions as accounts
from linli.accounts import queries as accounts_queries
from linli.blocks import actions as blocks
from linli.blocks.rules import Kind
from linli.calendars import actions as calendars
from linli.cli import carrying, handing_out, patrolling, progress, telling, tying
from linli.cli.demo import grids, places, timeline
from linli.cli.demo.people import Post, Roster, roster
from linli.cli.demo.visits import CAMPAIGN, NOTES, WHAT
from linli.cli.keeping import shipped_divisions
from linli.cli.synthetic import community, site
from linli.cli.telling import Bundle
from linli.habits import actions as habits
from linli.hotspots import actions as hotspots
from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.matters import actions
from linli.matters import queries as matter_queries
from linli.register import actions as register
from linli.register import queries as register_queries
from linli.register.queries import Which
from linli.territory import actions as territory
from linli.territory.actions import DivisionRow
from linli.territory.rules import GridKind
from linli.visits import actions as visits
from linli.visits.rules.kinds import Whom
from linli.workforce import actions as workforce
from linli.workforce import queries as workforce_queries

PASSWORD = "linli-demo-2026"  # noqa: S105 - the demo's people are invented and the server listens on this machine alone
PER_TRANSACTION = 40
SHOWN = (
    ("counter1", "窗口社工 counter"),
    ("grid03", "网格员 grid worker"),
    ("lead02", "网格长 grid lead"),
    ("secretary", "社区书记 secretary"),
    ("works", "街道干部 subdistrict"),
    ("supply", "部门干部 department"),
    ("supervisor1", "督办员 supervisor"),
    ("police1", "社区民警 community police officer"),
    ("admin", "系统管理员 administrator"),
)


def demo(*, matters: int) -> int:
    """Load the demo unless it is there; what a broken-off load left out is added. Print who may sign in."""
    if not on_this_machine():
        raise ValueError(
            "PUBLIC_URL 不是本机，不装演示数据 the demo is for this machine alone, PUBLIC_URL is another"
        )
    by = system("演示装载")
    people = roster()
    with scope(by, write=False):
        missing = _missing(by, matters)
        seated = accounts_queries.by_login(people.people[0].key) is not None
        settled = register_queries.visible_estates(by).filter(community=places.COMMUNITY).exists()
    if missing or not settled:
        if not seated:
            with scope(by):
                ledger.open_months(by=by, moments=months())
            prepare(by)
            seat(by, people)
            block(by, people)
        if not settled:
            settle(by)
    if missing:
        _tell(by, people, matters, missing)
        leave(by, people)
        orphan(by, people)
    if not settled:
        net = tying.planned(by)
        tying.tie(by, net)
        walk(by, people, passed_over=frozenset(home.id for home in net.silent))
        walkers = _walkers(people)
        carrying.carry_out(by, _sitting, telling.post_id)
        handing_out.hand_out(by, list(walkers.values()))
        patrolling.patrol(by, actors_of(people), {area: one.post for area, one in walkers.items()})
        find_hot(by)
    if missing:
        with scope(by):
            habits.count(by=by, community=places.COMMUNITY)
    _print_people()
    return 0


def find_hot(by: Actor) -> None:
    """Look the made-up year through, as the job does every few minutes."""
    with scope(by):
        hotspots.gather(by=by, community=places.COMMUNITY, whole=True)


def on_this_machine() -> bool:
    """Whether the site is served to this machine alone, so that a published password does no harm."""
    return urlsplit(settings.PUBLIC_URL).hostname in {"127.0.0.1", "localhost", "::1"}


def _missing(by: Actor, count: int) -> set[int]:
    """Numbers of the stories that are not told yet."""
    ids_of = {telling.matter_id(n): n for n in range(1, count + 1)}
    return set(ids_of.values()) - {ids_of[id] for id in matter_queries.existing(by, list(ids_of))}


def months() -> list[datetime]:
    """A moment in every month the year touches."""
    now = clock.now()
    return [now - timedelta(days=31 * m) for m in range(16)]


def prepare(by: Actor) -> None:
    """The dictionary, divisions and grids."""
    with scope(by), progress.step("装载字典、区划与网格", "dictionary, divisions and grids"):
        workforce.load_titles(by=by)
        calendars.load_days(by=by)
        actions.load_categories(by=by)
        register.load_label_kinds(by=by)
        territory.load_divisions(by=by, rows=[*shipped_divisions(), *_own_divisions()])
        for grid in grids.grids():
            territory.draw_grid(
                by=by,
                code=grid.code,
                name=grid.name,
                kind=GridKind(grid.kind),
                polygon=grid.polygon,
                synthetic=True,
            )


def settle(by: Actor) -> None:
    """The register: the community's buildings and homes with those who live in them, its shops and firms."""
    today = timezone.localdate(clock.now())
    with progress.step("装载底册", "the register"), scope(by):
        register.load_label_kinds(by=by)
        register.load_made_up(by=by, community=places.COMMUNITY, rows=community.make(site.DEMO, today))


def walk(by: Actor, people: Roster, *, passed_over: Collection[UUID] = ()) -> None:
    """Some weeks of visits, and a campaign that runs, by those who hold the grids; some doors nobody came to."""
    today = timezone.localdate(clock.now())
    with progress.step("装载走访", "visits"):
        with scope(by):
            visits.follow(by=by, which=Which(community=places.COMMUNITY))
        with scope(by), clock.at(clock.now() - timedelta(days=21)):
            visits.start_campaign(
                by=by,
                campaign_id=ids.of("demo-campaign", "shops"),
                area=places.COMMUNITY,
                name=CAMPAIGN,
                noun=Whom.ORGANISATION,
                asked=visits.Asked(kinds=["shop"]),
                from_on=today - timedelta(days=21),
                until_on=today + timedelta(days=69),
                what=WHAT,
            )
        with scope(by):
            visits.load_made_up(
                by=by,
                community=places.COMMUNITY,
                walkers=_walkers(people),
                today=today,
                notes=NOTES,
                passed_over=passed_over,
            )


def _sitting(key: str) -> Actor | None:
    return workforce_queries.actor_of(user_id(key))


def _walkers(people: Roster) -> dict[str, visits.Walker]:
    """Who walks each grid: whoever holds its first worker's post."""
    names = {person.key: person.name for person in people.people}
    found: dict[str, visits.Walker] = {}
    for post in people.posts:
        if post.title == "grid_worker" and post.person:
            walker = visits.Walker(telling.post_id(post.key), user_id(post.person), names[post.person])
            found.setdefault(post.area[:15], walker)
    return found


def _own_divisions() -> list[DivisionRow]:
    source = "合成，与任何真实区划无关"
    return [
        DivisionRow(code=code, name=name, source=source, synthetic=True) for code, name in places.DIVISIONS
    ]


def user_id(key: str) -> UUID:
    """The id of a demo person."""
    return ids.of("demo-person", key)


def seat(by: Actor, people: Roster) -> None:
    """Everybody into their posts, those who have left since among them."""
    now, encoded = clock.now(), make_password(PASSWORD)
    with scope(by), progress.step("安排人员与岗位", "people and posts"):
        for person in people.people:
            accounts.add_person(
                by=by,
                area=places.COMMUNITY,
                username=person.key,
                name=person.name,
                phone=person.phone,
                encoded=encoded,
                synthetic=True,
                id=user_id(person.key),
            )
        for post in people.posts:
            _open(by, post, now)
        actions.load_responsibility(by=by, rows=telling.responsibility_rows())


def _open(by: Actor, post: Post, now: datetime) -> None:
    id = workforce.open_post(
        by=by,
        area=post.area,
        title=post.title,
        name=post.name,
        phone=post.phone,
        id=telling.post_id(post.key),
        synthetic=True,
    )
    holder = post.person or post.last
    if holder:
        with clock.at(now - timedelta(days=post.since)):
            workforce.assign(by=by, post_id=id, user_id=user_id(holder))


def leave(by: Actor, people: Roster) -> None:
    """Empty the posts whose last holder has gone."""
    for post in people.posts:
        if post.last and not post.person:
            with scope(by), clock.at(clock.now() - timedelta(days=post.left)):
                workforce.vacate(by=by, post_id=telling.post_id(post.key))


def block(by: Actor, people: Roster) -> None:
    """What the public doors are closed to: a phone now, one lifted before its time, one whose time has run out."""
    secretary = actors_of(people)["secretary"]
    for number, (days_ago, days, reason) in enumerate(BLOCKS):
        at = clock.now() - timedelta(days=days_ago)
        with scope(by), clock.at(at):
            id = blocks.block(
                by=secretary,
                area=places.COMMUNITY,
                kind=Kind.PHONE,
                value=f"1940000098{number}",
                reason=reason,
                days=days,
            )
        if reason == LIFTED:
            with scope(by), clock.at(at + timedelta(days=2)):
                blocks.lift(by=secretary, block_id=id)


LIFTED = "同一天报了七件假火情；第二天家属来说明是孩子玩手机，收好了手机，解除"
BLOCKS = (
    (6, 30, "连着五天半夜用这个号码登记骂人的话，没有可办的事，电话劝过两次"),
    (40, 30, LIFTED),
    (75, 14, "冒用邻居的号码反映，邻居本人来窗口说明过"),
)
"""Days ago, for how many days, and why."""


def orphan(by: Actor, people: Roster) -> None:
    """Give the last open matters of the empty post's grid to that post, so that the desk shows what nobody owns."""
    clerk = actors_of(people)["counter4"]
    for post in people.posts:
        if not post.last or post.person:
            continue
        with scope(by):
            filters = matter_queries.Filters(state=("accepted",), area=post.area)
            for row in matter_queries.page(by, filters)["rows"][:4]:
                actions.dispatch(by=clerk, matter_id=row["id"], post_id=telling.post_id(post.key))


def _tell(by: Actor, people: Roster, count: int, missing: set[int]) -> None:
    """Tell the missing stories, half of them in a second process: no bundle of them knows of another."""
    today = timezone.localtime(clock.now())
    stories = [story for story in timeline.stories(count, until=today) if story.index in missing]
    actors, told = actors_of(people), telling.bundles(stories)
    connection.close()
    with progress.step(
        "讲述一年的合成事项，一两分钟，机器忙时更久",
        f"{len(stories)} synthetic matters of a year, a minute or two, longer on a busy machine",
    ):
        helper = multiprocessing.get_context("fork").Process(target=_tell_part, args=(by, actors, told[1::2]))
        helper.start()
        _tell_part(by, actors, told[::2], progress.Bar(len(told[::2]), "一半", "one half"))
        helper.join()
        if helper.exitcode:
            raise ValueError("讲述没有完成，请再运行一次 not all were told: run it again")


def _tell_part(
    by: Actor, actors: dict[str, Actor], told: list[Bundle], bar: progress.Bar | None = None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    for start in range(0, len(told), PER_TRANSACTION):
        chunk = told[start : start + PER_TRANSACTION]
        with scope(by):
            for bundle in chunk:
                telling.tell(bundle, actors)
        if bar:
            bar.add(len(chunk))


def actors_of(people: Roster) -> dict[str, Actor]:
    """The actor of every post's key."""
    with scope(system(), write=False):
        found = {p.key: workforce_queries.actor_of(user_id(p.key)) for p in people.people}
    return {
        post.key: actor
        for post in people.posts
        if (holder := post.person or post.last) and (actor := found[holder]) is not None
    }


def _print_people() -> None:
    print(
        f"演示社区全部为合成数据，口令都是 {PASSWORD}。All data are synthetic; the password is the same for all."
    )
    for key, what in SHOWN:
        print(f"  {key:<12} {what}")
    print(f"登录 sign in: {settings.PUBLIC_URL}/accounts/login/")
