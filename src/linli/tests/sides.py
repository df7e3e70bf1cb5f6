"""What lies on either side of an actor's wall, for the matrix: the same things once in his own grid, once in a
community of another district, the latter full of marks that nobody here may ever read."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import override_settings

from linli.accounts import actions as accounts
from linli.blocks import actions as blocks
from linli.blocks.rules import Kind
from linli.delivery import actions as delivery
from linli.delivery.models import Letter
from linli.delivery.rules.templates import Values
from linli.feedback import actions as feedback
from linli.files import actions as files
from linli.files.tests.factories import png
from linli.kit import clock, ids
from linli.kit.actor import Actor, ActorKind, system
from linli.kit.areas import community_of
from linli.kit.scope import scope
from linli.ledger import queries as ledger
from linli.matters import actions as matters
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.models import Matter, Note, Partaking, Ticket
from linli.matters.rules import Party
from linli.matters.tests import factories as make
from linli.matters.tests.cases import CASES
from linli.sheets import actions as sheets
from linli.sync import actions as sync
from linli.territory import actions as territory
from linli.tests import community as c
from linli.tests import habits, homes, hotspots, papers, patrols, regrouping, visits
from linli.workforce import actions as workforce
from linli.workforce import rules as workforce_rules
from linli.workforce.models import Leave, LeaveReason

MARK = "墙外"
"""Stands in every word that is written outside."""
PHONE = "13755550000"
PHONE_INSIDE = "13755551111"
PERSON = "far_secretary"
SENDERS = {"grid1": "counter"}
"""Who sends ledgers where the person a side's things are of may not."""
OWN = (
    "matter",
    "file",
    "opinion",
    "block",
    "dwelling",
    "household",
    "resident",
    "label",
    "told_label",
    "tie",
    "informant",
    "organisation",
    "regrouping",
    "load",
    "device",
    "visit",
    "campaign",
    "journal_note",
    "card",
    "notice",
    "sheet",
    "interview",
    "board",
    "posting",
    "route",
    "round",
    "offer",
)
"""Whose ids tell of the outside."""


@dataclass(frozen=True)
class Side:
    """One side: an area, and the id of one thing of each kind there. `steps` holds a matter ready for each step."""

    name: str
    area: str
    ids: dict[str, UUID]
    steps: dict[str, UUID] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    organisation: frozenset[str] = frozenset()


def _matter(area: str, by_key: str, words: str, phone: str) -> UUID:
    """A matter with a reporter, a file, a note and an answer."""
    by = c.actor(by_key)
    with scope(by):
        picture = files.store(by=by, area=area, name=f"{words[:2]}照片.png", content=png())
        id = matters.raise_(
            by=by,
            data=RaiseData(
                id=ids.new(),
                words=words,
                area=area,
                category="facility.lamp",
                place=words[:12],
                reporter=ReporterData(name="欧阳" + words[:2], phone=phone, address=words[:6]),
                files=[picture],
                external_number=f"GD-{words[:2]}",
            ),
        )
        matters.accept(by=by, matter_id=id)
        matters.note(by=by, matter_id=id, words=words + "，同事请看")
        matters.settle(by=by, matter_id=id, words=words + "，已经办好", outcome=make.Outcome.SOLVED)
    return id


def _things(area: str, key: str, words: str, phone: str) -> dict[str, UUID]:
    """One thing of each kind in an area, by the person with the key."""
    by = c.actor(key)
    matter = _matter(area, key, words, phone)
    with scope(by):
        file = files.store(by=by, area=area, name=f"{words[:2]}单据.txt", content=words.encode())
        opinion = feedback.give(by=by, words=words)
    reference = Matter.objects.values_list("reference", flat=True)
    with scope(system()), override_settings(LINLI_MAIL_ON=True):
        delivery.tell(
            by=system(),
            area=area,
            kind="matter.urgent",
            title=words,
            title_en=words,
            values=Values(reference=reference.get(id=matter)),
            noun="matter",
            subject=matter,
            posts=[c.post_id(key)],
            users=[c.user_id(key)],
        )
        Letter.objects.filter(subject=matter).update(state="failed", why="refused")
    blocked = _around(area, matter, words, phone)
    return {
        "matter": matter,
        "file": file,
        "opinion": opinion,
        "block": blocked,
        "post": c.post_id(key),
        "vacant": ids.of("matrix-post", area),
        "person": c.user_id(key),
        **(people := _people(area, words)),
        "leave": _leave(area, key, people["secured"]),
        **_walked(area, key, words, homes.things(area, words, phone)),
        **hotspots.things(area, matter, words),
        **habits.things(area, matter, words),
        "regrouping": regrouping.draft(area, words),
        "load": _load(area, SENDERS.get(key, key), words[:2], phone),
        "device": _device(key, words[:9]),
    }


def _walked(area: str, key: str, words: str, there: dict[str, UUID]) -> dict[str, UUID]:
    """The register of the area, and what is walked, visited and printed there."""
    return {
        **there,
        **visits.things(area, key, words, there["household"]),
        **papers.things(area, key, words, there["household"]),
        **patrols.things(area, key, words, there["organisation"]),
    }


