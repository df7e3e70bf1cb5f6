"""Files coming in, how their columns are read, and what becomes of them: started, given up, forgotten."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from linli.files.rules import tidy_name
from linli.kit import clock, ids
from linli.kit.actor import Actor, require, require_system
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import Conflict, Problem, Refused
from linli.kit.spreadsheets import reading
from linli.ledger import actions as ledger
from linli.register.rules import Permission, writing
from linli.sheets.actions import parts
from linli.sheets.models import Load, Part
from linli.sheets.models import Mapping as Columns
from linli.sheets.queries.loads import locked
from linli.sheets.rules import headings
from linli.sheets.rules import loads as rules
from linli.sheets.rules.loads import PartKind, State
from linli.territory import queries as territory


def receive(
    *,
    by: Actor,
    load_id: UUID,
    area: str,
    name: str,
    content: bytes,
    source: str = "",
    synthetic: bool = False,
    later: bool = True,
) -> UUID:
    """Take a file in, sealed, to be checked by a job. Refused: an area that is none (422), what is no file of rows, one
    too large; forbidden to who may not load there."""
    if not is_area(area) or len(area) < Level.COMMUNITY or not territory.exists(area):
        raise Refused("sheets/unknown-area", zh="请选择社区或网格", en="Choose a community or a grid")
    require(by, Permission.LOAD, within=community_of(area))
    reading.check(content)
    now = clock.now()
    suffix = "." + name.rsplit(".", 1)[-1][:5] if "." in name else ""
    load = Load(
        id=load_id,
        community=community_of(area),
        area=area,
        name=tidy_name(name, suffix),
        source=writing.tidy(source, 60) or "台账",
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        state=State.WAITING.value,
        synthetic=synthetic,
        person=by.id,
        person_name=by.name[:80],
        at=now,
        changed_at=now,
    )
    load.save(force_insert=True)
    parts.put_file(load, content)
    ledger.record("sheets.received", by=by, area=area, subject=load.id, size=load.size)
    if later:
        app.configure_task("sheets.check").defer(load=str(load.id))
    return load.id


def remap(
    *,
    by: Actor,
    load_id: UUID,
    mapping: Mapping[str, str],
    sheets: Sequence[int],
    version: int | None = None,
    later: bool = True,
) -> UUID:
    """Say what the columns are and which sheets are read, to be checked anew; it is remembered for the source. Refused:
    a thing the register has not, a sheet the file has not, a load that is being loaded or done."""
    load = locked(by, load_id)
    _check_version(load, version)
    _check_state(load, rules.CHECK_FROM)
    check_untouched(load)
    if not set(mapping.values()) <= {headings.SKIP, *headings.FIELDS}:
        raise Refused(
            "sheets/unknown-field", zh="没有这一项", en="There is no such thing to read a column as"
        )
    if not sheets or not set(sheets) <= {one["number"] for one in load.sheets}:
        raise Refused("sheets/unknown-sheet", zh="请选择工作表", en="Choose a sheet")
    there = {headings.bare(title) for one in load.sheets for title in one["heads"]}
    told = {headings.bare(title): field for title, field in list(mapping.items())[:200]}
    load.mapping = {title: field for title, field in told.items() if title in there}
    for one in load.sheets:
        one["chosen"] = one["number"] in set(sheets)
    _remember(load)
    unchecked(load)
    move(load, State.WAITING)
    ledger.record("sheets.mapped", by=by, area=load.area, subject=load.id, columns=len(load.mapping))
    if later:
        app.configure_task("sheets.check").defer(load=str(load.id))
    return load.id


def _remember(load: Load) -> None:
    row, _ = Columns.objects.select_for_update(of=("self",)).get_or_create(
        community=load.community,
        source=load.source,
        defaults={"id": ids.new(), "area": load.community, "changed_at": clock.now()},
    )
    told = {title: field for title, field in load.mapping.items() if not headings.is_placed(title)}
    row.columns = {**row.columns, **told}
    row.changed_at = clock.now()
    row.save()


def start(*, by: Actor, load_id: UUID, version: int | None = None, later: bool = True) -> UUID:
    """Load what was checked, or go on where it stopped. Refused while another is being loaded into the community (409),
    and where nothing was checked or there is nothing to load."""
    load = locked(by, load_id)
    _check_version(load, version)
    _check_state(load, rules.START_FROM)
    if not load.part_count or not rules.has_news(load.counts):
        raise Refused("sheets/nothing-to-load", zh="没有要导入的内容", en="There is nothing to load")
    if _another_is_loaded(load):
        raise rules.busy()
    try:
        with transaction.atomic():
            move(load, State.LOADING)
    except IntegrityError as error:  # somebody started another in the same moment
        raise rules.busy() from error
    ledger.record("sheets.started", by=by, area=load.area, subject=load.id)
    if later:
        app.configure_task("sheets.load").defer(load=str(load.id), person=str(by.id))
    return load.id


def _another_is_loaded(load: Load) -> bool:
    others = Load.objects.filter(community=load.community, state=State.LOADING.value)
    return others.exclude(id=load.id).exists()


def begin(*, by: Actor, load_id: UUID, state: State) -> bool:
    """Put down that the job for a load begins, and say whether it still stands where the job is wanted."""
    load = locked(by, load_id)
    if load.state != state.value:
        return False
    load.changed_at = clock.now()
    load.save(update_fields=["changed_at"])
    return True


def drop(*, by: Actor, load_id: UUID) -> UUID:
    """Give a load up: its file and rows go; what was loaded before it stopped stays. Refused while it is being loaded,
    and when it is done."""
    load = locked(by, load_id)
    _check_state(load, rules.DROP_FROM)
    clear(load)
    move(load, State.DROPPED)
    ledger.record("sheets.dropped", by=by, area=load.area, subject=load.id)
    return load.id


def fail(*, by: Actor, load_id: UUID, problem: Problem | None = None, load: Load | None = None) -> UUID:
    """Put down that a load stopped while it was checked or loaded, and why; one that stands elsewhere is left as it is.
    `load` is the one at hand, if it is held already."""
    load = load or locked(by, load_id)
    if load.state not in rules.FAIL_FROM:
        return load.id
    if load.state == State.LOADING.value:
        load.part_done = parts.done(load)
        let_find(load)
        problem = problem or rules.stopped()
    problem = problem or rules.check_stopped()
    load.problem = {"type": problem.type, "title": problem.zh, "title_en": problem.en}
    move(load, State.FAILED)
    ledger.record("sheets.failed", by=by, area=load.area, subject=load.id, why=load.problem["type"])
    return load.id


def tell_stopped(*, by: Actor) -> int:
    """Put down of loads that nothing has been heard of for a quarter of an hour that they stopped, as when the machine
    was switched off, and return of how many: they can go on then, and another ledger can be loaded. Forbidden to all
    but the system."""
    require_system(by)
    silent = Load.objects.select_for_update(of=("self",), skip_locked=True).filter(
        changed_at__lt=clock.now() - timedelta(minutes=rules.SILENT_MINUTES)
    )
    stopped = list(silent.filter(state__in=[State.LOADING.value, State.WAITING.value]))
    for load in stopped:
        fail(by=by, load_id=load.id, load=load)
    return len(stopped)


def let_find(load: Load) -> None:
    """Let a job see to it that what was loaded is found."""
    app.configure_task("sheets.index").defer(community=load.community)


def forget_old(*, by: Actor) -> int:
    """Remove files, rows and headings of loads nobody has touched for 30 days, and return of how many. The system's
    nightly job, forbidden to all others."""
    require_system(by)
    before = clock.now() - timedelta(days=rules.KEPT_DAYS)
    old = list(
        Load.objects.select_for_update(of=("self",))
        .filter(changed_at__lt=before)
        .filter(Q(id__in=Part.objects.values("load")) | ~Q(sheets=[]))[:500]
    )
    for load in old:
        clear(load)
        if load.state != State.DONE.value:
            move(load, State.DROPPED)
        ledger.record("sheets.forgotten", by=by, area=load.area, subject=load.id)
    return len(old)


def clear(load: Load, *, kinds: Sequence[str] = ()) -> None:
    """Remove what there is of a load, of these kinds, or all and what its sheets and headings were."""
    rows = Part.objects.filter(load=load)
    (rows.filter(kind__in=kinds) if kinds else rows).delete()
    if not kinds:
        load.sheets, load.mapping = [], {}
        load.save(update_fields=["sheets", "mapping"])


def unchecked(load: Load) -> None:
    """Take back what a check has left; the caller saves the load."""
    clear(load, kinds=rules.ROWS)
    load.part_count = load.part_done = 0
    load.counts, load.remarks = {}, {}


def check_untouched(load: Load) -> None:
    """Refuse to read a load's columns anew once something of it is on the register, or just on its way there: homes
    and households are known by their places on the sheets."""
    rows = Part.objects.filter(load=load, kind__in=[PartKind.PEOPLE.value, PartKind.HOMES.value])
    waiting = rows.filter(done_at=None).select_for_update(skip_locked=True, of=("self",))
    if len(waiting.values_list("id")) < rows.count():
        raise rules.half_loaded()


def move(load: Load, state: State) -> None:
    """Where the load stands now."""
    if state is not State.FAILED:
        load.problem = {}
    load.state = state.value
    load.changed_at = clock.now()
    load.version += 1
    load.save()


def _check_state(load: Load, allowed: Any) -> None:
    if load.state not in allowed:
        raise rules.wrong_state()


def _check_version(load: Load, version: int | None) -> None:
    if version is not None and version != load.version:
        raise Conflict(
            "sheets/changed",
            zh="这次导入刚有变化，请看一眼最新情况",
            en="The load has just changed; look at it again",
            extra={"version": load.version},
        )
