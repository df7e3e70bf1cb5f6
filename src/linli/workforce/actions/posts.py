"""Titles in editions; making posts, filling and vacating them; and what is done with the accounts of people, whose
posts say how far they reach."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from linli.accounts import actions as accounts
from linli.accounts import queries as account_queries
from linli.accounts.rules import CloseReason, ReopenReason, ResetReason
from linli.accounts.rules import Permission as Account
from linli.editions import actions as editions
from linli.editions import queries as edition_queries
from linli.editions.rules import Rows, put_back, refusal
from linli.kit import clock, ids
from linli.kit.actor import Actor, require, require_for_site, require_system
from linli.kit.areas import bounds, community_of, is_area
from linli.kit.errors import Conflict, Forbidden, Gone, NotFound, Refused
from linli.kit.roles import Role
from linli.ledger import actions as ledger
from linli.territory import queries as territory
from linli.workforce import queries, rules
from linli.workforce.actions.leave import end_leaves_of
from linli.workforce.models import Post, Tenure, Title
from linli.workforce.rules import Permission


def load_titles(*, by: Actor, rows: Iterable[Mapping[str, str]] | None = None) -> int:
    """Put titles in by code; without rows the shipped dictionary. Refuses an unknown role, naming the row. Titles are
    the whole system's, so only the system loads them. Returns how many."""
    require_system(by)
    if rows is None:
        text = files("linli.workforce").joinpath("data/titles.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
    count = 0
    for number, row in enumerate(rows, start=1):
        if row["role"] not in set(Role) - rules.UNGIVEN:
            raise Refused(
                "title/bad-role",
                zh=f"第{number}行的角色不对",
                en=f"Row {number}: unknown role {row['role']!r}",
            )
        Title.objects.update_or_create(
            id=ids.of("title", row["code"]),
            defaults={
                "code": row["code"],
                "name": row["name"],
                "name_en": row["name_en"],
                "role": row["role"],
                "level": row["level"],
                "public": row["public"] == "1",
                "place": int(row["order"]),
                "note": row.get("note", ""),
            },
        )
        count += 1
    queries.forget_posts()
    editions.keep_loaded(by=by, noun=rules.TITLES, rows=queries.title_rows(), reason="装载的职务表")
    ledger.record("title.loaded", by=by, area="", subject=ids.new(), count=count)
    return count


def change_titles(*, by: Actor, seen: int, reason: str, rows: Rows) -> UUID:
    """Put a new edition of the titles in force: names, roles, levels, order, those switched off. Returns the edition's
    id. Forbidden to all but an administrator of the whole site. Refused: what `check_titles` finds, a dictionary under
    which nobody would be an administrator, an edition that is not the last any more (409), no reason, no change."""
    require_for_site(by, Permission.CHANGE_TITLES)
    return _new_titles(by, seen, reason, lambda _: rows)


def put_titles_back(*, by: Actor, number: int, seen: int, reason: str) -> UUID:
    """Put an earlier edition of the titles in force again, as a new one; titles made since stay, switched off. Refuses
    as `change_titles` does, and where there is no such edition (404)."""
    require_for_site(by, Permission.CHANGE_TITLES)
    old = edition_queries.rows_of(by, rules.TITLES, number)
    return _new_titles(by, seen, reason, lambda stands: put_back(rules.TITLES, old, stands))


def _new_titles(by: Actor, seen: int, reason: str, becomes: Callable[[Rows], Rows]) -> UUID:
    def checked(stands: Rows) -> Rows:
        rows = becomes(stands)
        if bad := rules.check_titles(rows, stands):
            raise refusal("title/bad-rows", bad)
        if not queries.administrators_under(rows):
            raise Refused(
                "title/no-administrator",
                zh="这样改就没有人是系统管理员了，至少要留一个有人在岗的管理员职务",
                en="Nobody would be an administrator any more; leave one title whose post somebody sits in",
            )
        return rows

    id, rows = editions.change(
        by=by, noun=rules.TITLES, seen=seen, reason=reason, stands=queries.title_rows, becomes=checked
    )
    Title.objects.bulk_create(
        [Title(id=ids.of("title", row["code"]), place=n * 10, **row) for n, row in enumerate(rows, start=1)],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "role", "level", "public", "note", "active", "place"],
    )
    queries.forget_posts()
    return id


