"""Taking a matter in: where it lies, what it is, whose it is, by when; who may raise it where; what is sealed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from linli.kit import clock, ids
from linli.kit.actor import Actor, ActorKind, Seat, system
from linli.kit.errors import Forbidden, Problem, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.matters import actions, queries
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.models import Matter, Partaking, Reporter
from linli.matters.rules import Door, Urgency
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db


def seen(table: Any, **which: Any) -> list[Any]:
    """Rows as the system sees them."""
    with scope(system("tests"), write=False):
        return list(table.objects.filter(**which))


def test_what_a_matter_is_when_it_comes_in() -> None:
    id = make.raised(
        "counter", door=Door.PHONE, place=" 三号楼 ", reporter=make.REPORTER, external_number="GD-1"
    )
    row = make.row(id)
    assert (row.state, row.is_open, row.version) == ("received", True, 1)
    assert (row.community, row.area, row.place) == (c.HOME, c.GRIDS[0], "三号楼")
    assert (row.door, row.category, row.urgency) == ("phone", "facility.lamp", "soon")
    assert row.first_contact == c.user_id("counter")
    assert row.first_contact_name == "counter者"
    assert row.first_contact_post == c.post_id("counter")
    assert row.post_id == c.post_id("counter")
    assert row.accept_by <= row.respond_by <= row.settle_by
    assert row.due_at == row.accept_by
    assert row.warn_at == row.accept_warn
    assert row.accept_warn < row.accept_by
    assert (row.score, row.ratings, row.closed_at) == (None, 0, None)
    assert row.suggested[0]["category"] == "facility.lamp"
    assert row.suggested[0]["why"]
    entry = make.entries(id)[0]
    assert entry["verb"] == "matter.raised"
    assert entry["facts"] == {
        "door": "phone",
        "category": "facility.lamp",
        "urgency": "soon",
        "owner": str(c.post_id("counter")),
    }


def test_a_residents_own_has_no_first_contact_until_accepted() -> None:
    id = make.from_resident()
    assert make.row(id).first_contact is None
    make.do("counter2", actions.accept, matter_id=id)
    row = make.row(id)
    assert row.first_contact == c.user_id("counter2")
    assert row.first_contact_post == c.post_id("counter2")


AREAS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("grid said", {"area": c.GRIDS[1]}, c.GRIDS[1]),
    ("community said", {"area": c.HOME}, c.HOME),
    ("nothing said", {"area": ""}, c.HOME),
    ("a point in a grid", {"area": c.HOME, "longitude": 130.015, "latitude": 20.005}, c.GRIDS[1]),
    ("a point in no grid", {"area": c.HOME, "longitude": 10.0, "latitude": 10.0}, c.HOME),
    (
        "a point against the grid said",
        {"area": c.GRIDS[0], "longitude": 130.015, "latitude": 20.005},
        c.GRIDS[0],
    ),
    ("half a point", {"area": c.HOME, "longitude": 130.015}, c.HOME),
)


@pytest.mark.parametrize(("values", "area"), [case[1:] for case in AREAS], ids=[case[0] for case in AREAS])
def test_where_it_lies(values: dict[str, Any], area: str) -> None:
    row = make.row(make.raised("counter", **values))
    assert (row.area, row.community) == (area, c.HOME)
    assert (row.longitude is None) == (row.latitude is None)


def test_a_wider_area_has_a_queue_of_its_own() -> None:
    row = make.row(make.raised("subdistrict", area=c.SUBDISTRICT))
    assert (row.area, row.community) == (c.SUBDISTRICT, "970101001000")


def test_the_category_is_suggested_and_can_be_said() -> None:
    assert make.row(make.raised(category="")).category == "facility.lamp"
    assert make.row(make.raised(category="env.garbage")).category == "env.garbage"
    assert make.row(make.raised(category="", words="啊啊啊啊")).category == "talk.other"


def test_urgent_words_make_it_urgent_unless_somebody_says_otherwise() -> None:
    words = "有人困在电梯里了，快来人"
    assert make.row(make.raised(words=words, category="")).urgency == "urgent"
    assert make.row(make.raised(words=words, urgency=Urgency.ORDINARY)).urgency == "ordinary"


ORDER = datetime(2026, 3, 4, 2, tzinfo=UTC)


def test_the_deadline_of_an_order_counts_and_warns() -> None:
    with clock.at(ORDER):
        theirs = ORDER + timedelta(hours=1)
        row = make.row(make.raised(external_deadline=theirs))
        assert row.settle_by == row.external_deadline == theirs
        assert row.settle_warn == ORDER + timedelta(minutes=48)
        make.do("counter", actions.accept, matter_id=row.id)
        make.do("counter", actions.classify, matter_id=row.id, category="house.renewal")
        assert make.row(row.id).settle_by == theirs


def test_a_deadline_without_a_zone_is_local() -> None:
    row = make.row(make.raised(external_deadline=datetime(2027, 1, 2, 8)))  # noqa: DTZ001
    assert row.external_deadline == datetime(2027, 1, 2, 0, tzinfo=UTC)


REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"words": " "}, "matter/no-words"),
    ({"words": "字" * 10_001}, "matter/too-long"),
    ({"area": "99"}, "matter/unknown-area"),
    ({"area": "garbage"}, "matter/unknown-area"),
    ({"area": c.HOME + "777"}, "matter/unknown-area"),
    ({"area": "9701"}, "matter/unknown-area"),
    ({"category": "no.such"}, "matter/unknown-category"),
    ({"external_deadline": datetime(1, 1, 1, tzinfo=UTC)}, "matter/bad-deadline"),
    ({"external_deadline": datetime(9999, 12, 31, tzinfo=UTC)}, "matter/bad-deadline"),
    ({"files": [ids.of("test", "no file")]}, "file/not-found"),
)


@pytest.mark.parametrize(("values", "type"), REFUSED)
def test_refused_whole(values: dict[str, Any], type: str) -> None:
    id = ids.new()
    with pytest.raises(Problem) as told:
        make.raised(id=id, **values)
    assert told.value.type == type
    assert not seen(Matter, id=id)


def test_a_ledger_that_fails_leaves_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> UUID:
        raise OSError("full")

    monkeypatch.setattr(ledger, "record", fail)
    id = ids.new()
    with pytest.raises(OSError, match="full"):
        make.raised(id=id, reporter=make.REPORTER)
    assert not seen(Matter, id=id)
    assert not seen(Reporter, matter=id)


def test_an_id_is_one_matter() -> None:
    id = make.raised()
    with pytest.raises(IntegrityError):
        make.raised(id=id)


WHO_WHERE: tuple[tuple[str, str, bool], ...] = (
    ("counter", c.GRIDS[2], True),
    ("grid1", c.GRIDS[0], True),
    ("grid1", c.GRIDS[1], True),
    ("volunteer", c.GRIDS[1], True),
    ("property", c.GRIDS[1], True),
    ("subdistrict", c.NEXT_DOOR, True),
    ("department", c.NEXT_DOOR, True),
    ("counter", c.NEXT_DOOR, False),
    ("grid1", c.NEXT_DOOR, False),
    ("subdistrict", c.ELSEWHERE, False),
    ("supervisor", c.GRIDS[0], False),
    ("admin", c.GRIDS[0], False),
)
"""Who raises where: needs are heard outside one's own grid too, but not outside one's community."""


@pytest.mark.parametrize(("who", "area", "allowed"), WHO_WHERE)
def test_who_may_raise_where(who: str, area: str, allowed: bool) -> None:
    if not allowed:
        with pytest.raises(Forbidden) as told:
            make.raised(who, area=area)
        assert told.value.type == "actor/outside-area"
        return
    id = make.raised(who, area=area)
    assert make.row(id).area == area
    assert make.look(who, queries.detail, id)["first_contact_name"] == f"{who}者"


def test_a_key_raises_and_sees_nothing_else() -> None:
    id, other = ids.new(), make.raised()
    seat = Seat(post=ids.of("test", "key"), area=c.HOME, role=Role.INTAKE, title="key")
    by = Actor(id=seat.post, kind=ActorKind.KEY, name="热线", seats=(seat,), matter=id)
    make.do(by, actions.raise_, data=RaiseData(id=id, words=make.WORDS, area=c.GRIDS[0], door=Door.API))
    row = make.row(id)
    assert (row.first_contact, row.first_contact_post) == (None, None)
    assert row.post_id in {c.post_id("counter"), c.post_id("counter2")}
    assert make.look(by, queries.receipt, id)["reference"] == row.reference
    assert not make.look(by, queries.existing, [other])


# Whose it is


OWNERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("counter", c.GRIDS[0], ("counter",)),
    ("grid1", c.GRIDS[0], ("grid1",)),
    ("grid1", c.GRIDS[1], ("counter", "counter2")),
    ("volunteer", c.GRIDS[0], ("counter", "counter2")),
    ("secretary", c.GRIDS[0], ("secretary",)),
    ("subdistrict", c.NEXT_DOOR, ("subdistrict",)),
)
"""Who raises, where, which post must accept: whoever raises in his own area, else the window."""


@pytest.mark.parametrize(("who", "area", "posts"), OWNERS)
def test_who_must_accept(who: str, area: str, posts: tuple[str, ...]) -> None:
    assert make.row(make.raised(who, area=area)).post_id in {c.post_id(key) for key in posts}


def test_a_vacant_window_passes_to_the_secretary() -> None:
    for key in ("counter", "counter2"):
        make.do(system("tests"), workforce.vacate, post_id=c.post_id(key))
    assert make.row(make.from_resident()).post_id == c.post_id("secretary")


def test_where_all_are_vacant_it_waits_in_nobodys_box() -> None:
    for key in ("next_counter", "next_secretary", "subdistrict"):
        make.do(system("tests"), workforce.vacate, post_id=c.post_id(key))
    id = make.from_resident(area=c.NEXT_DOOR)
    assert make.row(id).post_id == c.post_id("next_counter")
    box = make.box("supervisor", "nobody")
    assert [row["id"] for row in box["rows"]] == [id]


SUGGESTED: tuple[tuple[str, str, str, str, str], ...] = (
    ("env.tree", c.GRIDS[0], "", "property", "按职责清单派给物业公司"),
    ("env.tree", c.GRIDS[1], "", "", "这里没有物业公司岗位，按职责清单派给网格员"),
    ("env.smell", c.GRIDS[0], "", "subdistrict", "按职责清单派给街道干部"),
    ("env.dust", c.GRIDS[0], "", "department", "按职责清单派给部门干部"),
    ("facility.manhole", c.GRIDS[2], "", "vacant", "按职责清单派给网格员，但岗位空缺"),
    ("refer.court", c.GRIDS[0], "", "counter", "按职责清单派给窗口社工"),
)
"""Category, area, urgency, whose it would be, what the note says of it."""


@pytest.mark.parametrize(("category", "area", "urgency", "key", "note"), SUGGESTED)
def test_whose_it_would_be(category: str, area: str, urgency: str, key: str, note: str) -> None:
    row = make.row(make.raised(category=category, area=area))
    assert make.look("counter", queries.detail, row.id)["route_note"] == note
    wanted = {c.post_id("counter"), c.post_id("counter2")} if key == "counter" else {c.post_id(key)}
    if key:
        assert row.suggested_post in wanted
    elif row.suggested_post is not None:
        assert row.suggested_post not in {c.post_id("property")}


def test_a_rule_that_cannot_run_is_said_aloud() -> None:
    """The second grid has no property company: the line is passed over, and a person reads so."""
    row = make.row(make.raised(category="env.tree", area=c.GRIDS[1]))
    shown = make.look("counter", queries.detail, row.id)
    assert shown["route_note"] == "这里没有物业公司岗位，按职责清单派给网格员"
    assert (
        shown["route_note_en"]
        == "No property company post here: by the responsibility list to the grid worker"
    )
    assert "小区内设施和服务由物业先办；" in shown["route_note_detail"]


def test_no_rule_at_all_is_said_too() -> None:
    make.do(system("tests"), actions.load_responsibility, rows=[])
    row = make.row(make.raised())
    assert row.suggested_post is None
    shown = make.look("counter", queries.detail, row.id)
    assert shown["route_note"] == "职责清单里没有适用的一条，请选一个岗位"


def test_the_first_rule_that_fits_wins_and_may_name_a_post() -> None:
    line = {"area": "", "category": "", "urgency": "", "title": "grid_worker", "level": "grid"}
    rows = [
        {**line, "order": "2"},
        {**line, "order": "1", "category": "facility", "post": str(c.post_id("lead"))},
    ]
    make.do(system("tests"), actions.load_responsibility, rows=rows)
    row = make.row(make.raised(category="facility.lamp"))
    shown = make.look("counter", queries.detail, row.id)
    assert (row.suggested_post, shown["route_note_detail"]) == (c.post_id("lead"), "第1条规则")
    assert make.row(make.raised(category="env.garbage")).suggested_post == c.post_id("grid1")


# Who is told and who sees


def test_what_is_urgent_is_put_before_both_at_once() -> None:
    id = make.from_resident(words="有人困在电梯里了", category="urgent.trapped")
    row = make.row(id)
    assert row.urgency == "urgent"
    assert make.told(id) == {("urgent", row.post_id), ("urgent", c.post_id("property"))}
    assert make.look("property", queries.detail, id)["abilities"] == []
    assert not make.told(make.from_resident())


def test_nothing_is_sent_for_old_records() -> None:
    id = make.from_resident(words="有人困在电梯里了", category="urgent.trapped", historical=True)
    make.do("counter", actions.accept_whole, matter_id=id, post_id=c.post_id("grid1"))
    with clock.at(ORDER):
        other = make.from_resident(words="有人困在电梯里了", category="urgent.trapped")
    assert not make.told(id)
    assert not make.told(other)


def test_whoever_raised_it_outside_his_sight_goes_on_seeing_it() -> None:
    id = make.raised("grid1", area=c.GRIDS[1])
    parts = seen(Partaking, matter=id)
    assert [(part.post_id, part.part) for part in parts] == [(c.post_id("grid1"), "first")]
    assert make.look("grid1", queries.detail, id)["abilities"] == []
    assert not seen(Partaking, matter=make.raised("grid1"))


# The reporter, sealed


def test_the_reporter_is_sealed_at_rest() -> None:
    id = make.from_resident()
    with scope(system("tests"), write=False), connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM matters_reporter r WHERE matter_id = %s", [id])
        stored = str(cursor.fetchall())
        cursor.execute("SELECT name, phone, address FROM matters_reporter WHERE matter_id = %s", [id])
        sealed = [bytes(value) for row in cursor.fetchall() for value in row]
    for text in (make.REPORTER.name, make.REPORTER.phone, make.REPORTER.address):
        assert text not in stored
        for value in sealed:
            assert text.encode() not in value
            assert text.encode().hex() not in stored


def test_the_same_phone_has_the_same_index_and_other_seals() -> None:
    one, two = (seen(Reporter, matter=make.from_resident())[0] for _ in range(2))
    assert bytes(one.phone_index) == bytes(two.phone_index)
    assert bytes(one.phone) != bytes(two.phone)
    other = ReporterData(name="张三", phone="+86 138-1234-5678")
    three = seen(Reporter, matter=make.from_resident(reporter=other))[0]
    assert bytes(three.phone_index) == bytes(one.phone_index)


def test_the_reporter_is_masked_for_all_who_see_the_matter() -> None:
    id = make.dispatched("property")
    for key in ("counter", "secretary", "property", "supervisor", "admin"):
        told = make.look(key, queries.detail, id)
        assert told["reporter"] == {
            "name": "欧阳**",
            "phone": "138****5678",
            "address": True,
            "secret": False,
        }
        assert "13812345678" not in repr(told)
        assert "小红" not in repr(told)


def test_nobody_reported_it() -> None:
    id = make.raised(reporter=ReporterData(secret=True))
    assert make.look("counter", queries.detail, id)["reporter"] is None


def test_the_ledger_holds_no_words_and_no_names() -> None:
    id = make.closed()
    told = repr([entry["facts"] for entry in make.entries(id)])
    for secret in (make.WORDS, make.REPORTER.name, make.REPORTER.phone, "灯泡已换好", "还是不亮"):
        assert secret not in told


def test_the_words_keep_what_was_said() -> None:
    with pytest.raises(Refused):
        make.raised(words="\u200b \x00")
    row = make.row(make.raised(words="路灯\r\n坏了\u202e！", subject="\x00 灯 "))
    assert (row.words, row.subject) == ("路灯\n坏了！", "灯")


def test_a_matter_of_his_own_is_all_a_resident_raises_into() -> None:
    """The second wall: a visitor writes the one matter his scope is narrowed to."""
    id = ids.new()
    with pytest.raises(ProgrammingError):
        make.do(
            c.resident(ids.new()), actions.raise_, data=RaiseData(id=id, words="路灯坏了", area=c.GRIDS[0])
        )
    assert make.row(make.raised(replace(c.resident(id)), id=id)).id == id
