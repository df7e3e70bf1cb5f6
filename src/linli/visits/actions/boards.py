"""Noticeboards (宣传栏): entered, closed; what is put up on them and taken down."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import Conflict, NotFound, Refused
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.register import queries as register
from linli.visits.models import Board, Posting
from linli.visits.queries import boards as queries
from linli.visits.queries.seen import not_there, visible_boards, visible_postings
from linli.visits.rules import Permission, boards
from linli.visits.rules.boards import BoardKind


def put(
    *,
    by: Actor,
    board_id: UUID,
    area: str,
    kind: BoardKind,
    name: str,
    where: str = "",
    building: UUID | None = None,
    version: int | None = None,
) -> UUID:
    """Enter a noticeboard, or with a version say one anew. Refused without a name, with one another board of the
    community has, in a building that is not there (404), and where somebody changed it meanwhile (409)."""
    if not is_area(area) or len(area) < Level.COMMUNITY:
        raise boards.refused("area", "请选择社区或网格", "Choose a community or grid")
    require(by, Permission.RECORD, within=area)
    tidied = boards.check_board(name=name)[: boards.NAME_MOST]
    row = _to_change(by, board_id, version) if version is not None else Board(id=board_id)
    community = community_of(area)
    if Board.objects.filter(queries.open_named(community, tidied, but=row.id)).exists():
        raise boards.refused("name", "已经有一块叫这个名字的宣传栏", "Another board goes by this name")
    if building is not None and not register.visible_buildings(by).filter(id=building).exists():
        raise NotFound("board/no-building", zh="没有这栋楼", en="There is no such building")
    if row.community and row.community != community:
        raise boards.refused("area", "宣传栏不能移到别的社区", "A board stays in its community")
    row.community, row.area, row.kind, row.name = community, area, kind.value, tidied
    row.where, row.building = tidy(where)[: boards.WHERE_MOST], building
    row.version = (version or 0) + 1
    row.synthetic = row.synthetic or by.everywhere
    row.save()
    ledger.record("board.put", by=by, area=area, subject=row.id, kind=row.kind, new=version is None)
    return row.id


def _locked(by: Actor, board_id: UUID) -> Board:
    row = visible_boards(by).select_for_update(of=("self",)).filter(id=board_id).first()
    if row is None:
        raise queries.missing()
    require(by, Permission.RECORD, within=row.area)
    if row.closed_at is not None:
        raise Refused("board/closed", zh="这块宣传栏已经拆除", en="This board is gone")
    return row


def _to_change(by: Actor, board_id: UUID, version: int) -> Board:
    row = _locked(by, board_id)
    if row.version != version:
        raise Conflict(
            "board/stale",
            zh="别人刚刚改过这块宣传栏，请看过再存",
            en="Somebody changed this meanwhile; look and save again",
            extra={"stands": {"name": row.name, "where": row.where, "version": row.version}},
        )
    return row


def close(*, by: Actor, board_id: UUID) -> UUID:
    """Say that a board is gone; what hung on it came down with it."""
    row = _locked(by, board_id)
    now = clock.now()
    row.closed_at, row.closed_by = now, by.id
    row.save(update_fields=["closed_at", "closed_by"])
    down = Posting.objects.filter(board=row, down_at=None)
    taken = down.update(down_at=now, down_by=by.id, down_on=timezone.localdate(now))
    ledger.record("board.closed", by=by, area=row.area, subject=row.id, taken_down=taken)
    return row.id


def put_up(
    *,
    by: Actor,
    posting_id: UUID,
    board_id: UUID,
    what: str,
    since_on: date | None = None,
    until_on: date | None = None,
) -> UUID:
    """Say that something hangs on a board, since when and until when. Refused where nothing is, and the wrong way
    round."""
    row = _locked(by, board_id)
    now = clock.now()
    since = since_on or timezone.localdate(now)
    tidied = boards.check_posting(what=what, since_on=since, until_on=until_on)
    Posting.objects.create(
        id=posting_id,
        community=row.community,
        area=row.area,
        board=row,
        what=tidied[: boards.WHAT_MOST],
        since_on=since,
        until_on=until_on,
        put_up_at=now,
        put_up_by=by.id,
        put_up_by_name=by.name[:80],
    )
    ledger.record("board.posted", by=by, area=row.area, subject=row.id, posting=posting_id)
    return posting_id


def take_down(*, by: Actor, board_id: UUID, posting_id: UUID) -> UUID:
    """Say that something came down today. Refused where it did before."""
    _locked(by, board_id)
    row = visible_postings(by).select_for_update(of=("self",)).filter(id=posting_id, board=board_id).first()
    if row is None:
        raise not_there("posting", "张张贴", "thing on the board")
    if row.down_at is not None:
        raise Refused("posting/down", zh="这一张已经取下", en="This came down already")
    now = clock.now()
    row.down_at, row.down_by, row.down_on = now, by.id, timezone.localdate(now)
    row.save(update_fields=["down_at", "down_by", "down_on"])
    ledger.record("board.taken-down", by=by, area=row.area, subject=row.board_id, posting=row.id)
    return row.id