def open_post(
    *,
    by: Actor,
    area: str,
    title: str,
    name: str,
    phone: str = "",
    id: UUID | None = None,
    synthetic: bool = False,
) -> UUID:
    """Make a post, vacant. Refuses an unknown title or area, and a post above the actor's own."""
    require(by, Permission.FILL, within=area)
    if not is_area(area) or not territory.exists(area):
        raise Refused("post/bad-area", zh=f"没有区域“{area}”", en=f"There is no area {area!r}")
    row = Title.objects.filter(code=title).first()
    if row is None:
        raise Refused("post/bad-title", zh=f"没有“{title}”这个岗位名称", en=f"There is no title {title!r}")
    if not row.active:
        raise Refused(
            "post/title-off",
            zh=f"职务“{row.name}”已经停用，请换一个",
            en=f"The title {row.name_en} is switched off; choose another",
        )
    _check_rank(by, Role(row.role), area)
    made = Post(
        id=id or ids.new(),
        community=community_of(area),
        area=area,
        title=row,
        name=" ".join(name.split()) or row.name,
        phone=phone.strip(),
        synthetic=synthetic,
    )
    made.save(force_insert=True)
    queries.forget_posts()
    ledger.record("post.opened", by=by, area=area, subject=made.id, title=title)
    return made.id


def _check_rank(by: Actor, wanted: Role, area: str) -> None:
    if not queries.may_fill(by, wanted, area):
        raise Refused(
            "post/above-own", zh="不能任免比自己岗位高的岗位", en="You cannot fill a post above your own"
        )


def assign(*, by: Actor, post_id: UUID, user_id: UUID, version: int | None = None) -> UUID:
    """Put a person into a post; whoever sat in it leaves it, and the work of the post goes along. Refuses a stale
    version (409), an unknown person, a closed post, a post above the actor's own."""
    post = _to_change(by, post_id, version)
    person = account_queries.person(by, user_id=user_id)
    if person is None or not person.is_active:
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    if post.holder_id == user_id:
        return post.id
    now = clock.now()
    _end_tenure(post, now)
    Tenure.objects.create(id=ids.new(), community=post.community, post=post, person=person, since=now)
    post.holder_id, post.held_since, post.version = user_id, now, post.version + 1
    post.save(update_fields=["holder", "held_since", "version"])
    ledger.record("post.assigned", by=by, area=post.area, subject=post.id, person=user_id)
    queries.forget_posts()
    return post.id


def pass_on(*, by: Actor, person_id: UUID, to_id: UUID) -> UUID:
    """Put another person into every post of somebody, with the work in them; his open leaves end. Returns who has them
    now. Refuses oneself and a person without posts, and as `assign` does, all or nothing."""
    own = queries.held_by(by, person_id=person_id)
    if not own or to_id == person_id:
        raise Refused(
            "post/nothing-to-pass",
            zh="请选择另一个人，而且原来的人要有岗位",
            en="Choose somebody else, and a person who has posts",
        )
    for post_id in sorted(own):
        assign(by=by, post_id=post_id, user_id=to_id)
    end_leaves_of(by=by, person_id=person_id)
    return to_id


def vacate(*, by: Actor, post_id: UUID, version: int | None = None) -> UUID:
    """Take the holder out of a post; its work stays with it and is seen as nobody's. Refuses as `assign` does."""
    post = _to_change(by, post_id, version)
    if post.holder_id is None:
        return post.id
    person = post.holder_id
    _end_tenure(post, clock.now())
    post.holder_id, post.held_since, post.version = None, None, post.version + 1
    post.save(update_fields=["holder", "held_since", "version"])
    queries.forget_posts()
    ledger.record("post.vacated", by=by, area=post.area, subject=post.id, person=person)
    return post.id


def close(*, by: Actor, post_id: UUID, version: int | None = None) -> UUID:
    """End a post that is no longer needed. Refused while somebody sits in it, and as `assign` refuses."""
    post = _to_change(by, post_id, version)
    if post.holder_id is not None:
        raise Refused(
            "post/held", zh="岗位上还有人，请先离任", en="Somebody still holds the post; vacate it first"
        )
    post.closed_at, post.version = clock.now(), post.version + 1
    post.save(update_fields=["closed_at", "version"])
    queries.forget_posts()
    ledger.record("post.closed", by=by, area=post.area, subject=post.id)
    return post.id