def _device(key: str, label: str) -> UUID:
    """A phone of the person with the key, and something he handed in."""
    by = c.actor(key)
    with scope(by):
        sync.hand_in(by=by, id=ids.new(), entry=ids.new(), content=b"sealed")
        return sync.register(by=by, device_id=ids.new(), label=label, word="w" * 40)


def _load(area: str, key: str, name: str, phone: str) -> UUID:
    """A ledger that the person with the key sent and that was checked, its columns said once, with somebody who can be
    taken and a row that is wrong."""
    by, id = c.actor(key), ids.new()
    rows = ["姓名,楼栋,室号,电话", f"{name}乙,9,101,{phone}", f"{name}丙,9,,{phone}"]
    content = "\n".join(rows).encode()
    told: dict[str, Any] = {"area": area, "name": f"{name}台账.csv", "source": f"{name}来源", "later": False}
    with scope(by):
        sheets.receive(by=by, load_id=id, content=content, **told)
    with scope(by):
        sheets.check(by=by, load_id=id)
    with scope(by):
        sheets.remap(by=by, load_id=id, mapping={"姓名": "name"}, sheets=[0], later=False)
    with scope(by):
        sheets.check(by=by, load_id=id)
    return id


def _leave(area: str, key: str, stand_in: UUID) -> UUID:
    """A leave to come of the person with the key; it begins after all that is looked at here."""
    begins = clock.now() + timedelta(days=100)
    with scope(system()):
        leave = Leave.objects.create(
            id=ids.new(),
            community=community_of(area),
            area=area,
            person_id=c.user_id(key),
            stand_in_id=stand_in,
            posts=[c.post_id(key)],
            since=begins,
            until=begins + timedelta(days=1),
            entered_at=clock.now(),
            entered_by=c.user_id(key),
        )
        LeaveReason.objects.create(
            leave=leave,
            community=leave.community,
            area=area,
            person=leave.person_id,
            reason=workforce_rules.LeaveReason.SICK.value,
        )
    return leave.id


def _around(area: str, matter: UUID, words: str, phone: str) -> UUID:
    """What stands around a matter: a block, a vacant post that takes part, traces for search. Returns the block."""
    with scope(system()):
        blocked = blocks.block(
            by=system(), area=area, kind=Kind.PHONE, value=phone, reason=f"{words[:2]}骚扰", days=7
        )
        blocks.remember_sender(by=system(), matter=matter, area=area, network="203.0.113.7")
        workforce.open_post(
            by=system(), area=area, title="volunteer", name="待补岗", id=ids.of("matrix-post", area)
        )
        Partaking.objects.create(
            id=ids.new(),
            community=community_of(area),
            matter_id=matter,
            post_id=ids.of("matrix-post", area),
            part=Party.HANDLER.value,
        )
    with scope(system()):
        matters.leave_traces(by=system())
    return blocked


def _people(area: str, words: str) -> dict[str, UUID]:
    """Somebody whose account is closed, and somebody with a second factor."""
    made: dict[str, UUID] = {}
    for kind in ("closed", "secured"):
        id = made[kind] = ids.of("matrix-person", f"{kind}/{area}")
        with scope(system()):
            accounts.add_person(
                by=system(), area=area, username=f"{kind}.{area}", name=f"{words[:2]}{kind}", id=id
            )
    with scope(system()):
        accounts.close_person(by=system(), user_id=made["closed"])
    by = Actor(id=made["secured"], kind=ActorKind.PERSON, name=f"{words[:2]}secured")
    with scope(by):
        accounts.switch_on(by=by, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return made


def inside() -> Side:
    """The actor's own grid: things to read, and a matter ready for every step."""
    things = _things(c.GRIDS[0], "grid1", "墙内的路灯坏了三天没有人修", PHONE_INSIDE)
    return Side(
        name="inside",
        area=c.GRIDS[0],
        ids=things,
        steps={case.name: case.made() for case in CASES},
    )


def outside() -> Side:
    """A community of another district, with marks on everything."""
    grid = c.ELSEWHERE + "001"
    with scope(system()):
        for number in (90, 91):
            territory.draw_grid(
                by=system(), code=grid, name="远一网格", polygon=c.square(number), synthetic=True
            )
        accounts.issue_key(by=system(), area=c.ELSEWHERE, name=f"{MARK}密钥")
    things = _things(grid, PERSON, f"{MARK}的路灯坏了三天没有人修", PHONE)
    with scope(system(), write=False):
        marks = _marks(things)
    organisation = {
        str(things["post"]),
        str(things["vacant"]),
        str(things["person"]),
        f"{PERSON}者",
        f"{PERSON}岗",
    }
    return Side(
        name="outside", area=grid, ids=things, marks=frozenset(marks), organisation=frozenset(organisation)
    )


def _marks(things: dict[str, UUID]) -> set[str]:
    """Everything that tells of the outside: words, ids, the reference and its code."""
    matter = Matter.objects.get(id=things["matter"])
    code = Ticket.objects.get(matter=matter).code
    notes = [str(id) for id in Note.objects.filter(matter=matter).values_list("id", flat=True)]
    told: list[dict[str, Any]] = ledger.timeline(
        system(), subject=matter.id, since=clock.now() - timedelta(days=1)
    )
    entries = [str(entry["id"]) for entry in told]
    own = {str(things[name]) for name in OWN}
    return {MARK, PHONE, matter.reference, f'"{code}"', *own, *notes, *entries}