def move_posts(*, by: Actor, area: str, to: str) -> list[UUID]:
    """Let the posts of a grid that closes, and of its micro-grids, go on in the grid it went into, with whoever holds
    them. Only the system does this, for a regrouping somebody ordered. Returns the posts."""
    require_system(by)
    lo, hi = bounds(area)
    rows = Post.objects.select_for_update(of=("self",)).filter(area__gte=lo, area__lt=hi, closed_at=None)
    moved: list[UUID] = []
    for post in rows.order_by("id"):
        before, post.area, post.version = post.area, to, post.version + 1
        post.save(update_fields=["area", "version"])
        ledger.record("post.moved", by=by, area=to, subject=post.id, before=before)
        moved.append(post.id)
    queries.forget_posts()
    return moved


def _to_change(by: Actor, post_id: UUID, version: int | None) -> Post:
    post = queries.locked(by, post_id=post_id)
    require(by, Permission.FILL, within=post.area)
    _check_rank(by, Role(post.title.role), post.area)
    if post.closed_at is not None:
        raise Gone("post/closed", zh="这个岗位已经撤销", en="This post was ended")
    if version is not None and version != post.version:
        raise Conflict(
            "post/changed",
            zh="岗位刚被别人改过，请刷新后再操作",
            en="The post was changed meanwhile; refresh first",
            extra={"holder": str(post.holder_id or ""), "version": post.version},
        )
    return post


def _end_tenure(post: Post, now: datetime) -> None:
    Tenure.objects.filter(post=post, until=None).update(until=now)


def _check_reach(by: Actor, person_id: UUID, *, own: bool = False) -> None:
    """Refuse to touch somebody whose account is not the actor's to manage (NotFound), whose posts reach beyond the
    actor's area, or, unless `own`, oneself: a session left open must not be able to take the account for good."""
    person = account_queries.person(by, user_id=person_id)
    if person is None or not by.may(Account.MANAGE, person.area):
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    if any(not by.may(Account.MANAGE, area) for area in queries.areas_of(by, person_id=person_id)):
        raise Forbidden(
            "account/reaches-beyond",
            zh="他还有您管辖范围以外的岗位，请找上一级管理员",
            en="This person also holds posts outside your area; ask the administrator above",
        )
    if person_id == by.id and not own:
        raise Refused(
            "account/own",
            zh="自己的账号请到“登录和安全”里改",
            en="For your own account use “Sign-in and security”",
        )


def change_person(
    *, by: Actor, person_id: UUID, name: str | None = None, phone: str | None = None, email: str | None = None
) -> UUID:
    """Correct somebody's name, work phone or mail address. Refuses as `_check_reach` says, and bad or taken ones."""
    _check_reach(by, person_id, own=True)
    return accounts.change_person(by=by, user_id=person_id, name=name, phone=phone, email=email)


def set_password(*, by: Actor, person_id: UUID, password: str, once: bool = True) -> UUID:
    """Give somebody a password that he must change at his next sign-in, unless not just for `once`; his sessions end.
    Refuses as `_check_reach` says, and a weak one."""
    _check_reach(by, person_id)
    return accounts.set_password(by=by, user_id=person_id, password=password, once=once)


def close_person(*, by: Actor, person_id: UUID, reason: CloseReason = CloseReason.OTHER) -> UUID:
    """Take somebody out of all his posts, end his leaves and those he stands in in, and close his account; his sessions
    end, his work is seen as nobody's. Refuses as `_check_reach` says, and when it is closed already."""
    _check_reach(by, person_id)
    end_leaves_of(by=by, person_id=person_id)
    for post_id in queries.held_by(by, person_id=person_id):
        vacate(by=by, post_id=post_id)
    return accounts.close_person(by=by, user_id=person_id, reason=reason)


def reopen_person(*, by: Actor, person_id: UUID, reason: ReopenReason) -> UUID:
    """Open a closed account again, without posts. Refuses as `_check_reach` says, and when it is open."""
    _check_reach(by, person_id)
    return accounts.reopen_person(by=by, user_id=person_id, reason=reason)


def reset_second_factor(*, by: Actor, person_id: UUID, reason: ResetReason) -> UUID:
    """Take away the second factor of somebody who has lost it; his sessions end. Refuses as `_check_reach` says, and
    when there is none."""
    _check_reach(by, person_id)
    return accounts.reset_second_factor(by=by, user_id=person_id, reason=reason)
